// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/page_painter.h"

#include <algorithm>

#include "ui/lettering/balloon_outline.h"

namespace koma::lettering {
namespace {

constexpr double mmPerPoint = 25.4 / 72;
// The pitch of a style is meant for full-width text; capitals fill less of their em and stand closer (lettering 8.7).
constexpr double latinPitch = 0.8;

QPointF toQt(const manga::Point& p) {
  return {p.x, p.y};
}
QRectF toQt(const manga::Rect& r) {
  return {r.left, r.top, r.width, r.height};
}

/// Panels in the order in which they are painted; those of equal height keep the document's order.
std::vector<const manga::Panel*> stacked(const std::vector<manga::Panel>& panels) {
  std::vector<const manga::Panel*> order;
  order.reserve(panels.size());
  for (const manga::Panel& panel : panels) {
    if (!panel.hidden) order.push_back(&panel);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const manga::Panel* a, const manga::Panel* b) { return a->z_order < b->z_order; });
  return order;
}

QPainterPath framePath(const manga::Panel& panel) {
  QPolygonF polygon;
  for (const manga::Point& p : panel.frame) polygon << toQt(p);
  QPainterPath path;
  path.addPolygon(polygon);
  path.closeSubpath();
  return path;
}

/// The part of the picture that covers the frame without distortion: equal margins are cut off where it is too long.
QRectF coveringPart(const QSize& picture, const QRectF& frame) {
  const double scale = std::max(frame.width() / picture.width(), frame.height() / picture.height());
  const QSizeF size = frame.size() / scale;
  return {QPointF((picture.width() - size.width()) / 2, (picture.height() - size.height()) / 2), size};
}

/// Painters shrink by sampling; a picture far finer than the device is averaged first, so that screentone stays grey.
QImage fittingDevice(const QImage& picture, const QRectF& part, const QRectF& frame, const QPainter& painter) {
  const double pixels = painter.combinedTransform().mapRect(frame).width();
  const double shrink = pixels / part.width();
  if (shrink > 0.75 || pixels < 1) return picture.copy(part.toAlignedRect());
  const QRectF target = painter.combinedTransform().mapRect(frame);
  return picture.copy(part.toAlignedRect())
      .scaled(target.size().toSize().expandedTo({1, 1}), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

void paintPanel(QPainter& painter, const manga::Panel& panel, const PictureSource& pictures) {
  if (panel.frame.size() < 3) return;
  const QPainterPath frame = framePath(panel);
  const QRectF bounds = frame.boundingRect();
  painter.fillPath(frame, Qt::white);
  const manga::Take* take = manga::accepted_take(panel);
  const QImage picture = take != nullptr && pictures ? pictures(take->picture) : QImage();
  if (!picture.isNull() && !bounds.isEmpty()) {
    painter.save();
    painter.setClipPath(frame, Qt::IntersectClip);
    const QRectF part = coveringPart(picture.size(), bounds);
    painter.drawImage(bounds, fittingDevice(picture, part, bounds, painter));
    painter.restore();
  }
  if (panel.border == manga::BorderStyle::none || panel.border_width <= 0) return;
  painter.strokePath(frame, QPen(Qt::black, panel.border_width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
}

BodyShape toShape(manga::BalloonShape shape) {
  switch (shape) {
    case manga::BalloonShape::rounded:
      return BodyShape::rounded;
    case manga::BalloonShape::box:
      return BodyShape::box;
    case manga::BalloonShape::burst:
      return BodyShape::burst;
    default:
      return BodyShape::ellipse;
  }
}

BodyOutline toOutline(const manga::Balloon& balloon) {
  // The id seeds a burst's spikes: each balloon keeps its own for ever.
  BodyOutline outline{toShape(balloon.shape), toQt(balloon.bounds), {}, balloon.id.value};
  for (const manga::Tail& tail : balloon.tails) outline.tails.push_back({toQt(tail.tip), tail.width, tail.bend});
  return outline;
}

bool isLatinText(const QString& text) {
  return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x2E80; });
}

TextOptions optionsOf(const manga::TextStyle& style) {
  TextOptions options;
  const bool horizontal = style.direction == manga::TextDirection::horizontal;
  options.mode = horizontal ? WritingMode::horizontal : WritingMode::vertical;
  options.tateChuYokoDigits = style.tcy_digits;
  return options;
}

/// An unknown family, such as one of another machine, is set in the bundled fonts.
Voice voiceOf(const manga::Balloon& balloon, bool latin) {
  if (balloon.style.font == "Komawari Antique") return Voice::dialogue;
  if (balloon.style.font == "Komawari Gothic") return Voice::shout;
  if (balloon.style.font == "Comic Neue" || latin) return Voice::english;
  return balloon.shape == manga::BalloonShape::burst ? Voice::shout : Voice::dialogue;
}

TextLook lookOf(const manga::Balloon& balloon, const QString& text) {
  const manga::TextStyle& style = balloon.style;
  const bool latin = style.direction == manga::TextDirection::horizontal && isLatinText(text);
  TextLook look;
  look.voice = voiceOf(balloon, latin);
  look.capitals = look.voice == Voice::english;
  look.size = style.size * mmPerPoint;
  look.smallest = std::min(style.smallest_size, style.size) * mmPerPoint;
  look.pitch = style.line_pitch * (latin ? latinPitch : 1);
  return look;
}

TextBlock textOf(const manga::Balloon& balloon, const BodyOutline& body, const FontLibrary& fonts) {
  const QString text = QString::fromStdString(balloon.text);
  return setText(text, optionsOf(balloon.style), lookOf(balloon, text), textArea(body), fonts);
}

void paintBalloon(QPainter& painter, const manga::Balloon& balloon, const FontLibrary& fonts, TextInk ink) {
  const BodyOutline body = toOutline(balloon);
  const QPainterPath outline = balloonOutline(body);
  const bool sharp = balloon.shape == manga::BalloonShape::burst || balloon.shape == manga::BalloonShape::box;
  QColor paper(Qt::white);
  paper.setAlphaF(static_cast<float>(std::clamp(balloon.opacity, 0.0, 1.0)));
  painter.fillPath(outline, paper);
  QPen pen(Qt::black, balloon.line_width, Qt::SolidLine, Qt::FlatCap, sharp ? Qt::MiterJoin : Qt::RoundJoin);
  pen.setMiterLimit(10);
  if (balloon.line_width > 0) painter.strokePath(outline, pen);
  paintText(painter, textOf(balloon, body, fonts), ink, Qt::black);
}

}  // namespace

BalloonSetting settingOf(const manga::Balloon& balloon, const QString& text) {
  return {optionsOf(balloon.style), lookOf(balloon, text), textArea(toOutline(balloon))};
}

QSizeF trimSize(const manga::Page& page) {
  return {page.paper.trim.width, page.paper.trim.height};
}
double bleedOf(const manga::Page& page) {
  return page.paper.bleed;
}

void PagePainter::paint(QPainter& painter, const manga::Page& page, TextInk ink) const {
  const double bleed = bleedOf(page);
  painter.save();
  painter.fillRect(QRectF(QPointF(0, 0), trimSize(page)).adjusted(-bleed, -bleed, bleed, bleed), Qt::white);
  for (const manga::Panel* panel : stacked(page.panels)) paint(painter, *panel);
  for (const manga::Balloon& balloon : page.balloons) {
    if (!balloon.hidden) paint(painter, balloon, ink);
  }
  painter.restore();
}

void PagePainter::paint(QPainter& painter, const manga::Panel& panel) const {
  paintPanel(painter, panel, pictures_);
}

void PagePainter::paint(QPainter& painter, const manga::Balloon& balloon, TextInk ink) const {
  paintBalloon(painter, balloon, fonts_, ink);
}

std::vector<TextWarning> PagePainter::warnings(const manga::Page& page) const {
  std::vector<TextWarning> found;
  for (const manga::Balloon& balloon : page.balloons) {
    if (balloon.hidden) continue;
    const TextBlock block = textOf(balloon, toOutline(balloon), fonts_);
    if (block.overflows || !block.missing.empty()) found.push_back({balloon.id, block.overflows, block.missing});
  }
  return found;
}

}  // namespace koma::lettering
