// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace koma {

/// A file that is the old one or the new one, whatever happens (specs/reliability.md, 1.3).
///
/// Bytes go to a temporary file in the same directory; `commit` syncs it, renames it over the target and syncs the
/// directory. Every return value is checked. Without a commit, or after a failure, the temporary file is removed and
/// the target is untouched; there is no fallback that writes in place.
class AtomicFile {
 public:
  /// Throws Error(not_found | unreadable | no_space).
  explicit AtomicFile(std::filesystem::path path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Appends. Throws Error(no_space | unreadable) with the path and the free space.
  void write(std::span<const std::uint8_t> bytes);
  void write(std::string_view text);
  /// Keeps the mode of a file that it replaces. Throws as `write` does.
  void commit();

 private:
  [[noreturn]] void fail(const char* action, int number);
  void discard() noexcept;

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
};

/// The whole file in one call.
void write_atomically(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);
void write_atomically(const std::filesystem::path& path, std::string_view text);

}  // namespace koma
