// SPDX-License-Identifier: Apache-2.0
#include "engine/training/autoencoder_loss.h"

#include <ATen/ATen.h>

namespace koma::training {

namespace {

at::Tensor mean_distance(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().mean();
}

/// Differences of neighbours along one dimension.
at::Tensor slope(const at::Tensor& x, std::int64_t dim) {
  const std::int64_t n = x.size(dim) - 1;
  return x.narrow(dim, 1, n) - x.narrow(dim, 0, n);
}

}  // namespace

at::Tensor reconstruction_loss(const at::Tensor& decoded, const at::Tensor& picture) {
  return mean_distance(decoded, picture) + mean_distance(slope(decoded, 3), slope(picture, 3)) +
         mean_distance(slope(decoded, 2), slope(picture, 2)) +
         mean_distance(at::avg_pool2d(decoded, 4), at::avg_pool2d(picture, 4));
}

}  // namespace koma::training
