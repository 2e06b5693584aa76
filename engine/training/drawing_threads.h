// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/Device.h>

#include <cstdint>
#include <functional>

namespace koma::training {

/// How many threads draw for a network on `device`: one beside a network on the CPU, whose processes share the cores
/// among them already, else every core.
[[nodiscard]] int drawing_threads(const at::Device& device);

/// Calls `draw` with 0 … count − 1, each once, on that many threads; returns when all are done. Throws what one of them
/// threw.
void draw_on_threads(int threads, std::int64_t count, const std::function<void(std::int64_t)>& draw);

}  // namespace koma::training
