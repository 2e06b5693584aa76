// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

namespace koma::training {

/// Panels of one size as the denoiser is trained on them, all on one device; N = `trained_characters` places per panel.
struct PanelBatch {
  at::Tensor latents;  // [B, 4, h, w] as the denoiser sees them
  at::Tensor ids;      // [B, 48] int64, the caption
  at::Tensor tokens;   // [B, N, 16, 128], the references
  at::Tensor boxes;    // [B, N, 4] left, top, right, bottom in 0…1
  at::Tensor present;  // [B, N] bool
  at::Tensor codes;    // [B, N, 5] int64: expression, pose, shot, facing (−1, 0, +1), view
  at::Tensor heads;    // [B, N, 3] x, y, radius in pixels; radius 0: nobody
  at::Tensor hands;    // [B, 2 N, 3] the same for hands
  at::Tensor dialogs;  // [B, 8, 4], zero where there is none
  at::Tensor edges;    // [B, 8 h, w] uint8 as `packed_edges` makes them; undefined in caches of before there were any

  [[nodiscard]] std::int64_t size() const { return latents.size(0); }
  [[nodiscard]] PanelBatch to(const at::Device& device) const;
};

/// What stands for "not told": the last row of each table, no facing, and the tokens of no picture.
struct Unspecified {
  at::Tensor codes;   // [5] int64
  at::Tensor tokens;  // [16, 128]
  at::Tensor ids;     // [48] int64, the empty prompt

  [[nodiscard]] Unspecified to(const at::Device& device) const;
};

/// Leaves things out, so that the denoiser works without them: everything at once in 10 % of the panels (for
/// classifier-free guidance), each code in 7 %, a character's reference in 3 %. Latents and heads stay. Batch and
/// `unspecified` lie on one device, `generator` is the CPU's.
[[nodiscard]] PanelBatch drop_conditions(const PanelBatch& batch, const Unspecified& unspecified,
                                         at::Generator& generator);

/// The same panels with nothing told: the negative half of guidance.
[[nodiscard]] PanelBatch without_conditions(const PanelBatch& batch, const Unspecified& unspecified);

}  // namespace koma::training
