// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace koma::samplers {

enum class Method { euler, flow_match_euler };
enum class Betas { linear, scaled_linear, squaredcos_cap_v2 };
enum class Spacing { leading, trailing, linspace };
enum class SigmaShape { standard, karras, exponential };
enum class Prediction { epsilon, v_prediction, sample };

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
  friend bool operator==(const ScheduleConfig&, const ScheduleConfig&) = default;
};

/// Reads the text of a scheduler_config.json; `place` names it in errors. A scheduler that is not built here yet but
/// shares Euler's training table (DDIM, PNDM, DPM++ …) is run as Euler, as diffusers does on `from_config`.
/// Throws Error(invalid_file | unsupported).
[[nodiscard]] ScheduleConfig schedule_config_from_json(const std::string& text, const std::string& place);

}  // namespace koma::samplers
