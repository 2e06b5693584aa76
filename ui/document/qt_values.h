// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <filesystem>

#include "engine/manga/project.h"
#include "ui/lettering/qt_image.h"

/// The document's values in Qt's words, and back. Lengths stay in mm.
namespace koma::ui {

[[nodiscard]] inline QString toQt(const std::string& text) {
  return QString::fromStdString(text);
}
[[nodiscard]] inline std::filesystem::path toPath(const QString& text) {
  return text.toStdU16String();
}
[[nodiscard]] inline QPointF toQt(const manga::Point& point) {
  return {point.x, point.y};
}
[[nodiscard]] inline QRectF toQt(const manga::Rect& rect) {
  return {rect.left, rect.top, rect.width, rect.height};
}
[[nodiscard]] inline QPolygonF toQt(const manga::Polygon& polygon) {
  QPolygonF points;
  for (const manga::Point& point : polygon) points << toQt(point);
  return points;
}
[[nodiscard]] inline manga::Point fromQt(const QPointF& point) {
  return {point.x(), point.y()};
}
[[nodiscard]] inline manga::Rect fromQt(const QRectF& rect) {
  return {rect.left(), rect.top(), rect.width(), rect.height()};
}
/// Shares the pixels.
[[nodiscard]] inline QImage toQt(const Image& image) {
  return lettering::toQImage(image);
}
/// A box in 0…1 of `frame`, in mm.
[[nodiscard]] inline QRectF placed(const UnitBox& box, const QRectF& frame) {
  return {QPointF(frame.left() + box.left * frame.width(), frame.top() + box.top * frame.height()),
          QPointF(frame.left() + box.right * frame.width(), frame.top() + box.bottom * frame.height())};
}
/// The reverse; `frame` must not be empty.
[[nodiscard]] inline UnitBox relativeTo(const QRectF& rect, const QRectF& frame) {
  return {float((rect.left() - frame.left()) / frame.width()), float((rect.top() - frame.top()) / frame.height()),
          float((rect.right() - frame.left()) / frame.width()), float((rect.bottom() - frame.top()) / frame.height())};
}
[[nodiscard]] inline QRectF boundsOf(const manga::Panel& panel) {
  return toQt(manga::bounds_of(panel.frame));
}
/// A character's colour; grey when the document's text is no colour.
[[nodiscard]] inline QColor colourOf(const manga::Character& character) {
  const QColor colour(QString::fromStdString(character.colour));
  return colour.isValid() ? colour : QColor(Qt::gray);
}

}  // namespace koma::ui
