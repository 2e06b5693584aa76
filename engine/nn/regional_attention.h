// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace koma::nn {

/// Consecutive tokens of a text.
struct TokenRange {
  std::int64_t first = 0, count = 0;
};

/// Positions of a feature map that read the same tokens; nothing is read where there are none.
struct TextRegion {
  std::int64_t positions = 0;
  TokenRange tokens;
};

/// Which positions of one feature map read which tokens of the text (RPG, specs/rpg.md 6). Positions are put into
/// slots, region by region, so that each attends to its own tokens and nothing is computed twice.
struct TextRegions {
  std::vector<TextRegion> regions;  ///< consecutive slots, S in all
  at::Tensor order;                 // [S] int64: whose query stands in each slot; undefined: each in its own
  at::Tensor slots;                 // [S] int64: the slot that each position reads; undefined: its own
  TokenRange base;                  ///< the tokens of the base prompt, if any
  at::Tensor base_share;            // [S, 1] 0…1, per slot; undefined: nothing of the base
  TokenRange plain;                 ///< what the rows before the last read, everywhere
  bool every_row = false;           ///< they are divided as the last row is
};

/// Keys and values of one text.
struct TextTokens {
  const at::Tensor& keys;    // [B, heads, L, d]
  const at::Tensor& values;  // the same
};

/// The cross-attention of a divided panel: the last row's positions attend to their region's tokens, blended with the
/// base as (1 − share) · region + share · base; other rows (the negative prompt's) attend to `plain`.
/// queries [B, S, heads · d] → [B, heads, S, d]
[[nodiscard]] at::Tensor attend_regions(const at::Tensor& queries, const TextTokens& tokens, const TextRegions& regions,
                                        bool upcast);

}  // namespace koma::nn
