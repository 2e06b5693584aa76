// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/training/stage.h"

namespace koma::training {

/// Draws and encodes this process's panels into the cache, unless they are there. Needs the files of the two earlier
/// stages.
void draw_panels(const Stage& stage);

/// Trains denoiser, painter and text encoder on cached panels. Needs the files of the two earlier stages; draws and
/// encodes each process's panels on the first run. Leaves `denoiser_file`, a log with validation losses, a curve and
/// contact sheets (rows: reference, sample, drawn panel).
void train_denoiser(const Stage& stage);

/// Draws one contact sheet from the averaged weights of a run, trained as far as it is.
void draw_contact_sheet(const Stage& stage);

}  // namespace koma::training
