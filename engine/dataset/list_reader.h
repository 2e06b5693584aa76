// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace koma::dataset {

/// Cuts a file that holds one JSON list into its entries without parsing them, so that a list of hundreds of megabytes
/// takes the memory of its longest entry.
class ListReader {
 public:
  /// Throws Error(not_found | unreadable | invalid_file) unless the file begins with a list.
  explicit ListReader(std::filesystem::path file);

  /// The text of the next entry, none after the last one. Throws Error(invalid_file) where the list is broken: cut off,
  /// a comma too many or too few, text after its end, an entry of more than 16 MiB.
  [[nodiscard]] std::optional<std::string> next();
  /// The line, counted from 1, on which the entry begins that `next` gave last.
  [[nodiscard]] std::int64_t line() const noexcept { return entry_line_; }

 private:
  [[nodiscard]] int peek();
  int take();
  [[nodiscard]] int peek_past_space();
  [[nodiscard]] std::string take_entry();
  [[noreturn]] void refuse(const std::string& sentence) const;

  std::filesystem::path path_;
  std::ifstream stream_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::int64_t line_ = 1, entry_line_ = 1, count_ = 0;
};

}  // namespace koma::dataset
