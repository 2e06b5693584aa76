// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QAction;
class QLineEdit;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTreeView;

namespace koma::ui {

class Theme;

/// Every key of the program, made from the actions themselves, to be searched by name or by key.
class KeyboardDialog : public QDialog {
  Q_OBJECT
 public:
  /// Actions are grouped by what stands before the dot in their object names: "file.new". Those without a shortcut are
  /// left out.
  KeyboardDialog(const QList<QAction*>& actions, const Theme& theme, QWidget* parent = nullptr);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fill(const QList<QAction*>& actions);
  void search(const QString& text);
  void openGroups();

  QStandardItemModel* model_;
  QSortFilterProxyModel* found_;
  QLineEdit* search_;
  QTreeView* view_;
  class QLabel* nothing_;
};

}  // namespace koma::ui
