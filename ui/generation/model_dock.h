// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDockWidget>

class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace koma::ui {

class GenerationService;
class Theme;

/// What draws: the loaded model, its device and memory, all models that were found with what they can do, and where to
/// put others. Owned by the main window.
class ModelDock : public QDockWidget {
  Q_OBJECT
 public:
  ModelDock(GenerationService& service, const Theme& theme, QWidget* parent = nullptr);

  /// Of this process.
  void setMemory(qint64 bytes);
  /// Where models are looked for, the first one is for the author's own.
  void setFolders(const QStringList& folders);

 signals:
  void folderRequested(const QString& folder);
  /// Look for models again.
  void rescanRequested();

 private:
  [[nodiscard]] QWidget* makeForm();
  void showFacts();
  void showModels();

  GenerationService& service_;
  const Theme& theme_;
  QStringList folders_;
  QLabel *loaded_, *device_, *type_, *threads_, *memory_, *where_;
  class QPushButton *openFolder_, *rescan_;
  QFormLayout* facts_ = nullptr;
  QVBoxLayout* cards_ = nullptr;
};

}  // namespace koma::ui
