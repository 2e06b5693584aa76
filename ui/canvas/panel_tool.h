// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPolygonF>

#include "ui/canvas/page_tool.h"

namespace koma::ui {

/// Draws frames: rectangles by dragging, polygons by clicking their corners. Owned by the tool box.
class PanelTool : public PageTool {
  Q_OBJECT
 public:
  enum class Shape { rectangle, polygon };
  using PageTool::PageTool;

  void setShape(Shape shape);
  [[nodiscard]] Shape shape() const noexcept { return shape_; }

  void again() override { setShape(shape_ == Shape::rectangle ? Shape::polygon : Shape::rectangle); }
  void doubleClick(const CanvasPointer& pointer) override;
  bool keyPress(QKeyEvent& event) override;
  [[nodiscard]] bool busy() const override { return PageTool::busy() || !corners_.isEmpty(); }
  void cancel() override;
  void paintOverlay(QPainter& painter) const override;
  [[nodiscard]] QCursor cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] QString hint() const override;

 protected:
  void drag() override;
  void finish() override;
  void click(const CanvasPointer& pointer) override;
  void hover(const CanvasPointer& pointer) override;
  void abandon() override { rect_ = {}; }
  bool insert(QKeyEvent& event) override;

 private:
  [[nodiscard]] QPointF corner(QPointF place);
  void addCorner(QPointF place);
  void close();
  void add(const manga::Polygon& frame);

  Shape shape_ = Shape::rectangle;
  QRectF rect_;
  QPolygonF corners_;  ///< of the unfinished polygon, mm
  manga::PageId cornersPage_;
  QPointF next_;  ///< where the next corner would be
};

}  // namespace koma::ui
