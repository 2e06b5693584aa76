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

/// Small enough to stay in a core's cache on the way through float32.
constexpr std::int64_t converted_at_once = 1 << 17;

/// float16 to bfloat16 with the same result as `to`, five times as fast: torch converts each of the two to and from
/// float32 with vectors, but not one to the other.
at::Tensor half_to_bfloat16(const at::Tensor& half) {
  at::Tensor result = at::empty(half.sizes(), half.options().dtype(at::kBFloat16));
  const at::Tensor from = half.reshape({-1}), to = result.view({-1});
  const at::Tensor between = at::empty({std::min(from.numel(), converted_at_once)}, at::kFloat);
  for (std::int64_t start = 0; start < from.numel(); start += converted_at_once) {
    const std::int64_t count = std::min(converted_at_once, from.numel() - start);
    const at::Tensor part = between.narrow(0, 0, count);
    part.copy_(from.narrow(0, start, count));
    to.narrow(0, start, count).copy_(part);
  }
  return result;
}

at::Tensor placed(const at::Tensor& tensor, at::Device device, at::ScalarType dtype) {
  if (!tensor.is_floating_point()) return tensor.to(device);
  const bool slow = tensor.scalar_type() == at::kHalf && dtype == at::kBFloat16 && tensor.is_cpu() && device.is_cpu();
  return slow ? half_to_bfloat16(tensor) : tensor.to(device, dtype);
}

}  // namespace

Init Init::fan_in(std::int64_t inputs) {
  return {Kind::uniform, 1.0 / std::sqrt(static_cast<double>(std::max<std::int64_t>(inputs, 1)))};
}

Init Init::xavier(std::int64_t inputs, std::int64_t outputs) {
  return {Kind::uniform, std::sqrt(6.0 / static_cast<double>(std::max<std::int64_t>(inputs + outputs, 1)))};
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
                    "; the configuration and the weights belong to different models",
                source_->place());
  }
  const at::Tensor tensor = source_->read(full, shape, init);
  used_->insert(full);
  return placed(tensor, device_, dtype_);
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

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

}  // namespace koma::tensors
