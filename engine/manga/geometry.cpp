// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/geometry.h"

#include <algorithm>
#include <cmath>

namespace koma::manga {

namespace {
constexpr double hair = 1e-9;

double cross(const Point& a, const Point& b, const Point& c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
}  // namespace

Polygon polygon_of(const Rect& r) {
  return {{r.left, r.top}, {r.right(), r.top}, {r.right(), r.bottom()}, {r.left, r.bottom()}};
}

Rect bounds_of(const Polygon& polygon) {
  if (polygon.empty()) return {};
  double left = polygon[0].x, right = left, top = polygon[0].y, bottom = top;
  for (const auto& p : polygon) {
    left = std::min(left, p.x), right = std::max(right, p.x);
    top = std::min(top, p.y), bottom = std::max(bottom, p.y);
  }
  return {left, top, right - left, bottom - top};
}

double area_of(const Polygon& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const auto &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

Point centroid_of(const Polygon& polygon) {
  const double area = area_of(polygon);
  if (std::abs(area) < hair) return bounds_of(polygon).centre();
  Point sum;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const auto &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
    const double weight = a.x * b.y - b.x * a.y;
    sum.x += (a.x + b.x) * weight;
    sum.y += (a.y + b.y) * weight;
  }
  return {sum.x / (6 * area), sum.y / (6 * area)};
}

bool contains(const Polygon& polygon, const Point& point) {
  bool inside = false;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const auto &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
    const bool within = point.x >= std::min(a.x, b.x) - hair && point.x <= std::max(a.x, b.x) + hair &&
                        point.y >= std::min(a.y, b.y) - hair && point.y <= std::max(a.y, b.y) + hair;
    if (within && std::abs(cross(a, b, point)) < hair) return true;
    if ((a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x)
      inside = !inside;
  }
  return inside;
}

Rect intersection(const Rect& a, const Rect& b) {
  const double left = std::max(a.left, b.left), top = std::max(a.top, b.top);
  const double right = std::min(a.right(), b.right()), bottom = std::min(a.bottom(), b.bottom());
  if (right <= left || bottom <= top) return {};
  return {left, top, right - left, bottom - top};
}

Rect expanded(const Rect& r, double margin) {
  return {r.left - margin, r.top - margin, r.width + 2 * margin, r.height + 2 * margin};
}

Polygon clipped(const Polygon& polygon, const Point& on, const Point& normal, double distance) {
  const double length = std::hypot(normal.x, normal.y);
  if (length < hair) return polygon;
  const auto height = [&](const Point& p) {
    return ((p.x - on.x) * normal.x + (p.y - on.y) * normal.y) / length - distance;
  };
  Polygon out;
  const auto add = [&](const Point& p) {
    if (out.empty() || std::hypot(out.back().x - p.x, out.back().y - p.y) > 1e-6) out.push_back(p);
  };
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const auto &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
    const double ha = height(a), hb = height(b);
    if (ha >= 0) add(a);
    if ((ha >= 0) != (hb >= 0)) {
      const double t = ha / (ha - hb);
      add({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
    }
  }
  if (out.size() > 1 && std::hypot(out.front().x - out.back().x, out.front().y - out.back().y) <= 1e-6) out.pop_back();
  return out.size() < 3 ? Polygon{} : out;
}

}  // namespace koma::manga
