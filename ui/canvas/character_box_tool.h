// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/canvas/page_tool.h"

namespace koma::ui {

/// Says who is where: a box in a panel. Owned by the tool box.
class CharacterBoxTool : public PageTool {
  Q_OBJECT
 public:
  using PageTool::PageTool;

  void paintOverlay(QPainter& painter) const override;
  [[nodiscard]] QCursor cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] QString hint() const override;

 protected:
  void drag() override { rect_ = spanned(); }
  void finish() override;
  void click(const CanvasPointer& pointer) override;
  void abandon() override { rect_ = {}; }
  bool insert(QKeyEvent& event) override;

 private:
  /// The one that the cast has chosen, else the first; null with a message when there is nobody.
  [[nodiscard]] const manga::Character* character() const;
  [[nodiscard]] const manga::Character* wanted();
  void place(manga::PanelId panel, const manga::CharacterBox& box);

  QRectF rect_;
};

}  // namespace koma::ui
