// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/bundle_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>

#include "engine/base/error.h"

namespace koma::manga {

namespace {

std::string first_line(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

std::string ourselves() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return std::string(host.data()) + " process " + std::to_string(::getpid()) + " boot " +
         first_line("/proc/sys/kernel/random/boot_id");
}

/// False when the last holder has removed the name between our opening and our locking it.
bool still_named(int descriptor, const std::filesystem::path& path) {
  struct ::stat held {};
  struct ::stat named {};
  return ::fstat(descriptor, &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
         held.st_dev == named.st_dev;
}

}  // namespace

BundleLock::BundleLock(const std::filesystem::path& bundle) : path_(bundle / "lock") {
  int attempts = 0;
  do {
    release_descriptor();
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) refuse(errno);
  } while (!still_named(descriptor_, path_) && ++attempts < 100);
  const std::string text = ourselves() + "\n";
  // The text only tells people who holds it, so failing to write it (a full disk) must not keep the author out.
  if (::ftruncate(descriptor_, 0) == 0) static_cast<void>(!::pwrite(descriptor_, text.data(), text.size(), 0));
}

BundleLock::BundleLock(BundleLock&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

BundleLock& BundleLock::operator=(BundleLock&& other) noexcept {
  if (this != &other) {
    release();
    path_ = std::move(other.path_);
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

BundleLock::~BundleLock() {
  release();
}

void BundleLock::refuse(int number) {
  release_descriptor();
  const auto bundle = path_.parent_path().string();
  if (number == EWOULDBLOCK) {
    throw Error(ErrorCode::busy, "the project is open elsewhere (" + first_line(path_) + "); close it there first",
                bundle);
  }
  const bool full = number == ENOSPC || number == EDQUOT;
  throw Error(full ? ErrorCode::no_space : ErrorCode::unreadable,
              std::string("the project cannot be locked: ") + std::strerror(number) + "; check disk and permissions",
              bundle);
}

void BundleLock::release_descriptor() noexcept {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void BundleLock::release() noexcept {
  // Removed while still held: whoever opens the name afterwards makes a new file.
  if (descriptor_ >= 0) ::unlink(path_.c_str());
  release_descriptor();
}

}  // namespace koma::manga
