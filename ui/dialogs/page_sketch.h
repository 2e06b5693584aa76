// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "engine/manga/project.h"

namespace koma::ui {

class Theme;

/// A page as its maker would sketch it: frames, the boxes of people with their names, regions, balloons with the
/// beginning of their texts. No pictures. Owned by the dialog that shows a proposal.
class PageSketch : public QWidget {
  Q_OBJECT
 public:
  PageSketch(const QString& title, const Theme& theme, QWidget* parent = nullptr);

  void show(const manga::Page& page, const manga::Project& project);
  using QWidget::show;
  [[nodiscard]] const manga::Page& page() const noexcept { return page_; }
  [[nodiscard]] QSize sizeHint() const override { return {200, 280}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {140, 180}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintPanel(QPainter& painter, const manga::Panel& panel, double scale) const;
  void paintBalloon(QPainter& painter, const manga::Balloon& balloon, double scale) const;

  QString title_;
  const Theme& theme_;
  manga::Page page_;
  std::vector<manga::Character> cast_;
};

}  // namespace koma::ui
