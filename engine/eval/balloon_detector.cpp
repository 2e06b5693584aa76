// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/balloon_detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "engine/base/error.h"
#include "engine/eval/box_match.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::eval {

using pipelines::view_of;

namespace {

constexpr double least_area = 0.008;

namespace any_panel {
constexpr int white_above = 235;
constexpr std::array<double, 4> openings = {0, 0.012, 0.025, 0.045};
constexpr double most_area = 0.4, solidity = 0.9, roundness = 0.75, white = 0.6, on_edge = 0.25, same_place = 0.5;
}  // namespace any_panel

namespace known_panel {
constexpr int inked_below = 225, slack = 2, crumbs = 3;
constexpr double closing = 0.08, solidity = 0.85;
}  // namespace known_panel

using Outline = std::vector<cv::Point>;

struct Candidate {
  double solidity = 0;
  UnitBox box;
};

cv::Mat disc(int radius) {
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
}

double mean_side(const cv::Mat& panel) {
  return std::sqrt(double(panel.total()));
}

/// The outlines of all connected regions, wherever they are nested, without their holes.
std::vector<Outline> outlines_of(const cv::Mat& regions) {
  std::vector<Outline> all, outer;
  std::vector<cv::Vec4i> family;
  cv::findContours(regions, all, family, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (family[i][3] < 0) outer.push_back(std::move(all[i]));
  }
  return outer;
}

/// A region large and convex enough; nothing otherwise.
std::optional<Candidate> convex_region(const Outline& outline, const cv::Size& panel, double least_solidity) {
  const double area = cv::contourArea(outline);
  if (area < least_area * panel.area()) return {};
  Outline hull;
  cv::convexHull(outline, hull);
  const double solidity = area / cv::contourArea(hull);
  if (solidity < least_solidity) return {};
  const cv::Rect box = cv::boundingRect(outline);
  const auto w = float(panel.width), h = float(panel.height);
  return Candidate{solidity,
                   {float(box.x) / w, float(box.y) / h, float(box.x + box.width) / w, float(box.y + box.height) / h}};
}

double share_on_edge(const Outline& outline, const cv::Size& panel) {
  const auto on_edge = std::ranges::count_if(outline, [&](const cv::Point& p) {
    return p.x == 0 || p.y == 0 || p.x == panel.width - 1 || p.y == panel.height - 1;
  });
  return double(on_edge) / double(outline.size());
}

/// Of a region's own raster, 1 inside.
double roundness(const cv::Mat& inside) {
  cv::Mat ellipse = cv::Mat::zeros(inside.size(), CV_8UC1);
  const cv::Point2f centre(float(inside.cols - 1) / 2, float(inside.rows - 1) / 2);
  cv::ellipse(ellipse, cv::RotatedRect(centre, cv::Size2f(inside.size()), 0), cv::Scalar(1), cv::FILLED);
  return double(cv::countNonZero(inside & ellipse)) / double(std::max(1, cv::countNonZero(inside | ellipse)));
}

bool looks_like_a_balloon(const Outline& outline, const cv::Mat& white) {
  if (cv::contourArea(outline) > any_panel::most_area * double(white.total())) return false;
  if (share_on_edge(outline, white.size()) > any_panel::on_edge) return false;
  const cv::Rect box = cv::boundingRect(outline);
  cv::Mat inside = cv::Mat::zeros(box.size(), CV_8UC1);
  cv::drawContours(inside, std::vector<Outline>{outline}, 0, cv::Scalar(1), cv::FILLED, cv::LINE_8, cv::noArray(), 0,
                   -box.tl());
  return cv::countNonZero(white(box) & inside) >= any_panel::white * cv::countNonZero(inside) &&
         roundness(inside) >= any_panel::roundness;
}

}  // namespace

std::vector<UnitBox> find_balloons(const Image& picture) {
  const Image grey = to_grey(picture);
  const cv::Mat white = (view_of(grey) > any_panel::white_above) / 255;
  std::vector<Candidate> found;
  for (const double share : any_panel::openings) {
    cv::Mat opened;
    cv::morphologyEx(white, opened, cv::MORPH_OPEN, disc(int(std::lround(share * mean_side(white)))));
    for (const Outline& outline : outlines_of(opened)) {
      const auto one = convex_region(outline, white.size(), any_panel::solidity);
      if (one && looks_like_a_balloon(outline, white)) found.push_back(*one);
    }
  }
  std::ranges::stable_sort(found, std::greater{}, &Candidate::solidity);
  std::vector<UnitBox> kept;
  for (const Candidate& one : found) {
    const bool is_new = std::ranges::none_of(kept, [&](const UnitBox& other) {
      return common_area(one.box, other) >= any_panel::same_place * std::min(area_of(one.box), area_of(other));
    });
    if (is_new) kept.push_back(one.box);
  }
  return kept;
}

std::vector<UnitBox> find_calm_places(const Image& picture, const Image& bare) {
  if (picture.width() != bare.width() || picture.height() != bare.height()) {
    throw Error(ErrorCode::invalid_argument, "the picture and its bare drawing must have the same size");
  }
  const cv::Mat ink = view_of(picture) < known_panel::inked_below;
  cv::Mat around, places;
  cv::dilate(ink, around, disc(known_panel::slack));
  const cv::Mat left_out = (view_of(bare) < known_panel::inked_below) & ~around;
  // Beyond the panel's edge there is nothing that could close.
  const int radius = int(std::lround(known_panel::closing * mean_side(ink)));
  cv::copyMakeBorder(left_out, places, radius, radius, radius, radius, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::morphologyEx(places, places, cv::MORPH_CLOSE, disc(radius));
  places = places(cv::Rect({radius, radius}, ink.size())) & ~ink;
  cv::morphologyEx(places, places, cv::MORPH_OPEN, disc(known_panel::crumbs));
  std::vector<UnitBox> boxes;
  for (const Outline& outline : outlines_of(places)) {
    if (const auto one = convex_region(outline, ink.size(), known_panel::solidity)) boxes.push_back(one->box);
  }
  return boxes;
}

}  // namespace koma::eval
