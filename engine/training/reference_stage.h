// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/training/stage.h"

namespace koma::training {

/// Pre-trains picture encoder and resampler as one classifier of what a reference drawing shows (girl or boy, hair,
/// tone, eyes, accessory, outfit); the linear heads on the 8 tokens are thrown away afterwards. Reports the accuracies
/// on combinations that were never drawn in training. Leaves `reference_file` and a log.
void train_reference_encoder(const Stage& stage);

}  // namespace koma::training
