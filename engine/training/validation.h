// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"
#include "engine/training/denoiser.h"
#include "engine/training/panel_cache.h"

namespace koma::training {

/// Mean squared error of v without weights: everywhere, inside heads, elsewhere.
struct ValidationLoss {
  double all = 0, head = 0, rest = 0;
};

/// 64 held-out panels with fixed noise and eight fixed times: the number that tells how far a run is
/// (specs/minimodel.md, table "Numbers").
class Validation {
 public:
  explicit Validation(const PanelEncoder& encoder);

  [[nodiscard]] ValidationLoss measure(const Denoiser& denoiser) const;
  /// Eight conditions: reference, sample (12 steps, guidance 2.5) and drawn panel, one column each.
  [[nodiscard]] Image contact_sheet(const Denoiser& denoiser, const PanelEncoder& encoder) const;

 private:
  std::vector<PanelBatch> batches_;
  Unspecified unspecified_;
};

}  // namespace koma::training
