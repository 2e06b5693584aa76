// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/checkpoints/name_table.h"
#include "engine/checkpoints/prefix_view.h"

namespace koma::checkpoints {

/// What the names of a UNet (or of a ControlNet, which is its first half) depend on. All of it shows in the file.
struct UnetPattern {
  Spelling spelling = Spelling::original;
  std::int64_t layers = 0;                ///< resnets per down block; an up block has one more
  std::vector<std::int64_t> widths;       ///< per level
  std::vector<std::int64_t> down_depths;  ///< per down block: transformer layers of each attention; 0: no attention
  std::vector<std::int64_t> up_depths;    ///< per up block, from the deepest; empty for a ControlNet
  std::int64_t mid_depth = 0;
  bool text_time = false;  ///< SDXL's embedding of sizes and pooled text
};

/// Reads the pattern off the names below a prefix; nothing when no UNet begins there. Throws Error(unsupported) for
/// more blocks than any of these networks has.
[[nodiscard]] std::optional<UnetPattern> find_unet_pattern(const PrefixView& view);

/// The family that a UNet or ControlNet belongs to. XL embeds sizes; 2 has linear projections and text 1024 wide.
[[nodiscard]] Family family_of_unet(const PrefixView& view, const UnetPattern& pattern);

/// The encoder half and the middle, which UNet and ControlNet share (specs/engine.md 4.2).
void add_unet_encoder_names(NameTable& table, const UnetPattern& pattern);
/// All of a UNet.
[[nodiscard]] NameTable unet_names(const UnetPattern& pattern);

/// A ControlNet (specs/engine.md 4.7): the UNet's encoder, a small network that reads the control picture, and one
/// 1×1 convolution for every residual. `hint_blocks`: convolutions between the first and the last of the hint network.
[[nodiscard]] NameTable controlnet_names(const UnetPattern& pattern, std::int64_t hint_blocks);
/// Convolutions between the hint network's first and last; 0 when the view holds no ControlNet.
[[nodiscard]] std::int64_t count_hint_blocks(const PrefixView& view, Spelling spelling);

}  // namespace koma::checkpoints
