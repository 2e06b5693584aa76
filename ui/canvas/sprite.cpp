// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/sprite.h"

#include <QPainter>
#include <cmath>

namespace koma::ui {
namespace {

bool sameLinear(const QTransform& a, const QTransform& b) {
  const auto near = [](double x, double y) { return std::abs(x - y) < 1e-7; };
  return near(a.m11(), b.m11()) && near(a.m12(), b.m12()) && near(a.m21(), b.m21()) && near(a.m22(), b.m22());
}

}  // namespace

std::optional<QPoint> Sprite::shift(const QTransform& now) const {
  if (isNull() || !sameLinear(made, now)) return {};
  return QPoint(int(std::lround(now.dx() - made.dx())), int(std::lround(now.dy() - made.dy())));
}

void Sprite::paint(QPainter& painter, const QTransform& now, QPointF moved) const {
  if (isNull()) return;
  const QTransform here = QTransform::fromTranslate(moved.x(), moved.y()) * now;
  if (const auto offset = shift(here)) {
    painter.drawImage(corner + *offset, image);
    return;
  }
  const QTransform before = painter.transform();
  painter.setTransform(made.inverted() * here * before);
  painter.drawImage(corner, image);
  painter.setTransform(before);
}

}  // namespace koma::ui
