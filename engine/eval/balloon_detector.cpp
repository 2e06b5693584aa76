// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/balloon_detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "engine/eval/box_match.h"

namespace koma::eval {

namespace {

constexpr int white_above = 235;
constexpr std::array<double, 4> openings = {0, 0.012, 0.025, 0.045};
constexpr double least_area = 0.008, most_area = 0.4;
constexpr double least_solidity = 0.9, least_extent = 0.62, least_white = 0.6, most_on_edge = 0.25;
constexpr double least_roundness = 0.85;
constexpr double same_place = 0.5;

using Outline = std::vector<cv::Point>;

struct Candidate {
  double solidity = 0;
  UnitBox box;
};

/// A region's own raster: 1 inside the outline.
cv::Mat filled(const Outline& outline, const cv::Rect& box) {
  cv::Mat inside = cv::Mat::zeros(box.size(), CV_8UC1);
  cv::drawContours(inside, std::vector<Outline>{outline}, 0, cv::Scalar(1), cv::FILLED, cv::LINE_8, cv::noArray(), 0,
                   -box.tl());
  return inside;
}

double share_on_edge(const Outline& outline, const cv::Size& panel) {
  const auto on_edge = std::ranges::count_if(outline, [&](const cv::Point& p) {
    return p.x == 0 || p.y == 0 || p.x == panel.width - 1 || p.y == panel.height - 1;
  });
  return double(on_edge) / double(outline.size());
}

double roundness(const cv::Mat& inside) {
  cv::Mat ellipse = cv::Mat::zeros(inside.size(), CV_8UC1);
  const cv::Point2f centre(float(inside.cols - 1) / 2, float(inside.rows - 1) / 2);
  cv::ellipse(ellipse, cv::RotatedRect(centre, cv::Size2f(inside.size()), 0), cv::Scalar(1), cv::FILLED);
  return double(cv::countNonZero(inside & ellipse)) / double(std::max(1, cv::countNonZero(inside | ellipse)));
}

std::optional<Candidate> candidate(const Outline& outline, const cv::Mat& white, bool rounded_only) {
  const double panel = double(white.total()), area = cv::contourArea(outline);
  if (area < least_area * panel || area > most_area * panel) return {};
  const cv::Rect box = cv::boundingRect(outline);
  Outline hull;
  cv::convexHull(outline, hull);
  const double solidity = area / cv::contourArea(hull);
  if (solidity < least_solidity || area < least_extent * (box.width - 1) * (box.height - 1)) return {};
  if (share_on_edge(outline, white.size()) > most_on_edge) return {};
  const cv::Mat inside = filled(outline, box);
  if (cv::countNonZero(white(box) & inside) < least_white * cv::countNonZero(inside)) return {};
  if (rounded_only && roundness(inside) < least_roundness) return {};
  const auto w = float(white.cols), h = float(white.rows);
  return Candidate{
      solidity, {float(box.x) / w, float(box.y) / h, float(box.x + box.width) / w, float(box.y + box.height) / h}};
}

std::vector<Candidate> candidates(const cv::Mat& white, bool rounded_only) {
  std::vector<Candidate> found;
  for (const double share : openings) {
    const int radius = int(std::lround(share * std::sqrt(double(white.total()))));
    const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
    cv::Mat opened;
    cv::morphologyEx(white, opened, cv::MORPH_OPEN, disc);
    std::vector<Outline> outlines;
    std::vector<cv::Vec4i> family;
    // Two levels: the outlines of all regions, wherever they are nested, and their holes, which have a parent.
    cv::findContours(opened, outlines, family, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    for (std::size_t i = 0; i < outlines.size(); ++i) {
      if (family[i][3] >= 0) continue;
      if (auto one = candidate(outlines[i], white, rounded_only)) found.push_back(*one);
    }
  }
  return found;
}

}  // namespace

std::vector<UnitBox> find_balloons(const Image& picture, bool rounded_only) {
  const Image grey = to_grey(picture);
  // OpenCV has no const Mat; nothing here writes to it.
  const cv::Mat pixels(grey.height(), grey.width(), CV_8UC1, const_cast<std::uint8_t*>(grey.row(0)));
  const cv::Mat white = (pixels > white_above) / 255;
  std::vector<Candidate> found = candidates(white, rounded_only);
  std::ranges::stable_sort(found, std::greater{}, &Candidate::solidity);
  std::vector<UnitBox> kept;
  for (const Candidate& one : found) {
    const bool is_new = std::ranges::none_of(kept, [&](const UnitBox& other) {
      return common_area(one.box, other) >= same_place * std::min(area_of(one.box), area_of(other));
    });
    if (is_new) kept.push_back(one.box);
  }
  return kept;
}

}  // namespace koma::eval
