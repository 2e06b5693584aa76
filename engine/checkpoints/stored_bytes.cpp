// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/stored_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "engine/base/error.h"

namespace koma::checkpoints {
namespace {

constexpr std::size_t longest_spoken = 120;
/// One call reads no more: the kernel stops short of 2 GiB.
constexpr std::size_t longest_read = std::size_t{1} << 30;

/// Bytes of the well-formed UTF-8 sequence at the front of `text`; 0 when there is none.
std::size_t sequence_length(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool beyond = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
  return overlong || beyond ? 0 : length;
}

}  // namespace

FileBytes::FileBytes(const std::filesystem::path& path) : FileBytes(open_file(path), path) {}

FileBytes::FileBytes(Opened opened, const std::filesystem::path& path)
    : StoredBytes(opened.size, path.string()), descriptor_(opened.descriptor) {}

FileBytes::Opened FileBytes::open_file(const std::filesystem::path& path) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    throw Error(ErrorCode::not_found, "there is no file of weights here; choose or fetch the model again",
                path.string());
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat facts {};
  if (descriptor < 0 || ::fstat(descriptor, &facts) != 0) {
    if (descriptor >= 0) ::close(descriptor);
    throw Error(ErrorCode::unreadable, "the weights cannot be opened; check the file's permissions", path.string());
  }
  return {descriptor, static_cast<std::uint64_t>(facts.st_size)};
}

FileBytes::~FileBytes() {
  ::close(descriptor_);
}

bool FileBytes::read(std::uint64_t offset, void* into, std::size_t count) const noexcept {
  auto* target = static_cast<char*>(into);
  while (count > 0) {
    const ssize_t got = ::pread(descriptor_, target, std::min(count, longest_read), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    target += got;
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::size_t>(got);
  }
  return true;
}

bool MemoryBytes::read(std::uint64_t offset, void* into, std::size_t count) const noexcept {
  if (offset > bytes_.size() || count > bytes_.size() - offset) return false;
  if (count > 0) std::memcpy(into, bytes_.data() + offset, count);
  return true;
}

void refuse(const StoredBytes& file, const std::string& what) {
  throw Error(ErrorCode::invalid_file, what + "; get the file again", file.place());
}

std::string spoken(std::string_view name) {
  std::string text;
  while (!name.empty()) {
    const std::size_t length = sequence_length(name);
    if (text.size() + std::max<std::size_t>(length, 1) > longest_spoken) return text + "…";
    const bool control = length == 0 || (length == 1 && (name.front() < ' ' || name.front() == 0x7F));
    text += control ? "?" : std::string(name.substr(0, length));
    name.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

std::string in_quotes(std::string_view name) {
  return "\"" + spoken(name) + "\"";
}

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace koma::checkpoints
