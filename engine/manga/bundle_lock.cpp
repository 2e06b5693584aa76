// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/bundle_lock.h"

#include <fcntl.h>
#include <sys/file.h>
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

}  // namespace

BundleLock::BundleLock(const std::filesystem::path& bundle) : path_(bundle / "lock") {
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (descriptor_ < 0) {
    const int number = errno;
    const bool full = number == ENOSPC || number == EDQUOT;
    throw Error(full ? ErrorCode::no_space : ErrorCode::unreadable,
                std::string("the project cannot be locked: ") + std::strerror(number) + "; check disk and permissions",
                path_.string());
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const std::string holder = first_line(path_);
    ::close(std::exchange(descriptor_, -1));
    throw Error(ErrorCode::busy, "the project is open elsewhere (" + holder + "); close it there first",
                bundle.string());
  }
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

void BundleLock::release() noexcept {
  if (descriptor_ < 0) return;
  // Removed while still held: whoever opens the name afterwards makes a new file.
  ::unlink(path_.c_str());
  ::close(std::exchange(descriptor_, -1));
}

}  // namespace koma::manga
