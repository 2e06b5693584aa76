// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/schedule_config.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/samplers/scheduler_class.h"

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

bool has(const json& config, const char* key) {
  const auto found = config.find(key);
  return found != config.end() && !found->is_null();
}

void refuse_if(bool asked, const char* what) {
  if (asked) throw Error(ErrorCode::unsupported, what);
}

constexpr std::array<std::pair<const char*, Betas>, 3> beta_names{{{"linear", Betas::linear},
                                                                   {"scaled_linear", Betas::scaled_linear},
                                                                   {"squaredcos_cap_v2", Betas::squaredcos_cap_v2}}};
constexpr std::array<std::pair<const char*, Spacing>, 3> spacing_names{
    {{"leading", Spacing::leading}, {"trailing", Spacing::trailing}, {"linspace", Spacing::linspace}}};
constexpr std::array<std::pair<const char*, Prediction>, 3> prediction_names{
    {{"epsilon", Prediction::epsilon}, {"v_prediction", Prediction::v_prediction}, {"sample", Prediction::sample}}};
// diffusers reads UniPC's names as DPM++'s usual one, so that a file can change its class.
constexpr std::array<std::pair<const char*, SecondOrder>, 5> dpm_solver_names{{{"midpoint", SecondOrder::midpoint},
                                                                               {"heun", SecondOrder::heun},
                                                                               {"logrho", SecondOrder::midpoint},
                                                                               {"bh1", SecondOrder::midpoint},
                                                                               {"bh2", SecondOrder::midpoint}}};

/// The method of a class of diffusers; none for a class that is not built here.
std::optional<Method> method_named(const std::string& name) {
  for (int i = 0; i <= int(Method::flow_match_euler); ++i) {
    if (name == scheduler_class(Method(i)).name) return Method(i);
  }
  return {};
}

/// Of the file's own class.
Method own_method(const json& config, const std::string& name) {
  const std::optional<Method> method = method_named(name);
  if (!method) {
    throw Error(ErrorCode::unsupported, "names the scheduler class \"" + name +
                                            "\", which is not built here; choose a sampler in the request to run it "
                                            "on the same noise levels");
  }
  if (method != Method::dpmpp_2m) return *method;
  const std::string algorithm = field(config, "algorithm_type", std::string("dpmsolver++"));
  if (algorithm == "sde-dpmsolver++") return Method::dpmpp_2m_sde;
  refuse_if(algorithm != "dpmsolver++" && algorithm != "deis",
            "asks for an older DPM solver than dpmsolver++; choose a sampler in the request");
  return Method::dpmpp_2m;
}

Method method_of(const json& config, std::optional<Method> chosen) {
  constexpr auto flow = Method::flow_match_euler;
  const std::string name = field(config, "_class_name", std::string(scheduler_class(Method::euler).name));
  if (name == scheduler_class(flow).name) {
    refuse_if(chosen && *chosen != flow && *chosen != Method::euler,
              "is one of flow matching, which only euler can sample; choose euler or no sampler");
    return flow;
  }
  refuse_if(chosen == flow, "is not one of flow matching; choose another sampler");
  if (!chosen) return own_method(config, name);
  const bool table = has(config, "beta_schedule") || has(config, "beta_start") || has(config, "beta_end");
  if (!table && !method_named(name)) {
    throw Error(ErrorCode::unsupported, "names the scheduler class \"" + name +
                                            "\", which is not built here, and has no betas that another sampler could "
                                            "use; choose another model");
  }
  return *chosen;
}

void read_sigmas(const json& config, ScheduleConfig& result) {
  const SchedulerClass& known = scheduler_class(result.method);
  if (known.sigma_shapes || result.method == Method::flow_match_euler) {
    if (field(config, "use_karras_sigmas", false)) result.sigmas = SigmaShape::karras;
    if (field(config, "use_exponential_sigmas", false)) result.sigmas = SigmaShape::exponential;
    if (field(config, "use_beta_sigmas", false)) result.sigmas = SigmaShape::beta;
  }
  if (known.final_sigmas_type) {
    result.final_sigma_zero = field(config, "final_sigmas_type", std::string("zero")) == "zero";
  }
  if (known.zero_terminal_snr) result.zero_terminal_snr = field(config, "rescale_betas_zero_snr", false);
}

void refuse_other_euler(const json& config, Prediction prediction) {
  refuse_if(field(config, "interpolation_type", std::string("linear")) != "linear",
            "asks for sigmas that are not interpolated linearly");
  refuse_if(
      prediction == Prediction::v_prediction && field(config, "timestep_type", std::string("discrete")) != "discrete",
      "asks for continuous timesteps");
  refuse_if(has(config, "sigma_min") || has(config, "sigma_max"), "sets sigma_min or sigma_max");
}

void read_dpm_solver(const json& config, ScheduleConfig& result) {
  result.second_order = named(config, "solver_type", SecondOrder::midpoint, dpm_solver_names);
  result.euler_at_final = field(config, "euler_at_final", false);
  refuse_if(field(config, "use_lu_lambdas", false), "asks for Lu's lambdas; choose karras sigmas");
  refuse_if(has(config, "variance_type"), "belongs to a model with a learned variance");
  refuse_if(has(config, "lambda_min_clipped"), "clips lambda");
}

void refuse_other_unipc(const json& config) {
  refuse_if(field(config, "solver_type", std::string("bh2")) == "bh1", "asks for UniPC's solver bh1; choose bh2");
  refuse_if(!field(config, "predict_x0", true), "asks for UniPC on noise; choose predict_x0");
  refuse_if(has(config, "solver_p"), "gives UniPC another predictor");
  refuse_if(!field(config, "disable_corrector", json::array()).empty(), "switches UniPC's corrector off");
  refuse_if(has(config, "sigma_min") || has(config, "sigma_max"), "sets sigma_min or sigma_max");
}

/// What multistep solvers, DDIM and the distilled ones have each for themselves.
void read_own_fields(const json& config, ScheduleConfig& result) {
  const Method method = result.method;
  const bool dpm = method == Method::dpmpp_2m || method == Method::dpmpp_2m_sde, unipc = method == Method::unipc;
  if (method == Method::euler) refuse_other_euler(config, result.prediction);
  if (dpm) read_dpm_solver(config, result);
  if (unipc) refuse_other_unipc(config);
  if (dpm || unipc) {
    result.solver_order = field(config, "solver_order", 2);
    refuse_if(result.solver_order < 1 || result.solver_order > 2, "asks for a solver of another order than 1 or 2");
    result.lower_order_final = field(config, "lower_order_final", true);
    refuse_if(field(config, "use_flow_sigmas", false), "asks for the sigmas of flow matching");
  }
  if (method == Method::lcm || method == Method::tcd) {
    result.original_inference_steps = field(config, "original_inference_steps", 50);
    result.timestep_scaling = field(config, "timestep_scaling", 10.0);
  }
  if (method == Method::flow_match_euler) {
    refuse_if(field(config, "use_dynamic_shifting", false), "asks for dynamic shifting");
    refuse_if(field(config, "stochastic_sampling", false), "asks for stochastic sampling");
    refuse_if(field(config, "invert_sigmas", false), "asks for inverted sigmas");
    refuse_if(has(config, "shift_terminal"), "asks for a shifted last sigma");
  }
}

/// Clipping belongs to pixels in −1…1; latents go beyond.
void refuse_clipping(const json& config, Method method, bool own_class) {
  const bool ddim_by_itself = method == Method::ddim && own_class;
  const bool can = method == Method::ddim || method == Method::heun || method == Method::lcm || method == Method::tcd;
  refuse_if(can && field(config, "clip_sample", ddim_by_itself),
            "clips the foreseen picture (clip_sample), which latents cannot bear; set it to false");
  refuse_if(field(config, "thresholding", false), "asks for thresholding, which is for pixels; set it to false");
}

ScheduleConfig from(const json& config, std::optional<Method> chosen) {
  ScheduleConfig result;
  result.method = method_of(config, chosen);
  const SchedulerClass& known = scheduler_class(result.method);
  result.train_steps = field(config, "num_train_timesteps", 1000);
  result.beta_start = field(config, "beta_start", known.beta_start);
  result.beta_end = field(config, "beta_end", known.beta_end);
  result.betas = named(config, "beta_schedule", known.betas, beta_names);
  result.spacing = named(config, "timestep_spacing", known.spacing, spacing_names);
  result.steps_offset = field(config, "steps_offset", 0);
  result.prediction = named(config, "prediction_type", Prediction::epsilon, prediction_names);
  result.shift = field(config, "shift", 1.0);
  result.set_alpha_to_one = field(config, "set_alpha_to_one", known.set_alpha_to_one);
  result.skip_prk_steps = field(config, "skip_prk_steps", false);
  read_sigmas(config, result);
  read_own_fields(config, result);
  refuse_clipping(config, result.method, !chosen);
  refuse_if(has(config, "trained_betas"), "carries trained betas");
  const bool sane = result.train_steps >= 2 && result.train_steps <= 100'000 && result.beta_start > 0 &&
                    result.beta_end > result.beta_start && result.beta_end < 1 && result.shift > 0 &&
                    result.steps_offset >= 0 && result.steps_offset < result.train_steps &&
                    result.original_inference_steps > 0 && result.timestep_scaling > 0;
  if (!sane) throw Error(ErrorCode::invalid_file, "has numbers outside their range");
  return result;
}

/// Python writes −∞, DPM++'s usual lambda_min_clipped, as a bare word that JSON does not have; null says the same.
std::string without_infinity(const std::string& text) {
  constexpr std::string_view word = "-Infinity";
  std::string result;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!quoted && text.compare(i, word.size(), word) == 0) {
      result += "null";
      i += word.size() - 1;
      continue;
    }
    if (text[i] == '"') quoted = !quoted;
    result += text[i];
    if (quoted && text[i] == '\\' && i + 1 < text.size()) result += text[++i];
  }
  return result;
}

}  // namespace

ScheduleConfig schedule_config_from_json(const std::string& text, const std::string& place,
                                         std::optional<Method> chosen) {
  try {
    const json config = parse_document(without_infinity(text), place);
    if (!config.is_object()) throw Error(ErrorCode::invalid_file, "is not a JSON object; get the model again");
    return from(config, chosen);
  } catch (const json::exception& error) {
    throw Error(ErrorCode::invalid_file,
                "the scheduler's config cannot be used: " + words_of(error) + "; get the model again", place);
  } catch (const Error& error) {
    throw Error(error.code(), "the scheduler's config " + error.sentence(), place);
  }
}

}  // namespace koma::samplers
