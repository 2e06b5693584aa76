// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDockWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace koma::ui {

class Document;
class GenerationService;
class LoraList;
class ModelCombo;
class QuietLabel;
class Theme;

/// What draws: the model of the work, the loaded one, its device and memory, all models that were found with what they
/// can do, and where to put others. Owned by the main window.
class ModelDock : public QDockWidget {
  Q_OBJECT
 public:
  ModelDock(Document& document, GenerationService& service, const Theme& theme, QWidget* parent = nullptr);

  /// Of this process.
  void setMemory(qint64 bytes);
  /// Where models are looked for, the first one is for the author's own.
  void setFolders(const QStringList& folders);
  [[nodiscard]] ModelCombo* workModel() const noexcept { return workModel_; }
  [[nodiscard]] QCheckBox* workAgent() const noexcept { return workAgent_; }
  [[nodiscard]] LoraList* workLoras() const noexcept { return workLoras_; }
  [[nodiscard]] QPushButton* followButton() const noexcept { return follow_; }

 signals:
  void folderRequested(const QString& folder);
  /// Folders are to be added, files looked at.
  void managerRequested();
  /// Look for models again.
  void rescanRequested();

 private:
  [[nodiscard]] QWidget* makeForm();
  [[nodiscard]] QWidget* makeWork();
  void showWork();
  void letPanelsFollow();
  void showFacts();
  void showModels();

  Document& document_;
  GenerationService& service_;
  const Theme& theme_;
  QStringList folders_;
  QLabel *loaded_, *device_, *type_, *threads_, *memory_, *where_;
  QPushButton *openFolder_, *rescan_, *manager_, *follow_;
  ModelCombo* workModel_;
  QLabel* abilities_;
  QCheckBox* workAgent_;
  LoraList* workLoras_;
  QuietLabel* others_;
  QFormLayout* facts_ = nullptr;
  QVBoxLayout* cards_ = nullptr;
};

}  // namespace koma::ui
