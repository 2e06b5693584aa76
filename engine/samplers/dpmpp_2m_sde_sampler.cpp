// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/dpmpp_2m_sde_sampler.h"

#include <ATen/ATen.h>

#include <cmath>

namespace koma::samplers {

at::Tensor Dpmpp2MSdeSampler::moved(const Move& move) {
  const NoiseLevel from = preserving_level(move.sigma), to = preserving_level(move.next);
  const double shrunk = move.next / move.sigma;  // e^−h
  const double grown = 1 - shrunk * shrunk;      // 1 − e^−2h
  at::Tensor result = to.noise / from.noise * shrunk * move.latents + to.signal * grown * move.denoised;
  if (move.change.defined()) {
    const double weight = move.second_order == SecondOrder::midpoint ? 0.5 * grown : 1 - grown / (2 * move.width);
    result = result + to.signal * weight * move.change;
  }
  return result + to.noise * std::sqrt(grown) * noise_().to(result.device());
}

}  // namespace koma::samplers
