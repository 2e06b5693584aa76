// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QImage>
#include <QRectF>
#include <QString>
#include <optional>

#include "engine/manga/project.h"
#include "ui/canvas/item_context.h"

class QPainter;

namespace koma::ui {

/// The box of a member of the cast in a panel: dashed in the member's colour, with a label of portrait and name, so
/// that colour is not the only sign. Not printed. Owned by its page item.
class CharacterBoxItem {
 public:
  explicit CharacterBoxItem(const ItemContext& context) : context_(context) {}

  /// Takes the values over; returns whether anything looks different.
  bool set(const manga::CharacterBox& box, const QRectF& panel, const manga::Project& project);
  [[nodiscard]] QRectF rect() const noexcept { return rect_; }  ///< mm on the page
  /// The portrait that it shows.
  [[nodiscard]] bool shows(const manga::AssetId& picture) const { return portrait_ && portrait_->picture == picture; }
  /// Colours of the interface or a portrait have changed.
  void repaintLabel() { label_ = {}; }

  /// `painter` counts in view pixels. A selected box is drawn solid; one in a finished panel that nobody works on is
  /// drawn quietly.
  void paint(QPainter& painter, const QTransform& pageToView, double pixelRatio, bool selected, bool quiet) const;

 private:
  [[nodiscard]] QImage makeLabel(double pixelRatio) const;

  const ItemContext& context_;
  QRectF rect_;
  QString name_;
  QColor colour_;
  std::optional<manga::Reference> portrait_;
  mutable QImage label_;  ///< painted when it is first seen
};

}  // namespace koma::ui
