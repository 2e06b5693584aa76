// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDockWidget>
#include <functional>

class QLabel;
class QListView;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace koma::ui {

class EmptyState;
class GenerationService;
class JobModel;
class Theme;

/// What is being drawn and what waits: progress, time left, cancel, order, lanes, and what ended lately with another
/// try. Owned by the main window.
class QueueDock : public QDockWidget {
  Q_OBJECT
 public:
  QueueDock(GenerationService& service, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] QListView* list() const noexcept { return list_; }
  [[nodiscard]] JobModel* model() const noexcept { return model_; }
  void retranslate();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QToolButton* addButton(const QString& iconName);
  void showCounts();
  void showButtons();
  [[nodiscard]] QList<int> selectedRows() const;
  void forSelected(const std::function<void(int)>& verb);
  void moveSelected(int places);
  void goTo(int row);
  void cancelOrForget();
  bool takeKey(int key, Qt::KeyboardModifiers modifiers);
  void showMenu(QPoint place);
  [[nodiscard]] QMenu* menuFor(int row);

  GenerationService& service_;
  const Theme& theme_;
  JobModel* model_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  QListView* list_;
  QLabel* summary_;
  QToolButton *cancel_, *retry_, *up_, *down_, *lane_, *cancelAll_;
};

}  // namespace koma::ui
