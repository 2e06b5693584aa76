// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStatusBar>
#include <optional>

#include "ui/document/document_session.h"

class QLabel;
class QPointF;

namespace koma::ui {

class Theme;

/// The window's last line: what the tool does now, where the pointer is, the zoom, whether everything is saved.
class StatusLine : public QStatusBar {
  Q_OBJECT
 public:
  explicit StatusLine(const Theme& theme, QWidget* parent = nullptr);

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
  SaveState state_ = SaveState::closed;
  QString reason_;
};

}  // namespace koma::ui
