// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace koma::manga {

/// Millimetres on a page: x to the right, y down, origin at the trim box's top left corner.
struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

/// Width and height in millimetres.
struct Size {
  double width = 0, height = 0;
  friend bool operator==(const Size&, const Size&) = default;
};

/// An upright rectangle in millimetres.
struct Rect {
  double left = 0, top = 0, width = 0, height = 0;

  [[nodiscard]] double right() const noexcept { return left + width; }
  [[nodiscard]] double bottom() const noexcept { return top + height; }
  [[nodiscard]] Point centre() const noexcept { return {left + width / 2, top + height / 2}; }
  [[nodiscard]] bool empty() const noexcept { return width <= 0 || height <= 0; }
  friend bool operator==(const Rect&, const Rect&) = default;
};

/// A closed polygon, clockwise on the page, without repeated points.
using Polygon = std::vector<Point>;

[[nodiscard]] Polygon polygon_of(const Rect& rect);
[[nodiscard]] Rect bounds_of(const Polygon& polygon);
/// Square millimetres; positive for a clockwise polygon.
[[nodiscard]] double area_of(const Polygon& polygon);
[[nodiscard]] Point centroid_of(const Polygon& polygon);
/// True on the edge as well.
[[nodiscard]] bool contains(const Polygon& polygon, const Point& point);
[[nodiscard]] Rect intersection(const Rect& a, const Rect& b);
[[nodiscard]] Rect expanded(const Rect& rect, double margin);

/// The part of a convex or concave polygon on the side of the line through `on` that `normal` points to, at least
/// `distance` millimetres away from it (Sutherland and Hodgman 1974). Empty when nothing is left.
[[nodiscard]] Polygon clipped(const Polygon& polygon, const Point& on, const Point& normal, double distance = 0);

}  // namespace koma::manga
