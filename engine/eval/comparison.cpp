// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/comparison.h"

#include <utility>

namespace koma::eval {

Comparison compared(const Ablation& ablation, const Judgement& whole, Judgement less, std::uint64_t seed) {
  Comparison comparison{ablation, std::move(less), {}};
  for (std::size_t i = 0; i < compared_scores.size(); ++i) {
    comparison.differences[i] = paired_difference(whole.by_panel[i], comparison.less.by_panel[i], seed);
  }
  return comparison;
}

}  // namespace koma::eval
