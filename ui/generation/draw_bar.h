// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/api/preview_slot.h"
#include "engine/manga/ids.h"

class QActionGroup;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace koma::ui {

class GenerationService;
class MemoryLine;
class Theme;

/// The foot of the panel's dock: how many, draw, draw the page; while something is drawn for the panel, how far it is
/// and a way to stop it. Owned by the panel's dock.
class DrawBar : public QWidget {
  Q_OBJECT
 public:
  DrawBar(GenerationService& service, const Theme& theme, QWidget* parent = nullptr);

  /// What the bar is about.
  struct Subject {
    manga::PanelId panel;
    manga::PageId page;
    QString problem;        ///< why the panel cannot be drawn now; empty when it can
    bool repaints = false;  ///< only a part of it
  };
  void show(const Subject& subject);
  /// How many warnings there are, with all of them as a tool tip.
  void setWarnings(const QStringList& sentences);
  /// How previews are made, in the bar's menu; that is no choice of the author's.
  void setPreviewQuality(api::PreviewQuality quality);
  /// As the buttons do; `first`: before everything that waits.
  void draw(bool first);

  [[nodiscard]] QPushButton* drawButton() const noexcept { return draw_; }
  [[nodiscard]] QToolButton* cancelButton() const noexcept { return cancel_; }
  [[nodiscard]] QSpinBox* countField() const noexcept { return count_; }
  [[nodiscard]] QToolButton* warningsButton() const noexcept { return warnings_; }
  [[nodiscard]] MemoryLine* memory() const noexcept { return memory_; }
  [[nodiscard]] QToolButton* moreButton() const noexcept { return more_; }

 signals:
  void previewQualityChosen(koma::api::PreviewQuality quality);
  /// Somebody wants to read the warnings.
  void warningsRequested();

 private:
  void showProgress();
  void makeMenu();
  void showTiny();

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
  QToolButton *more_, *warnings_;
  QActionGroup* qualities_;
  MemoryLine* memory_;
};

}  // namespace koma::ui
