// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/checkpoints/name_table.h"
#include "engine/checkpoints/prefix_view.h"

namespace koma::checkpoints {

/// What the names of an AutoencoderKL depend on.
struct VaePattern {
  Spelling spelling = Spelling::original;
  std::int64_t layers = 0;           ///< resnets per encoder block; a decoder block has one more
  std::vector<std::int64_t> widths;  ///< per level
  bool attention = true;             ///< in the middle
  bool quant_conv = true, post_quant_conv = true;
};

/// Reads the pattern off the names below a prefix; nothing when no autoencoder begins there.
[[nodiscard]] std::optional<VaePattern> find_vae_pattern(const PrefixView& view);
/// All of an AutoencoderKL (specs/engine.md 4.3).
[[nodiscard]] NameTable vae_names(const VaePattern& pattern);

/// What the names of a tiny autoencoder (TAESD, AutoencoderTiny) depend on.
struct TaesdHalf {
  std::vector<std::int64_t> blocks;  ///< residual blocks per level
  std::int64_t width = 0;            ///< the same at every level
  std::int64_t latents = 0;
};

/// A half's layers below a prefix. diffusers numbers them so: "0.weight" …; the first release has a clamp before the
/// decoder's first, so all its numbers are one higher; `shift` says by how much.
[[nodiscard]] std::optional<TaesdHalf> find_taesd_encoder(const PrefixView& view);
[[nodiscard]] std::optional<TaesdHalf> find_taesd_decoder(const PrefixView& view, int shift);
/// A half's tensors: canonical "encoder.layers.N…" and "decoder.layers.N…".
[[nodiscard]] NameTable taesd_encoder_names(const TaesdHalf& half);
[[nodiscard]] NameTable taesd_decoder_names(const TaesdHalf& half, int shift);

}  // namespace koma::checkpoints
