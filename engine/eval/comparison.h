// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/eval/ablation.h"
#include "engine/eval/bootstrap.h"
#include "engine/eval/scores.h"

namespace koma::eval {

/// What the whole model does better than one that is told less, on the same panels.
struct Comparison {
  Ablation ablation{};
  Judgement less;
  std::array<Difference, compared_scores.size()> differences;  ///< whole model minus less, per compared score
};

[[nodiscard]] Comparison compared(const Ablation& ablation, const Judgement& whole, Judgement less, std::uint64_t seed);

}  // namespace koma::eval
