// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/noise.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace koma::tensors {

at::Tensor normal_noise(const std::vector<std::uint64_t>& seeds, const std::vector<std::int64_t>& shape,
                        const Placement& placement) {
  std::vector<at::Tensor> rows;
  for (const std::uint64_t seed : seeds) {
    at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    rows.push_back(at::empty(shape, at::kFloat).normal_(0, 1, generator));
  }
  return at::stack(rows).to(placement.device, placement.dtype);  // [seeds, shape...]
}

}  // namespace koma::tensors
