// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/synthesis/body_parts.h"
#include "engine/synthesis/character_drawing.h"

namespace koma::synthesis {

double Body::half_width(double y) const {
  const double t = std::clamp((y - 1.75) / .85, 0.0, 1.0);
  if (view == View::profile) return depth() * (1.02 - .07 * t);
  return shoulder() * .97 + (hip() * 1.04 - shoulder() * .97) * t;
}

int cloth_grey(int outfit) {
  switch (outfit) {
    case gakuran:
      return 0;
    case suit:
      return 140;
    case hoodie:
      return 190;
    case dress:
      return 160;
    case kimono:
      return 225;
    case coat:
      return 205;
    default:
      return 255;
  }
}

void draw_trunk(const Body& body) {
  body.canvas.limb({{0, .7}, {0, 1.4}}, .42, 255);
  const double s = body.shoulder(), hip = body.hip(), d = body.depth();
  const Points front = {{-.28, 1.22},       {-s * .8, 1.38}, {-s, 1.75},        {-hip * 1.05, 2.6},
                        {-hip * 1.02, 3.1}, {0, 3.16},       {hip * 1.02, 3.1}, {hip * 1.05, 2.6},
                        {s, 1.75},          {s * .8, 1.38},  {.28, 1.22}};
  const Points profile = {{-.24, 1.22},     {-d * .86, 1.42}, {-d, 1.9},      {-d * .9, 2.6},
                          {-d * .96, 3.1},  {0, 3.16},        {d * .94, 3.1}, {d * .92, 2.6},
                          {d * 1.02, 1.95}, {d * .8, 1.42},   {.24, 1.22}};
  body.canvas.shape(curve(body.view == View::profile ? profile : front), cloth_grey(body.who.outfit));
}

void draw_belt(const Body& body, double y0, double y1, int grey) {
  const double a = body.half_width(y0) * 1.02, b = body.half_width(y1) * 1.02;
  body.canvas.shape({{-a, y0}, {a, y0}, {b, y1}, {-b, y1}}, grey);
}

Points draw_raised_arms(Canvas& canvas, const Identity& who, int pose, View view) {
  const Body body{canvas, who, view};
  Points hands;
  for (const int side : {-1, 1}) {
    const Arm arm = arm_of(pose, side);
    if (arm != Arm::down) hands.push_back(draw_arm(body, side, arm));
  }
  return hands;
}

Points draw_body(Canvas& canvas, const Identity& who, int pose, bool legs, View view) {
  const Body body{canvas, who, view};
  const bool profile = view == View::profile;
  if (legs) draw_legs(body);
  Points hands;
  // The far arm of a profile hangs behind the trunk, and its hand peeps out in front.
  if (profile && arm_of(pose, -1) == Arm::down) hands.push_back(draw_arm(body, -1, Arm::down));
  draw_trunk(body);
  draw_long_garment(body);
  if (profile) {
    draw_profile_details(body);
  } else if (view == View::back) {
    draw_back_details(body);
  } else {
    draw_front_details(body);
  }
  for (const int side : {-1, 1})
    if (arm_of(pose, side) == Arm::down && !(profile && side < 0)) hands.push_back(draw_arm(body, side, Arm::down));
  return hands;
}

}  // namespace koma::synthesis
