// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/balloon_outline.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace koma::lettering {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double exponent = 2.3;     // of the superellipse: a plain ellipse looks pinched at its ends (lettering 11.1)
constexpr int curveSamples = 256;    // keeps the polygon within 0.002 mm of a 40 mm balloon
constexpr double burstInner = 0.76;  // the valleys of a burst, as a share of its reach

struct Vertex {
  double angle;  // around the middle, −π … π
  QPointF point;
};

double angleOf(QPointF p) {
  return std::atan2(p.y(), p.x());
}

std::vector<Vertex> sorted(const std::vector<QPointF>& points) {
  std::vector<Vertex> vertices;
  vertices.reserve(points.size());
  for (const QPointF& p : points) vertices.push_back({angleOf(p), p});
  std::sort(vertices.begin(), vertices.end(), [](const Vertex& a, const Vertex& b) { return a.angle < b.angle; });
  return vertices;
}

std::vector<Vertex> superellipse(double a, double b) {
  std::vector<QPointF> points;
  for (int i = 0; i < curveSamples; ++i) {
    // Directions of an ellipse's even steps, at the superellipse's distance: the usual parameter has a gap on the axes.
    const double t = 2 * pi * i / curveSamples;
    const double x = std::cos(t), y = std::sin(t);
    const double reach = std::pow(std::pow(std::abs(x), exponent) + std::pow(std::abs(y), exponent), -1 / exponent);
    points.emplace_back(a * x * reach, b * y * reach);
  }
  return sorted(points);
}

std::vector<Vertex> roundedBox(double a, double b, double radius) {
  std::vector<QPointF> points;
  for (int corner = 0; corner < 4; ++corner) {
    const double sx = corner == 0 || corner == 3 ? 1 : -1;
    const double sy = corner < 2 ? 1 : -1;
    const QPointF middle(sx * (a - radius), sy * (b - radius));
    const int steps = radius > 0 ? 24 : 0;
    for (int i = 0; i <= steps; ++i) {
      const double t = pi / 2 * (corner + (steps > 0 ? static_cast<double>(i) / steps : 0.5));
      points.push_back(middle + radius * QPointF(std::cos(t), std::sin(t)));
    }
  }
  return sorted(points);
}

/// Uneven spikes around an ellipse; the longest reach the bounds.
std::vector<Vertex> burst(double a, double b, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  // Not std::uniform_real_distribution, whose results differ between libraries.
  const auto jitter = [&] { return 2.0 * static_cast<double>(random() >> 11) / 9007199254740992.0 - 1; };
  const int spikes = std::clamp(static_cast<int>(std::lround((a + b) / 3.2)), 12, 22);
  const double step = pi / spikes;
  std::vector<QPointF> points;
  for (int i = 0; i < 2 * spikes; ++i) {
    const bool outer = i % 2 == 0;
    const double t = step * (i + 0.25 * jitter());
    const double radius = outer ? 0.95 + 0.05 * jitter() : burstInner * (1 + 0.03 * jitter());
    points.emplace_back(a * radius * std::cos(t), b * radius * std::sin(t));
  }
  return sorted(points);
}

std::vector<Vertex> bodyVertices(const BodyOutline& balloon) {
  const double a = balloon.bounds.width() / 2;
  const double b = balloon.bounds.height() / 2;
  switch (balloon.shape) {
    case BodyShape::rounded:
      return roundedBox(a, b, std::min({a, b, 4.0}) * 0.7);
    case BodyShape::box:
      return roundedBox(a, b, 0);
    case BodyShape::burst:
      return burst(a, b, balloon.seed);
    default:
      return superellipse(a, b);
  }
}

/// The outline's point in a direction: where the ray from the middle crosses the polygon.
QPointF pointAt(const std::vector<Vertex>& body, double angle) {
  const auto after =
      std::upper_bound(body.begin(), body.end(), angle, [](double value, const Vertex& v) { return value < v.angle; });
  const QPointF& to = after == body.end() ? body.front().point : after->point;
  const QPointF& from = after == body.begin() ? body.back().point : std::prev(after)->point;
  const QPointF ray(std::cos(angle), std::sin(angle));
  const QPointF side = to - from;
  const double across = ray.x() * side.y() - ray.y() * side.x();
  if (std::abs(across) < 1e-12) return from;
  return ray * ((from.x() * side.y() - from.y() * side.x()) / across);
}

/// A tail as it is spliced in: the part of the outline between two angles gives way to it.
struct Splice {
  double from, to;  // from < to; from may lie below −π or to above π
  QPointF tip;
  double bend;
};

double wrapped(double angle) {
  return std::remainder(angle, 2 * pi);
}

std::vector<Splice> splices(const std::vector<Vertex>& body, const BodyOutline& balloon) {
  const QPointF middle = balloon.bounds.center();
  const double shortAxis = std::min(balloon.bounds.width(), balloon.bounds.height());
  std::vector<Splice> found;
  for (const TailShape& tail : balloon.tails) {
    const QPointF tip = tail.tip - middle;
    const double angle = angleOf(tip);
    const QPointF root = pointAt(body, angle);
    const double reach = std::hypot(root.x(), root.y());
    if (std::hypot(tip.x(), tip.y()) <= reach + 1e-6) continue;
    const double width = tail.width > 0 ? tail.width : std::clamp(0.18 * shortAxis, 1.5, 5.0);
    const double half = std::atan2(std::min(width / 2, 0.45 * shortAxis), reach);
    found.push_back({angle - half, angle + half, tip, std::clamp(tail.bend, -1.0, 1.0)});
  }
  std::sort(found.begin(), found.end(), [](const Splice& a, const Splice& b) { return a.from < b.from; });
  for (std::size_t i = 0; i < found.size() && found.size() > 1; ++i) {
    Splice& here = found[i];
    Splice& next = found[(i + 1) % found.size()];
    const double turn = i + 1 == found.size() ? 2 * pi : 0;
    if (here.to > next.from + turn) {  // neighbours share their root in the middle
      const double border = (here.to + next.from + turn) / 2;
      here.to = std::max(border, here.from + 1e-3);
      next.from = std::min(border - turn, next.to - 1e-3);
    }
  }
  return found;
}

/// Runs to the tip and back; both sides bend the same way, the inner one a little less.
void addTail(QPainterPath& path, QPointF from, const Splice& splice, QPointF to) {
  const QPointF along = splice.tip - (from + to) / 2;
  const QPointF normal(-along.y(), along.x());
  const double bend = splice.bend;
  path.lineTo(from);
  path.quadTo((from + splice.tip) / 2 + normal * (bend > 0 ? 0.8 : 1.0) * bend, splice.tip);
  path.quadTo((to + splice.tip) / 2 + normal * (bend > 0 ? 1.0 : 0.8) * bend, to);
}

}  // namespace

QPainterPath balloonOutline(const BodyOutline& balloon) {
  QPainterPath path;
  if (balloon.bounds.width() <= 0 || balloon.bounds.height() <= 0) return path;
  const std::vector<Vertex> body = bodyVertices(balloon);
  const std::vector<Splice> tails = splices(body, balloon);
  const auto hidden = [&](double angle) {
    return std::any_of(tails.begin(), tails.end(), [&](const Splice& s) {
      const double middle = (s.from + s.to) / 2;
      return std::abs(wrapped(angle - middle)) <= (s.to - s.from) / 2;
    });
  };
  if (tails.empty()) {
    path.moveTo(body.front().point);
    for (std::size_t i = 1; i < body.size(); ++i) path.lineTo(body[i].point);
  } else {
    path.moveTo(pointAt(body, wrapped(tails.front().from)));
    for (std::size_t k = 0; k < tails.size(); ++k) {
      const double end = k + 1 < tails.size() ? tails[k + 1].from : tails.front().from + 2 * pi;
      addTail(path, pointAt(body, wrapped(tails[k].from)), tails[k], pointAt(body, wrapped(tails[k].to)));
      // Vertices between this tail and the next, walking round by angle.
      std::vector<std::pair<double, QPointF>> between;
      for (const Vertex& v : body) {
        double ahead = v.angle - tails[k].to;
        ahead -= 2 * pi * std::floor(ahead / (2 * pi));
        if (ahead < end - tails[k].to && !hidden(v.angle)) between.emplace_back(ahead, v.point);
      }
      std::sort(between.begin(), between.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      for (const auto& [angle, point] : between) path.lineTo(point);
    }
  }
  path.closeSubpath();
  path.translate(balloon.bounds.center());
  return path;
}

TextArea textArea(const BodyOutline& balloon) {
  const QRectF& all = balloon.bounds;
  if (balloon.shape == BodyShape::box || balloon.shape == BodyShape::rounded) return {all, false};
  const double share = balloon.shape == BodyShape::burst ? burstInner * 0.97 : 1;
  QRectF inner(0, 0, all.width() * share, all.height() * share);
  inner.moveCenter(all.center());
  return {inner, true};
}

}  // namespace koma::lettering
