// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/snap.h"

#include <algorithm>
#include <cmath>

#include "ui/document/qt_values.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

/// Which parts of a shape may snap along an axis.
enum Part : unsigned { low = 1, middle = 2, high = 4 };

/// How much nearer a target of the next rank must be to win, as a share of the radius.
constexpr double rankWeight = 0.06;

QRectF transposed(const QRectF& rect) {
  return {rect.top(), rect.left(), rect.height(), rect.width()};
}
QLineF transposed(const QLineF& line) {
  return {line.y1(), line.x1(), line.y2(), line.x2()};
}

bool overlapDown(const QRectF& a, const QRectF& b) {
  return std::min(a.bottom(), b.bottom()) - std::max(a.top(), b.top()) > -1e-6;
}

}  // namespace

/// A question along x; along y everything is transposed.
struct Snapper::Query {
  QRectF rect;
  unsigned parts = 0;
  bool down = false;
  bool spaces = false;  ///< whether equal spaces count

  [[nodiscard]] QRectF turned(const QRectF& other) const { return down ? transposed(other) : other; }
};

struct Snapper::Target {
  double at = 0;
  int rank = 0;
  unsigned parts = 0;
  QRectF other;                ///< what it belongs to
  std::optional<double> from;  ///< the distance shown runs from here to `at`
};

Snapper::Snapper(const manga::Page& page, std::vector<Thing> moving, const manga::Gutters& gutters, double radius)
    : inner_(toQt(page.paper.inner_frame)),
      trim_(0, 0, page.paper.trim.width, page.paper.trim.height),
      gutters_(gutters),
      radius_(radius) {
  const double bleed = page.paper.bleed, margin = page.paper.safe_margin;
  safe_ = trim_.adjusted(margin, margin, -margin, -margin);
  bleed_ = trim_.adjusted(-bleed, -bleed, bleed, bleed);
  const auto moves = [&](const Thing& thing) { return std::ranges::find(moving, thing) != moving.end(); };
  for (const manga::Panel& panel : page.panels) {
    if (!panel.hidden && !moves(panel.id)) panels_.push_back(boundsOf(panel));
  }
  for (const manga::Balloon& balloon : page.balloons) {
    if (!balloon.hidden && !moves(balloon.id)) balloons_.push_back(toQt(balloon.bounds));
  }
}

std::vector<Snapper::Target> Snapper::targets(const Query& query) const {
  std::vector<Target> targets;
  std::vector<QRectF> beside;
  const double gutter = query.down ? gutters_.row : gutters_.column;
  for (const QRectF& panel : panels_) {
    const QRectF other = query.turned(panel);
    if (overlapDown(other, query.rect)) {
      targets.push_back({other.right() + gutter, 0, low, other, other.right()});
      targets.push_back({other.left() - gutter, 0, high, other, other.left()});
      beside.push_back(other);
    }
    targets.push_back({other.left(), 1, low, other, {}});
    targets.push_back({other.right(), 1, high, other, {}});
  }
  int rank = 2;
  for (const QRectF* frame : {&inner_, &safe_, &trim_, &bleed_}) {
    const QRectF other = query.turned(*frame);
    targets.push_back({other.left(), rank, low | high, other, {}});
    targets.push_back({other.right(), rank, low | high, other, {}});
    ++rank;
  }
  const QRectF trim = query.turned(trim_);
  targets.push_back({trim.center().x(), rank++, middle, trim, {}});
  for (const QRectF& balloon : balloons_) {
    const QRectF other = query.turned(balloon);
    targets.push_back({other.center().x(), rank, middle, other, {}});
  }
  ++rank;
  if (!query.spaces) return targets;
  std::ranges::sort(beside, {}, [](const QRectF& rect) { return rect.left(); });
  const double width = query.rect.width();
  for (std::size_t i = 1; i < beside.size(); ++i) {
    const QRectF &a = beside[i - 1], &b = beside[i];
    const double space = b.left() - a.right();
    if (space <= 0) continue;
    targets.push_back({b.right() + space, rank, low, b, b.right()});
    targets.push_back({a.left() - space, rank, high, a, a.left()});
    if (space > width) targets.push_back({a.right() + (space - width) / 2, rank, low, a, a.right()});
  }
  return targets;
}

void Snapper::find(const Query& query, Snapped& result) const {
  double least = 1 + rankWeight * 9, by = 0;
  std::optional<Target> best;
  for (const Target& target : targets(query)) {
    for (const auto& [part, at] : {std::pair{low, query.rect.left()}, std::pair{middle, query.rect.center().x()},
                                   std::pair{high, query.rect.right()}}) {
      if (!(query.parts & target.parts & part)) continue;
      const double distance = std::abs(target.at - at);
      const double cost = distance / radius_ + rankWeight * target.rank;
      if (distance > radius_ || cost >= least - 1e-9) continue;
      least = cost;
      by = target.at - at;
      best = target;
    }
  }
  if (!best) return;
  (query.down ? result.by.ry() : result.by.rx()) = by;
  const auto add = [&](const QLineF& line, std::optional<double> distance) {
    result.guides.push_back({query.down ? transposed(line) : line, distance});
  };
  const double top = std::min(query.rect.top(), best->other.top());
  const double bottom = std::max(query.rect.bottom(), best->other.bottom());
  add({best->at, top, best->at, bottom}, {});
  if (best->from) {
    const double y = query.rect.center().y();
    add({*best->from, y, best->at, y}, std::abs(best->at - *best->from));
  }
}

Snapped Snapper::move(const QRectF& rect) const {
  Snapped result;
  find({rect, low | middle | high, false, true}, result);
  find({transposed(rect), low | middle | high, true, true}, result);
  return result;
}

Snapped Snapper::edges(const QRectF& rect, Qt::Edges edges) const {
  const auto part = [&](Qt::Edge first, Qt::Edge second) {
    return (edges & first ? low : 0u) | (edges & second ? high : 0u);
  };
  Snapped result;
  find({rect, part(Qt::LeftEdge, Qt::RightEdge), false, false}, result);
  find({transposed(rect), part(Qt::TopEdge, Qt::BottomEdge), true, false}, result);
  return result;
}

Snapped Snapper::point(QPointF place) const {
  const QRectF rect(place, QSizeF(0, 0));
  Snapped result;
  find({rect, low | high, false, false}, result);
  find({transposed(rect), low | high, true, false}, result);
  return result;
}

}  // namespace koma::ui
