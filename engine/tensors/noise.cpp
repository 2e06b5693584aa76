// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/noise.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <utility>

namespace koma::tensors {

at::Tensor normal_noise(const std::vector<std::uint64_t>& seeds, const std::vector<std::int64_t>& shape,
                        const Placement& placement) {
  std::vector<at::Tensor> rows;
  for (const std::uint64_t seed : seeds) rows.push_back(NoiseStream(seed, shape).next());
  return at::cat(rows).to(placement.device, placement.dtype);  // [seeds, shape...]
}

NoiseStream::NoiseStream(std::uint64_t seed, std::vector<std::int64_t> shape, const Placement& placement)
    : generator_(at::make_generator<at::CPUGeneratorImpl>(seed)), shape_(std::move(shape)), placement_(placement) {}

at::Tensor NoiseStream::next() {
  const at::Tensor field = at::empty(shape_, at::kFloat).normal_(0, 1, generator_);
  return field.unsqueeze(0).to(placement_.device, placement_.dtype);
}

}  // namespace koma::tensors
