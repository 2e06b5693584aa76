// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>

#include "ui/canvas/tool.h"

namespace koma::ui {

/// Looks closer: a click zooms, a drag shows just that part. Owned by the tool box.
class ZoomTool : public Tool {
  Q_OBJECT
 public:
  using Tool::Tool;

  void press(const CanvasPointer& pointer) override;
  void move(const CanvasPointer& pointer) override;
  void release(const CanvasPointer& pointer) override;
  bool keyPress(QKeyEvent& event) override;
  [[nodiscard]] bool busy() const override { return pressed_; }
  void cancel() override;
  void paintOverlay(QPainter& painter) const override;
  [[nodiscard]] QCursor cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] QString hint() const override;

 private:
  bool pressed_ = false;
  CanvasPointer press_, now_;
};

}  // namespace koma::ui
