// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/mask_tool.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/overlay.h"
#include "ui/document/document.h"
#include "ui/document/panel_commands.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"
#include "ui/style/notices.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int longestSide = 1024;                         // pixels
constexpr double smallestBrush = 0.5, largestBrush = 80;  // mm
constexpr double brushStep = 1.25;

QSize sizeFor(const QRectF& frame) {
  const double scale = longestSide / std::max(frame.width(), frame.height());
  return QSize(int(std::lround(frame.width() * scale)), int(std::lround(frame.height() * scale))).expandedTo({1, 1});
}

QImage tinted(const QImage& mask, QColor tint) {
  QImage image(mask.size(), QImage::Format_ARGB32);
  image.fill(tint.rgb());
  // White becomes as dense as the tint, so that the drawing is seen through it.
  QImage alpha = mask.convertToFormat(QImage::Format_Grayscale8);
  for (int y = 0; y < alpha.height(); ++y) {
    uchar* row = alpha.scanLine(y);
    for (int x = 0; x < alpha.width(); ++x) row[x] = uchar(row[x] * tint.alpha() / 255);
  }
  image.setAlphaChannel(alpha);
  return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

QColor seeThrough(const Theme& theme) {
  QColor tint = theme.colours().maskTint;
  tint.setAlphaF(std::min(tint.alphaF(), 0.45f));
  return tint;
}

bool isBlank(const QImage& mask) {
  for (int y = 0; y < mask.height(); ++y) {
    const uchar* row = mask.constScanLine(y);
    if (std::any_of(row, row + mask.width(), [](uchar value) { return value != 0; })) return false;
  }
  return true;
}

}  // namespace

void MaskTool::setBrush(double millimetres) {
  brush_ = std::clamp(millimetres, smallestBrush, largestBrush);
  host_.updateOverlay();
  emit hintChanged();
}

void MaskTool::say(const QString& text) {
  host_.notices().say({Notice::Kind::information, text, {}, {}, {}, QStringLiteral("tool")});
}

bool MaskTool::open(const manga::Panel& panel) {
  if (canvas_.panel == panel.id && canvas_.asset == panel.mask && !canvas_.mask.isNull()) return true;
  const QSize size = sizeFor(boundsOf(panel));
  QImage mask(size, QImage::Format_Grayscale8);
  mask.fill(0);
  if (!panel.mask.empty()) {
    const QImage old = source_ ? source_(panel.mask) : QImage();
    if (old.isNull()) return false;
    mask = old.convertToFormat(QImage::Format_Grayscale8).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  }
  canvas_ = {panel.id, panel.mask, mask, tinted(mask, seeThrough(host_.theme()))};
  return true;
}

const manga::Panel* MaskTool::painted() const {
  return manga::find_panel(host_.document().project(), canvas_.panel);
}

void MaskTool::press(const CanvasPointer& pointer) {
  const bool erase = pointer.button == Qt::RightButton || pointer.modifiers.testFlag(Qt::AltModifier);
  if (painting_ || (pointer.button != Qt::LeftButton && !erase) || !pointer.page) return;
  const manga::Page* page = manga::find_page(std::as_const(host_.document().project()), pointer.page);
  const manga::Panel* panel = page ? panelAt(*page, pointer.place) : nullptr;
  if (!panel) return;
  if (!open(*panel)) return say(tr("This panel's mask is still being read. Try again in a moment."));
  host_.selection().setPage(pointer.page);
  host_.selection().select(panel->id);
  before_ = canvas_;
  painting_ = true;
  erasing_ = erase;
  last_ = pointer;
  stroke(pointer.place, pointer.place, brush_ * pointer.pressure);
  emit hintChanged();
}

void MaskTool::move(const CanvasPointer& pointer) {
  const QPointF from = last_.place;
  over_ = true;
  last_ = pointer;
  if (painting_) stroke(from, pointer.place, brush_ * pointer.pressure);
  host_.updateOverlay();
}

void MaskTool::stroke(QPointF from, QPointF to, double width) {
  const manga::Panel* panel = painted();
  if (!panel) return cancel();
  const QRectF frame = boundsOf(*panel);
  QTransform toMask;
  toMask.scale(canvas_.mask.width() / frame.width(), canvas_.mask.height() / frame.height());
  toMask.translate(-frame.left(), -frame.top());
  const QColor tint = seeThrough(host_.theme());
  for (auto& [image, colour] : {std::pair{&canvas_.mask, erasing_ ? QColor(Qt::black) : QColor(Qt::white)},
                                std::pair{&canvas_.tint, erasing_ ? QColor(Qt::transparent) : tint}}) {
    QPainter painter(image);
    painter.setTransform(toMask);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (from == to) {
      painter.drawPoint(from);
    } else {
      painter.drawLine(from, to);
    }
  }
  host_.updateOverlay();
}

void MaskTool::release(const CanvasPointer& pointer) {
  if (!painting_ || (pointer.button != Qt::LeftButton && pointer.button != Qt::RightButton)) return;
  painting_ = false;
  handOver();
  emit hintChanged();
}

void MaskTool::handOver() {
  const manga::PanelId panel = canvas_.panel;
  if (isBlank(canvas_.mask)) {
    setMask(host_.document(), panel, {});
    return;
  }
  std::vector<std::uint8_t> pixels;
  pixels.reserve(std::size_t(canvas_.mask.width()) * std::size_t(canvas_.mask.height()));
  for (int y = 0; y < canvas_.mask.height(); ++y) {
    const uchar* row = canvas_.mask.constScanLine(y);
    pixels.insert(pixels.end(), row, row + canvas_.mask.width());
  }
  ++awaited_;
  emit maskPainted(panel, Image(canvas_.mask.width(), canvas_.mask.height(), 1, std::move(pixels)));
}

void MaskTool::cancel() {
  if (!painting_) return;
  painting_ = false;
  canvas_ = before_;
  host_.updateOverlay();
  emit hintChanged();
}

void MaskTool::activate() {
  connect(&host_.document(), &Document::changed, this, &MaskTool::documentChanged, Qt::UniqueConnection);
  const manga::Panel* panel = manga::find_panel(host_.document().project(), host_.selection().panel());
  if (panel && !panel->mask.empty()) open(*panel);
}

void MaskTool::documentChanged() {
  const manga::Panel* panel = painted();
  if (!panel || panel->mask == canvas_.asset) return;
  if (awaited_ > 0) {
    // What was handed over came back under its name; the pixels are those that are shown.
    --awaited_;
    canvas_.asset = before_.asset = panel->mask;
  } else if (!painting_) {
    open(*panel);
  }
  host_.updateOverlay();
}

void MaskTool::deactivate() {
  cancel();
  over_ = false;
  awaited_ = 0;
  canvas_ = {};
}

bool MaskTool::keyPress(QKeyEvent& event) {
  // By their places on the keyboard, whatever they print in other layouts.
  constexpr quint32 leftBracket = 34, rightBracket = 35;
  const bool smaller = event.key() == Qt::Key_BracketLeft || event.nativeScanCode() == leftBracket;
  const bool larger = event.key() == Qt::Key_BracketRight || event.nativeScanCode() == rightBracket;
  if ((smaller || larger) && !(event.modifiers() & Qt::ControlModifier)) {
    setBrush(smaller ? brush_ / brushStep : brush_ * brushStep);
    return true;
  }
  if (event.key() == Qt::Key_Escape && painting_) return cancel(), true;
  if (event.key() == Qt::Key_Escape) {
    host_.chooseTool(QStringLiteral("select"));
    return true;
  }
  const manga::Panel* panel = manga::find_panel(host_.document().project(), host_.selection().panel());
  if ((event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && !event.modifiers() && panel && open(*panel)) {
    canvas_.mask.fill(255);
    canvas_.tint.fill(seeThrough(host_.theme()));
    host_.updateOverlay();
    handOver();
    return true;
  }
  return painting_;
}

QString MaskTool::hint() const {
  if (painting_) return tr("What is tinted will be drawn anew. Esc takes the stroke back.");
  return tr("Paint what is to be drawn anew. [ and ] change the brush (%1), Alt or the right button erases.")
      .arg(millimetres(brush_));
}

void MaskTool::paintOverlay(QPainter& painter) const {
  const manga::Panel* panel = painted();
  const manga::Page* page = panel ? manga::page_of(host_.document().project(), panel->id) : nullptr;
  if (page && !canvas_.tint.isNull() && (painting_ || canvas_.asset == panel->mask)) {
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setTransform(host_.pageToView(page->id), true);
    QPainterPath frame;
    frame.addPolygon(toQt(panel->frame));
    frame.closeSubpath();
    painter.setClipPath(frame, Qt::IntersectClip);
    painter.drawImage(boundsOf(*panel), canvas_.tint);
    painter.restore();
  }
  if (!over_) return;
  const double radius = brush_ * last_.pressure / 2 * host_.pixelsPerMm();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  for (const QPen& pen : {QPen(host_.theme().colours().handleFill, 3), QPen(host_.theme().colours().handle, 1.25)}) {
    painter.setPen(pen);
    painter.drawEllipse(last_.pixel, radius, radius);
  }
  painter.restore();
}

}  // namespace koma::ui
