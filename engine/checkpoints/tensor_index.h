// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace koma::checkpoints {

/// The number types that checkpoint files store.
enum class StoredType { boolean, u8, i8, f8_e4m3, f8_e5m2, i16, u16, f16, bf16, i32, u32, f32, i64, u64, f64, c64 };

/// Bytes of one number.
[[nodiscard]] std::size_t size_of(StoredType type) noexcept;
/// The safetensors spelling: "BF16".
[[nodiscard]] const char* to_string(StoredType type) noexcept;

/// Where one tensor lies in a file.
struct StoredTensor {
  StoredType type = StoredType::f32;
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> strides;  ///< in numbers; empty: row by row without gaps
  std::uint64_t begin = 0, end = 0;   ///< bytes from the start of the file
  friend bool operator==(const StoredTensor&, const StoredTensor&) = default;
};

/// What a checkpoint file says about its tensors, without reading one of them. Needs no torch, so that a catalog can
/// look at many files, and so that hostile files are tried against a small program.
struct TensorIndex {
  std::filesystem::path path;
  std::map<std::string, StoredTensor> tensors;
  std::map<std::string, std::string> metadata;  ///< safetensors' `__metadata__`; empty for pickled files
};

/// Reads the index of a .safetensors file, or of a pickled state dict (.bin, .ckpt, .pt, .pth: zip or legacy),
/// whichever the content shows; the extension does not matter. Never executes anything, never allocates more than the
/// file's size (specs/engine.md 4.8, 4.9; specs/reliability.md 3). Nested dicts of a pickled file become dotted names.
/// Throws Error(not_found | unreadable | invalid_file) that names file, key or opcode and what was expected.
[[nodiscard]] TensorIndex read_tensor_index(const std::filesystem::path& file);

/// The index of a sharded checkpoint (`….index.json`) as one: every shard's file and which tensor lies in which.
/// Plain file names only: an index must not reach out of its folder.
struct ShardedIndex {
  std::vector<TensorIndex> files;
};
[[nodiscard]] ShardedIndex read_sharded_index(const std::filesystem::path& index_json);

}  // namespace koma::checkpoints
