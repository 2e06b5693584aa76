// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/rms_norm.h"

#include <ATen/ATen.h>

namespace koma::nn {

RmsNorm::RmsNorm(const Weights& weights, std::int64_t size, double epsilon)
    : weight_(weight("weight", weights, {size}, Init::ones())), epsilon_(epsilon) {}

at::Tensor RmsNorm::forward(const at::Tensor& x) const {
  const at::Tensor wide = x.to(at::kFloat);
  const at::Tensor normed = wide * at::rsqrt(wide.square().mean(-1, true) + epsilon_);
  return normed.to(x.dtype()) * weight_;
}

}  // namespace koma::nn
