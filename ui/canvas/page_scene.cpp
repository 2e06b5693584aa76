// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/page_scene.h"

#include <QPainter>
#include <QRegion>
#include <algorithm>
#include <limits>

#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

template <class... Kinds>
struct Overloaded : Kinds... {
  using Kinds::operator()...;
};

constexpr int shadowWidth = 6;  // view pixels

}  // namespace

PageScene::PageScene(Document& document, ItemContext context, QObject* parent)
    : QObject(parent), document_(document), context_(std::move(context)) {
  connect(&document, &Document::changed, this, &PageScene::onChange);
  connect(&context_.pictures, &PictureLibrary::ready, this, &PageScene::onPicture);
  connect(&context_.pictures, &PictureLibrary::failed, this, &PageScene::onPicture);
  connect(&context_.theme, &Theme::changed, this, [this] {
    for (const auto& page : pages_) page->repaintLabels();
    emit changed({});
  });
}

PageScene::~PageScene() = default;

void PageScene::show(const std::vector<PlacedPage>& pages) {
  std::vector<std::unique_ptr<PageItem>> shown;
  for (const PlacedPage& placed : pages) {
    const auto known = std::ranges::find_if(pages_, [&](const auto& item) { return item && item->id() == placed.id; });
    if (known != pages_.end()) {
      shown.push_back(std::move(*known));
    } else {
      shown.push_back(std::make_unique<PageItem>(context_, [this, id = placed.id](const QRectF& place) {
        if (const PageItem* item = page(id)) tell(*item, place);
      }));
    }
    shown.back()->place(placed);
  }
  pages_ = std::move(shown);
  for (const auto& item : pages_) refresh(*item);
  emit changed({});
  emit unprepared();
}

PageItem* PageScene::page(manga::PageId id) const {
  const auto found = std::ranges::find_if(pages_, [&](const auto& item) { return item->id() == id; });
  return found == pages_.end() ? nullptr : found->get();
}

const manga::Page* PageScene::values(manga::PageId id) const {
  return draft_ && draft_->id == id ? &*draft_ : manga::find_page(document_.project(), id);
}

QRectF PageScene::extent() const {
  QRectF extent;
  for (const auto& item : pages_) extent |= item->placed().paper.translated(item->placed().origin);
  return extent;
}

PageItem* PageScene::nearest(QPointF desk) const {
  PageItem* nearest = nullptr;
  double least = std::numeric_limits<double>::max();
  for (const auto& item : pages_) {
    const QRectF paper = item->placed().paper.translated(item->placed().origin);
    const double dx = std::max({paper.left() - desk.x(), 0.0, desk.x() - paper.right()});
    const double dy = std::max({paper.top() - desk.y(), 0.0, desk.y() - paper.bottom()});
    if (dx * dx + dy * dy >= least) continue;
    least = dx * dx + dy * dy;
    nearest = item.get();
  }
  return nearest;
}

PageItem* PageScene::holder(manga::PanelId panel) const {
  const auto found = std::ranges::find_if(pages_, [&](const auto& item) { return item->panel(panel) != nullptr; });
  return found == pages_.end() ? nullptr : found->get();
}

void PageScene::setFlagger(FlagPage flag) {
  flagger_ = std::move(flag);
  flagAll();
}

void PageScene::flagAll() {
  for (const auto& item : pages_) flag(*item);
}

void PageScene::flag(PageItem& item) {
  const manga::Page* page = manga::find_page(document_.project(), item.id());
  if (!flagger_ || !page) return;
  if (item.setFlags(flagger_(*page))) emit changed({});
}

void PageScene::setDraft(const manga::Page& page) {
  if (draft_ && draft_->id != page.id) clearDraft();
  draft_ = page;
  if (PageItem* item = this->page(page.id)) refresh(*item);
}

void PageScene::clearDraft() {
  if (!draft_) return;
  const manga::PageId id = draft_->id;
  draft_.reset();
  if (PageItem* item = page(id)) refresh(*item);
}

void PageScene::setEditedBalloon(manga::BalloonId balloon) {
  if (balloon == edited_) return;
  for (const manga::BalloonId id : {edited_, balloon}) {
    for (const auto& item : pages_) {
      BalloonItem* shown = item->balloon(id);
      if (!shown) continue;
      shown->setEdited(id == balloon);
      tell(*item, shown->inked());
    }
  }
  edited_ = balloon;
  emit unprepared();
}

void PageScene::compareTake(manga::PanelId panel, const manga::AssetId& take) {
  if (!panel) {
    const auto compared = compared_;
    for (const auto& [id, picture] : compared) compareTake(id, {});
    return;
  }
  if (take.empty()) {
    compared_.erase(panel);
  } else {
    compared_[panel] = take;
  }
  PageItem* item = holder(panel);
  if (!item) return;
  item->panel(panel)->compare(take);
  tell(*item, item->panel(panel)->inked());
  emit unprepared();
}

void PageScene::offerPreview(manga::PanelId panel, const QImage& image, int step, int steps, double secondsLeft) {
  PreviewItem& preview = previews_[panel];
  preview.offer(image, step, steps, secondsLeft);
  PageItem* item = holder(panel);
  if (!item) return;
  item->panel(panel)->setPreview(preview.image());
  tell(*item, item->panel(panel)->inked());
  emit unprepared();
}

void PageScene::endPreview(manga::PanelId panel) {
  if (previews_.erase(panel) == 0) return;
  PageItem* item = holder(panel);
  if (!item) return;
  item->panel(panel)->setPreview({});
  tell(*item, item->panel(panel)->inked());
  emit unprepared();
}

void PageScene::applyStates(PageItem& item) {
  for (const auto& [id, take] : compared_) {
    if (PanelItem* panel = item.panel(id)) panel->compare(take);
  }
  for (const auto& [id, preview] : previews_) {
    if (PanelItem* panel = item.panel(id)) panel->setPreview(preview.image());
  }
  if (BalloonItem* balloon = item.balloon(edited_)) balloon->setEdited(true);
}

void PageScene::refresh(PageItem& item) {
  const manga::Page* page = values(item.id());
  if (!page) return;
  const QRectF place = item.set(*page, document_.project());
  applyStates(item);
  // A draft is not reviewed: it keeps the signs of what it began with.
  if (!draft_) flag(item);
  if (!place.isNull()) tell(item, place);
  // Signs stand over the edges of their things, and do not grow and shrink with them.
  if (!place.isNull() && item.flags() != PageFlags{}) emit changed({});
  // Also when nothing looks different: what stood in during a drag is painted properly after it.
  emit unprepared();
}

void PageScene::refreshAll() {
  for (const auto& item : pages_) refresh(*item);
}

void PageScene::onChange(const Change& change) {
  const auto refreshPage = [this](manga::PageId id) {
    if (PageItem* item = page(id)) refresh(*item);
  };
  std::visit(
      Overloaded{[this](const ProjectReset&) {
                   draft_.reset();
                   compared_.clear();
                   previews_.clear();
                   pages_.clear();
                   emit pagesChanged();
                 },
                 [this](const WorkChanged&) { emit pagesChanged(); },
                 [this](const PagesChanged&) { emit pagesChanged(); },
                 [&](const PageChanged& of) {
                   refreshPage(of.page);
                   emit pagesChanged();
                 },
                 [&](const PanelChanged& of) { refreshPage(of.page); },
                 [&](const BalloonChanged& of) { refreshPage(of.page); }, [this](const CastChanged&) { refreshAll(); },
                 [this](const CharacterChanged&) { refreshAll(); }},
      change);
}

void PageScene::onPicture(const manga::AssetId& picture) {
  for (const auto& item : pages_) {
    const QRectF place = item->pictureKnown(picture);
    if (place.isNull()) continue;
    tell(*item, place);
    emit unprepared();
  }
}

void PageScene::tell(const PageItem& item, const QRectF& place) {
  emit changed(place.translated(item.placed().origin));
}

PageFrame PageScene::frameOf(const PageItem& page, const DeskFrame& frame) const {
  const QPointF origin = page.placed().origin;
  PageFrame made;
  made.toDevice = QTransform::fromTranslate(origin.x(), origin.y()) * frame.toDevice;
  made.visible = QRect(QPoint(), frame.viewport);
  const int x = frame.viewport.width() / 8, y = frame.viewport.height() / 8;
  made.soon = made.visible.adjusted(-x, -y, x, y);
  made.wanted = made.visible.adjusted(-2 * x, -2 * y, 2 * x, 2 * y);
  made.pixelRatio = frame.pixelRatio;
  return made;
}

void PageScene::prepare(const DeskFrame& frame) {
  for (const auto& item : pages_) item->prepare(frameOf(*item, frame), draft_ && draft_->id == item->id());
}

void PageScene::paintShadow(QPainter& painter, const DeskFrame& frame) const {
  QColor colour = context_.theme.colours().paperShadow;
  const double strongest = colour.alphaF();
  painter.setBrush(Qt::NoBrush);
  for (const auto& item : pages_) {
    const PageFrame page = frameOf(*item, frame);
    const QRectF pixels = page.toDevice.mapRect(item->placed().paper);
    const QPolygonF corners = page.toDevice.map(QPolygonF(item->placed().paper));
    for (int i = 0; i < int(shadowWidth * frame.pixelRatio); ++i) {
      const double fade = 1 - i / (shadowWidth * frame.pixelRatio);
      colour.setAlphaF(float(strongest * fade * fade));
      painter.setPen(QPen(colour, 1));
      const QTransform grown = QTransform::fromTranslate(pixels.center().x(), pixels.center().y() + frame.pixelRatio);
      const QTransform scale = QTransform::fromScale(1 + 2.0 * i / pixels.width(), 1 + 2.0 * i / pixels.height());
      painter.drawPolygon(
          (QTransform::fromTranslate(-pixels.center().x(), -pixels.center().y()) * scale * grown).map(corners));
    }
  }
}

void PageScene::paint(QPainter& painter, const DeskFrame& frame, const QRegion& damaged) const {
  QRegion board = damaged;
  for (const auto& item : pages_) board -= item->paperPixels(frameOf(*item, frame));
  for (const QRect& rect : board) painter.fillRect(rect, context_.theme.colours().pasteboard);
  paintShadow(painter, frame);
  const auto hasDraft = [&](const PageItem& item) { return draft_ && draft_->id == item.id(); };
  // The page that is being changed lies on top, so that what is dragged over the binding can be seen.
  for (const bool drafts : {false, true}) {
    for (const auto& item : pages_) {
      if (hasDraft(*item) == drafts) item->paint(painter, frameOf(*item, frame), drafts);
    }
  }
}

}  // namespace koma::ui
