// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <cstdint>
#include <new>
#include <string>
#include <string_view>

#include "engine/base/error.h"

namespace koma::tensors {

/// Where a model lives and in which type it computes; chosen once and handed down.
struct Placement {
  at::Device device = at::kCPU;
  at::ScalarType dtype = at::kFloat;
};

/// "auto" takes the first CUDA device with float16 where machine and libtorch have one, else the CPU with float32;
/// "cpu", "cuda" and "cuda:N" insist. libtorch's CUDA half (2 GB) is opened only here and only when it may be needed.
/// Throws Error(unsupported) for a device that is not there, Error(invalid_argument) for another word.
[[nodiscard]] Placement choose_placement(std::string_view wish);

/// Whether this CPU multiplies bfloat16 faster than float32 (AVX512-BF16, which every CPU with AMX has too) and torch's
/// oneDNN makes use of it. Then bfloat16 halves time and memory; elsewhere it is slower than float32.
[[nodiscard]] bool has_fast_bfloat16();

/// Bytes that this process has held in memory at most; 0 where the system does not tell.
[[nodiscard]] std::uint64_t peak_memory();

/// Bytes that it holds now; 0 where the system does not tell.
[[nodiscard]] std::uint64_t resident_memory();

/// Our error for one of torch's: out_of_memory, or internal with torch's first line.
[[nodiscard]] Error translated(const c10::Error& error, const std::string& place);

/// Runs `work` and turns torch's exceptions and bad_alloc into Error; the outer edge of the engine calls it.
template <class Work>
auto with_our_errors(const std::string& place, Work&& work) {
  try {
    return work();
  } catch (const c10::Error& error) {
    throw translated(error, place);
  } catch (const std::bad_alloc&) {
    throw Error(ErrorCode::out_of_memory, "there is not enough memory; choose a smaller size", place);
  }
}

}  // namespace koma::tensors
