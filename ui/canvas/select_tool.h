// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <functional>

#include "ui/canvas/handles.h"
#include "ui/canvas/page_tool.h"

namespace koma::ui {

/// Chooses, moves and shapes what lies on the page. Owned by the tool box.
class SelectTool : public PageTool {
  Q_OBJECT
 public:
  using PageTool::PageTool;

  void deactivate() override;
  void doubleClick(const CanvasPointer& pointer) override;
  void paintOverlay(QPainter& painter) const override;
  [[nodiscard]] QCursor cursor() const override;
  [[nodiscard]] QString hint() const override;

 signals:
  /// Alt and a click: which of the things that lie here?
  void stackAsked(const std::vector<koma::ui::Thing>& things, QPointF pixel);

 protected:
  void begin() override;
  void drag() override;
  void finish() override;
  void click(const CanvasPointer& pointer) override;
  void hover(const CanvasPointer& pointer) override;
  void abandon() override;
  bool insert(QKeyEvent& event) override;

 private:
  enum class Grip { none, things, handle, band };
  /// What the drag does to a page: shown on a copy, then done to the document.
  using Change = std::function<void(manga::Page&)>;

  [[nodiscard]] std::vector<Handle> handles() const;
  void choosePressed();
  void dragThings();
  void dragHandle();
  void dragBand();
  [[nodiscard]] Change resizing();
  [[nodiscard]] Change edging();
  [[nodiscard]] Change cornering();
  [[nodiscard]] Change tailing();
  void show(Change change);
  void moveIntoPanel(QPointF by);
  void cycle(const CanvasPointer& pointer);
  void abandonDrag();

  Grip grip_ = Grip::none;
  Handle handle_;
  bool overHandle_ = false;
  Handle hovered_;
  Change change_;
  QPointF by_;           ///< mm that the things are to move
  bool copies_ = false;  ///< Alt was held at the press
  QRectF band_;
  std::vector<Thing> before_;  ///< selected at the press
  QElapsedTimer sinceClick_;
  QPointF lastClick_;
};

}  // namespace koma::ui
