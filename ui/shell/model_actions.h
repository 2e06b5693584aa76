// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>
#include <filesystem>
#include <functional>
#include <vector>

#include "engine/api/model_catalog.h"
#include "ui/models/model_hashing.h"

class QMainWindow;

namespace koma::ui {

class Actions;
class Background;
class GenerationService;
class ModelDock;
class ModelsDialog;
class Settings;
class Theme;

/// Looks into folders; called away from the GUI thread. Must not throw: what is wrong with a file is its entry's
/// problem.
using ReadModels = std::function<std::vector<api::ModelEntry>(const std::vector<std::filesystem::path>& folders)>;

/// What finding models needs; everything outlives it.
struct ModelPlace {
  GenerationService& generation;
  Settings& settings;
  Background& background;
  const Theme& theme;
  std::vector<std::filesystem::path> folders;  ///< that the engine knows; the first is for the author's models
  ReadModels read;
  HashModel hash;
};

/// Finds the models in the program's folders and the author's, tells them to the window, and opens the model manager.
class ModelActions : public QObject {
  Q_OBJECT
 public:
  ModelActions(Actions& actions, ModelPlace place, ModelDock& dock, QMainWindow& window);

  /// Looks into all folders again.
  void find();
  void showManager();

 private:
  void connectManager();
  void openFolder(const QString& folder);
  [[nodiscard]] QStringList fixedFolders() const;

  ModelPlace place_;
  ModelDock& dock_;
  QMainWindow& window_;
  QPointer<ModelsDialog> manager_;
  int search_ = 0;  ///< what an earlier one found is old
};

}  // namespace koma::ui
