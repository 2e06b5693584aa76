// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>

#include "engine/tensors/weights.h"

namespace koma::tensors {

/// Longest header that is read, as in the reference reader.
inline constexpr std::uint64_t max_safetensors_header = 100'000'000;

/// A safetensors file: 8 bytes header length, a JSON header, then the tensors without gaps.
/// The header is checked completely before a tensor is read (specs/reliability.md, section 3): length, JSON object
/// without repeated names and at most 3 deep, known types, shape × type equal to the byte range, ranges without holes,
/// overlaps or trailing bytes. Read by seek and read, not mapped: a file that shrinks must not raise SIGBUS.
class SafetensorsFile final : public WeightSource {
 public:
  /// Throws Error(not_found | unreadable | invalid_file).
  explicit SafetensorsFile(const std::filesystem::path& path);

  [[nodiscard]] std::optional<TensorInfo> find(const std::string& name) const override;
  [[nodiscard]] at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                                const Init& init) const override;
  [[nodiscard]] std::vector<std::string> names() const override;
  [[nodiscard]] std::string place() const override { return path_.string(); }
  /// The header's `__metadata__`; empty when there is none.
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return metadata_; }

 private:
  struct Entry {
    TensorInfo info;
    std::uint64_t begin = 0, end = 0;  ///< bytes, from the end of the header
  };
  void read_header(std::uint64_t file_size);
  [[nodiscard]] std::string header_text(std::uint64_t file_size);
  void check_ranges(std::uint64_t data_size) const;
  [[noreturn]] void refuse(const std::string& what) const;

  std::filesystem::path path_;
  std::map<std::string, Entry> entries_;
  std::map<std::string, std::string> metadata_;
  std::uint64_t data_start_ = 0;
  mutable std::mutex mutex_;
  mutable std::ifstream stream_;
};

/// Every tensor of a file, on the CPU, in its stored type. Throws as SafetensorsFile does.
[[nodiscard]] std::map<std::string, at::Tensor> read_safetensors(const std::filesystem::path& path);

}  // namespace koma::tensors
