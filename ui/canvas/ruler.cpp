// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/ruler.h"

#include <QPainter>
#include <array>
#include <cmath>

#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr double closestLabels = 56;  // pixels
constexpr double closestTicks = 5;

/// The smallest of the usual steps that keeps marks so many pixels apart, in mm.
double stepFor(double pixelsPerMm, double pixels) {
  for (double decade = 0.1; decade < 1e5; decade *= 10) {
    for (const double step : {1.0, 2.0, 5.0}) {
      if (decade * step * pixelsPerMm >= pixels) return decade * step;
    }
  }
  return 1e5;
}

}  // namespace

Ruler::Ruler(Qt::Orientation orientation, const Theme& theme, QWidget* parent)
    : QWidget(parent), orientation_(orientation), theme_(theme) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAttribute(Qt::WA_TransparentForMouseEvents);
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Ruler::setTransform(const QTransform& pageToView) {
  if (pageToView == pageToView_) return;
  pageToView_ = pageToView;
  update();
}

double Ruler::along(QPointF pixel) const {
  return orientation_ == Qt::Horizontal ? pixel.x() - x() : pixel.y() - y();
}

void Ruler::setPointer(std::optional<QPointF> pixel) {
  const auto mark = [this](double place) {
    const int from = int(place) - 2;
    update(orientation_ == Qt::Horizontal ? QRect(from, 0, 5, height()) : QRect(0, from, width(), 5));
  };
  if (pointer_) mark(along(*pointer_));
  pointer_ = pixel;
  if (pointer_) mark(along(*pointer_));
}

Ruler::Scale Ruler::scale() const {
  const bool horizontal = orientation_ == Qt::Horizontal;
  // Lengths along the page's two sides, as far as they run along the ruler.
  const double x = horizontal ? pageToView_.m11() : pageToView_.m12();
  const double y = horizontal ? pageToView_.m21() : pageToView_.m22();
  const double full = std::sqrt(std::abs(pageToView_.determinant()));
  const double side = std::abs(x) >= std::abs(y) - 1e-9 ? x : y;
  return {along(pageToView_.map(QPointF(0, 0))), side < 0 ? -full : full};
}

void Ruler::paintTick(QPainter& painter, double pixel, double length, const QString& label) const {
  const Colours& colours = theme_.colours();
  painter.setPen(label.isEmpty() ? colours.strongLine : colours.quietText);
  const int at = int(std::floor(pixel));
  if (orientation_ == Qt::Horizontal) {
    painter.drawLine(QPointF(at, height() - length), QPointF(at, height() - 1));
    if (!label.isEmpty()) painter.drawText(QPointF(at + 3, 11), label);
    return;
  }
  painter.drawLine(QPointF(width() - length, at), QPointF(width() - 1, at));
  if (label.isEmpty()) return;
  painter.save();
  painter.translate(11, at - 3);
  painter.rotate(-90);
  painter.drawText(QPointF(0, 0), label);
  painter.restore();
}

void Ruler::paintTicks(QPainter& painter) const {
  const Scale scale = this->scale();
  const double perMm = std::abs(scale.perMm);
  if (perMm < 1e-3) return;
  const double labelled = stepFor(perMm, closestLabels);
  double ticked = stepFor(perMm, closestTicks);
  while (std::abs(std::remainder(labelled, ticked)) > 1e-9) ticked *= 2;  // a label must stand at a tick

  const double length = orientation_ == Qt::Horizontal ? width() : height();
  const double ends[] = {-scale.zero / scale.perMm, (length - scale.zero) / scale.perMm};
  const auto first = qint64(std::floor(std::min(ends[0], ends[1]) / ticked)) - 1;
  const auto last = qint64(std::ceil(std::max(ends[0], ends[1]) / ticked)) + 1;
  const auto every = std::max<qint64>(1, std::llround(labelled / ticked));
  for (qint64 i = first; i <= last; ++i) {
    const double value = double(i) * ticked;
    const bool label = i % every == 0;
    const bool half = every % 2 == 0 && i % (every / 2) == 0;
    const double tick = label ? thickness - 3 : half ? 7 : 4;
    paintTick(painter, scale.zero + value * scale.perMm, tick, label ? locale().toString(value, 'g', 6) : QString());
  }
}

void Ruler::paintEvent(QPaintEvent*) {
  const Colours& colours = theme_.colours();
  QPainter painter(this);
  painter.fillRect(rect(), colours.panel);
  QFont font = theme_.font(TextRole::caption);
  font.setPixelSize(textPixels);
  painter.setFont(font);
  paintTicks(painter);
  painter.setPen(colours.line);
  if (orientation_ == Qt::Horizontal) {
    painter.drawLine(0, height() - 1, width(), height() - 1);
  } else {
    painter.drawLine(width() - 1, 0, width() - 1, height());
  }
  if (!pointer_) return;
  const double mark = std::floor(along(*pointer_));
  const QRectF line = orientation_ == Qt::Horizontal ? QRectF(mark, 0, 1, height()) : QRectF(0, mark, width(), 1);
  painter.fillRect(line, colours.accent);
}

}  // namespace koma::ui
