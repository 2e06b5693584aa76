// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>

#include "engine/checkpoints/stored_bytes.h"
#include "engine/checkpoints/tensor_index.h"
#include "engine/tensors/weights.h"

namespace koma::tensors {

/// A file of weights whose index is known: safetensors or a pickled state dict, as engine/checkpoints reads them.
/// Tensors are read by position and not mapped: a file that shrinks must not raise SIGBUS.
class IndexedFile final : public WeightSource {
 public:
  /// Reads the index. Throws Error(not_found | unreadable | invalid_file).
  explicit IndexedFile(const std::filesystem::path& path);
  /// Takes an index that was read before. Throws Error(not_found | unreadable).
  explicit IndexedFile(checkpoints::TensorIndex index);

  [[nodiscard]] std::optional<TensorInfo> find(const std::string& name) const override;
  [[nodiscard]] at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                                const Init& init) const override;
  [[nodiscard]] at::Tensor read_as(const std::string& name, const std::vector<std::int64_t>& shape, const Init& init,
                                   at::ScalarType dtype) const override;
  [[nodiscard]] std::vector<std::string> names() const override;
  [[nodiscard]] std::string place() const override { return index_.path.string(); }
  /// A safetensors header's `__metadata__`; empty when there is none.
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return index_.metadata; }
  [[nodiscard]] const checkpoints::TensorIndex& index() const { return index_; }

  /// Reads `stored`, one of the index's tensors or a view of one, row by row and in `dtype`; numbers that are not
  /// floating keep their type. Converts piece by piece, so that a tensor is never held twice.
  /// `name` is said in errors. Throws Error(unreadable).
  [[nodiscard]] at::Tensor read_view(const checkpoints::StoredTensor& stored, const std::string& name,
                                     std::optional<at::ScalarType> dtype = {}) const;

 private:
  [[nodiscard]] const checkpoints::StoredTensor& stored(const std::string& name) const;
  void read_numbers(std::uint64_t begin, const at::Tensor& flat, at::ScalarType stored_type,
                    const std::string& name) const;

  checkpoints::TensorIndex index_;
  checkpoints::FileBytes bytes_;
};

}  // namespace koma::tensors
