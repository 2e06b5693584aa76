// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainterPath>
#include <functional>
#include <optional>

#include "engine/manga/balloon.h"
#include "ui/canvas/item_context.h"
#include "ui/canvas/raster_slot.h"
#include "ui/canvas/sprite.h"

namespace koma::ui {

/// A balloon with its tails and its text. It is painted ahead as a whole; while its shape is being changed its outline
/// is drawn at once and only the lettering comes from the background. Owned by its page item.
class BalloonItem {
 public:
  BalloonItem(const ItemContext& context, std::function<void()> changed);

  /// Takes the values over; returns whether anything looks different.
  bool set(const manga::Balloon& balloon);
  /// Its text is edited in place: only the outline is painted.
  void setEdited(bool edited) { edited_ = edited; }

  [[nodiscard]] const QPainterPath& outline() const noexcept { return outline_; }  ///< mm on the page
  [[nodiscard]] QRectF inked() const;

  /// Asks for what is not painted ahead yet. Never waits.
  void prepare(const PageFrame& frame, bool draft);
  /// `painter` counts in device pixels.
  void paint(QPainter& painter, const PageFrame& frame) const;

 private:
  /// A sprite and what it was made from; the order for it is remembered so that nothing is ordered twice.
  struct Layer {
    explicit Layer(Background& background) : slot(background) {}
    void clear();

    RasterSlot slot;
    Sprite sprite;
    manga::Balloon made, asked;
    QTransform askedFor;
    QRect askedPixels;
  };
  [[nodiscard]] bool prepared(const Layer& layer, const PageFrame& frame, bool draft) const;
  void order(Layer& layer, const manga::Balloon& balloon, const PageFrame& frame);
  void paintPlainly(QPainter& painter, const PageFrame& frame) const;

  const ItemContext& context_;
  std::function<void()> changed_;
  manga::Balloon balloon_;
  QPainterPath outline_;
  Layer whole_, lettering_;
  bool edited_ = false;
};

}  // namespace koma::ui
