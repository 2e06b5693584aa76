// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <compare>
#include <variant>
#include <vector>

#include "engine/manga/project.h"

namespace koma::ui {

class Document;

/// A character box, by its panel and its place among that panel's boxes.
struct BoxRef {
  manga::PanelId panel;
  std::size_t index = 0;
  friend auto operator<=>(const BoxRef&, const BoxRef&) = default;
};

/// A region, by its panel and its place among that panel's regions.
struct RegionRef {
  manga::PanelId panel;
  std::size_t index = 0;
  friend auto operator<=>(const RegionRef&, const RegionRef&) = default;
};

/// What can be selected on a page.
using Thing = std::variant<manga::PanelId, BoxRef, manga::BalloonId, RegionRef>;

/// What the author is working on: one current page and some things on it. Things that leave the document leave the
/// selection. One per window, on the GUI thread.
class Selection : public QObject {
  Q_OBJECT
 public:
  explicit Selection(Document& document, QObject* parent = nullptr);

  [[nodiscard]] manga::PageId page() const noexcept { return page_; }
  [[nodiscard]] const std::vector<Thing>& things() const noexcept { return things_; }
  [[nodiscard]] bool contains(const Thing& thing) const;
  [[nodiscard]] bool empty() const noexcept { return things_.empty(); }
  /// The panel that panel-wise docks speak of: of the last selected panel, box or region, or the one that the middle of the
  /// last selected balloon lies on; zero when there is none.
  [[nodiscard]] manga::PanelId panel() const;
  /// The last selected thing of its kind, or zero.
  [[nodiscard]] manga::BalloonId balloon() const;
  [[nodiscard]] const BoxRef* box() const;
  [[nodiscard]] const RegionRef* region() const;
  /// The member of the cast that the cast dock has chosen, or zero.
  [[nodiscard]] manga::CharacterId character() const noexcept { return character_; }

  void setPage(manga::PageId page);  ///< selects nothing when the page is another one
  void set(std::vector<Thing> things);
  void select(const Thing& thing) { set({thing}); }
  void toggle(const Thing& thing);
  void clear() { set({}); }
  void setCharacter(manga::CharacterId character);

 signals:
  void pageChanged(koma::manga::PageId page);
  void changed();
  void characterChanged(koma::manga::CharacterId character);

 private:
  void prune();

  Document& document_;
  manga::PageId page_;
  std::vector<Thing> things_;
  manga::CharacterId character_;
};

}  // namespace koma::ui
