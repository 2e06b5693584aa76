// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

class QListView;
class QPushButton;
class QStandardItemModel;

namespace koma::ui {

class Theme;

/// Where models are looked for: the program's own folders, and the author's, which can be added by a dialog or a drop
/// and removed. Part of the model manager.
class ModelFolders : public QWidget {
  Q_OBJECT
 public:
  /// `fixed` cannot be removed; the first is for the author's models.
  ModelFolders(const QStringList& fixed, const QStringList& own, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] const QStringList& own() const noexcept { return own_; }
  /// Those that are folders and are not there yet.
  void add(const QStringList& folders);
  void removeChosen();
  [[nodiscard]] QListView* view() const noexcept { return view_; }
  [[nodiscard]] QPushButton* addButton() const noexcept { return add_; }
  [[nodiscard]] QPushButton* removeButton() const noexcept { return remove_; }
  [[nodiscard]] QPushButton* openButton() const noexcept { return open_; }
  [[nodiscard]] QPushButton* rescanButton() const noexcept { return rescan_; }

 signals:
  void edited(const QStringList& own);
  void openRequested(const QString& folder);
  void rescanRequested();

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void fill();
  void showButtons();
  void choose();
  [[nodiscard]] QString chosen() const;

  const Theme& theme_;
  QStringList fixed_, own_;
  QStandardItemModel* model_;
  QListView* view_;
  QPushButton *add_, *remove_, *open_, *rescan_;
};

/// The folders among what is dragged, or those that hold the dragged files.
[[nodiscard]] QStringList droppedFolders(const class QMimeData& data);

}  // namespace koma::ui
