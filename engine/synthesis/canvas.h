// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/base/image.h"

namespace koma::synthesis {

using Points = std::vector<cv::Point2d>;

/// Catmull-Rom spline through the points.
[[nodiscard]] Points curve(const Points& points, bool closed = true, int steps = 8);
/// Part of an ellipse; angles in degrees, clockwise from the right (y points down).
[[nodiscard]] Points ellipse(double x, double y, double rx, double ry, double from = 0, double to = 360,
                             int count = 24);
[[nodiscard]] Points joined(Points first, const Points& second);

/// A thick line, `width` in units of the frame.
struct Limb {
  Points points;
  double width;
};

/// A grey picture that is drawn in a frame of its own: an affine map from units of the drawing to pixels.
class Canvas {
 public:
  Canvas(int width, int height, int grey = 255);

  void set_frame(const cv::Matx23d& frame) { frame_ = frame; }
  void set_line(double pixels) { line_ = pixels; }
  [[nodiscard]] double line() const { return line_; }
  [[nodiscard]] int width() const { return pixels_.cols; }
  [[nodiscard]] int height() const { return pixels_.rows; }

  void fill(const Points& points, int grey);
  /// `pixels` of 0 is the canvas's line width.
  void stroke(const Points& points, double pixels = 0, int grey = 0);
  /// Filled, with an outline.
  void shape(const Points& points, int grey, double pixels = 0, int outline = 0);
  /// A thick line with an outline, `width` in units of the frame.
  void limb(const Points& points, double width, int grey);
  /// Several that grow together under one outline: a palm and its fingers.
  void limbs(const std::vector<Limb>& parts, int grey);
  void flood(int grey) { pixels_.setTo(grey); }

  [[nodiscard]] cv::Point2d pixel(const cv::Point2d& point) const;
  [[nodiscard]] const cv::Mat& pixels() const { return pixels_; }
  [[nodiscard]] cv::Mat& pixels() { return pixels_; }

 private:
  [[nodiscard]] std::vector<cv::Point> fixed(const Points& points) const;
  [[nodiscard]] int width_of(double pixels) const;

  cv::Mat pixels_;
  cv::Matx23d frame_{1, 0, 0, 0, 1, 0};
  double line_ = 5;
};

/// Averages a drawing down to width × height.
[[nodiscard]] Image averaged(const cv::Mat& pixels, int width, int height);

}  // namespace koma::synthesis
