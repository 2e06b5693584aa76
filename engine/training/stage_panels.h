// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/training/panel_cache.h"
#include "engine/training/stage.h"

namespace koma::training {

/// The encoders that a run has trained, with its tokenizer. Throws Error(not_found | invalid_file).
[[nodiscard]] PanelEncoder load_encoder(const Stage& stage);

/// This process's panels: read when they were drawn before, else drawn, encoded and kept. When stopped, nothing is
/// kept. `moved` ones (moved_panel.h) are a cache of their own.
[[nodiscard]] PanelCache prepare_panels(const Stage& stage, const PanelEncoder& encoder, bool moved = false);

}  // namespace koma::training
