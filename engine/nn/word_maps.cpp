// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/word_maps.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/base/error.h"

namespace koma::nn {

WordMaps::WordMaps(std::vector<TokenSpan> spans) : spans_(std::move(spans)) {
  std::erase_if(spans_, [](const TokenSpan& span) { return span.empty(); });
  if (spans_.empty()) throw Error(ErrorCode::invalid_argument, "there are no words to look for");
}

void WordMaps::see(const at::Tensor& queries, const at::Tensor& keys) {
  const double scale = 1.0 / std::sqrt(static_cast<double>(queries.size(-1)));
  const at::Tensor scores = at::matmul(queries[-1] * scale, keys[-1].transpose(-1, -2));  // [heads, S, L]
  const at::Tensor seen = at::softmax(scores.to(at::kFloat), -1).mean(0);                 // [S, L]
  at::Tensor map = at::zeros({seen.size(0)}, seen.options());
  for (const TokenSpan& span : spans_) map += seen.slice(-1, span.first, span.end).mean(-1);
  // Layers differ in how much they look at the marks around a text: each counts alike.
  map = map / map.mean().clamp_min(1e-12);
  at::Tensor& sum = sums_[map.size(0)];
  sum = sum.defined() ? sum + map : map;
}

std::map<std::int64_t, at::Tensor> WordMaps::maps() const {
  std::map<std::int64_t, at::Tensor> result;
  for (const auto& [positions, sum] : sums_) result[positions] = (sum / sum.mean().clamp_min(1e-12)).to(at::kCPU);
  return result;
}

}  // namespace koma::nn
