// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/scheduler_class.h"

#include <array>

#include "engine/base/error.h"

namespace koma::samplers {

namespace {

struct Row {
  const char* name;
  SchedulerClass facts;
};

constexpr auto linear = Betas::linear;
constexpr auto leading = Spacing::leading, linspace = Spacing::linspace;

// In the order of Method. The columns of facts: see SchedulerClass.
constexpr std::array<Row, 11> rows{{
    {"euler", {"EulerDiscreteScheduler", 0.0001, 0.02, linear, linspace, true, true, true, true}},
    {"euler_a", {"EulerAncestralDiscreteScheduler", 0.0001, 0.02, linear, linspace, true, false, true, false}},
    {"ddim", {"DDIMScheduler", 0.0001, 0.02, linear, leading, true, false, true, false}},
    {"dpmpp_2m", {"DPMSolverMultistepScheduler", 0.0001, 0.02, linear, linspace, true, true, true, true}},
    {"dpmpp_2m_sde", {"DPMSolverMultistepScheduler", 0.0001, 0.02, linear, linspace, true, true, true, true}},
    {"unipc", {"UniPCMultistepScheduler", 0.0001, 0.02, linear, linspace, true, true, true, true}},
    {"heun", {"HeunDiscreteScheduler", 0.00085, 0.012, linear, linspace, true, true, false, false}},
    {"pndm", {"PNDMScheduler", 0.0001, 0.02, linear, leading, false, false, false, false}},
    {"lcm", {"LCMScheduler", 0.00085, 0.012, Betas::scaled_linear, leading, true, false, true, false}},
    {"tcd", {"TCDScheduler", 0.00085, 0.012, Betas::scaled_linear, leading, true, false, true, false}},
    {"flow_match_euler",
     {"FlowMatchEulerDiscreteScheduler", 0.0001, 0.02, linear, linspace, true, false, false, false}},
}};

/// "euler, ddim or lcm": every sampler whose class has the fact.
std::string those_with(bool SchedulerClass::*fact) {
  std::string names;
  for (const Row& row : rows) {
    if (row.facts.*fact) names += (names.empty() ? "" : ", ") + std::string(row.name);
  }
  return names.replace(names.rfind(", "), 2, " or ");
}

}  // namespace

const char* to_string(Method method) noexcept {
  return rows[std::size_t(method)].name;
}

const char* to_string(SigmaShape shape) noexcept {
  constexpr std::array<const char*, 4> names{"default", "karras", "exponential", "beta"};
  return names[std::size_t(shape)];
}

const SchedulerClass& scheduler_class(Method method) {
  return rows[std::size_t(method)].facts;
}

void refuse_what_the_class_lacks(const ScheduleConfig& config) {
  const SchedulerClass& known = scheduler_class(config.method);
  const auto refuse = [&](const std::string& what, const std::string& without, bool SchedulerClass::*fact) {
    throw Error(ErrorCode::unsupported, "the sampler " + std::string(to_string(config.method)) + " has no " + what +
                                            "; choose " + without + ", or sample with " + those_with(fact));
  };
  if (config.sigmas != SigmaShape::standard && !known.sigma_shapes) {
    refuse(std::string(to_string(config.sigmas)) + " sigmas", "the default sigmas", &SchedulerClass::sigma_shapes);
  }
  if (config.zero_terminal_snr && !known.zero_terminal_snr) {
    refuse("zero terminal signal-to-noise ratio", "to sample without it", &SchedulerClass::zero_terminal_snr);
  }
}

double eta_of(const ScheduleConfig& config) {
  const double eta = config.eta.value_or(config.method == Method::tcd ? 0.3 : 0);
  if (!(eta >= 0 && eta <= 1)) throw Error(ErrorCode::invalid_argument, "eta must be 0 to 1");
  return eta;
}

}  // namespace koma::samplers
