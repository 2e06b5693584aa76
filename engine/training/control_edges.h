// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include "engine/base/image.h"

namespace koma::training {

/// The canny edges of a training picture as a ControlNet is shown them (conditioning/control_picture.h), eight pixels
/// to a byte, the first in the highest bit: a cache keeps thousands. The width is a multiple of 8.
/// // → [H, W / 8] uint8
[[nodiscard]] at::Tensor packed_edges(const Image& picture);

/// The pixels again, white on black. `packed` [B, H, W / 8] → [B, 3, H, W] float32, 0 or 1
[[nodiscard]] at::Tensor unpacked_edges(const at::Tensor& packed);

/// The same pictures with up to three rectangles wiped in every second of them: an author draws what matters and leaves
/// the rest to the model, so empty paper must mean "not told", not "nothing there". edges [B, 3, H, W], changed in
/// place.
void wipe_parts(at::Tensor& edges, at::Generator& generator);

}  // namespace koma::training
