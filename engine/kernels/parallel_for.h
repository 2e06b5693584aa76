// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

namespace koma::kernels {

/// Runs `work(begin, end)` over parts of [0, count), maybe on several threads, and returns when all is done. Kernels
/// are handed one, so that they need no thread pool of their own.
using Work = std::function<void(std::int64_t begin, std::int64_t end)>;
using ParallelFor = std::function<void(std::int64_t count, const Work& work)>;

/// Everything on the calling thread.
inline void run_alone(std::int64_t count, const Work& work) {
  work(0, count);
}

}  // namespace koma::kernels
