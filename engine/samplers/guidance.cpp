// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/guidance.h"

#include <ATen/ATen.h>

namespace koma::samplers {

at::Tensor guided(const at::Tensor& negative, const at::Tensor& positive, const Guidance& guidance) {
  at::Tensor mixed = negative + guidance.scale * (positive - negative);  // [B, 4, H/8, W/8]
  if (guidance.rescale == 0) return mixed;
  const auto deviation = [](const at::Tensor& x) {  // [B, 4, H/8, W/8] → [B, 1, 1, 1]
    return x.flatten(1).std(1).reshape({x.size(0), 1, 1, 1});
  };
  const at::Tensor factor = deviation(positive) / deviation(mixed);
  return guidance.rescale * (mixed * factor) + (1 - guidance.rescale) * mixed;
}

}  // namespace koma::samplers
