// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/panel_drawing.h"

#include <opencv2/imgproc.hpp>

#include "engine/synthesis/background_drawing.h"
#include "engine/synthesis/caption.h"
#include "engine/synthesis/character_drawing.h"
#include "engine/synthesis/label_checks.h"
#include "engine/synthesis/panel_layout.h"

namespace koma::synthesis {

namespace {

constexpr int oversampling = 2;

Appearance appearance_of(const DrawnCharacter& who) {
  return {who.expression, who.pose, who.facing == 1, who.shot, who.view};
}

HeadFrame oversampled(const HeadFrame& head) {
  return {head.x * oversampling, head.y * oversampling, head.radius * oversampling};
}

/// The character alone, once on black and once on white: where both agree, there is ink of the character.
cv::Mat silhouette(const DrawnCharacter& who, int width, int height) {
  Canvas dark(width, height, 0), light(width, height, 255);
  draw_character(dark, who.identity, appearance_of(who), oversampled(who.head));
  draw_character(light, who.identity, appearance_of(who), oversampled(who.head));
  cv::Mat difference;
  cv::absdiff(dark.pixels(), light.pixels(), difference);
  return difference < 128;
}

void draw_calm_area(cv::Mat& picture, cv::Mat& mask, const UnitBox& box) {
  const double w = picture.cols, h = picture.rows;
  const cv::Point2d centre((box.left + box.right) / 2 * w, (box.top + box.bottom) / 2 * h);
  const cv::Size2d size((box.right - box.left) * w, (box.bottom - box.top) * h);
  cv::Mat alpha = cv::Mat::zeros(picture.size(), CV_8UC1);
  cv::ellipse(alpha, cv::RotatedRect(centre, size, 0), cv::Scalar(255), cv::FILLED, cv::LINE_AA);
  cv::max(mask, alpha, mask);
  cv::GaussianBlur(alpha, alpha, {0, 0}, 1.5 * oversampling);
  cv::Mat inverse = 255 - picture, kept;
  cv::multiply(inverse, 255 - alpha, kept, 1.0 / 255);
  picture = 255 - kept;
}

/// Nearest sampling keeps the indices whole.
Image sampled(const cv::Mat& indices, int width, int height) {
  cv::Mat small;
  cv::resize(indices, small, {width, height}, 0, 0, cv::INTER_NEAREST);
  return Image(width, height, 1, std::vector<std::uint8_t>(small.datastart, small.dataend));
}

}  // namespace

DrawnPanel draw_labels(PanelLabels labels, bool masks) {
  check_labels(labels);
  const int width = labels.width * oversampling, height = labels.height * oversampling;
  Canvas canvas(width, height);
  canvas.set_line(4);
  draw_background(canvas, labels.background, labels.night);
  cv::Mat people = cv::Mat::zeros(height, width, CV_8UC1), calm = people.clone();
  for (std::size_t i = 0; i < labels.characters.size(); ++i) {
    auto& who = labels.characters[i];
    who.head = head_frame(who.box, labels.width, labels.height);
    who.hands.clear();
    for (const auto& hand : draw_character(canvas, who.identity, appearance_of(who), oversampled(who.head))) {
      who.hands.emplace_back(float(hand.x / oversampling), float(hand.y / oversampling));
    }
    if (masks) people.setTo(double(i + 1), silhouette(who, width, height));
  }
  for (const auto& box : labels.dialogs) draw_calm_area(canvas.pixels(), calm, box);
  if (!masks) return {averaged(canvas.pixels(), labels.width, labels.height), {}, {}, std::move(labels)};
  people.setTo(0, calm > 127);
  return {averaged(canvas.pixels(), labels.width, labels.height), sampled(people, labels.width, labels.height),
          averaged(calm, labels.width, labels.height), std::move(labels)};
}

DrawnPanel draw_panel(Random& random, const PanelOptions& options) {
  check_options(options);
  PanelLabels labels = lay_out(random, options);
  labels.caption = caption(random, labels);
  return draw_labels(std::move(labels), options.masks);
}

}  // namespace koma::synthesis
