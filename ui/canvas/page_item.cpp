// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/page_item.h"

#include <QCoreApplication>
#include <QPainter>
#include <QRegion>
#include <algorithm>
#include <set>

#include "ui/canvas/hit_test.h"
#include "ui/canvas/panel_message.h"
#include "ui/document/qt_values.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// Drops the items whose things are gone; returns where they were.
template <class Id, class Item>
QRectF keepOnly(std::map<Id, std::unique_ptr<Item>>& items, const std::set<Id>& ids) {
  QRectF gone;
  std::erase_if(items, [&](const auto& entry) {
    if (ids.contains(entry.first)) return false;
    gone |= entry.second->inked();
    return true;
  });
  return gone;
}

constexpr int flagSide = 22;  // view pixels

QString pageWords(const char* text) {
  return QCoreApplication::translate("PageItem", text);
}

}  // namespace

PageItem::PageItem(const ItemContext& context, std::function<void(QRectF)> changed)
    : context_(context), changed_(std::move(changed)) {}

PanelItem* PageItem::panel(manga::PanelId id) {
  const auto found = panels_.find(id);
  return found == panels_.end() ? nullptr : found->second.get();
}

BalloonItem* PageItem::balloon(manga::BalloonId id) {
  const auto found = balloons_.find(id);
  return found == balloons_.end() ? nullptr : found->second.get();
}

const CharacterBoxItem* PageItem::box(const BoxRef& ref) const {
  const auto found = boxes_.find(ref);
  return found == boxes_.end() ? nullptr : &found->second;
}

QRectF PageItem::set(const manga::Page& page, const manga::Project& project) {
  QRectF changed;
  if (paper_ != page.paper) changed = sheetOf(paper_) | sheetOf(page.paper);
  paper_ = page.paper;
  return changed | setPanels(page) | setBalloons(page) | setBoxes(page, project) | setRegions(page);
}

QRectF PageItem::setPanels(const manga::Page& page) {
  std::set<manga::PanelId> ids;
  std::vector<PanelItem*> stack;
  QRectF changed;
  for (const manga::Panel* panel : stackedPanels(page)) {
    ids.insert(panel->id);
    auto& item = panels_[panel->id];
    if (!item) {
      item = std::make_unique<PanelItem>(context_, [this, id = panel->id] { changed_(panels_.at(id)->inked()); });
    }
    const QRectF before = item->inked();
    if (item->set(*panel)) changed |= before | item->inked();
    stack.push_back(item.get());
  }
  changed |= keepOnly(panels_, ids);
  if (stack != panelStack_) {
    for (const PanelItem* item : stack) changed |= item->inked();
  }
  panelStack_ = std::move(stack);
  return changed;
}

QRectF PageItem::setBalloons(const manga::Page& page) {
  std::set<manga::BalloonId> ids;
  std::vector<BalloonItem*> stack;
  QRectF changed;
  for (const manga::Balloon& balloon : page.balloons) {
    if (balloon.hidden) continue;
    ids.insert(balloon.id);
    auto& item = balloons_[balloon.id];
    if (!item) {
      item = std::make_unique<BalloonItem>(context_, [this, id = balloon.id] { changed_(balloons_.at(id)->inked()); });
    }
    const QRectF before = item->inked();
    if (item->set(balloon)) changed |= before | item->inked();
    stack.push_back(item.get());
  }
  changed |= keepOnly(balloons_, ids);
  if (stack != balloonStack_) {
    for (const BalloonItem* item : stack) changed |= item->inked();
  }
  balloonStack_ = std::move(stack);
  return changed;
}

QRectF PageItem::setBoxes(const manga::Page& page, const manga::Project& project) {
  QRectF changed;
  std::set<BoxRef> refs;
  for (const manga::Panel* panel : stackedPanels(page)) {
    for (std::size_t i = 0; i < panel->characters.size(); ++i) {
      if (panel->characters[i].hidden) continue;
      const BoxRef ref{panel->id, i};
      refs.insert(ref);
      CharacterBoxItem& item = boxes_.try_emplace(ref, context_).first->second;
      const QRectF before = item.rect();
      if (item.set(panel->characters[i], boundsOf(*panel), project)) changed |= before | item.rect();
    }
  }
  std::erase_if(boxes_, [&](const auto& entry) {
    if (refs.contains(entry.first)) return false;
    changed |= entry.second.rect();
    return true;
  });
  return changed;
}

QRectF PageItem::setRegions(const manga::Page& page) {
  std::vector<RegionLook> looks = regionLooks(page);
  if (looks == regions_) return {};
  QRectF changed;
  for (const auto* list : {&looks, &regions_}) {
    for (const RegionLook& look : *list) changed |= look.rect;
  }
  regions_ = std::move(looks);
  return changed;
}

const RegionLook* PageItem::region(const RegionRef& ref) const {
  const auto found = std::ranges::find(regions_, ref, &RegionLook::ref);
  return found == regions_.end() ? nullptr : &*found;
}

bool PageItem::setFlags(PageFlags flags) {
  if (flags == flags_) return false;
  flags_ = std::move(flags);
  return true;
}

QRectF PageItem::pictureKnown(const manga::AssetId& picture) {
  QRectF changed;
  for (const auto& [id, item] : panels_) {
    if (item->shows(picture)) changed |= item->inked();
  }
  for (auto& [ref, item] : boxes_) {
    if (!item.shows(picture)) continue;
    item.repaintLabel();
    changed |= item.rect();
  }
  return changed;
}

void PageItem::repaintLabels() {
  for (auto& [ref, item] : boxes_) item.repaintLabel();
}

void PageItem::prepare(const PageFrame& frame, bool draft) {
  for (PanelItem* item : panelStack_) item->prepare(frame, draft);
  for (BalloonItem* item : balloonStack_) item->prepare(frame, draft);
}

QRect PageItem::paperPixels(const PageFrame& frame) const {
  if (frame.toDevice.type() > QTransform::TxScale) return {};
  const QRectF paper = frame.toDevice.mapRect(placed_.paper);
  return QRect(paper.topLeft().toPoint(), paper.bottomRight().toPoint() - QPoint(1, 1));
}

void PageItem::paintPaper(QPainter& painter, const PageFrame& frame) const {
  const QRect pixels = paperPixels(frame);
  if (pixels.isEmpty()) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawPolygon(frame.toDevice.map(QPolygonF(placed_.paper)));
    painter.setRenderHint(QPainter::Antialiasing, false);
    return;
  }
  // Filling what panels cover anyway would cost as much as copying their pictures.
  QRegion bare(pixels & frame.visible);
  for (const PanelItem* item : panelStack_) bare -= item->opaquePixels(frame);
  for (const QRect& rect : bare) painter.fillRect(rect, Qt::white);
}

bool PageItem::crossesBinding(const QRectF& inked) const {
  const QRectF sheet = sheetOf(paper_);
  return (placed_.paper.left() > sheet.left() && inked.left() < placed_.paper.left()) ||
         (placed_.paper.right() < sheet.right() && inked.right() > placed_.paper.right());
}

void PageItem::paint(QPainter& painter, const PageFrame& frame, bool draft) const {
  paintPaper(painter, frame);
  // Beyond the binding lies the neighbour; everywhere else things may stick out of the paper.
  QRectF mine = placed_.paper.adjusted(-1e4, -1e4, 1e4, 1e4);
  const QRectF sheet = sheetOf(paper_);
  if (placed_.paper.left() > sheet.left()) mine.setLeft(placed_.paper.left());
  if (placed_.paper.right() < sheet.right()) mine.setRight(placed_.paper.right());
  const auto paintItem = [&](const auto& item) {
    const bool cut = !draft && crossesBinding(item.inked());
    if (cut) {
      painter.save();
      QPainterPath side;
      side.addPolygon(frame.toDevice.map(QPolygonF(mine)));
      painter.setClipPath(side, Qt::IntersectClip);
    }
    item.paint(painter, frame);
    if (cut) painter.restore();
  };
  for (const PanelItem* item : panelStack_) {
    paintItem(*item);
    if (item->state() == PanelItem::State::empty) paintMessageOf(painter, frame, *item);
  }
  for (const BalloonItem* item : balloonStack_) paintItem(*item);
  for (const PanelItem* item : panelStack_) {
    if (item->state() == PanelItem::State::broken) paintMessageOf(painter, frame, *item);
  }
  if (!draft) tintOutside(painter, frame);
}

void PageItem::paintMessageOf(QPainter& painter, const PageFrame& frame, const PanelItem& panel) const {
  PanelMessage message;
  if (panel.state() == PanelItem::State::empty) {
    message.text = panel.prompt();
    message.action = pageWords(QT_TRANSLATE_NOOP("PageItem", "Ctrl+Enter to draw"));
  } else {
    message.text = pageWords(QT_TRANSLATE_NOOP("PageItem", "The picture of this panel is missing or damaged."));
    message.action = pageWords(QT_TRANSLATE_NOOP("PageItem", "Ctrl+Enter draws it again, or accept another take."));
    message.warning = true;
  }
  const double ratio = frame.pixelRatio;
  QRectF pixels = frame.toDevice.mapRect(panel.bounds());
  if (!pixels.intersects(frame.visible)) return;
  const bool turned = frame.toDevice.type() > QTransform::TxScale;
  if (turned) {
    // Words stay upright; in the middle half of the reach they are surely inside.
    const QPointF middle = pixels.center();
    pixels.setSize(pixels.size() / 2);
    pixels.moveCenter(middle);
  }
  painter.save();
  painter.scale(ratio, ratio);
  // Balloons hang from above and boxes carry their labels there: the foot of a panel is free most often.
  paintMessage(painter, QRectF(pixels.topLeft() / ratio, pixels.size() / ratio),
               turned ? Qt::AlignCenter : Qt::AlignHCenter | Qt::AlignBottom, message, context_.theme);
  painter.restore();
}

void PageItem::tintOutside(QPainter& painter, const PageFrame& frame) const {
  QPainterPath outside;
  const auto add = [&](const QRectF& inked) {
    if (placed_.paper.contains(inked)) return;
    QPainterPath reach, paper;
    reach.addRect(inked.adjusted(-0.5, -0.5, 0.5, 0.5));
    paper.addRect(crossesBinding(inked) ? placed_.paper.adjusted(-1e4, 0, 1e4, 0) : placed_.paper);
    outside |= reach - paper;
  };
  for (const PanelItem* item : panelStack_) add(item->inked());
  for (const BalloonItem* item : balloonStack_) add(item->inked());
  if (outside.isEmpty()) return;
  QColor tint = context_.theme.colours().pasteboard;
  tint.setAlphaF(0.75F);
  painter.fillPath(frame.toDevice.map(outside), tint);
}

void PageItem::paintBoxes(QPainter& painter, const QTransform& pageToView, double pixelRatio,
                          const Selection& selection, manga::PanelId worked) const {
  for (const RegionLook& look : regions_) {
    const auto panel = panels_.find(look.ref.panel);
    if (panel == panels_.end()) continue;
    // Over a finished picture only while the author works on it.
    const bool shown = look.ref.panel == worked || panel->second->state() == PanelItem::State::empty;
    if (shown) paintRegion(painter, look, pageToView, selection.contains(look.ref), context_.theme);
  }
  for (const auto& [ref, item] : boxes_) {
    const auto panel = panels_.find(ref.panel);
    if (panel == panels_.end()) continue;
    const bool finished = panel->second->state() != PanelItem::State::empty;
    item.paint(painter, pageToView, pixelRatio, selection.contains(ref), finished && ref.panel != worked);
  }
  paintFlags(painter, pageToView);
}

void PageItem::paintFlags(QPainter& painter, const QTransform& pageToView) const {
  const Colours& colours = context_.theme.colours();
  const QIcon sign = icon(QStringLiteral("warning"), context_.theme);
  const auto paintAt = [&](const QRectF& thing) {
    // Over the far upper corner: a box has its label in the near one.
    QRectF plate(0, 0, flagSide, flagSide);
    plate.moveCenter(pageToView.mapRect(thing).topRight());
    painter.setPen(QPen(colours.bad, 1));
    painter.setBrush(colours.field);
    painter.drawEllipse(plate);
    sign.paint(&painter, plate.toRect().adjusted(3, 2, -2, -3));
  };
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (const BoxRef& ref : flags_.boxes) {
    if (const CharacterBoxItem* item = box(ref)) paintAt(item->rect());
  }
  for (const manga::BalloonId id : flags_.balloons) {
    const auto found = balloons_.find(id);
    if (found != balloons_.end()) paintAt(found->second->outline().boundingRect());
  }
  painter.restore();
}

}  // namespace koma::ui
