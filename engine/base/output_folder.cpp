// SPDX-License-Identifier: Apache-2.0
#include "engine/base/output_folder.h"

#include "engine/base/error.h"

namespace koma {

void make_output_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (!failed && std::filesystem::is_directory(folder)) return;
  const bool full = failed == std::errc::no_space_on_device;
  throw Error(full ? ErrorCode::no_space : ErrorCode::unreadable,
              "the folder cannot be made (" + failed.message() + "); give another place", folder.string());
}

}  // namespace koma
