// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/kernels/parallel_for.h"

namespace koma::nn {

/// Runs `work` over 0…count on libtorch's threads. In a file of its own because at::parallel_for is a template that
/// runs serially unless it is compiled with OpenMP, and it must be the OpenMP runtime that libtorch brings.
void on_torch_threads(std::int64_t count, const kernels::Work& work);

}  // namespace koma::nn
