// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/canvas.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace koma::synthesis {

namespace {
constexpr int shift = 4;  // OpenCV draws in 1/16 pixel
constexpr double far = 4000;
}  // namespace

Points curve(const Points& points, bool closed, int steps) {
  Points p;
  const auto n = points.size();
  p.push_back(closed ? points[n - 1] : 2 * points[0] - points[1]);
  p.insert(p.end(), points.begin(), points.end());
  p.push_back(closed ? points[0] : 2 * points[n - 1] - points[n - 2]);
  if (closed) p.push_back(points[1]);
  Points out;
  for (std::size_t i = 0; i + 3 < p.size(); ++i) {
    const auto &a = p[i], &b = p[i + 1], &c = p[i + 2], &d = p[i + 3];
    for (int k = 0; k < steps; ++k) {
      const double t = double(k) / steps;
      out.push_back(
          0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * (t * t) + (3 * b - a - 3 * c + d) * (t * t * t)));
    }
  }
  if (!closed) out.push_back(points.back());
  return out;
}

Points ellipse(double x, double y, double rx, double ry, double from, double to, int count) {
  const bool open = to - from < 360;
  Points out;
  for (int i = 0; i < count; ++i) {
    const double angle = (from + (to - from) * i / (open ? count - 1 : count)) * CV_PI / 180;
    out.emplace_back(x + rx * std::cos(angle), y + ry * std::sin(angle));
  }
  return out;
}

Points joined(Points first, const Points& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Canvas::Canvas(int width, int height, int grey) : pixels_(height, width, CV_8UC1, cv::Scalar(grey)) {}

cv::Point2d Canvas::pixel(const cv::Point2d& p) const {
  return {frame_(0, 0) * p.x + frame_(0, 1) * p.y + frame_(0, 2),
          frame_(1, 0) * p.x + frame_(1, 1) * p.y + frame_(1, 2)};
}

std::vector<cv::Point> Canvas::fixed(const Points& points) const {
  std::vector<cv::Point> out;
  out.reserve(points.size());
  for (const auto& point : points) {
    const auto p = pixel(point);
    const auto coordinate = [](double v) { return int(std::lround(std::clamp(v, -far, far) * (1 << shift))); };
    out.emplace_back(coordinate(p.x), coordinate(p.y));
  }
  return out;
}

int Canvas::width_of(double pixels) const {
  return std::max(1, int(std::lround(pixels > 0 ? pixels : line_)));
}

void Canvas::fill(const Points& points, int grey) {
  cv::fillPoly(pixels_, std::vector{fixed(points)}, cv::Scalar(grey), cv::LINE_AA, shift);
}

void Canvas::stroke(const Points& points, double pixels, int grey) {
  cv::polylines(pixels_, std::vector{fixed(points)}, false, cv::Scalar(grey), width_of(pixels), cv::LINE_AA, shift);
}

void Canvas::shape(const Points& points, int grey, double pixels, int outline) {
  const std::vector polygons{fixed(points)};
  cv::fillPoly(pixels_, polygons, cv::Scalar(grey), cv::LINE_AA, shift);
  cv::polylines(pixels_, polygons, true, cv::Scalar(outline), width_of(pixels), cv::LINE_AA, shift);
}

void Canvas::limb(const Points& points, double width, int grey) {
  limbs({{points, width}}, grey);
}

void Canvas::limbs(const std::vector<Limb>& parts, int grey) {
  for (const bool outline : {true, false}) {
    for (const auto& part : parts) {
      const int inner = std::max(2, int(part.width * std::hypot(frame_(0, 0), frame_(1, 0))));
      cv::polylines(pixels_, std::vector{fixed(part.points)}, false, cv::Scalar(outline ? 0 : grey),
                    outline ? inner + int(2 * line_) : inner, cv::LINE_AA, shift);
    }
  }
}

Image averaged(const cv::Mat& pixels, int width, int height) {
  cv::Mat small;
  cv::resize(pixels, small, {width, height}, 0, 0, cv::INTER_AREA);
  return Image(width, height, 1, std::vector<std::uint8_t>(small.datastart, small.dataend));
}

}  // namespace koma::synthesis
