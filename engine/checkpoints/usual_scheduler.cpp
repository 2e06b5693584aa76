// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/usual_scheduler.h"

namespace koma::checkpoints {

using nlohmann::json;

std::string usual_scheduler(Family family, const TrainingMarks& marks) {
  json config = {{"num_train_timesteps", 1000},
                 {"beta_start", 0.00085},
                 {"beta_end", 0.012},
                 {"beta_schedule", "scaled_linear"},
                 {"trained_betas", nullptr},
                 {"prediction_type", marks.v_prediction ? "v_prediction" : "epsilon"},
                 {"timestep_spacing", marks.zero_terminal_snr ? "trailing" : "leading"},
                 {"steps_offset", 1}};
  if (marks.zero_terminal_snr) config["rescale_betas_zero_snr"] = true;
  if (family == Family::sd1) {
    config["_class_name"] = "PNDMScheduler";
    config["skip_prk_steps"] = true;
    config["set_alpha_to_one"] = false;
  } else if (family == Family::sd2) {
    config["_class_name"] = "DDIMScheduler";
    config["set_alpha_to_one"] = false;
    config["clip_sample"] = false;
  } else {
    config["_class_name"] = "EulerDiscreteScheduler";
    config["interpolation_type"] = "linear";
    config["use_karras_sigmas"] = false;
  }
  return config.dump(2);
}

}  // namespace koma::checkpoints
