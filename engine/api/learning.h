// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace koma::api {

/// How a stage learns that begins with a finished checkpoint. What is left out is the stage's own.
struct Learning {
  double rate = 0;                  ///< peak learning rate; 0: the stage's own
  std::optional<int> warmup_steps;  ///< steps to the peak
  std::optional<bool> cosine;       ///< falls along a half cosine over the budget; else constant
  std::optional<double> weight_decay;
  std::optional<double> clip;      ///< largest gradient norm; 0: not clipped
  std::optional<double> ema;       ///< decay of the moving average; 0: none is kept
  int accumulate = 1;              ///< batches per step
  int lora_rank = 0;               ///< of low-rank changes; 0: the stage's own
  double lora_alpha = 0;           ///< 0: equal to the rank
  double lora_dropout = 0.05;      ///< in language models
  std::string precision = "auto";  ///< "bf16" (autocast), "float32", or "auto": bf16 where it is fast
  std::int64_t save_steps = 0;     ///< a checkpoint every so many steps beside those by time; 0: by time only
};

}  // namespace koma::api
