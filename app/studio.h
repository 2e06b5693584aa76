// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "app/background_pool.h"
#include "app/service/key_ring.h"
#include "app/service/threaded_endpoint_service.h"
#include "app/service/threaded_job_service.h"
#include "app/service/threaded_project_service.h"
#include "engine/engine.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/style/theme.h"

class QApplication;

namespace koma::app {

struct StudioOptions {
  std::filesystem::path resources;
  bool demo = false;  ///< draws with the scripted generator: no model, no libtorch
  double demoStepSeconds = 0.25;
  ui::ReadModels readModels = {};          ///< empty: the catalog
  ui::HashModel hashModel = {};            ///< empty: hashes cannot be asked for
  ui::ForecastMemory forecastMemory = {};  ///< empty: nothing is said about memory
  ui::SaveMemory saveMemory = {};          ///< empty: only smaller pictures are offered
  std::filesystem::path home;  ///< for settings, lists of works and endpoints, without keyring; empty: the system's
};

/// The composition root: everything the program consists of, made here, in order, by name. Destroyed in reverse: the
/// window first, then the threads.
class Studio {
 public:
  Studio(QApplication& application, const StudioOptions& options);
  ~Studio();

  [[nodiscard]] ui::MainWindow& window() noexcept { return *window_; }

 private:
  ui::Settings settings_;
  ui::Theme theme_;
  ui::Language language_;
  ThreadedProjectService projects_;
  ThreadedJobService jobs_;
  std::shared_ptr<EndpointKeys> keys_;
  std::unique_ptr<ThreadedEndpointService> endpoints_;
  std::unique_ptr<api::PlanService> plans_;
  BackgroundPool background_;  ///< its work uses the services above
  std::unique_ptr<ui::MainWindow> window_;
};

}  // namespace koma::app
