// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/mask_tool.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/mask_pixels.h"
#include "ui/canvas/overlay.h"
#include "ui/document/document.h"
#include "ui/document/drawing_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"
#include "ui/style/notices.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr double smallestBrush = 0.5, largestBrush = 80;  // mm
constexpr double brushStep = 1.25;

QColor seeThrough(const Theme& theme) {
  QColor tint = theme.colours().maskTint;
  tint.setAlphaF(std::min(tint.alphaF(), 0.45f));
  return tint;
}

}  // namespace

void MaskTool::setBrush(double millimetres) {
  brush_ = std::clamp(millimetres, smallestBrush, largestBrush);
  host_.updateOverlay();
  emit hintChanged();
}

void MaskTool::setShape(MaskShape shape) {
  if (painting_) return;
  shape_ = shape;
  host_.updateOverlay();
  emit cursorChanged();
  emit hintChanged();
}

QCursor MaskTool::cursor() const {
  return shape_ == MaskShape::brush ? Qt::BlankCursor : Qt::CrossCursor;
}

void MaskTool::say(const QString& text) {
  host_.notices().say({Notice::Kind::information, text, {}, {}, {}, QStringLiteral("tool")});
}

bool MaskTool::open(const manga::Panel& panel) {
  if (canvas_.panel == panel.id && canvas_.asset == panel.mask && !canvas_.mask.isNull()) return true;
  const QSize size = maskSizeFor(boundsOf(panel));
  QImage mask(size, QImage::Format_Grayscale8);
  mask.fill(0);
  if (!panel.mask.empty()) {
    const QImage old = source_ ? source_(panel.mask) : QImage();
    if (old.isNull()) return false;
    mask = old.convertToFormat(QImage::Format_Grayscale8).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  }
  canvas_ = {panel.id, panel.mask, mask, tinted(mask, seeThrough(host_.theme())), {}};
  soften();
  return true;
}

void MaskTool::soften() {
  const manga::Panel* panel = painted();
  const double share = panel && feather_ ? feather_(*panel) : 0;
  canvas_.soft = share > 0 ? tinted(softened(canvas_.mask, share), seeThrough(host_.theme())) : canvas_.tint;
  canvas_.repaint = panel ? panel->repaint : manga::RepaintSettings();
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
  if (!manga::accepted_take(*panel)) {
    say(tr("This panel has no picture yet. Draw it first; the mask then shows what is to be drawn anew."));
  }
  before_ = canvas_;
  painting_ = true;
  erasing_ = erase != rubber_;
  last_ = pointer;
  if (shape_ == MaskShape::brush) {
    stroke(pointer.place, pointer.place, brush_ * pointer.pressure);
  } else {
    outline_.begin(shape_, pointer.place);
  }
  emit hintChanged();
}

void MaskTool::move(const CanvasPointer& pointer) {
  const QPointF from = last_.place;
  over_ = true;
  last_ = pointer;
  if (painting_ && shape_ == MaskShape::brush) stroke(from, pointer.place, brush_ * pointer.pressure);
  if (painting_ && shape_ != MaskShape::brush) outline_.extend(pointer.place);
  host_.updateOverlay();
}

void MaskTool::paintMask(const std::function<void(QPainter&, QColor)>& paint) {
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
    paint(painter, colour);
  }
  host_.updateOverlay();
}

void MaskTool::stroke(QPointF from, QPointF to, double width) {
  paintMask([&](QPainter& painter, QColor colour) {
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (from == to) {
      painter.drawPoint(from);
    } else {
      painter.drawLine(from, to);
    }
  });
}

void MaskTool::release(const CanvasPointer& pointer) {
  if (!painting_ || (pointer.button != Qt::LeftButton && pointer.button != Qt::RightButton)) return;
  if (shape_ != MaskShape::brush) {
    outline_.extend(pointer.place);
    paintMask([&](QPainter& painter, QColor colour) { painter.fillPath(outline_.path(), colour); });
  }
  painting_ = false;
  handOver();
  emit hintChanged();
}

void MaskTool::handOver() {
  const manga::PanelId panel = canvas_.panel;
  soften();
  if (isBlank(canvas_.mask)) {
    setMask(host_.document(), panel, {});
    return;
  }
  ++awaited_;
  emit maskPainted(panel, imageOf(canvas_.mask));
}

void MaskTool::cancel() {
  if (!painting_) return;
  painting_ = false;
  canvas_ = before_;
  host_.updateOverlay();
  emit hintChanged();
}

void MaskTool::fill(manga::PanelId id, const std::function<void(QImage&)>& change) {
  const manga::Panel* panel = manga::find_panel(host_.document().project(), id);
  if (!panel || painting_) return;
  if (!open(*panel)) return say(tr("This panel's mask is still being read. Try again in a moment."));
  // Also while another tool is active, to hear the mask come back.
  connect(&host_.document(), &Document::changed, this, &MaskTool::documentChanged, Qt::UniqueConnection);
  change(canvas_.mask);
  canvas_.tint = tinted(canvas_.mask, seeThrough(host_.theme()));
  handOver();
  host_.updateOverlay();
}

void MaskTool::invert(manga::PanelId panel) {
  fill(panel, [](QImage& mask) { mask.invertPixels(); });
}

void MaskTool::pictureReady(const std::string& asset) {
  if (canvas_.awaited.empty() || asset != canvas_.awaited) return;
  showSelected();
}

void MaskTool::showSelected() {
  const manga::Panel* panel = manga::find_panel(host_.document().project(), host_.selection().panel());
  if (!active_ || !panel || panel->mask.empty() || painting_) return;
  if (!open(*panel)) canvas_.awaited = panel->mask;
  host_.updateOverlay();
}

void MaskTool::activate() {
  connect(&host_.document(), &Document::changed, this, &MaskTool::documentChanged, Qt::UniqueConnection);
  connect(&host_.selection(), &Selection::changed, this, &MaskTool::showSelected, Qt::UniqueConnection);
  active_ = true;
  showSelected();
}

void MaskTool::documentChanged() {
  const manga::Panel* panel = painted();
  if (panel && panel->mask == canvas_.asset && !painting_ && panel->repaint != canvas_.repaint) {
    soften();
    host_.updateOverlay();
  }
  if (!panel || panel->mask == canvas_.asset) return;
  if (awaited_ > 0) {
    // What was handed over came back under its name; the pixels are those that are shown.
    --awaited_;
    canvas_.asset = before_.asset = panel->mask;
  } else if (!painting_ && !open(*panel)) {
    canvas_.awaited = panel->mask;
  }
  host_.updateOverlay();
}

void MaskTool::deactivate() {
  cancel();
  over_ = active_ = rubber_ = false;
  awaited_ = 0;
  canvas_ = {};
}

bool MaskTool::overridesShortcut(const QKeyEvent& event) const {
  // Delete would take the panel away.
  return painting_ || (clears(event) && selectedMasked());
}

bool MaskTool::clears(const QKeyEvent& event) {
  return (event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace) && event.modifiers() == Qt::NoModifier;
}

bool MaskTool::selectedMasked() const {
  const manga::Panel* panel = manga::find_panel(host_.document().project(), host_.selection().panel());
  return panel && !panel->mask.empty();
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
  const manga::PanelId panel = host_.selection().panel();
  if ((event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && !event.modifiers() && panel) {
    fill(panel, [](QImage& mask) { mask.fill(255); });
    return true;
  }
  if (clears(event) && selectedMasked()) {
    fill(panel, [](QImage& mask) { mask.fill(0); });
    return true;
  }
  if (event.key() == Qt::Key_E && !event.modifiers() && !painting_) {
    rubber_ = !rubber_;
    emit hintChanged();
    return true;
  }
  return painting_;
}

QString MaskTool::hint() const {
  if (painting_) return tr("What is tinted will be drawn anew. Esc takes the stroke back.");
  if (shape_ == MaskShape::lasso)
    return tr("Draw around what is to be drawn anew. Alt or the right button erases, B changes to the rectangle.");
  if (shape_ == MaskShape::rectangle)
    return tr(
        "Draw a rectangle over what is to be drawn anew. Alt or the right button erases, B goes back to the brush.");
  if (rubber_)
    return tr("Erase the mask. E goes back to the brush, [ and ] change its size (%1).").arg(millimetres(brush_));
  return tr("Paint what is to be drawn anew. [ and ] change the brush (%1), Alt, E or the right button erases, Delete "
            "clears, B changes to the lasso.")
      .arg(millimetres(brush_));
}

void MaskTool::paintOverlay(QPainter& painter) const {
  const manga::Panel* panel = painted();
  const manga::Page* page = panel ? manga::page_of(host_.document().project(), panel->id) : nullptr;
  if (page && !canvas_.tint.isNull() && (painting_ || awaited_ > 0 || canvas_.asset == panel->mask)) {
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setTransform(host_.pageToView(page->id), true);
    QPainterPath frame;
    frame.addPolygon(toQt(panel->frame));
    frame.closeSubpath();
    painter.setClipPath(frame, Qt::IntersectClip);
    painter.drawImage(boundsOf(*panel), painting_ || canvas_.soft.isNull() ? canvas_.tint : canvas_.soft);
    if (painting_ && shape_ != MaskShape::brush) {
      for (QPen pen : {QPen(host_.theme().colours().handleFill, 3), QPen(host_.theme().colours().handle, 1.25)}) {
        pen.setCosmetic(true);
        painter.strokePath(outline_.path(), pen);
      }
    }
    painter.restore();
  }
  if (!over_ || shape_ != MaskShape::brush) return;
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
