// SPDX-License-Identifier: Apache-2.0
#include "app/model_services.h"

#include <algorithm>
#include <memory>

#include "engine/api/machine_memory.h"
#include "engine/api/memory_outlook.h"
#include "engine/api/model_catalog.h"
#include "engine/api/model_hash.h"
#include "engine/base/error.h"

namespace koma::app {

namespace {

/// Bytes per number in which a large model is drawn on this CPU, as the engine chooses.
int bytesOfNumbers() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512bf16") ? 2 : 4;
#else
  return 4;
#endif
}

ui::MemoryRemedyKind kindOf(api::MemoryRemedy remedy) {
  switch (remedy) {
    case api::MemoryRemedy::tiled_decoding:
      return ui::MemoryRemedyKind::tiled_decoding;
    case api::MemoryRemedy::stream_agent:
    case api::MemoryRemedy::stage_by_stage:
      return ui::MemoryRemedyKind::stage_by_stage;
    case api::MemoryRemedy::half_precision:
      return ui::MemoryRemedyKind::half_precision;
    case api::MemoryRemedy::smaller_picture:
      return ui::MemoryRemedyKind::smaller_picture;
  }
  return ui::MemoryRemedyKind::smaller_picture;
}

ui::MemoryNeed needOf(const api::MemoryOutlook& outlook, const api::GenerationRequest& request) {
  ui::MemoryNeed need{outlook.forecast.peak, outlook.available, {}};
  for (const api::RemedyOffer& offer : outlook.offers) {
    const double size = offer.width > 0 && request.width ? double(offer.width) / *request.width : 1;
    need.remedies.push_back({kindOf(offer.remedy), size, offer.sentence});
  }
  return need;
}

/// Of the program while the language agent works; 0 when it takes no part.
std::uint64_t agentPeak(const api::MemoryForecast& forecast) {
  const auto agent = std::ranges::find(forecast.stages, "agent", &api::StageForecast::stage);
  return agent == forecast.stages.end() ? 0 : forecast.beside_stages + agent->bytes();
}

}  // namespace

ui::HashModel modelHashing() {
  return [](const std::filesystem::path& file, const std::function<void(double)>& done, const std::stop_token& stop) {
    return api::model_hash(file, [&](std::uint64_t read, std::uint64_t all) {
      done(all > 0 ? double(read) / double(all) : 0);
      return !stop.stop_requested();
    });
  };
}

ui::ForecastMemory memoryForecast(std::vector<std::filesystem::path> modelFolders) {
  auto prophet = std::make_shared<api::MemoryProphet>();
  return [prophet, folders = std::move(modelFolders)](const api::GenerationRequest& request) -> ui::MemoryNeed {
    try {
      const std::filesystem::path model = std::filesystem::exists(request.model)
                                              ? std::filesystem::path(request.model)
                                              : api::ModelCatalog(folders).find(request.model).folder;
      const api::MemoryOutlook outlook = prophet->ask(request, model, bytesOfNumbers(), api::machine_memory().free);
      ui::MemoryNeed need = needOf(outlook, request);
      if (agentPeak(outlook.forecast) == 0) return need;
      // What it would take as a whole is told, also where it is read layer by layer because that is too much.
      need.agent = agentPeak(prophet->ask(request, model, bytesOfNumbers(), 0).forecast);
      need.agentStreamed = outlook.policy.agent_streamed;
      return need;
    } catch (const Error&) {
      return {};
    }
  };
}

}  // namespace koma::app
