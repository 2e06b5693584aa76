// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/canvas/tool.h"

namespace koma::ui {

/// Moves the view. Owned by the tool box.
class HandTool : public Tool {
  Q_OBJECT
 public:
  using Tool::Tool;

  void press(const CanvasPointer& pointer) override;
  void move(const CanvasPointer& pointer) override;
  void release(const CanvasPointer& pointer) override;
  bool keyPress(QKeyEvent& event) override;
  void cancel() override;
  [[nodiscard]] QCursor cursor() const override { return dragging_ ? Qt::ClosedHandCursor : Qt::OpenHandCursor; }
  [[nodiscard]] QString hint() const override;

 private:
  bool dragging_ = false;
  QPointF last_;
};

}  // namespace koma::ui
