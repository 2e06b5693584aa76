// SPDX-License-Identifier: Apache-2.0
#include "engine/base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>
#include <string>
#include <system_error>

#include "engine/base/error.h"

namespace koma {

namespace {

ErrorCode code_of(int number) {
  if (number == ENOSPC || number == EDQUOT) return ErrorCode::no_space;
  return number == ENOENT || number == ENOTDIR ? ErrorCode::not_found : ErrorCode::unreadable;
}

std::filesystem::path directory_of(const std::filesystem::path& path) {
  const auto parent = path.parent_path();
  return parent.empty() ? std::filesystem::path(".") : parent;
}

std::string free_space(const std::filesystem::path& directory) {
  std::error_code ignored;
  const auto space = std::filesystem::space(directory, ignored);
  if (ignored) return {};
  return " (" + std::to_string(space.available / (std::uintmax_t{1024} * 1024)) + " MiB free)";
}

/// The file behind a chain of links: the link stays, its target is replaced.
std::filesystem::path target_of(std::filesystem::path path) {
  std::error_code error;
  if (std::filesystem::is_symlink(path, error)) return std::filesystem::weakly_canonical(path);
  return path;
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path path) : path_(target_of(std::move(path))) {
  struct ::stat old {};
  // Never more open than the file it replaces; a new file is as open as the user's umask allows.
  const mode_t mode = ::stat(path_.c_str(), &old) == 0 ? old.st_mode & 0777 : 0666;
  std::random_device random;
  std::filesystem::path name;
  do {
    name = directory_of(path_) / ("." + path_.filename().string() + "." + std::to_string(random()));
    descriptor_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  } while (descriptor_ < 0 && errno == EEXIST);
  if (descriptor_ < 0) fail("create a file beside", errno);
  temporary_ = name;
}

AtomicFile::~AtomicFile() {
  discard();
}

void AtomicFile::discard() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

void AtomicFile::fail(const char* action, int number) {
  discard();
  const auto code = code_of(number);
  const std::string remedy =
      code == ErrorCode::no_space ? "; free some space or save elsewhere" : "; the old file is untouched";
  throw Error(
      code,
      std::string("cannot ") + action + " it: " + std::strerror(number) + free_space(directory_of(path_)) + remedy,
      path_.string());
}

void AtomicFile::write(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", errno);
    // A short write is how a full disk announces itself; the next call then says why.
    bytes = bytes.subspan(std::size_t(written));
  }
}

void AtomicFile::write(std::string_view text) {
  write(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

void AtomicFile::commit() {
  struct ::stat old {};
  if (::stat(path_.c_str(), &old) == 0) {
    // Only a privileged process may give a file away; for others the new file is theirs, which is no failure.
    if (::fchown(descriptor_, old.st_uid, old.st_gid) != 0 && errno != EPERM) fail("keep the owner of", errno);
    if (::fchmod(descriptor_, old.st_mode & 07777) != 0) fail("set the mode of", errno);
  }
  if (::fsync(descriptor_) != 0) fail("flush", errno);
  const int closing = descriptor_;
  descriptor_ = -1;
  if (::close(closing) != 0) fail("close", errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("replace", errno);
  temporary_.clear();
  const int directory = ::open(directory_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) fail("open the folder of", errno);
  const bool synced = ::fsync(directory) == 0;
  const int number = errno;
  ::close(directory);
  // Some network file systems cannot sync a directory; the rename itself has succeeded there.
  if (!synced && number != EINVAL && number != EROFS) fail("flush the folder of", number);
}

void write_atomically(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

void write_atomically(const std::filesystem::path& path, std::string_view text) {
  AtomicFile file(path);
  file.write(text);
  file.commit();
}

}  // namespace koma
