// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/image_reach.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace koma::nn {
namespace {

constexpr double hidden_score = -10000;  // upstream's value; float16 holds it, and e to that power is 0
constexpr double least_range = 1e-5;     // upstream's, in the denominator of the min-max

}  // namespace

ImageReach reach_of_regions(const at::Tensor& regions, std::int64_t tokens, at::ScalarType dtype) {
  const at::Tensor seen = regions.transpose(0, 1);             // [S, R]
  const at::Tensor each = seen.repeat_interleave(tokens, -1);  // [S, R · tokens]
  const at::TensorOptions numbers = seen.options().dtype(dtype);
  ImageReach reach;
  reach.mask = at::zeros(each.sizes(), numbers).masked_fill_(each.logical_not(), hidden_score);
  reach.mask = reach.mask.unsqueeze(0).unsqueeze(0);                                // [1, 1, S, T]
  reach.inside = seen.any(-1, true).to(numbers.dtype()).unsqueeze(0).unsqueeze(0);  // [1, 1, S, 1]
  return reach;
}

at::Tensor FoundLayout::maps(const at::Tensor& queries, const at::Tensor& keys) const {
  const double scale = 1.0 / std::sqrt(static_cast<double>(queries.size(-1)));
  const at::Tensor scores = at::matmul(queries * scale, keys.transpose(-1, -2));  // [1, heads, S, L]
  const at::Tensor seen = at::softmax(scores.to(at::kFloat), -1).mean(1)[0];      // [S, L]
  std::vector<at::Tensor> rows;
  for (const TokenSpan& span : search_.spans) {
    rows.push_back(span.empty() ? at::zeros({seen.size(0)}, seen.options())
                                : seen.slice(-1, span.first, span.end).mean(-1));
  }
  return at::stack(rows);  // [R, S]
}

ImageReach FoundLayout::reach(const void* layer, const at::Tensor& queries, const at::Tensor& keys,
                              const ImageReach& given) {
  Seen& seen = layers_[layer];
  const at::Tensor now = maps(queries, keys);
  seen.sum = seen.sum.defined() ? seen.sum + now : now;
  ++seen.calls;
  if (seen.calls < search_.start_call) return given;
  const at::Tensor mean = seen.sum / seen.calls;  // [R, S]
  const at::Tensor least = mean.amin(-1, true), most = mean.amax(-1, true);
  seen.regions = ((mean - least) / (most - least + least_range)).gt(search_.threshold);
  return reach_of_regions(seen.regions, search_.tokens, queries.scalar_type());
}

at::Tensor FoundLayout::regions(const void* layer) const {
  const auto found = layers_.find(layer);
  return found == layers_.end() ? at::Tensor() : found->second.regions;
}

at::Tensor FoundLayout::finest() const {
  at::Tensor finest;
  for (const auto& [layer, seen] : layers_) {
    const bool finer = seen.regions.defined() && (!finest.defined() || seen.regions.size(1) > finest.size(1));
    if (finer) finest = seen.regions;
  }
  return finest;
}

}  // namespace koma::nn
