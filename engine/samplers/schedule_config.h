// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace koma::samplers {

/// In the order of api::SamplerKind. Flow matching stands last and outside of it: a checkpoint is trained for it or
/// not.
enum class Method { euler, euler_a, ddim, dpmpp_2m, dpmpp_2m_sde, unipc, heun, pndm, lcm, tcd, flow_match_euler };
enum class Betas { linear, scaled_linear, squaredcos_cap_v2 };
enum class Spacing { leading, trailing, linspace };
enum class SigmaShape { standard, karras, exponential, beta };
enum class Prediction { epsilon, v_prediction, sample };
enum class SecondOrder { midpoint, heun };  ///< how DPM++ weighs its second term

/// A checkpoint's scheduler_config.json in our words; the names and defaults are diffusers'.
struct ScheduleConfig {
  Method method = Method::euler;
  int train_steps = 1000;
  double beta_start = 0.0001, beta_end = 0.02;
  Betas betas = Betas::linear;
  Spacing spacing = Spacing::linspace;
  int steps_offset = 0;
  SigmaShape sigmas = SigmaShape::standard;
  bool final_sigma_zero = true;  ///< else the last sigma is the table's smallest
  bool zero_terminal_snr = false;
  Prediction prediction = Prediction::epsilon;
  double shift = 1;  ///< of flow matching: sigma' = shift·sigma / (1 + (shift − 1)·sigma)

  bool set_alpha_to_one = true;                      ///< DDIM, PNDM: the last step ends without noise, else at step 0's
  bool skip_prk_steps = false;                       ///< PNDM: no Runge-Kutta steps in front
  int solver_order = 2;                              ///< DPM++, UniPC: 1 or 2
  SecondOrder second_order = SecondOrder::midpoint;  ///< DPM++
  bool lower_order_final = true;                     ///< DPM++ below 15 steps, UniPC: the last step is of order 1
  bool euler_at_final = false;                       ///< DPM++: so it is with any number of steps
  int original_inference_steps = 50;                 ///< LCM, TCD: the steps they were distilled on
  double timestep_scaling = 10;                      ///< LCM
  std::optional<double> eta;  ///< DDIM, TCD: 0…1, the share of fresh noise; absent: 0 and 0.3. No file names it.
  friend bool operator==(const ScheduleConfig&, const ScheduleConfig&) = default;
};

/// As a request names it, for example "dpmpp_2m_sde".
[[nodiscard]] const char* to_string(Method method) noexcept;
[[nodiscard]] const char* to_string(SigmaShape shape) noexcept;

/// Reads the text of a scheduler_config.json; `place` names it in errors. Without `chosen` the file's own class decides
/// the method. With it the file gives only the training table and the settings that the chosen class knows, and what
/// it leaves out takes the chosen class's default, as diffusers' `X.from_config(other.config)`: that is the author's
/// consent to run a class that is not built here. For a flow-matching file `chosen` may only be euler.
/// Throws Error(invalid_file), and Error(unsupported) for a class (named) or a setting that cannot be run.
[[nodiscard]] ScheduleConfig schedule_config_from_json(const std::string& text, const std::string& place,
                                                       std::optional<Method> chosen = {});

}  // namespace koma::samplers
