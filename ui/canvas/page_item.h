// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "engine/manga/project.h"
#include "ui/canvas/balloon_item.h"
#include "ui/canvas/character_box_item.h"
#include "ui/canvas/page_flags.h"
#include "ui/canvas/panel_item.h"
#include "ui/canvas/region_item.h"
#include "ui/canvas/spread_layout.h"
#include "ui/document/selection.h"

namespace koma::ui {

/// A page on the pasteboard and the items of its things. Takes values over, keeps none of the document's objects. Owned
/// by the scene.
class PageItem {
 public:
  /// `changed` is called with the place (mm on the page) where something painted ahead has arrived.
  PageItem(const ItemContext& context, std::function<void(QRectF)> changed);

  void place(const PlacedPage& placed) { placed_ = placed; }
  /// Takes the values over; returns where something looks different, mm on the page.
  QRectF set(const manga::Page& page, const manga::Project& project);

  /// Which things carry a sign; returns whether these are others.
  bool setFlags(PageFlags flags);
  [[nodiscard]] const PageFlags& flags() const noexcept { return flags_; }

  [[nodiscard]] manga::PageId id() const noexcept { return placed_.id; }
  [[nodiscard]] const PlacedPage& placed() const noexcept { return placed_; }
  [[nodiscard]] const manga::Paper& paper() const noexcept { return paper_; }
  [[nodiscard]] bool empty() const noexcept { return panels_.empty() && balloons_.empty(); }
  [[nodiscard]] PanelItem* panel(manga::PanelId id);
  [[nodiscard]] BalloonItem* balloon(manga::BalloonId id);
  [[nodiscard]] const CharacterBoxItem* box(const BoxRef& ref) const;
  [[nodiscard]] const RegionLook* region(const RegionRef& ref) const;
  /// A picture has arrived or is known to be bad; returns where that shows, mm on the page.
  QRectF pictureKnown(const manga::AssetId& picture);
  void repaintLabels();

  /// Asks for what is not painted ahead yet.
  void prepare(const PageFrame& frame, bool draft);
  /// The device pixels of the paper, when the page is upright.
  [[nodiscard]] QRect paperPixels(const PageFrame& frame) const;
  /// Paper and things, on a painter that counts in device pixels. `draft`: things may lie across the binding.
  void paint(QPainter& painter, const PageFrame& frame, bool draft) const;
  /// Regions, character boxes and signs, on a painter that counts in view pixels; `worked` is the panel the author
  /// works on.
  void paintBoxes(QPainter& painter, const QTransform& pageToView, double pixelRatio, const Selection& selection,
                  manga::PanelId worked) const;

 private:
  QRectF setPanels(const manga::Page& page);
  QRectF setBalloons(const manga::Page& page);
  QRectF setBoxes(const manga::Page& page, const manga::Project& project);
  QRectF setRegions(const manga::Page& page);
  void paintPaper(QPainter& painter, const PageFrame& frame) const;
  void paintMessageOf(QPainter& painter, const PageFrame& frame, const PanelItem& panel) const;
  void paintFlags(QPainter& painter, const QTransform& pageToView) const;
  void tintOutside(QPainter& painter, const PageFrame& frame) const;
  /// True when a thing reaches over the binding into the neighbour.
  [[nodiscard]] bool crossesBinding(const QRectF& inked) const;

  const ItemContext& context_;
  std::function<void(QRectF)> changed_;
  PlacedPage placed_;
  manga::Paper paper_;
  PageFlags flags_;
  std::map<manga::PanelId, std::unique_ptr<PanelItem>> panels_;
  std::map<manga::BalloonId, std::unique_ptr<BalloonItem>> balloons_;
  std::map<BoxRef, CharacterBoxItem> boxes_;
  std::vector<RegionLook> regions_;
  std::vector<PanelItem*> panelStack_;  ///< the visible ones, from the lowest to the highest
  std::vector<BalloonItem*> balloonStack_;
};

}  // namespace koma::ui
