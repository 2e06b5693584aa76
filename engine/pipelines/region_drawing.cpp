// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/region_drawing.h"

#include <ATen/ATen.h>

namespace koma::pipelines {

RegionDrawing::RegionDrawing(const api::GenerationRequest& request, const models::ModelSet& set, const PanelSize& size,
                             const UnitBox& part, std::vector<std::string>& notes)
    : prompts_(conditioning::region_prompts(request, set.traits.controls, {part, size.window},
                                            set.unet_config.text_time, notes)),
      latent_(size.latent),
      levels_(set.unet_config.levels()),
      device_(set.placement.device),
      controls_too_(request.regions->in_controls || prompts_.areas.base.count == 0) {}

conditioning::TextPair RegionDrawing::encode(LoadedModel& model, const conditioning::PromptPair& prompts,
                                             conditioning::TextOptions options, const Between& between,
                                             std::vector<std::string>& notes) {
  options.long_prompts = api::LongPrompts::cut;
  options.skips_negative = false;
  conditioning::TextPair whole;
  std::vector<at::Tensor> tokens;
  for (std::size_t i = 0; i < prompts_.segments.size(); ++i) {
    // The negative prompt is the same for all; the first brings it along.
    const conditioning::PromptPair one{prompts_.segments[i], prompts.negative, prompts.guided && i == 0};
    std::vector<std::string> said;
    conditioning::TextPair told = model.encode(one, options, between, said);
    for (const std::string& note : said) notes.push_back("Text " + std::to_string(i + 1) + " of the regions: " + note);
    tokens.push_back(told.positive.tokens);
    if (i == 0) whole.negative = told.negative;
    if (i == prompts_.pooled) whole.positive.pooled = told.positive.pooled;
  }
  window_ = tokens.front().size(1);
  whole.positive.tokens = at::cat(tokens, 1);
  if (prompts.guided) {
    whole.negative.tokens = whole.negative.tokens.repeat({1, std::int64_t(tokens.size()), 1});
  }
  return whole;
}

void RegionDrawing::divide(models::UNetConditions& conditions) const {
  if (!prompts_.divided) return;
  const models::TextAreas areas = conditioning::in_tokens(prompts_.areas, window_);
  conditions.text_regions = models::moved(models::text_regions(areas, latent_, levels_), device_);
}

models::UNetConditions RegionDrawing::for_control(const models::UNetConditions& conditions) const {
  if (controls_too_) return conditions;
  models::UNetConditions result = conditions;
  const nn::TokenRange base = conditioning::in_tokens(prompts_.areas, window_).base;
  result.text = conditions.text.slice(1, base.first, base.first + base.count);
  result.text_regions.clear();
  return result;
}

std::string RegionDrawing::words() const {
  std::string text;
  for (const std::string& segment : prompts_.segments) text += (text.empty() ? "" : ", ") + segment;
  return text;
}

}  // namespace koma::pipelines
