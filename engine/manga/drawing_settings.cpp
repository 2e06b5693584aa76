// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/drawing_settings.h"

#include <algorithm>

namespace koma::manga {

namespace {

template <class T>
void inherit(std::optional<T>& own, const std::optional<T>& other) {
  if (!own) own = other;
}

void inherit(std::string& own, const std::string& other) {
  if (own.empty()) own = other;
}

std::vector<LoraUse> combined(const std::vector<LoraUse>& work, const std::vector<LoraUse>& panel) {
  std::vector<LoraUse> loras = work;
  for (const LoraUse& lora : panel) {
    const auto known = std::ranges::find(loras, lora.model, &LoraUse::model);
    if (known == loras.end()) {
      loras.push_back(lora);
    } else {
      known->weight = lora.weight;
    }
  }
  std::erase_if(loras, [](const LoraUse& lora) { return lora.weight == 0; });
  return loras;
}

}  // namespace

bool has_adapter(const DrawingSettings& settings) noexcept {
  return !settings.subject_adapter.empty() && settings.subject_adapter != no_adapter;
}

DrawingSettings combined(const DrawingSettings& work, const DrawingSettings& panel) {
  DrawingSettings settings = panel;
  inherit(settings.model, work.model);
  inherit(settings.size, work.size);
  inherit(settings.steps, work.steps);
  inherit(settings.guidance_scale, work.guidance_scale);
  inherit(settings.seed, work.seed);
  inherit(settings.sampler, work.sampler);
  inherit(settings.sigmas, work.sigmas);
  inherit(settings.timestep_spacing, work.timestep_spacing);
  inherit(settings.clip_skip, work.clip_skip);
  inherit(settings.guidance_rescale, work.guidance_rescale);
  inherit(settings.prompt_weighting, work.prompt_weighting);
  inherit(settings.character_scale, work.character_scale);
  inherit(settings.agent, work.agent);
  inherit(settings.agent_scale, work.agent_scale);
  // An encoder belongs to its adapter.
  if (settings.subject_adapter.empty()) settings.subject_encoder = work.subject_encoder;
  inherit(settings.subject_adapter, work.subject_adapter);
  inherit(settings.auto_layout, work.auto_layout);
  inherit(settings.layout_threshold, work.layout_threshold);
  inherit(settings.layout_start, work.layout_start);
  settings.loras = combined(work.loras, panel.loras);
  return settings;
}

}  // namespace koma::manga
