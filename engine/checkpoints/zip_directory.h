// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "engine/checkpoints/read_budget.h"

namespace koma::checkpoints {

/// Where the content of a stored record lies.
struct ZipRecord {
  std::uint64_t begin = 0, size = 0;  ///< bytes from the start of the file
};

/// The records of a zip archive as torch.save writes it, by name. Only stored (never compressed), unencrypted records
/// of one disk; every one is checked against its local header, none may overlap another or the directory; zip64 is
/// read. APPNOTE.TXT 6.3.9, sections 4.3 and 4.5.3. Throws Error(invalid_file).
[[nodiscard]] std::map<std::string, ZipRecord> read_zip_directory(const StoredBytes& file, ReadBudget& budget);

}  // namespace koma::checkpoints
