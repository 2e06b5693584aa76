// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/part_source.h"

#include <ATen/core/Tensor.h>

#include "engine/base/error.h"
#include "engine/tensors/indexed_file.h"
#include "engine/tensors/stored_types.h"

namespace koma::tensors {
namespace {

using checkpoints::PartLayout;
using checkpoints::StoredForm;
using checkpoints::StoredName;
using checkpoints::StoredTensor;

/// Strides of a tensor whose rows lie side by side.
std::vector<std::int64_t> row_strides(const std::vector<std::int64_t>& shape) {
  std::vector<std::int64_t> strides(shape.size(), 1);
  for (std::size_t i = shape.size(); i-- > 1;) strides[i - 1] = strides[i] * shape[i];
  return strides;
}

std::optional<StoredTensor> third_of(StoredTensor stored, std::int64_t third) {
  if (stored.shape.empty() || stored.shape[0] % 3 != 0) return std::nullopt;
  const std::int64_t rows = stored.shape[0] / 3;
  const std::uint64_t size = checkpoints::size_of(stored.type);
  const std::uint64_t all = stored.end - stored.begin;
  const std::uint64_t step =
      stored.strides.empty() ? all / 3 : static_cast<std::uint64_t>(rows * stored.strides[0]) * size;
  stored.begin += step * static_cast<std::uint64_t>(third);
  stored.end = stored.strides.empty() ? stored.begin + step : stored.begin + all - 2 * step;
  stored.shape[0] = rows;
  return stored;
}

class PartSource final : public WeightSource {
 public:
  explicit PartSource(const PartLayout& layout) : place_(layout.place.string()), tensors_(layout.tensors) {
    for (const checkpoints::TensorIndex& index : layout.files) files_.push_back(std::make_unique<IndexedFile>(index));
  }

  [[nodiscard]] std::optional<TensorInfo> find(const std::string& name) const override {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) return std::nullopt;
    const StoredTensor& stored = stored_of(found->second);
    // Where the form does not fit, the stored shape will be reported as the wrong one.
    return TensorInfo{scalar_type(stored.type), view_of(stored, found->second.form).value_or(stored).shape};
  }

  [[nodiscard]] at::Tensor read(const std::string& name, const std::vector<std::int64_t>&, const Init&) const override {
    return read_form(name, std::nullopt);
  }

  [[nodiscard]] at::Tensor read_as(const std::string& name, const std::vector<std::int64_t>&, const Init&,
                                   at::ScalarType dtype) const override {
    return read_form(name, dtype);
  }

  [[nodiscard]] std::string stored_as(const std::string& name) const override {
    const auto found = tensors_.find(name);
    return found == tensors_.end() || found->second.name == name ? std::string() : found->second.name;
  }

  [[nodiscard]] std::vector<std::string> names() const override {
    std::vector<std::string> result;
    for (const auto& [canonical, stored] : tensors_) result.push_back(canonical);
    return result;
  }

  [[nodiscard]] std::string place() const override { return place_; }

 private:
  [[nodiscard]] const StoredTensor& stored_of(const StoredName& name) const {
    return files_.at(name.file)->index().tensors.at(name.name);
  }

  [[nodiscard]] at::Tensor read_form(const std::string& name, std::optional<at::ScalarType> dtype) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) throw Error(ErrorCode::not_found, "the files hold no tensor " + name, place_);
    const std::string other = stored_as(name);
    const std::string spoken = other.empty() ? name : name + " (stored as " + other + ")";
    const auto view = view_of(stored_of(found->second), found->second.form);
    if (!view) {
      throw Error(ErrorCode::invalid_file,
                  "the tensor " + spoken + " has the shape " + shape_text(stored_of(found->second).shape) +
                      ", from which it cannot be made; the file belongs to another model",
                  place_);
    }
    return files_[found->second.file]->read_view(*view, spoken, dtype);
  }

  std::string place_;
  std::map<std::string, StoredName> tensors_;
  std::vector<std::unique_ptr<IndexedFile>> files_;
};

}  // namespace

std::shared_ptr<const WeightSource> open_part(const PartLayout& layout) {
  return std::make_shared<PartSource>(layout);
}

std::optional<StoredTensor> view_of(const StoredTensor& stored, StoredForm form) {
  StoredTensor view = stored;
  switch (form) {
    case StoredForm::as_it_is:
      return view;
    case StoredForm::transposed:
      if (view.shape.size() != 2) return std::nullopt;
      if (view.strides.empty()) view.strides = row_strides(view.shape);
      std::swap(view.shape[0], view.shape[1]);
      std::swap(view.strides[0], view.strides[1]);
      return view;
    case StoredForm::first_third:
      return third_of(std::move(view), 0);
    case StoredForm::second_third:
      return third_of(std::move(view), 1);
    case StoredForm::third_third:
      return third_of(std::move(view), 2);
    case StoredForm::without_cells:
      if (view.shape.size() != 4 || view.shape[2] != 1 || view.shape[3] != 1) return std::nullopt;
      view.shape.resize(2);
      if (!view.strides.empty()) view.strides.resize(2);
      return view;
  }
  return std::nullopt;
}

}  // namespace koma::tensors
