// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>

#include "engine/base/image.h"

namespace koma::training {

/// A grey picture's bytes. // → [1, H, W] uint8
[[nodiscard]] at::Tensor byte_tensor(const Image& picture);
/// A grey picture as the networks see it. // → [1, H, W] float32 in −1…1
[[nodiscard]] at::Tensor unit_tensor(const Image& picture);
/// The first channel of [C, H, W] in −1…1 as a grey picture; values outside are clamped.
[[nodiscard]] Image unit_image(const at::Tensor& picture);

/// A fresh 64-bit seed out of a generator.
[[nodiscard]] std::uint64_t next_seed(at::Generator& generator);
[[nodiscard]] at::Generator seeded(std::uint64_t seed);
/// `generator` itself for the CPU; else one on `device` with a seed that `generator` draws: what a GPU needs by the
/// thousands is drawn there, for it would wait for copies.
[[nodiscard]] at::Generator generator_on(const at::Device& device, at::Generator& generator);

}  // namespace koma::training
