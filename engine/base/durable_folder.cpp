// SPDX-License-Identifier: Apache-2.0
#include "engine/base/durable_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "engine/base/error.h"

namespace koma {

namespace {

void refuse(const std::filesystem::path& path, const char* kind, const std::string& what, const std::error_code& why) {
  const bool full = why == std::errc::no_space_on_device;
  throw Error(full ? ErrorCode::no_space : ErrorCode::unreadable,
              std::string("the ") + kind + " cannot be " + what + ": " + why.message() +
                  (full ? "; free some space" : "; check the permissions"),
              path.string());
}

void sync(const std::filesystem::path& path, int flags, const char* kind) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (descriptor < 0) refuse(path, kind, "opened", {errno, std::generic_category()});
  const int number = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  // Some network file systems cannot sync a folder; there is nothing better to do on them.
  if (number != 0 && number != EINVAL && number != EROFS) {
    refuse(path, kind, "synced", {number, std::generic_category()});
  }
}

}  // namespace

void make_durable_folder(const std::filesystem::path& folder) {
  std::error_code error;
  const bool made = std::filesystem::create_directory(folder, error);
  if (error) refuse(folder, "folder", "made", error);
  if (made) sync_folder(std::filesystem::absolute(folder).parent_path());
}

void sync_folder(const std::filesystem::path& folder) {
  sync(folder, O_DIRECTORY, "folder");
}

void sync_file(const std::filesystem::path& file) {
  sync(file, 0, "file");
}

}  // namespace koma
