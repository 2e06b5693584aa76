// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {

/// The tensors of a file whose names begin with a prefix, under the names that remain. Keeps a reference to the index.
class PrefixView {
 public:
  explicit PrefixView(const TensorIndex& index, std::string prefix = {}) : index_(&index), prefix_(std::move(prefix)) {}

  [[nodiscard]] PrefixView below(const std::string& prefix) const { return PrefixView(*index_, prefix_ + prefix); }
  [[nodiscard]] bool has(const std::string& name) const { return index_->tensors.contains(prefix_ + name); }
  /// True when any name begins with `start`.
  [[nodiscard]] bool has_below(const std::string& start) const;
  /// Empty when there is no such tensor.
  [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const;
  /// Side `at` of a tensor; 0 when there is no such tensor or side.
  [[nodiscard]] std::int64_t side(const std::string& name, std::size_t at) const;
  /// How many of 0, 1, 2, … give a name that exists: `before` + i + `after`.
  [[nodiscard]] std::int64_t count(const std::string& before, const std::string& after) const;
  /// Names without the prefix, sorted.
  [[nodiscard]] std::vector<std::string> names() const;

  [[nodiscard]] const TensorIndex& index() const noexcept { return *index_; }
  [[nodiscard]] const std::string& prefix() const noexcept { return prefix_; }

 private:
  const TensorIndex* index_;
  std::string prefix_;
};

}  // namespace koma::checkpoints
