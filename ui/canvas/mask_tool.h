// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <functional>

#include "engine/base/image.h"
#include "ui/canvas/mask_outline.h"
#include "ui/canvas/tool.h"

namespace koma::ui {

/// Paints which part of a panel is to be drawn anew: white is repainted. With a brush, a lasso or a rectangle; its key
/// goes from one to the next. Owned by the tool box.
class MaskTool : public Tool {
  Q_OBJECT
 public:
  using Tool::Tool;

  /// Where masks that are there come from; a null image says that it is still being read.
  using Source = std::function<QImage(const manga::AssetId&)>;
  void setSource(Source source) { source_ = std::move(source); }
  /// Over which share (0…1) of its longer side a panel's mask will be softened; shown around it.
  using Feather = std::function<double(const manga::Panel&)>;
  void setFeather(Feather feather) { feather_ = std::move(feather); }
  /// What was kept is masked, what was masked is kept. One step, as a stroke is.
  void invert(manga::PanelId panel);
  /// A picture has been read: perhaps the mask that is to be shown.
  void pictureReady(const std::string& asset);
  /// Diameter of the brush in mm, 0.5…80.
  void setBrush(double millimetres);
  [[nodiscard]] double brush() const noexcept { return brush_; }
  void setShape(MaskShape shape);
  [[nodiscard]] MaskShape shape() const noexcept { return shape_; }
  void again() override { setShape(next(shape_)); }

  void press(const CanvasPointer& pointer) override;
  void move(const CanvasPointer& pointer) override;
  void release(const CanvasPointer& pointer) override;
  bool keyPress(QKeyEvent& event) override;
  [[nodiscard]] bool busy() const override { return painting_; }
  void cancel() override;
  void activate() override;
  void deactivate() override;
  [[nodiscard]] bool overridesShortcut(const QKeyEvent& event) const override;
  [[nodiscard]] bool takesRightButton() const override { return true; }
  void paintOverlay(QPainter& painter) const override;
  [[nodiscard]] QCursor cursor() const override;
  [[nodiscard]] QString hint() const override;

 signals:
  /// A whole new mask of the panel, grey, at most 1024 pixels along its longer side. Import it and call setMask.
  void maskPainted(koma::manga::PanelId panel, const koma::Image& mask);

 private:
  /// A panel's mask as it is shown: grey, and tinted for the overlay.
  struct Canvas {
    manga::PanelId panel;
    manga::AssetId asset;  ///< what the document had when this was made
    QImage mask, tint, soft;
    manga::RepaintSettings repaint = {};  ///< that `soft` was made for
    manga::AssetId awaited = {};          ///< is being read, and shown then
  };
  /// Makes `canvas_` the panel's; false when its mask is still being read.
  bool open(const manga::Panel& panel);
  void stroke(QPointF from, QPointF to, double width);
  /// Paints on mask and tint in mm of the page, with the colour that masks or erases.
  void paintMask(const std::function<void(QPainter&, QColor)>& paint);
  void handOver();
  void fill(manga::PanelId panel, const std::function<void(QImage&)>& change);
  void soften();
  void showSelected();
  [[nodiscard]] static bool clears(const QKeyEvent& event);
  [[nodiscard]] bool selectedMasked() const;
  void documentChanged();
  [[nodiscard]] const manga::Panel* painted() const;
  void say(const QString& text);

  Source source_;
  Feather feather_;
  double brush_ = 8;
  MaskShape shape_ = MaskShape::brush;
  MaskOutline outline_;
  Canvas canvas_, before_;
  int awaited_ = 0;  ///< masks handed over that have not come back as the panel's
  bool painting_ = false, erasing_ = false, over_ = false, active_ = false;
  bool rubber_ = false;  ///< the brush erases
  CanvasPointer last_;
};

}  // namespace koma::ui
