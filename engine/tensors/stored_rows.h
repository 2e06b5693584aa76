// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/tensors/indexed_file.h"

namespace koma::tensors {

/// A stored matrix of which only some rows are read: a word in a table of many thousands.
class StoredRows {
 public:
  /// The matrix `name` of a part, [rows, width]. Throws Error(invalid_file) when it is missing, has another width, or
  /// does not lie in the file row by row; Error(not_found | unreadable) when the file cannot be opened.
  StoredRows(const checkpoints::PartLayout& part, const std::string& name, std::int64_t width);

  [[nodiscard]] std::int64_t rows() const { return matrix_.shape[0]; }
  /// Rows `first` … `first` + `count` − 1 in `dtype`, on the CPU. [count, width]. Throws Error(unreadable), and
  /// Error(invalid_argument) for rows that are not there.
  [[nodiscard]] at::Tensor read(std::int64_t first, std::int64_t count, at::ScalarType dtype) const;

 private:
  std::string name_;
  IndexedFile file_;
  checkpoints::StoredTensor matrix_;
};

}  // namespace koma::tensors
