// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/page_thumbnails.h"

#include <QPainter>
#include <QThreadStorage>
#include <algorithm>

#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/lettering/font_library.h"
#include "ui/lettering/page_painter.h"

namespace koma::ui {
namespace {

constexpr std::chrono::milliseconds quiet{150};

/// One library per thread: Qt's raw fonts belong to the thread that made them. Kept in Qt's own storage, because Qt
/// frees a thread's font engines before C++ destroys its thread_local objects.
/// The trimmed page. Runs away from the GUI thread.
QImage paintPage(const manga::Page& page, const std::map<manga::AssetId, QImage>& pictures, int side,
                 const std::filesystem::path& fontsFolder) {
  try {
    const QSizeF trim = lettering::trimSize(page);
    const QSize size = trim.scaled(side, side, Qt::KeepAspectRatio).toSize().expandedTo({1, 1});
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull()) return {};
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.scale(size.width() / trim.width(), size.height() / trim.height());
    const auto source = [&](const manga::AssetId& asset) {
      const auto found = pictures.find(asset);
      return found == pictures.end() ? QImage() : found->second;
    };
    lettering::PagePainter(lettering::fontsOfThisThread(fontsFolder), source)
        .paint(painter, page, lettering::TextInk::outlines);
    return image;
  } catch (const std::exception&) {
    return {};  // missing fonts are reported when the work is opened; a strip without pictures still works
  }
}

}  // namespace

PageThumbnails::PageThumbnails(Document& document, PictureLibrary& pictures, Background& background,
                               std::filesystem::path fontsFolder, QObject* parent)
    : QObject(parent),
      document_(document),
      pictures_(pictures),
      background_(background),
      fontsFolder_(std::move(fontsFolder)) {
  quiet_.setSingleShot(true);
  connect(&quiet_, &QTimer::timeout, this, &PageThumbnails::paintNext);
  connect(&document, &Document::changed, this, &PageThumbnails::documentChanged);
  connect(&pictures, &PictureLibrary::ready, this, &PageThumbnails::pictureReady);
  spoilAll();
}

QImage PageThumbnails::image(manga::PageId page) const {
  const auto found = images_.find(page);
  return found == images_.end() ? QImage() : found->second;
}

void PageThumbnails::setSide(int side) {
  if (side == side_) return;
  side_ = side;
  spoilAll();
}

void PageThumbnails::setVisible(std::vector<manga::PageId> pages) {
  visible_ = std::move(pages);
}

void PageThumbnails::documentChanged(const Change& change) {
  if (std::holds_alternative<ProjectReset>(change)) {
    ++generation_;
    images_.clear();
    stale_.clear();
    awaited_.clear();
    spoilAll();
  } else if (std::holds_alternative<PagesChanged>(change)) {
    for (const manga::Page& page : document_.project().pages) {
      if (!images_.contains(page.id)) spoil(page.id);
    }
  } else if (const auto* page = std::get_if<PageChanged>(&change)) {
    spoil(page->page);
  } else if (const auto* panel = std::get_if<PanelChanged>(&change)) {
    spoil(panel->page);
  } else if (const auto* balloon = std::get_if<BalloonChanged>(&change)) {
    spoil(balloon->page);
  }
}

void PageThumbnails::spoil(manga::PageId page) {
  stale_.insert(page);
  quiet_.start(quiet);
}

void PageThumbnails::spoilAll() {
  for (const manga::Page& page : document_.project().pages) spoil(page.id);
}

void PageThumbnails::pictureReady(const manga::AssetId& asset) {
  const auto waiting = awaited_.extract(asset);
  if (waiting.empty()) return;
  for (const manga::PageId page : waiting.mapped()) spoil(page);
}

const manga::Page* PageThumbnails::nextPage() const {
  for (const manga::PageId id : visible_) {
    const manga::Page* page = stale_.contains(id) ? manga::find_page(document_.project(), id) : nullptr;
    if (page) return page;
  }
  const auto& pages = document_.project().pages;
  const auto found = std::ranges::find_if(pages, [&](const manga::Page& page) { return stale_.contains(page.id); });
  return found == pages.end() ? nullptr : &*found;
}

std::map<manga::AssetId, QImage> PageThumbnails::picturesOf(const manga::Page& page) {
  std::map<manga::AssetId, QImage> pictures;
  for (const manga::Panel& panel : page.panels) {
    const manga::Take* take = panel.hidden ? nullptr : manga::accepted_take(panel);
    if (!take || take->picture.empty()) continue;
    const QImage picture = pictures_.picture(take->picture, side_);
    if (!picture.isNull()) {
      pictures[take->picture] = picture;
    } else if (pictures_.problem(take->picture).isEmpty()) {
      awaited_[take->picture].insert(page.id);
    }
  }
  return pictures;
}

void PageThumbnails::paintNext() {
  const manga::Page* page = painting_ ? nullptr : nextPage();
  if (!page) return;
  painting_ = true;
  stale_.erase(page->id);
  background_.run(
      this,
      [page = *page, pictures = picturesOf(*page), side = side_, fonts = fontsFolder_] {
        return paintPage(page, pictures, side, fonts);
      },
      [this, id = page->id, generation = generation_](const QImage& image) {
        painting_ = false;
        if (generation == generation_ && !image.isNull()) {
          images_[id] = image;
          emit painted(id, image);
        }
        // While somebody draws, the next page waits for the pause that is running.
        if (!quiet_.isActive()) paintNext();
      });
}

}  // namespace koma::ui
