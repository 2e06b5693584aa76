// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/manga/ids.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace koma::ui {

class GenerationService;
class Theme;

/// The foot of the panel's dock: how many, draw, draw the page; while something is drawn for the panel, how far it is
/// and a way to stop it. Owned by the panel's dock.
class DrawBar : public QWidget {
  Q_OBJECT
 public:
  DrawBar(GenerationService& service, const Theme& theme, QWidget* parent = nullptr);

  /// `problem` says why the panel cannot be drawn now; empty when it can.
  void show(manga::PanelId panel, manga::PageId page, const QString& problem);
  /// As the buttons do; `first`: before everything that waits.
  void draw(bool first);

  [[nodiscard]] QPushButton* drawButton() const noexcept { return draw_; }
  [[nodiscard]] QToolButton* cancelButton() const noexcept { return cancel_; }
  [[nodiscard]] QSpinBox* countField() const noexcept { return count_; }

 private:
  void showProgress();

  GenerationService& service_;
  const Theme& theme_;
  manga::PanelId panel_;
  manga::PageId page_;
  QWidget* progressRow_;
  QLabel* state_;
  QProgressBar* progress_;
  QToolButton* cancel_;
  QSpinBox* count_;
  QPushButton *draw_, *drawPage_;
};

}  // namespace koma::ui
