// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/training/stage.h"

namespace koma::training {

/// Trains a ControlNet that leads the run's finished denoiser by the edges of a picture, on panels that other cameras
/// see (moved_panel.h). Leaves `control_file` and a log with the error on held-out panels, led and not. Throws
/// Error(not_found | invalid_file).
void train_control_net(const Stage& stage);

/// Writes it as a ControlNet folder in diffusers' layout, float16, from the averaged weights; at any time.
/// Throws Error(not_found | invalid_file | unreadable | no_space).
void export_control_net(const std::filesystem::path& run, const std::filesystem::path& out);

}  // namespace koma::training
