// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>
#include <QKeyEvent>
#include <algorithm>
#include <optional>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/tool.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"
#include "ui/lettering/font_library.h"
#include "ui/style/notices.h"
#include "ui/style/theme.h"

namespace koma::tests {

/// A canvas without a window: four pixels are a millimetre, and what tools tell it is kept.
class FakeCanvasHost : public ui::CanvasHost {
 public:
  static constexpr double scale = 4;

  FakeCanvasHost() : theme_(*qApp), selection_(document_), fonts_(KOMA_RESOURCES "/fonts") {
    QObject::connect(&notices_, &ui::Notices::said, &notices_,
                     [this](const ui::Notice& notice) { said << notice.text; });
  }

  ui::Document& document() override { return document_; }
  ui::Selection& selection() override { return selection_; }
  ui::Notices& notices() override { return notices_; }
  const ui::Theme& theme() const override { return theme_; }
  const lettering::FontLibrary& fonts() const override { return fonts_; }
  const ui::CanvasOptions& options() const override { return settings; }
  QTransform pageToView(manga::PageId) const override { return QTransform::fromScale(scale, scale); }
  double pixelsPerMm() const override { return scale; }

  std::vector<ui::Thing> thingsAt(manga::PageId id, QPointF place) const override {
    const manga::Page* page = manga::find_page(document_.project(), id);
    if (!page) return {};
    std::vector<ui::Thing> found;
    for (auto balloon = page->balloons.rbegin(); balloon != page->balloons.rend(); ++balloon) {
      if (!balloon->hidden && ui::toQt(balloon->bounds).contains(place)) found.emplace_back(balloon->id);
    }
    for (const manga::Panel& panel : page->panels) {
      for (std::size_t i = panel.characters.size(); i-- > 0;) {
        if (ui::boundsOf(*page, ui::BoxRef{panel.id, i}).contains(place)) found.emplace_back(ui::BoxRef{panel.id, i});
      }
    }
    for (auto panel = page->panels.rbegin(); panel != page->panels.rend(); ++panel) {
      if (!panel->hidden && manga::contains(panel->frame, ui::fromQt(place))) found.emplace_back(panel->id);
    }
    return found;
  }

  void showDraft(const manga::Page& page) override { draft = page; }
  void clearDraft() override { draft.reset(); }
  void updateOverlay() override { ++updates; }
  void setEditedBalloon(manga::BalloonId balloon) override { edited = balloon; }
  void scrollBy(QPointF pixels) override { scrolled += pixels; }
  void zoomAt(QPointF, double factor) override { zoomed *= factor; }
  void zoomTo(const QRectF& rect, manga::PageId) override { shown = rect; }
  void chooseTool(const QString& id) override { chosen = id; }

  ui::CanvasOptions settings;
  std::optional<manga::Page> draft;
  int updates = 0;
  manga::BalloonId edited;
  QPointF scrolled;
  double zoomed = 1;
  QRectF shown;
  QString chosen;
  QStringList said;

 private:
  ui::Theme theme_;
  ui::Document document_;
  ui::Selection selection_;
  ui::Notices notices_;
  lettering::FontLibrary fonts_;
};

/// A hand on one page: places in mm.
class Hand {
 public:
  Hand(ui::Tool& tool, manga::PageId page) : tool_(tool), page_(page) {}

  void press(QPointF place, Qt::KeyboardModifiers modifiers = {}, Qt::MouseButton button = Qt::LeftButton) {
    held_ = button;
    tool_.press(pointer(place, modifiers, button));
  }
  void move(QPointF place, Qt::KeyboardModifiers modifiers = {}) {
    tool_.move(pointer(place, modifiers, Qt::NoButton));
  }
  void release(QPointF place, Qt::KeyboardModifiers modifiers = {}) {
    const auto button = std::exchange(held_, Qt::NoButton);
    tool_.release(pointer(place, modifiers, button));
  }
  void click(QPointF place, Qt::KeyboardModifiers modifiers = {}) {
    press(place, modifiers);
    release(place, modifiers);
  }
  void doubleClick(QPointF place) {
    click(place);
    tool_.doubleClick(pointer(place, {}, Qt::LeftButton));
    tool_.release(pointer(place, {}, Qt::LeftButton));
  }
  /// Press, three moves, release.
  void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {}) {
    press(from, modifiers);
    for (int i = 1; i <= 3; ++i) move(from + (to - from) * i / 3, modifiers);
    release(to, modifiers);
  }
  bool key(int key, Qt::KeyboardModifiers modifiers = {}, const QString& text = {}) {
    QKeyEvent event(QEvent::KeyPress, key, modifiers, text);
    return tool_.keyPress(event);
  }
  bool letGo(int key, Qt::KeyboardModifiers modifiers = {}) {
    QKeyEvent event(QEvent::KeyRelease, key, modifiers);
    return tool_.keyRelease(event);
  }
  /// Letter by letter.
  void type(const QString& text) {
    for (const QChar letter : text) key(0, {}, letter);
  }

 private:
  ui::CanvasPointer pointer(QPointF place, Qt::KeyboardModifiers modifiers, Qt::MouseButton button) const {
    return {page_, place, place * FakeCanvasHost::scale, button, held_, modifiers};
  }
  ui::Tool& tool_;
  manga::PageId page_;
  Qt::MouseButton held_ = Qt::NoButton;
};

}  // namespace koma::tests
