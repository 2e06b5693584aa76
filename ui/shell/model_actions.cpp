// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/model_actions.h"

#include <QDesktopServices>
#include <QMainWindow>
#include <QUrl>

#include "ui/dialogs/models_dialog.h"
#include "ui/document/background.h"
#include "ui/document/qt_values.h"
#include "ui/generation/generation_service.h"
#include "ui/generation/model_dock.h"
#include "ui/shell/actions.h"
#include "ui/shell/settings.h"

namespace koma::ui {
namespace {

std::vector<api::ModelEntry> catalogued(const std::vector<std::filesystem::path>& folders) {
  return api::ModelCatalog(folders).entries();
}

}  // namespace

ModelActions::ModelActions(Actions& actions, ModelPlace place, ModelDock& dock, QMainWindow& window)
    : QObject(&window), place_(std::move(place)), dock_(dock), window_(window) {
  if (!place_.read) place_.read = catalogued;
  place_.generation.setEngineFolders(place_.folders);
  dock_.setFolders(fixedFolders());
  connect(actions[QStringLiteral("draw.models")], &QAction::triggered, this, &ModelActions::showManager);
  connect(&dock_, &ModelDock::managerRequested, this, &ModelActions::showManager);
  connect(&dock_, &ModelDock::rescanRequested, this, &ModelActions::find);
  connect(&dock_, &ModelDock::folderRequested, this, &ModelActions::openFolder);
}

QStringList ModelActions::fixedFolders() const {
  QStringList folders;
  for (const auto& folder : place_.folders) folders << toQt(folder.string());
  return folders;
}

void ModelActions::openFolder(const QString& folder) {
  // The author's own may not be there yet.
  place_.background.run(
      this,
      [path = std::filesystem::path(folder.toStdString())] {
        std::error_code ignored;
        std::filesystem::create_directories(path, ignored);
        return path;
      },
      [folder](const std::filesystem::path&) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
}

void ModelActions::find() {
  std::vector<std::filesystem::path> folders = place_.folders;
  for (const QString& folder : place_.settings.values().modelFolders) folders.emplace_back(folder.toStdString());
  if (manager_) manager_->setLooking(true);
  place_.background.run(
      this, [folders = std::move(folders), read = place_.read] { return read(folders); },
      [this, search = ++search_](std::vector<api::ModelEntry> models) {
        if (search != search_) return;
        place_.generation.setModels(std::move(models));
        if (!manager_) return;
        manager_->setLooking(false);
        manager_->setEntries(place_.generation.models());
      });
}

void ModelActions::showManager() {
  if (manager_) {
    manager_->raise();
    manager_->activateWindow();
    return;
  }
  manager_ = new ModelsDialog({fixedFolders(), place_.settings.values().modelFolders}, place_.hash, place_.background,
                              place_.theme, &window_);
  manager_->setAttribute(Qt::WA_DeleteOnClose);
  manager_->setEntries(place_.generation.models());
  connectManager();
  manager_->show();
}

void ModelActions::connectManager() {
  connect(manager_, &ModelsDialog::foldersEdited, this, [this](const QStringList& own) {
    SettingsValues values = place_.settings.values();
    values.modelFolders = own;
    place_.settings.set(values);
    find();
  });
  connect(manager_, &ModelsDialog::rescanRequested, this, &ModelActions::find);
  connect(manager_, &ModelsDialog::openRequested, this, &ModelActions::openFolder);
}

}  // namespace koma::ui
