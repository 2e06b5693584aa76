// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/weights.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"

namespace koma::tensors {
namespace {

constexpr std::size_t listed_names = 8;

bool ends_with_one_of(const std::string& name, const std::vector<std::string>& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& end) { return name.ends_with(end); });
}

}  // namespace

Init Init::fan_in(std::int64_t inputs) {
  return {Kind::uniform, 1.0 / std::sqrt(static_cast<double>(std::max<std::int64_t>(inputs, 1)))};
}

Init Init::xavier(std::int64_t inputs, std::int64_t outputs) {
  return {Kind::uniform, std::sqrt(6.0 / static_cast<double>(std::max<std::int64_t>(inputs + outputs, 1)))};
}

at::Tensor WeightSource::read_as(const std::string& name, const std::vector<std::int64_t>& shape, const Init& init,
                                 at::ScalarType dtype) const {
  const at::Tensor tensor = read(name, shape, init);
  return tensor.is_floating_point() ? tensor.to(dtype) : tensor;
}

Weights::Weights(std::shared_ptr<const WeightSource> source, std::string label, at::Device device, at::ScalarType dtype)
    : source_(std::move(source)),
      used_(std::make_shared<std::set<std::string>>()),
      label_(std::move(label)),
      device_(device),
      dtype_(dtype) {}

Weights Weights::operator[](std::string_view scope) const {
  Weights scoped = *this;
  scoped.prefix_ = full_name(scope);
  return scoped;
}

Weights Weights::trainable(bool wanted) const {
  Weights result = *this;
  result.trainable_ = wanted;
  return result;
}

at::Tensor Weights::take(std::string_view name, const std::vector<std::int64_t>& shape, const Init& init) const {
  const std::string full = full_name(name);
  const auto info = source_->find(full);
  if (!info && !source_->creates()) {
    throw Error(ErrorCode::invalid_file,
                "the weights lack " + spoken_name(name) + " of shape " + shape_text(shape) +
                    "; they belong to another model or are incomplete",
                source_->place());
  }
  if (info && info->shape != shape) {
    throw Error(ErrorCode::invalid_file,
                spoken_name(name) + ": expected " + shape_text(shape) + ", file has " + shape_text(info->shape) +
                    stored_name(full) + "; the configuration and the weights belong to different models",
                source_->place());
  }
  used_->insert(full);
  if (device_.is_cpu()) return source_->read_as(full, shape, init, dtype_);
  const at::Tensor tensor = source_->read(full, shape, init);
  return tensor.is_floating_point() ? tensor.to(device_, dtype_) : tensor.to(device_);
}

bool Weights::has(std::string_view name) const {
  return source_->find(full_name(name)).has_value();
}

std::vector<std::int64_t> Weights::shape(std::string_view name) const {
  const auto info = source_->find(full_name(name));
  if (!info) {
    throw Error(ErrorCode::invalid_file,
                "the weights lack " + spoken_name(name) + ", from which a size is read; choose a complete model",
                source_->place());
  }
  return info->shape;
}

std::vector<std::string> Weights::unused() const {
  const std::string start = prefix_.empty() ? std::string() : prefix_ + ".";
  std::vector<std::string> left;
  for (const std::string& name : source_->names()) {
    if (name.starts_with(start) && !used_->contains(name)) left.push_back(name);
  }
  return left;
}

void Weights::expect_all_used(const std::vector<std::string>& allowed) const {
  std::vector<std::string> left = unused();
  std::erase_if(left, [&](const std::string& name) { return ends_with_one_of(name, allowed); });
  if (left.empty()) return;
  std::string list;
  for (std::size_t i = 0; i < std::min(left.size(), listed_names); ++i) list += (i > 0 ? ", " : "") + left[i];
  if (left.size() > listed_names) list += ", …";
  throw Error(ErrorCode::invalid_file,
              std::to_string(left.size()) + " stored tensors have no place in " +
                  (label_.empty() ? "the model" : label_) + " (" + list +
                  "); the configuration and the weights belong to different models",
              source_->place());
}

std::string Weights::full_name(std::string_view name) const {
  if (prefix_.empty()) return std::string(name);
  return prefix_ + "." + std::string(name);
}

std::string Weights::spoken_name(std::string_view name) const {
  return label_.empty() ? full_name(name) : label_ + "." + full_name(name);
}

std::string Weights::stored_name(const std::string& full) const {
  const std::string other = source_->stored_as(full);
  return other.empty() ? other : " (stored as " + other + ")";
}

}  // namespace koma::tensors
