// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace koma::checkpoints {

/// Bytes that can be read at any place: a file, or memory in tests and fuzzers. Immutable; may be shared by threads.
class StoredBytes {
 public:
  StoredBytes(std::uint64_t size, std::string place) : size_(size), place_(std::move(place)) {}
  StoredBytes(const StoredBytes&) = delete;
  StoredBytes& operator=(const StoredBytes&) = delete;
  virtual ~StoredBytes() = default;

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// What to call it in errors: the file's path.
  [[nodiscard]] const std::string& place() const noexcept { return place_; }
  /// False when not all of the bytes could be read, for example because the file has shrunk.
  [[nodiscard]] virtual bool read(std::uint64_t offset, void* into, std::size_t count) const noexcept = 0;

 private:
  std::uint64_t size_;
  std::string place_;
};

/// A file, read by position and not mapped: one that shrinks while it is open must not raise SIGBUS.
class FileBytes final : public StoredBytes {
 public:
  /// Throws Error(not_found | unreadable).
  explicit FileBytes(const std::filesystem::path& path);
  ~FileBytes() override;
  [[nodiscard]] bool read(std::uint64_t offset, void* into, std::size_t count) const noexcept override;

 private:
  struct Opened {
    int descriptor;
    std::uint64_t size;
  };
  static Opened open_file(const std::filesystem::path& path);
  FileBytes(Opened opened, const std::filesystem::path& path);

  int descriptor_;
};

/// Memory that somebody else keeps alive.
class MemoryBytes final : public StoredBytes {
 public:
  MemoryBytes(std::string_view bytes, std::string place) : StoredBytes(bytes.size(), std::move(place)), bytes_(bytes) {}
  [[nodiscard]] bool read(std::uint64_t offset, void* into, std::size_t count) const noexcept override;

 private:
  std::string_view bytes_;
};

/// Throws Error(invalid_file): "<what>; get the file again".
[[noreturn]] void refuse(const StoredBytes& file, const std::string& what);

/// A name from a file as an error may say it: at most 120 bytes of valid UTF-8 without control characters.
[[nodiscard]] std::string spoken(std::string_view name);
/// The same between quotation marks.
[[nodiscard]] std::string in_quotes(std::string_view name);

/// True for well-formed UTF-8 (RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

}  // namespace koma::checkpoints
