// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace koma::tensors {

/// Opens the CUDA half of libtorch (2 GB) and, where it lies beside the program, our own library of CUDA kernels
/// (engine/cuda); sets how torch computes on such devices. Once opened they stay to the end; again costs nothing.
/// → how many devices there are; `why` says what failed when there are none
[[nodiscard]] int open_cuda(std::string& why);

}  // namespace koma::tensors
