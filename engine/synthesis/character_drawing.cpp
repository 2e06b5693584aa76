// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/character_drawing.h"

#include <algorithm>

namespace koma::synthesis {

std::vector<cv::Point2d> draw_character(Canvas& canvas, const Identity& who, const Appearance& how,
                                        const HeadFrame& head) {
  constexpr double body_scale = .62, neck = .98;
  const double r = head.radius, mirror = how.facing_left ? -1 : 1;
  const cv::Matx23d head_frame(r * mirror, 0, head.x, 0, r, head.y);
  const double b = body_scale * r;
  const cv::Matx23d body_frame(b * mirror, 0, head.x, 0, b, head.y + r * (neck - body_scale * 1.2));
  canvas.set_line(std::clamp(r * .05, 4.0, 8.0));
  const int grey = hair_greys[std::size_t(who.tone)];
  canvas.set_frame(head_frame);
  draw_hair_back(canvas, who.hair, grey, how.view);
  canvas.set_frame(body_frame);
  std::vector<cv::Point2d> hands;
  const auto note = [&](const Points& drawn) {
    for (const auto& hand : drawn) hands.push_back(canvas.pixel(hand));
  };
  note(draw_body(canvas, who, how.pose, how.shot == Shot::full, how.view));
  canvas.set_frame(head_frame);
  draw_face(canvas, who, how.expression, how.view);
  draw_hair_front(canvas, who.hair, grey, how.view);
  draw_accessory(canvas, who.accessory, grey, how.view);
  canvas.set_frame(body_frame);
  note(draw_raised_arms(canvas, who, how.pose, how.view));
  return hands;
}

}  // namespace koma::synthesis
