// SPDX-License-Identifier: Apache-2.0
#include "app/studio.h"

#include <QApplication>
#include <QStandardPaths>
#include <algorithm>

#include "app/base/resources.h"
#include "app/engine_loader.h"
#include "app/keys/desktop_key_ring.h"
#include "app/model_services.h"
#include "app/service/demo_generator.h"
#include "app/service/plan_services.h"

namespace koma::app {
namespace {

/// One thread paints while another decodes; more would take the engine's cores.
constexpr unsigned backgroundThreads = 2;

/// The author's own models win over ours.
std::vector<std::filesystem::path> modelFolders(const StudioOptions& options) {
  const std::filesystem::path own =
      options.home.empty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation).toStdString()
                           : options.home.string();
  return {own / "models", options.resources / "models"};
}

#ifdef KOMA_HAS_ENGINE
EngineOptions engineOptions(const StudioOptions& options, const ui::Preferences& preferences) {
  EngineOptions engine;
  engine.model_folders = modelFolders(options);
  engine.clip_vocabulary = findClipVocabulary(options.resources);
  engine.threads = preferences.threads;
  if (!preferences.device.isEmpty()) engine.device = preferences.device.toStdString();
  return engine;
}
#endif

GeneratorFactory generatorFactory(const StudioOptions& options, const ui::Preferences& preferences) {
#ifdef KOMA_HAS_ENGINE
  if (!options.demo) return engineFactory(engineOptions(options, preferences));
#else
  static_cast<void>(preferences);
#endif
  return [seconds = options.demoStepSeconds]() -> std::unique_ptr<api::Generator> {
    return std::make_unique<DemoGenerator>(DemoOptions{.secondsPerStep = seconds});
  };
}

/// The demo can everything, whatever the models that it stands in for can.
std::vector<api::ModelEntry> demoModels(const std::vector<std::filesystem::path>& folders) {
  std::vector<api::ModelEntry> models = api::ModelCatalog(folders).entries();
  for (api::ModelEntry& model : models) {
    api::ModelAbilities& can = model.abilities;
    can.characters = can.dialog_boxes = can.controls = can.negative_prompt = true;
    can.samplers = can.loras = can.repaints = can.agent = true;
    can.max_characters = std::max(can.max_characters, 4);
    can.max_dialog_boxes = std::max(can.max_dialog_boxes, 8);
  }
  return models;
}

ui::ReadModels modelReader(const StudioOptions& options) {
  if (options.readModels || !options.demo) return options.readModels;
  return demoModels;
}

/// Only the CPU's memory can be looked at without the engine.
ui::ForecastMemory forecastOf(const StudioOptions& options, const ui::Preferences& preferences) {
  if (options.forecastMemory || options.demo || preferences.device.startsWith(QLatin1String("cuda"))) {
    return options.forecastMemory;
  }
  return memoryForecast(modelFolders(options));
}

std::filesystem::path settingsFile(const StudioOptions& options) {
  return options.home.empty() ? ui::Settings::defaultFile() : options.home / "settings.json";
}

ui::RecentPlaces recentPlaces(const StudioOptions& options) {
  if (options.home.empty()) return ui::RecentPlaces::ofSystem();
  return {.list = options.home / "recent.json", .thumbnails = options.home / "thumbnails"};
}

/// Under a home of its own nothing of the desktop is touched: keys live as long as the program.
std::shared_ptr<EndpointKeys> endpointKeys(const StudioOptions& options) {
  return std::make_shared<EndpointKeys>(options.home.empty() ? makeDesktopKeyRing() : nullptr);
}

std::unique_ptr<ThreadedEndpointService> endpointService(const StudioOptions& options,
                                                         const std::shared_ptr<EndpointKeys>& keys) {
  if (options.home.empty()) return makeEndpointService(keys);
  return std::make_unique<ThreadedEndpointService>(options.home / "endpoints.json", keys, network::make_curl_transport);
}

}  // namespace

Studio::Studio(QApplication& application, const StudioOptions& options)
    : settings_(settingsFile(options)),
      theme_(application),
      jobs_(generatorFactory(options, settings_.preferences())),
      keys_(endpointKeys(options)),
      endpoints_(endpointService(options, keys_)),
      plans_(makePlanService(keys_)),
      background_(backgroundThreads) {
  settings_.setBackground(&background_);
  theme_.choose(settings_.preferences().theme);
  language_.choose(settings_.preferences().language);  // before any text is made
  window_ = std::make_unique<ui::MainWindow>(
      ui::Workplace{.projects = projects_,
                    .jobs = jobs_,
                    .background = background_,
                    .theme = theme_,
                    .settings = settings_,
                    .resources = options.resources,
                    .modelFolders = modelFolders(options),
                    .readModels = modelReader(options),
                    .hashModel = options.hashModel ? options.hashModel : modelHashing(),
                    .forecastMemory = forecastOf(options, settings_.preferences()),
                    .saveMemory = options.saveMemory,
                    .plans = plans_.get(),
                    .endpoints = endpoints_.get(),
                    .recent = recentPlaces(options)});
}

Studio::~Studio() {
  window_.reset();
  settings_.setBackground(nullptr);
}

}  // namespace koma::app
