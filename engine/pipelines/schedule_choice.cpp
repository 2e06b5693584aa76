// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/schedule_choice.h"

#include "engine/base/error.h"

namespace koma::pipelines {

namespace {

void refuse_for_flow(const api::GenerationRequest& request) {
  const bool asked = request.timestep_spacing || request.prediction_type ||
                     request.rescale_zero_terminal_snr.value_or(false) ||
                     (request.sampler && *request.sampler != api::SamplerKind::euler) ||
                     (request.sigmas && *request.sigmas != api::SigmaKind::standard);
  if (!asked) return;
  throw Error(ErrorCode::unsupported,
              "this model samples by flow matching, which has no sampler, sigmas, timestep_spacing, prediction_type or "
              "rescale_zero_terminal_snr; remove these fields");
}

}  // namespace

samplers::ScheduleConfig schedule_choice(const api::GenerationRequest& request, const models::ModelSet& set) {
  using samplers::Method;
  std::optional<Method> chosen;
  if (request.sampler) chosen = Method(int(*request.sampler));
  samplers::ScheduleConfig config =
      samplers::schedule_config_from_json(set.layout.scheduler_config, set.layout.scheduler_place.string(), chosen);
  if (config.method == Method::flow_match_euler) {
    refuse_for_flow(request);
    return config;
  }
  if (request.timestep_spacing) config.spacing = samplers::Spacing(int(*request.timestep_spacing));
  if (request.sigmas) config.sigmas = samplers::SigmaShape(int(*request.sigmas));
  if (request.prediction_type) config.prediction = samplers::Prediction(int(*request.prediction_type));
  if (request.rescale_zero_terminal_snr) config.zero_terminal_snr = *request.rescale_zero_terminal_snr;
  return config;
}

}  // namespace koma::pipelines
