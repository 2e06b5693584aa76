// SPDX-License-Identifier: Apache-2.0
#include "engine/models/autoencoder_tiling.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <vector>

namespace koma::models {

namespace {

/// Where tiles of one axis begin; the last ends with the latent.
std::vector<std::int64_t> starts(std::int64_t length, const Tiling& tiling) {
  std::vector<std::int64_t> result{0};
  while (result.back() + tiling.tile < length) {
    result.push_back(std::min(result.back() + tiling.tile - tiling.overlap, length - tiling.tile));
  }
  return result;
}

/// A tile's say along one axis: rising over the overlap where another tile lies before it, falling where one follows.
at::Tensor ramp(std::int64_t size, std::int64_t overlap, bool first, bool last) {
  at::Tensor weight = at::ones({size}, at::kFloat);
  const at::Tensor rising = (at::arange(overlap, at::kFloat) + 0.5) / overlap;
  if (!first) weight.slice(0, 0, overlap).copy_(rising);
  if (!last) weight.slice(0, size - overlap).mul_(rising.flip(0));
  return weight;
}

}  // namespace

at::Tensor decode_tiled(const Decode& decode, const at::Tensor& latent, std::int64_t factor, const Tiling& tiling) {
  const std::int64_t height = latent.size(2), width = latent.size(3), f = factor;
  if (height <= tiling.tile && width <= tiling.tile) return decode(latent).to(at::kCPU, at::kFloat);
  const std::vector<std::int64_t> rows = starts(height, tiling), columns = starts(width, tiling);
  at::Tensor sum, weights;
  for (const std::int64_t top : rows) {
    const std::int64_t tall = std::min(tiling.tile, height);
    for (const std::int64_t left : columns) {
      const std::int64_t wide = std::min(tiling.tile, width);
      const at::Tensor part = latent.slice(2, top, top + tall).slice(3, left, left + wide);
      const at::Tensor decoded = decode(part).to(at::kCPU, at::kFloat);  // [B, C, f·tall, f·wide]
      const at::Tensor vertical = ramp(f * tall, f * tiling.overlap, top == 0, top + tall == height);
      const at::Tensor horizontal = ramp(f * wide, f * tiling.overlap, left == 0, left + wide == width);
      const at::Tensor weight = vertical.unsqueeze(1) * horizontal.unsqueeze(0);  // [f·tall, f·wide]
      if (!sum.defined()) {
        sum = at::zeros({latent.size(0), decoded.size(1), f * height, f * width}, at::kFloat);
        weights = at::zeros({f * height, f * width}, at::kFloat);
      }
      const auto place = [&](const at::Tensor& whole) {
        return whole.slice(-2, f * top, f * (top + tall)).slice(-1, f * left, f * (left + wide));
      };
      place(sum).add_(decoded * weight);
      place(weights).add_(weight);
    }
  }
  return sum / weights;
}

}  // namespace koma::models
