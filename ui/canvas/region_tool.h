// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/canvas/handles.h"
#include "ui/canvas/page_tool.h"

namespace koma::ui {

/// Divides a panel among prompts: draws boxes, drags the edges that regions share, moves free ones. Owned by the tool
/// box.
class RegionTool : public PageTool {
  Q_OBJECT
 public:
  using PageTool::PageTool;

  void deactivate() override;
  void doubleClick(const CanvasPointer& pointer) override;
  void paintOverlay(QPainter& painter) const override;
  [[nodiscard]] QCursor cursor() const override;
  [[nodiscard]] QString hint() const override;

 signals:
  /// The author wants to write what a region shows.
  void promptWanted(const koma::ui::RegionRef& region);

 protected:
  void begin() override;
  void drag() override;
  void finish() override;
  void click(const CanvasPointer& pointer) override;
  void hover(const CanvasPointer& pointer) override;
  void abandon() override;
  bool insert(QKeyEvent& event) override;

 private:
  enum class Grip { box, region, edges };
  /// Edges of one region that follow the pointer.
  struct Grab {
    RegionRef region;
    Qt::Edges edges;
    friend bool operator==(const Grab&, const Grab&) = default;
  };

  [[nodiscard]] std::optional<Grab> grabAt(const CanvasPointer& pointer) const;
  [[nodiscard]] std::vector<UnitBox> draggedBoxes() const;
  void showBoxes();
  void finishBox();

  Grip grip_ = Grip::box;
  Grab grab_;
  std::optional<Grab> hovered_;
  QRectF rect_;  ///< a new region, mm
};

}  // namespace koma::ui
