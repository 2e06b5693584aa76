// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output_place.h"

#include "engine/base/error.h"

namespace koma::app {

namespace fs = std::filesystem;

void requireFolderOf(const fs::path& file) {
  const fs::path folder = fs::absolute(file).parent_path();
  std::error_code ignored;
  if (fs::is_directory(file, ignored)) {
    throw Error(ErrorCode::invalid_argument, "there is a folder of that name; give another name", file.string());
  }
  if (fs::is_directory(folder, ignored)) return;
  throw Error(ErrorCode::not_found, "there is no such folder to write to; make it first", folder.string());
}

}  // namespace koma::app
