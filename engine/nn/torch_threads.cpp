// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/torch_threads.h"

#include <ATen/Parallel.h>

namespace koma::nn {

void on_torch_threads(std::int64_t count, const kernels::Work& work) {
  at::parallel_for(0, count, 1, work);
}

}  // namespace koma::nn
