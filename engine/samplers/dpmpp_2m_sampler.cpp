// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/dpmpp_2m_sampler.h"

#include <ATen/ATen.h>

namespace koma::samplers {

at::Tensor Dpmpp2MSampler::moved(const Move& move) {
  const NoiseLevel from = preserving_level(move.sigma), to = preserving_level(move.next);
  const double grown = move.next / move.sigma - 1;  // e^−h − 1
  const at::Tensor straight = to.noise / from.noise * move.latents - to.signal * grown * move.denoised;
  if (!move.change.defined()) return straight;
  const double weight = move.second_order == SecondOrder::midpoint ? -0.5 * grown : grown / move.width + 1;
  return straight + to.signal * weight * move.change;
}

}  // namespace koma::samplers
