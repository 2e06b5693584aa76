// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "engine/synthesis/character_drawing.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

struct Build {
  double shoulder, hip;
};

int sleeve_grey(int outfit) {
  return outfit == gakuran ? 0 : outfit == suit ? 140 : outfit == hoodie ? 190 : 255;
}

void draw_legs(Canvas& canvas, const Identity& who, const Build& build) {
  const bool skirt = who.girl && (who.outfit == sailor || who.outfit == star || who.outfit == stripes);
  const int leg = skirt ? 255 : who.outfit == hoodie ? 170 : who.outfit == suit || who.outfit == stripes ? 140 : 0;
  for (const int side : {-1, 1}) {
    const double x = build.hip * .5 * side, step = .1 * side;
    canvas.limb({{x, 3.0}, {x + step, 4.7}}, .5, leg);
    canvas.shape(curve({{x + step - .3, 4.55}, {x + step + .3, 4.55}, {x + step + .38, 5.1}, {x + step - .38, 5.1}}),
                 0);
  }
  if (!skirt) return;
  const int grey = who.outfit == star ? 0 : who.outfit == sailor ? 140 : 170;
  canvas.shape({{-build.hip * .9, 2.6}, {build.hip * .9, 2.6}, {build.hip * 1.6, 3.8}, {-build.hip * 1.6, 3.8}}, grey);
}

void draw_outfit(Canvas& canvas, int outfit, const Build& build) {
  const double line = canvas.line(), s = build.shoulder;
  if (outfit == sailor) {
    canvas.shape({{-.7 * s, 1.3}, {0, 2.3}, {.7 * s, 1.3}, {.3, 1.2}, {0, 1.55}, {-.3, 1.2}}, 0);
    for (const int q : {-1, 1}) canvas.shape({{0, 2.15}, {q * .5, 1.95}, {q * .45, 2.65}}, 140);
  } else if (outfit == gakuran) {
    canvas.stroke({{0, 1.3}, {0, 3.1}}, line, 255);
    for (const double y : {1.8, 2.35, 2.9}) canvas.fill(ellipse(.26, y, .16, .16, 0, 360, 12), 255);
    canvas.shape({{-.38, 1.1}, {.38, 1.1}, {.4, 1.4}, {-.4, 1.4}}, 0, line * .8, 255);
  } else if (outfit == suit) {
    canvas.shape({{-.46, 1.22}, {.46, 1.22}, {0, 2.65}}, 255);
    canvas.shape({{-.14, 1.35}, {.14, 1.35}, {.22, 2.2}, {0, 2.5}, {-.22, 2.2}}, 0);
    canvas.stroke({{0, 2.65}, {0, 3.1}});
  } else if (outfit == hoodie) {
    canvas.shape(curve({{-.7, 1.28}, {0, 1.75}, {.7, 1.28}, {.45, 1.05}, {0, 1.35}, {-.45, 1.05}}), 255);
    canvas.shape({{-.5, 2.35}, {.5, 2.35}, {.65, 3.0}, {-.65, 3.0}}, 230);
  } else if (outfit == stripes) {
    for (const double y : {1.85, 2.35, 2.85}) {
      const double t = std::min(1.0, (y - 1.75) / .85), w = s * .95 + (build.hip * 1.02 - s * .95) * t;
      canvas.fill({{-w, y - .14}, {w, y - .14}, {w * .98, y + .14}, {-w * .98, y + .14}}, 0);
    }
  } else if (outfit == star) {
    Points points;
    for (int i = 0; i < 10; ++i) {
      const double r = i % 2 ? .24 : .58;
      points.emplace_back(r * std::sin(i * CV_PI / 5), 2.2 - r * std::cos(i * CV_PI / 5));
    }
    canvas.fill(points, 0);
  }
}

enum class Arm { down, wave, point, up };

Arm arm_of(int pose, int side) {
  if (pose == cheering) return Arm::up;
  if (side < 0) return Arm::down;
  return pose == waving ? Arm::wave : pose == pointing ? Arm::point : Arm::down;
}

Build build_of(const Identity& who) {
  return who.girl ? Build{1.0, .78} : Build{1.15, .84};
}

/// Everything stays within the character's box, 1.6 head radii to either side: 2.58 body units.
cv::Point2d draw_arm(Canvas& canvas, int side, Arm arm, const Build& build, int sleeve) {
  const double q = side, s = build.shoulder;
  const cv::Point2d joint(q * s * .86, 1.62);
  Points line = {joint, {q * (s + .22), 2.4}, {q * (s + .14), 3.05}};
  if (arm == Arm::wave) line = {joint, {q * (s + .8), 1.7}, {q * (s + .92), .45}};
  if (arm == Arm::point) line = {joint, {q * (s + .35), 2.0}, {q * (s + .6), 1.5}};
  if (arm == Arm::up) line = {joint, {q * (s + .85), 1.1}, {q * (s + .9), -.95}};
  canvas.limb(line, .52, sleeve);
  const auto hand = line.back();
  const double size = arm == Arm::down ? .38 : .45;
  if (arm == Arm::point) canvas.limb({hand, {hand.x + q * .66, hand.y - .2}}, .3, 255);
  canvas.shape(ellipse(hand.x, hand.y, size, size, 0, 360, 16), 255);
  // A thumb makes the mitten read as a hand.
  if (arm == Arm::wave || arm == Arm::up)
    canvas.limb({{hand.x - q * .28, hand.y - .1}, {hand.x - q * .42, hand.y - .36}}, .22, 255);
  return hand;
}

}  // namespace

Points draw_raised_arms(Canvas& canvas, const Identity& who, int pose, View) {
  Points hands;
  for (const int side : {-1, 1}) {
    const Arm arm = arm_of(pose, side);
    if (arm != Arm::down) hands.push_back(draw_arm(canvas, side, arm, build_of(who), sleeve_grey(who.outfit)));
  }
  return hands;
}

Points draw_body(Canvas& canvas, const Identity& who, int pose, bool legs, View) {
  const Build build = build_of(who);
  const double s = build.shoulder, hip = build.hip;
  if (legs) draw_legs(canvas, who, build);
  const int sleeve = sleeve_grey(who.outfit);
  canvas.limb({{0, .7}, {0, 1.4}}, .42, 255);
  canvas.shape(curve({{-.28, 1.22},
                      {-s * .8, 1.38},
                      {-s, 1.75},
                      {-hip * 1.05, 2.6},
                      {-hip * 1.02, 3.1},
                      {0, 3.16},
                      {hip * 1.02, 3.1},
                      {hip * 1.05, 2.6},
                      {s, 1.75},
                      {s * .8, 1.38},
                      {.28, 1.22}}),
               sleeve);
  draw_outfit(canvas, who.outfit, build);
  Points hands;
  for (const int side : {-1, 1})
    if (arm_of(pose, side) == Arm::down) hands.push_back(draw_arm(canvas, side, Arm::down, build, sleeve));
  return hands;
}

}  // namespace koma::synthesis
