// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/schedule_config.h"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"

namespace koma::samplers {

using nlohmann::json;

namespace {

template <class T, std::size_t N>
T named(const json& config, const char* key, T usual, const std::array<std::pair<const char*, T>, N>& names) {
  const auto found = config.find(key);
  if (found == config.end() || found->is_null()) return usual;
  for (const auto& [name, value] : names) {
    if (*found == name) return value;
  }
  throw Error(ErrorCode::unsupported, "does not know " + std::string(key) + " " + found->dump());
}

template <class T>
T field(const json& config, const char* key, T usual) {
  const auto found = config.find(key);
  return found == config.end() || found->is_null() ? usual : found->get<T>();
}

constexpr std::array<std::pair<const char*, Method>, 5> methods{
    {{"EulerDiscreteScheduler", Method::euler},
     {"DDIMScheduler", Method::euler},
     {"PNDMScheduler", Method::euler},
     {"DPMSolverMultistepScheduler", Method::euler},
     {"FlowMatchEulerDiscreteScheduler", Method::flow_match_euler}}};
constexpr std::array<std::pair<const char*, Betas>, 3> beta_names{{{"linear", Betas::linear},
                                                                   {"scaled_linear", Betas::scaled_linear},
                                                                   {"squaredcos_cap_v2", Betas::squaredcos_cap_v2}}};
constexpr std::array<std::pair<const char*, Spacing>, 3> spacing_names{
    {{"leading", Spacing::leading}, {"trailing", Spacing::trailing}, {"linspace", Spacing::linspace}}};
constexpr std::array<std::pair<const char*, Prediction>, 3> prediction_names{
    {{"epsilon", Prediction::epsilon}, {"v_prediction", Prediction::v_prediction}, {"sample", Prediction::sample}}};

ScheduleConfig from(const json& config) {
  ScheduleConfig result;
  result.method = named(config, "_class_name", Method::euler, methods);
  result.train_steps = field(config, "num_train_timesteps", 1000);
  result.beta_start = field(config, "beta_start", 0.0001);
  result.beta_end = field(config, "beta_end", 0.02);
  result.betas = named(config, "beta_schedule", Betas::linear, beta_names);
  result.spacing = named(config, "timestep_spacing", Spacing::linspace, spacing_names);
  result.steps_offset = field(config, "steps_offset", 0);
  if (field(config, "use_karras_sigmas", false)) result.sigmas = SigmaShape::karras;
  if (field(config, "use_exponential_sigmas", false)) result.sigmas = SigmaShape::exponential;
  if (field(config, "use_beta_sigmas", false)) throw Error(ErrorCode::unsupported, "asks for beta sigmas");
  if (field(config, "interpolation_type", std::string("linear")) != "linear") {
    throw Error(ErrorCode::unsupported, "asks for sigmas that are not interpolated linearly");
  }
  result.final_sigma_zero = field(config, "final_sigmas_type", std::string("zero")) == "zero";
  result.zero_terminal_snr = field(config, "rescale_betas_zero_snr", false);
  result.prediction = named(config, "prediction_type", Prediction::epsilon, prediction_names);
  result.shift = field(config, "shift", 1.0);
  if (field(config, "use_dynamic_shifting", false)) throw Error(ErrorCode::unsupported, "asks for dynamic shifting");
  if (config.contains("trained_betas") && !config["trained_betas"].is_null()) {
    throw Error(ErrorCode::unsupported, "carries trained betas");
  }
  const bool sane = result.train_steps >= 2 && result.train_steps <= 100'000 && result.beta_start > 0 &&
                    result.beta_end > result.beta_start && result.beta_end < 1 && result.shift > 0;
  if (!sane) throw Error(ErrorCode::invalid_file, "has numbers outside their range");
  return result;
}

}  // namespace

ScheduleConfig schedule_config_from_json(const std::string& text, const std::string& place) {
  try {
    const json config = parse_document(text, place);
    if (!config.is_object()) throw Error(ErrorCode::invalid_file, "is not a JSON object; get the model again");
    return from(config);
  } catch (const json::exception& error) {
    throw Error(ErrorCode::invalid_file,
                "the scheduler's config cannot be used: " + words_of(error) + "; get the model again", place);
  } catch (const Error& error) {
    throw Error(error.code(), "the scheduler's config " + error.sentence(), place);
  }
}

}  // namespace koma::samplers
