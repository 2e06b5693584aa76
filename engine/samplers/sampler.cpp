// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/sampler.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/base/error.h"
#include "engine/samplers/ddim_sampler.h"
#include "engine/samplers/dpmpp_2m_sampler.h"
#include "engine/samplers/dpmpp_2m_sde_sampler.h"
#include "engine/samplers/euler_a_sampler.h"
#include "engine/samplers/euler_sampler.h"
#include "engine/samplers/flow_match_euler_sampler.h"
#include "engine/samplers/heun_sampler.h"
#include "engine/samplers/lcm_sampler.h"
#include "engine/samplers/pndm_sampler.h"
#include "engine/samplers/scheduler_class.h"
#include "engine/samplers/tcd_sampler.h"
#include "engine/samplers/unipc_sampler.h"

namespace koma::samplers {

namespace {

bool draws_noise(const ScheduleConfig& config) {
  switch (config.method) {
    case Method::euler_a:
    case Method::dpmpp_2m_sde:
    case Method::lcm:
      return true;
    case Method::ddim:
    case Method::tcd:
      return eta_of(config) > 0;
    default:
      return false;
  }
}

}  // namespace

at::Tensor Sampler::noised(const at::Tensor& clean, const at::Tensor& noise, int step) const {
  const NoiseLevel reached = level(step);
  return reached.signal * clean + reached.noise * noise;
}

Step Sampler::step(const at::Tensor& model_output, const at::Tensor& latents, int step, const DenoisedEdit& edit) {
  if (step < 0 || step >= step_count()) {
    throw Error(ErrorCode::invalid_argument, "the sampler has no step " + std::to_string(step));
  }
  Step result = advance(model_output, latents.to(at::kFloat), step, edit);
  result.latents = result.latents.to(latents.scalar_type());
  return result;
}

std::unique_ptr<Sampler> make_sampler(const ScheduleConfig& config, int steps, NoiseSource noise) {
  if (draws_noise(config) && !noise) {
    throw Error(ErrorCode::invalid_argument, std::string(to_string(config.method)) + " needs a source of noise");
  }
  switch (config.method) {
    case Method::euler:
      return std::make_unique<EulerSampler>(config, steps);
    case Method::euler_a:
      return std::make_unique<EulerASampler>(config, steps, std::move(noise));
    case Method::ddim:
      return std::make_unique<DdimSampler>(config, steps, std::move(noise));
    case Method::dpmpp_2m:
      return std::make_unique<Dpmpp2MSampler>(config, steps);
    case Method::dpmpp_2m_sde:
      return std::make_unique<Dpmpp2MSdeSampler>(config, steps, std::move(noise));
    case Method::unipc:
      return std::make_unique<UniPcSampler>(config, steps);
    case Method::heun:
      return std::make_unique<HeunSampler>(config, steps);
    case Method::pndm:
      return std::make_unique<PndmSampler>(config, steps);
    case Method::lcm:
      return std::make_unique<LcmSampler>(config, steps, std::move(noise));
    case Method::tcd:
      return std::make_unique<TcdSampler>(config, steps, std::move(noise));
    case Method::flow_match_euler:
      break;
  }
  return std::make_unique<FlowMatchEulerSampler>(config, steps);
}

int first_step(const ScheduleConfig& config, int steps, double strength) {
  if (!(strength >= 0 && strength <= 1)) {
    throw Error(ErrorCode::invalid_argument, "strength must be 0 to 1");
  }
  const int taken = std::min(int(steps * strength), steps);
  return (steps - taken) * (config.method == Method::heun ? 2 : 1);
}

}  // namespace koma::samplers
