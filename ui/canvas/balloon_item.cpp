// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/balloon_item.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/canvas/hit_test.h"
#include "ui/canvas/raster.h"
#include "ui/document/qt_values.h"

namespace koma::ui {
namespace {

constexpr double tiny = 1e-6;            // mm: what arithmetic may add to a moved balloon
constexpr qint64 wholePixels = 4 << 20;  // up to here a balloon is painted ahead whole, wherever the view is

bool near(double a, double b) {
  return std::abs(a - b) < tiny;
}

/// How far `now` has moved since `before`; nothing when it looks different.
std::optional<QPointF> moved(const manga::Balloon& before, const manga::Balloon& now) {
  if (before.shape != now.shape || before.text != now.text || before.style != now.style ||
      before.line_width != now.line_width || before.opacity != now.opacity || before.id != now.id ||
      before.tails.size() != now.tails.size() || !near(before.bounds.width, now.bounds.width) ||
      !near(before.bounds.height, now.bounds.height)) {
    return {};
  }
  const QPointF shift = toQt(now.bounds).topLeft() - toQt(before.bounds).topLeft();
  for (std::size_t i = 0; i < now.tails.size(); ++i) {
    const manga::Tail &a = before.tails[i], &b = now.tails[i];
    const QPointF rest = toQt(b.tip) - toQt(a.tip) - shift;
    if (!near(rest.x(), 0) || !near(rest.y(), 0) || a.width != b.width || a.bend != b.bend) return {};
  }
  return shift;
}

/// The balloon without its outline: what is left is its lettering.
manga::Balloon letteringOf(manga::Balloon balloon) {
  balloon.tails.clear();
  balloon.line_width = 0;
  balloon.opacity = 0;
  return balloon;
}

bool isSharp(const manga::Balloon& balloon) {
  return balloon.shape == manga::BalloonShape::burst || balloon.shape == manga::BalloonShape::box;
}

}  // namespace

BalloonItem::BalloonItem(const ItemContext& context, std::function<void()> changed)
    : context_(context), changed_(std::move(changed)), whole_(context.background), lettering_(context.background) {}

void BalloonItem::Layer::clear() {
  slot.forget();
  sprite = {};
  asked = made = {};
  askedFor = {};
  askedPixels = {};
}

bool BalloonItem::set(const manga::Balloon& balloon) {
  const auto shift = moved(balloon_, balloon);
  if (shift && shift->isNull() && !outline_.isEmpty()) return false;
  balloon_ = balloon;
  outline_ = outlineOf(balloon);
  return true;
}

QRectF BalloonItem::inked() const {
  const double margin = balloon_.line_width * (isSharp(balloon_) ? 5 : 1);
  // Text that does not fit runs over the body.
  return (outline_.boundingRect() | toQt(balloon_.bounds)).adjusted(-margin, -margin, margin, margin);
}

bool BalloonItem::prepared(const Layer& layer, const PageFrame& frame, bool draft) const {
  const manga::Balloon now = &layer == &lettering_ ? letteringOf(balloon_) : balloon_;
  const auto shift = moved(layer.asked, now);
  if (!shift || (!draft && !shift->isNull())) return false;
  const QTransform then = QTransform::fromTranslate(shift->x(), shift->y()) * frame.toDevice;
  const Sprite asked{QImage(1, 1, QImage::Format_Mono), layer.askedFor, layer.askedPixels.topLeft()};
  const auto pixels = asked.shift(then);
  if (!pixels) return false;
  const QRect needed = frame.toDevice.mapRect(inked()).toAlignedRect() & frame.soon;
  return layer.askedPixels.translated(*pixels).contains(needed.adjusted(1, 1, -1, -1)) || needed.isEmpty();
}

void BalloonItem::prepare(const PageFrame& frame, bool draft) {
  if (!frame.toDevice.mapRect(inked()).toAlignedRect().intersects(frame.wanted)) {
    whole_.clear();
    lettering_.clear();
    return;
  }
  if (edited_ || prepared(whole_, frame, draft)) return;
  if (!draft) {
    order(whole_, balloon_, frame);
  } else if (!prepared(lettering_, frame, draft)) {
    order(lettering_, letteringOf(balloon_), frame);
  }
}

void BalloonItem::order(Layer& layer, const manga::Balloon& balloon, const PageFrame& frame) {
  const QRect reach = frame.toDevice.mapRect(inked()).toAlignedRect();
  const bool small = qint64(reach.width()) * reach.height() <= wholePixels;
  const RasterPlace place{frame.toDevice, small ? reach : reach & frame.wanted};
  layer.asked = balloon;
  layer.askedFor = place.toDevice;
  layer.askedPixels = place.pixels;
  layer.slot.want({[balloon, place, fonts = context_.fontsFolder] { return rasterBalloon(balloon, place, fonts); },
                   [this, &layer, balloon](const Sprite& sprite) {
                     layer.sprite = sprite;
                     layer.made = balloon;
                     if (&layer == &whole_) lettering_.clear();
                     changed_();
                   }});
}

void BalloonItem::paint(QPainter& painter, const PageFrame& frame) const {
  if (!frame.toDevice.mapRect(inked()).toAlignedRect().intersects(frame.visible)) return;
  const auto shift = moved(whole_.made, balloon_);
  if (edited_ || !shift || whole_.sprite.isNull()) {
    paintPlainly(painter, frame);
  } else {
    whole_.sprite.paint(painter, frame.toDevice, *shift);
  }
}

void BalloonItem::paintPlainly(QPainter& painter, const PageFrame& frame) const {
  painter.save();
  painter.setTransform(frame.toDevice, true);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor paper(Qt::white);
  paper.setAlphaF(float(std::clamp(balloon_.opacity, 0.0, 1.0)));
  QPen pen(Qt::black, balloon_.line_width, Qt::SolidLine, Qt::FlatCap,
           isSharp(balloon_) ? Qt::MiterJoin : Qt::RoundJoin);
  pen.setMiterLimit(10);
  painter.setPen(balloon_.line_width > 0 ? pen : QPen(Qt::NoPen));
  painter.setBrush(paper);
  painter.drawPath(outline_);
  painter.restore();
  if (edited_ || lettering_.sprite.isNull() || lettering_.made.text != balloon_.text) return;
  // The lettering of the latest shape that is ready stays in the middle of the body.
  const QPointF shift = toQt(balloon_.bounds).center() - toQt(lettering_.made.bounds).center();
  lettering_.sprite.paint(painter, frame.toDevice, shift);
}

}  // namespace koma::ui
