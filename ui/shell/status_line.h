// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStatusBar>
#include <optional>

class QLabel;
class QPointF;

namespace koma::ui {

class Theme;

/// The window's last line: what the tool does now, where the pointer is, the zoom, whether everything is saved.
class StatusLine : public QStatusBar {
  Q_OBJECT
 public:
  explicit StatusLine(const Theme& theme, QWidget* parent = nullptr);

  enum class SaveState { none, saved, saving, failed };

  void setHint(const QString& hint);
  void setPlace(std::optional<QPointF> mm);
  void setZoom(double percent);
  void setSaveState(SaveState state, const QString& reason = {});
  void retranslate();

 signals:
  void zoomClicked();

 private:
  void showSaveState();

  const Theme& theme_;
  QLabel* hint_;
  QLabel* place_;
  class QToolButton* zoom_;
  QLabel* saved_;
  QLabel* savedIcon_;
  SaveState state_ = SaveState::none;
  QString reason_;
};

}  // namespace koma::ui
