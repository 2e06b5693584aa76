// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/stored_rows.h"

#include <ATen/core/Tensor.h>

#include "engine/base/error.h"

namespace koma::tensors {
namespace {

const checkpoints::StoredName& place_of(const checkpoints::PartLayout& part, const std::string& name) {
  (void)part.shape(name);  // says so when it is missing
  return part.tensors.at(name);
}

/// The file's index with nothing but the matrix.
checkpoints::TensorIndex index_of(const checkpoints::PartLayout& part, const std::string& name) {
  const checkpoints::StoredName& place = place_of(part, name);
  const checkpoints::TensorIndex& whole = part.files.at(place.file);
  return {whole.path, {{name, whole.tensors.at(place.name)}}, {}};
}

}  // namespace

StoredRows::StoredRows(const checkpoints::PartLayout& part, const std::string& name, std::int64_t width)
    : name_(name), file_(index_of(part, name)), matrix_(file_.index().tensors.at(name)) {
  const bool plain = place_of(part, name).form == checkpoints::StoredForm::as_it_is && matrix_.strides.empty();
  if (plain && matrix_.shape.size() == 2 && matrix_.shape[1] == width) return;
  throw Error(ErrorCode::invalid_file,
              "the tensor " + name + " has the shape " + checkpoints::shape_text(matrix_.shape) + ", but rows of " +
                  std::to_string(width) + " numbers are needed; the file belongs to another model",
              file_.place());
}

at::Tensor StoredRows::read(std::int64_t first, std::int64_t count, at::ScalarType dtype) const {
  if (first < 0 || count < 0 || first + count > rows()) {
    throw Error(ErrorCode::invalid_argument, name_ + " has only " + std::to_string(rows()) + " rows", file_.place());
  }
  const std::uint64_t row = std::uint64_t(matrix_.shape[1]) * checkpoints::size_of(matrix_.type);
  checkpoints::StoredTensor part = matrix_;
  part.shape[0] = count;
  part.begin += std::uint64_t(first) * row;
  part.end = part.begin + std::uint64_t(count) * row;
  return file_.read_view(part, name_, dtype);
}

}  // namespace koma::tensors
