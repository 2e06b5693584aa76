// SPDX-License-Identifier: Apache-2.0
#include "ui/document/bundle_copy.h"

#include <map>
#include <system_error>

namespace koma::ui {

namespace fs = std::filesystem;

namespace {

fs::path freeNameBeside(const fs::path& bundle) {
  const std::string stem = bundle.stem().string(), extension = bundle.extension().string();
  for (int i = 1;; ++i) {
    fs::path name = bundle.parent_path() / (stem + " copy" + (i == 1 ? "" : " " + std::to_string(i)) + extension);
    if (!fs::exists(name)) return name;
  }
}

/// When the database and its side files were last written.
std::map<std::string, fs::file_time_type> stampsOf(const fs::path& bundle) {
  std::map<std::string, fs::file_time_type> stamps;
  for (const auto& entry : fs::directory_iterator(bundle)) {
    if (entry.is_regular_file()) stamps[entry.path().filename().string()] = entry.last_write_time();
  }
  return stamps;
}

void copyFiles(const fs::path& from, const fs::path& to) {
  for (const auto& entry : fs::directory_iterator(from)) {
    // The lock is the holder's; SQLite makes its shared memory anew.
    const std::string name = entry.path().filename().string();
    if (name == "lock" || name.ends_with("-shm")) continue;
    fs::copy(entry.path(), to / name, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }
}

ErrorCode codeOf(const std::error_code& error) {
  if (error == std::errc::no_space_on_device) return ErrorCode::no_space;
  return error == std::errc::no_such_file_or_directory ? ErrorCode::not_found : ErrorCode::unreadable;
}

}  // namespace

api::Outcome<fs::path> copyHeldBundle(const fs::path& held) {
  // A folder's name that ends in a slash has no stem.
  const fs::path from = held.has_filename() ? held : held.parent_path();
  fs::path to;
  std::error_code ignored;
  try {
    to = freeNameBeside(from);
    fs::create_directory(to);
    constexpr int most = 20;
    for (int attempt = 0; attempt < most; ++attempt) {
      const auto before = stampsOf(from);
      copyFiles(from, to);
      if (stampsOf(from) == before) return to;
      fs::remove_all(to, ignored);
      fs::create_directory(to);
    }
    fs::remove_all(to, ignored);
    return api::Failed{ErrorCode::busy, "the project is being written to all the time; try again in a moment"};
  } catch (const fs::filesystem_error& error) {
    if (!to.empty()) fs::remove_all(to, ignored);
    return api::Failed{codeOf(error.code()), error.what()};
  }
}

}  // namespace koma::ui
