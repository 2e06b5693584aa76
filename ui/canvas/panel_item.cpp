// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/panel_item.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/canvas/raster.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"

namespace koma::ui {
namespace {

constexpr double sameFrame = 1e-6;       // mm: what arithmetic may add to a moved frame
constexpr int largestSide = 4096;        // pixels of a picture that a screen can show
constexpr double previewPixels = 1.0e6;  // a preview is soft anyway; more would only be late

double scaleOf(const QTransform& transform) {
  return std::sqrt(std::abs(transform.determinant()));
}

bool isUpright(const manga::Polygon& frame, const QRectF& bounds) {
  return frame.size() == 4 && std::ranges::all_of(frame, [&](const manga::Point& point) {
           return (std::abs(point.x - bounds.left()) < sameFrame || std::abs(point.x - bounds.right()) < sameFrame) &&
                  (std::abs(point.y - bounds.top()) < sameFrame || std::abs(point.y - bounds.bottom()) < sameFrame);
         });
}

QPainterPath pathOf(const manga::Polygon& frame) {
  QPainterPath path;
  path.addPolygon(toQt(frame));
  path.closeSubpath();
  return path;
}

}  // namespace

QRectF coveringPart(QSizeF picture, QSizeF frame) {
  const double scale = std::max(frame.width() / picture.width(), frame.height() / picture.height());
  const QSizeF size = frame / scale;
  return {QPointF((picture.width() - size.width()) / 2, (picture.height() - size.height()) / 2), size};
}

PanelItem::PanelItem(const ItemContext& context, std::function<void()> changed)
    : context_(context), changed_(std::move(changed)), slot_(context.background) {}

bool PanelItem::set(const manga::Panel& panel) {
  Look look{panel.frame, panel.border_width, panel.border};
  const manga::Take* take = manga::accepted_take(panel);
  const manga::AssetId accepted = take ? take->picture : manga::AssetId();
  const QString prompt = toQt(panel.prompt);
  if (look == look_ && accepted == accepted_ && prompt == prompt_) return false;
  look_ = std::move(look);
  accepted_ = accepted;
  prompt_ = prompt;
  bounds_ = toQt(manga::bounds_of(look_.frame));
  return true;
}

void PanelItem::compare(const manga::AssetId& take) {
  compared_ = take;
}

void PanelItem::setPreview(const QImage& preview) {
  preview_ = preview;
}

QRectF PanelItem::inked() const {
  // A mitre reaches further than half the line; sharp corners of frames are rare, and a little too much does no harm.
  const double margin = look_.border == manga::BorderStyle::none ? 0 : look_.borderWidth * 2;
  return bounds_.adjusted(-margin, -margin, margin, margin);
}

PanelItem::State PanelItem::state() const {
  if (!preview_.isNull()) return State::picture;
  if (asset().empty()) return State::empty;
  if (pictureOf_ == asset()) return State::picture;
  return context_.pictures.problem(asset()).isEmpty() ? State::waiting : State::broken;
}

QRect PanelItem::opaquePixels(const PageFrame& frame) const {
  if (frame.toDevice.type() > QTransform::TxScale || !isUpright(look_.frame, bounds_)) return {};
  const QRectF pixels = frame.toDevice.mapRect(bounds_);
  const QPoint from(int(std::ceil(pixels.left())) + 1, int(std::ceil(pixels.top())) + 1);
  const QPoint to(int(std::floor(pixels.right())) - 2, int(std::floor(pixels.bottom())) - 2);
  return QRect(from, to);
}

std::optional<QPointF> PanelItem::movedSince(const Look& look) const {
  if (look.border != look_.border || look.borderWidth != look_.borderWidth || look.frame.size() != look_.frame.size() ||
      look.frame.empty()) {
    return {};
  }
  const QPointF moved = toQt(look_.frame.front()) - toQt(look.frame.front());
  for (std::size_t i = 0; i < look.frame.size(); ++i) {
    const QPointF rest = toQt(look_.frame[i]) - toQt(look.frame[i]) - moved;
    if (std::abs(rest.x()) > sameFrame || std::abs(rest.y()) > sameFrame) return {};
  }
  return moved;
}

void PanelItem::fetchPicture(const PageFrame& frame) {
  if (asset().empty()) {
    picture_ = {};
    pictureOf_.clear();
    return;
  }
  if (pictureOf_ == asset() && whole_) return;
  const double longer = std::max(bounds_.width(), bounds_.height()) * scaleOf(frame.toDevice);
  const int side = std::clamp(int(std::ceil(longer)), 64, largestSide);
  const QImage image = context_.pictures.picture(asset(), side);
  if (image.isNull()) return;
  picture_ = image;
  pictureOf_ = asset();
  whole_ = std::max(image.width(), image.height()) < side;
}

bool PanelItem::prepared(const PageFrame& frame, bool draft) const {
  const auto moved = movedSince(askedLook_);
  if (!moved || askedKey_ != image().cacheKey()) return false;
  if (!preview_.isNull()) return *moved == QPointF() || draft;
  const auto shift = asked_.shift(QTransform::fromTranslate(moved->x(), moved->y()) * frame.toDevice);
  if (!shift) return false;
  const QRect needed = frame.toDevice.mapRect(inked()).toAlignedRect() & frame.soon;
  if (!askedPixels_.translated(*shift).contains(needed.adjusted(1, 1, -1, -1))) return false;
  return *moved == QPointF() || draft;
}

void PanelItem::prepare(const PageFrame& frame, bool draft) {
  const QRect reach = frame.toDevice.mapRect(inked()).toAlignedRect();
  if (!reach.intersects(frame.wanted)) {
    slot_.forget();
    sprite_ = {};
    asked_ = {};
    askedKey_ = 0;
    return;
  }
  fetchPicture(frame);
  if (image().isNull() || (preview_.isNull() && pictureOf_ != asset()) || (draft && !movedSince(askedLook_))) return;
  if (prepared(frame, draft)) return;

  RasterPlace place{frame.toDevice, reach & frame.wanted};
  if (!preview_.isNull()) {
    const double pixels = double(reach.width()) * reach.height();
    const double shrink = std::min(1.0, std::sqrt(previewPixels / pixels));
    place.toDevice = frame.toDevice * QTransform::fromScale(shrink, shrink);
    place.pixels = place.toDevice.mapRect(inked()).toAlignedRect();
  }
  askedLook_ = look_;
  askedKey_ = image().cacheKey();
  // One pixel stands for the order, so that its shift can be asked for.
  asked_ = {QImage(1, 1, QImage::Format_Mono), place.toDevice, place.pixels.topLeft()};
  askedPixels_ = place.pixels;

  manga::Panel panel;
  panel.frame = look_.frame;
  panel.border = look_.border;
  panel.border_width = look_.borderWidth;
  panel.takes = {{.id = {1}, .picture = "shown"}};
  panel.accepted = {1};
  slot_.want({[panel = std::move(panel), picture = image(), place, fonts = context_.fontsFolder] {
                return rasterPanel(panel, picture, place, fonts);
              },
              [this, look = look_, key = askedKey_](const Sprite& sprite) {
                sprite_ = sprite;
                spriteLook_ = look;
                spriteKey_ = key;
                changed_();
              }});
}

void PanelItem::paint(QPainter& painter, const PageFrame& frame) const {
  const QRect seen = frame.toDevice.mapRect(inked()).toAlignedRect() & frame.visible;
  if (seen.isEmpty() || look_.frame.size() < 3) return;
  const auto moved = movedSince(spriteLook_);
  const bool fits = moved && !sprite_.isNull() && spriteKey_ != 0 && !image().isNull() &&
                    (spriteKey_ == image().cacheKey() || !preview_.isNull());
  if (!fits) {
    paintPlainly(painter, frame);
    return;
  }
  const QTransform then = QTransform::fromTranslate(moved->x(), moved->y()) * frame.toDevice;
  const QRectF covered = (sprite_.made.inverted() * then).mapRect(QRectF(sprite_.pixels()));
  if (!covered.adjusted(-2, -2, 2, 2).contains(seen)) paintPlainly(painter, frame);
  sprite_.paint(painter, frame.toDevice, *moved);
}

void PanelItem::paintPlainly(QPainter& painter, const PageFrame& frame) const {
  painter.save();
  painter.setTransform(frame.toDevice, true);
  const QPainterPath path = pathOf(look_.frame);
  const QImage& shown = image();
  const bool upright = isUpright(look_.frame, bounds_);
  if (shown.isNull() || (preview_.isNull() && pictureOf_ != asset()) || bounds_.isEmpty()) {
    upright ? painter.fillRect(bounds_, Qt::white) : painter.fillPath(path, Qt::white);
  } else {
    painter.save();
    if (!upright) painter.setClipPath(path, Qt::IntersectClip);
    painter.drawImage(bounds_, shown, coveringPart(shown.size(), bounds_.size()));
    painter.restore();
  }
  if (look_.border != manga::BorderStyle::none && look_.borderWidth > 0) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, QPen(Qt::black, look_.borderWidth, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  }
  painter.restore();
}

}  // namespace koma::ui
