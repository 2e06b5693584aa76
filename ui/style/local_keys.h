// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QAction;
class QKeySequence;
class QWidget;

namespace koma::ui {

/// Lets the shortcuts of a widget's own actions win while it has the focus: the window's Delete, Ctrl+V or Alt+Left are
/// then not asked, and Qt finds nothing ambiguous. A disabled action still takes its key, so that Delete in an empty
/// list never deletes on the page. Owned by the widget.
class LocalKeys : public QObject {
  Q_OBJECT
 public:
  explicit LocalKeys(QWidget* widget);
  /// Adds the action to the widget, with its shortcut.
  void add(QAction* action, const QKeySequence& shortcut);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* widget_;
};

}  // namespace koma::ui
