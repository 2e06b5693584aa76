// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineF>
#include <QRectF>
#include <optional>
#include <vector>

#include "engine/manga/page.h"
#include "engine/manga/panel_layout.h"
#include "ui/document/selection.h"

namespace koma::ui {

/// A line that shows what a shape has snapped to, in mm on the page.
struct SnapGuide {
  QLineF line;
  std::optional<double> distance;  ///< mm from one end to the other, when the line measures something
};

struct Snapped {
  QPointF by;  ///< mm to move the shape or its dragged edges
  std::vector<SnapGuide> guides;
};

/// Finds where a shape wants to lie on a page. Targets in their order: other panels at gutter distance and their edges,
/// inner frame, safe lines, trim, bleed, page centre, balloon centres, equal spaces. A nearer target wins; among
/// equally near ones the earlier. A value for one drag.
class Snapper {
 public:
  /// `moving` is left out of the targets; `radius` in mm.
  Snapper(const manga::Page& page, std::vector<Thing> moving, const manga::Gutters& gutters, double radius);

  /// The whole shape moves.
  [[nodiscard]] Snapped move(const QRectF& rect) const;
  /// Only the given edges move.
  [[nodiscard]] Snapped edges(const QRectF& rect, Qt::Edges edges) const;
  /// A corner of something that is only begun.
  [[nodiscard]] Snapped point(QPointF place) const;

 private:
  struct Query;
  struct Target;
  [[nodiscard]] std::vector<Target> targets(const Query& query) const;
  /// Adds what the query finds along its axis.
  void find(const Query& query, Snapped& result) const;

  std::vector<QRectF> panels_, balloons_;
  QRectF inner_, safe_, trim_, bleed_;
  manga::Gutters gutters_;
  double radius_;
};

}  // namespace koma::ui
