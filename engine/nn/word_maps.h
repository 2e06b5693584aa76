// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <vector>

#include "engine/nn/image_reach.h"

namespace koma::nn {

/// Where the text attention of a denoiser sees some words: cross-attention maps, averaged over heads, layers and calls
/// (Hertz et al. 2022; Tang et al. 2023, "What the DAAM"). The state of one search; used by one thread.
class WordMaps {
 public:
  /// Of which text tokens; empty spans are left out, and there must be one that is not.
  explicit WordMaps(std::vector<TokenSpan> spans);

  /// One call of one layer. queries [B, heads, S, d], text keys [B, heads, L, d]; the last row is the positive one.
  void see(const at::Tensor& queries, const at::Tensor& keys);
  /// By number of positions S: how much each attends to the words, as a share of the mean. // [S] float32, mean 1
  [[nodiscard]] std::map<std::int64_t, at::Tensor> maps() const;

 private:
  std::vector<TokenSpan> spans_;
  std::map<std::int64_t, at::Tensor> sums_;
};

}  // namespace koma::nn
