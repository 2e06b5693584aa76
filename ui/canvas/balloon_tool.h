// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/manga/balloon.h"
#include "ui/canvas/page_tool.h"

namespace koma::ui {

/// Draws balloons: a drag makes the body, a drag out of the body or from the tail's handle sets the tail. Owned by the
/// tool box.
class BalloonTool : public PageTool {
  Q_OBJECT
 public:
  using PageTool::PageTool;

  void setShape(manga::BalloonShape shape);
  [[nodiscard]] manga::BalloonShape shape() const noexcept { return shape_; }

  void again() override;
  void doubleClick(const CanvasPointer& pointer) override;
  void paintOverlay(QPainter& painter) const override;
  [[nodiscard]] QCursor cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] QString hint() const override;

 protected:
  void begin() override;
  void drag() override;
  void finish() override;
  void click(const CanvasPointer& pointer) override;
  void abandon() override;
  bool insert(QKeyEvent& event) override;

 private:
  /// The one selected balloon that a tail may be drawn from; null when there is none.
  [[nodiscard]] const manga::Balloon* selected() const;
  [[nodiscard]] std::vector<manga::Tail> tails(const manga::Balloon& balloon) const;
  void setTail(const manga::Balloon& balloon);
  void add(const QRectF& body);
  /// Out of the way of other balloons, in the corner of a panel where reading begins.
  [[nodiscard]] QRectF placeIn(const manga::Page& page, const manga::Panel& panel) const;

  manga::BalloonShape shape_ = manga::BalloonShape::ellipse;
  QRectF rect_;
  manga::BalloonId tailOf_;
  std::size_t tailIndex_ = 0;
};

/// The words for a balloon's shape.
[[nodiscard]] QString nameOf(manga::BalloonShape shape);

}  // namespace koma::ui
