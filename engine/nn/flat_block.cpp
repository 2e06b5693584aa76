// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/flat_block.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"

namespace koma::nn {
namespace {

constexpr std::int64_t alignment = 256;  // of every parameter, as the device's own allocator gives it

std::int64_t bytes_of(const at::Tensor& parameter) {
  return parameter.numel() * std::int64_t(parameter.itemsize());
}

}  // namespace

std::vector<std::int64_t> device_strides(at::IntArrayRef sizes) {
  if (sizes.size() == 4) return {sizes[1] * sizes[2] * sizes[3], 1, sizes[1] * sizes[3], sizes[1]};
  std::vector<std::int64_t> strides(sizes.size(), 1);
  for (std::size_t i = sizes.size(); i-- > 1;) strides[i - 1] = strides[i] * sizes[i];
  return strides;
}

FlatBlock::FlatBlock(std::vector<at::Tensor> parameters) : parameters_(std::move(parameters)) {
  for (const at::Tensor& parameter : parameters_) {
    if (std::int64_t(parameter.storage().nbytes()) < bytes_of(parameter)) {
      throw Error(ErrorCode::invalid_argument, "packed weights cannot be streamed; load them outside inference mode");
    }
    offsets_.push_back(bytes_);
    bytes_ += (bytes_of(parameter) + alignment - 1) / alignment * alignment;
  }
}

std::vector<at::Tensor> FlatBlock::views(const at::Tensor& memory) const {
  std::vector<at::Tensor> views;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const at::Tensor& parameter = parameters_[i];
    const at::Tensor numbers = memory.narrow(0, offsets_[i], bytes_of(parameter)).view(parameter.scalar_type());
    views.push_back(numbers.as_strided(parameter.sizes(), device_strides(parameter.sizes())));
  }
  return views;
}

void FlatBlock::point_at(const std::vector<at::Tensor>& views) const {
  for (std::size_t i = 0; i < parameters_.size(); ++i) parameters_[i].set_data(views[i]);
}

bool FlatBlock::points_at(const std::vector<at::Tensor>& views) const {
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    if (parameters_[i].const_data_ptr() != views[i].const_data_ptr()) return false;
  }
  return true;
}

}  // namespace koma::nn
