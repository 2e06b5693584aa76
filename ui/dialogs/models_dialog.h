// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <vector>

#include "engine/api/model_catalog.h"
#include "ui/models/model_hashing.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace koma::ui {

class Background;
class EmptyState;
class ModelDetails;
class ModelFilter;
class ModelFolders;
class ModelList;
class Theme;

/// The model manager: folders, everything that lies in them, what each can do, and why one cannot be used. Shown beside
/// the work; who opened it looks into the folders.
class ModelsDialog : public QDialog {
  Q_OBJECT
 public:
  struct Folders {
    QStringList fixed;  ///< the program's own; the first is for the author's models
    QStringList own;    ///< that the author added
  };
  ModelsDialog(const Folders& folders, HashModel hash, Background& background, const Theme& theme,
               QWidget* parent = nullptr);

  void setEntries(const std::vector<api::ModelEntry>& entries);
  /// The folders are being looked into.
  void setLooking(bool looking);
  [[nodiscard]] ModelFolders* folders() const noexcept { return folders_; }
  [[nodiscard]] ModelDetails* details() const noexcept { return details_; }
  [[nodiscard]] QTreeView* view() const noexcept { return view_; }
  [[nodiscard]] QLineEdit* search() const noexcept { return search_; }
  [[nodiscard]] QComboBox* kindField() const noexcept { return kind_; }
  [[nodiscard]] QComboBox* familyField() const noexcept { return family_; }
  [[nodiscard]] EmptyState* emptyState() const noexcept { return nothing_; }

 signals:
  void foldersEdited(const QStringList& own);
  void rescanRequested();
  void openRequested(const QString& folder);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  [[nodiscard]] QWidget* makeSide();
  [[nodiscard]] QWidget* makeList();
  void makeView();
  void connectParts();
  void fillFamilies();
  void showChosen();
  void showState();

  const Theme& theme_;
  ModelHashing* hashing_;
  ModelList* list_;
  ModelFilter* found_;
  ModelFolders* folders_;
  ModelDetails* details_;
  QLineEdit* search_;
  QComboBox *kind_, *family_;
  QTreeView* view_;
  EmptyState* nothing_;
  QStackedWidget* pages_;
  QLabel* count_;
  bool looking_ = false;
};

}  // namespace koma::ui
