// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "engine/synthesis/body_parts.h"

namespace koma::synthesis {

namespace {

cv::Point2d along(double degrees, double length) {
  const double angle = degrees * CV_PI / 180;
  return {length * std::cos(angle), length * std::sin(angle)};
}

/// Palm, three fingers and a thumb; `aim` is where the fingers point, degrees clockwise from the right.
cv::Point2d open_hand(Canvas& canvas, const cv::Point2d& wrist, double aim, int thumb) {
  const cv::Point2d palm = wrist + along(aim, .2);
  std::vector<Limb> parts = {{{wrist + along(aim, .1), wrist + along(aim, .3)}, .56}};
  for (const int finger : {-1, 0, 1})
    parts.push_back({{palm + along(aim + finger * 40, .2), palm + along(aim + finger * 27, finger ? .7 : .76)}, .23});
  parts.push_back({{palm, palm + along(aim + thumb * 88, .5)}, .25});
  canvas.limbs(parts, 255);
  return palm + along(aim, .12);
}

/// A loose hand: a mitten with its thumb.
cv::Point2d mitten(Canvas& canvas, const cv::Point2d& wrist, double aim, int thumb) {
  const cv::Point2d middle = wrist + along(aim, .18);
  canvas.limbs({{{wrist + along(aim, .06), wrist + along(aim, .26)}, .54},
                {{middle + along(aim + thumb * 90, .2), middle + along(aim + thumb * 52, .42)}, .24}},
               255);
  return middle;
}

cv::Point2d pointing_hand(const Body& body, const cv::Point2d& wrist, double aim, int thumb) {
  const cv::Point2d middle = wrist + along(aim, .16);
  body.canvas.limbs(
      {{{wrist + along(aim, .08), wrist + along(aim, .22)}, .56}, {{middle, middle + along(aim, .74)}, .27}}, 255);
  if (body.view != View::back)
    body.canvas.limb({middle + along(aim + thumb * 90, .26), middle + along(aim + thumb * 20, .2)}, .2, 255);
  return middle + along(aim, .2);
}

struct ArmLine {
  cv::Point2d joint, elbow, wrist;
  double aim;  ///< of the hand, degrees
};

/// Everything stays within the character's box, 1.6 head radii to either side: 2.58 units.
ArmLine seen_from_front(const Body& body, int side, Arm arm) {
  const double q = side, s = body.shoulder();
  const cv::Point2d joint(q * s * .86, 1.62);
  switch (arm) {
    case Arm::wave:
      return {joint, {q * (s + .76), 1.72}, {q * (s + .84), .72}, -90 + q * 8};
    case Arm::point:
      return {joint, {q * (s + .3), 2.05}, {q * (s + .48), 1.58}, side > 0 ? -16.0 : 196.0};
    case Arm::up:
      return {joint, {q * (s + .85), 1.1}, {q * (s + .9), -.72}, -90 + q * 4};
    default:
      return {joint, {q * (s + .22), 2.36}, {q * (s + .16), 2.82}, 90 + q * 6};
  }
}

ArmLine seen_from_side(int side, Arm arm) {
  switch (arm) {
    case Arm::wave:
      return {{.1, 1.66}, {1.3, 2.0}, {1.92, 1.28}, -72};
    case Arm::point:
      return {{.1, 1.66}, {.9, 1.86}, {1.5, 1.72}, -8};
    case Arm::up:
      if (side < 0) return {{.5, 1.62}, {1.66, 1.3}, {2.02, -.3}, -84};
      return {{-.48, 1.62}, {-1.66, 1.2}, {-2.0, -.5}, -96};
    default:
      if (side < 0) return {{.2, 1.66}, {.62, 2.3}, {.84, 2.76}, 70};
      return {{-.12, 1.66}, {-.34, 2.36}, {-.2, 2.82}, 80};
  }
}

/// A kimono's sleeve hangs from the arm, whatever the arm does.
void draw_wide_sleeve(Canvas& canvas, const ArmLine& line, Arm arm, int grey) {
  const double out = line.elbow.x >= line.joint.x ? 1 : -1;
  if (arm == Arm::down) {
    canvas.shape(curve({{line.joint.x - out * .2, line.joint.y - .12},
                        {line.joint.x + out * .26, line.joint.y},
                        {line.wrist.x + out * .42, line.wrist.y - .06},
                        {line.wrist.x + out * .36, line.wrist.y + .16},
                        {line.wrist.x - out * .3, line.wrist.y + .14},
                        {line.elbow.x - out * .3, line.elbow.y}}),
                 grey);
    return;
  }
  const cv::Point2d middle = line.elbow + .45 * (line.wrist - line.elbow);
  canvas.limbs({{{line.elbow, line.wrist}, .4}}, 255);
  canvas.shape(curve({{line.joint.x, line.joint.y - .28},
                      {line.elbow.x - out * .18, line.elbow.y - .3},
                      {middle.x - out * .3, middle.y},
                      {middle.x + out * .3, middle.y},
                      {line.elbow.x + out * .28, line.elbow.y + .5},
                      {line.elbow.x - out * .1, line.elbow.y + .95},
                      {line.joint.x + out * .3, line.joint.y + .6},
                      {line.joint.x, line.joint.y + .3}}),
               grey);
}

void draw_sleeve(const Body& body, const ArmLine& line, Arm arm) {
  const int grey = cloth_grey(body.who.outfit);
  const Points points = {line.joint, line.elbow, line.wrist};
  if (body.who.outfit == kimono) return draw_wide_sleeve(body.canvas, line, arm, grey);
  if (body.who.outfit != dress) return body.canvas.limb(points, .52, grey);
  body.canvas.limb(points, .4, 255);
  const cv::Point2d puff = line.joint + .25 * (line.elbow - line.joint);
  body.canvas.shape(ellipse(puff.x, puff.y, .4, .38), grey);
}

}  // namespace

Arm arm_of(int pose, int side) {
  if (pose == cheering) return Arm::up;
  if (side < 0) return Arm::down;
  return pose == waving ? Arm::wave : pose == pointing ? Arm::point : Arm::down;
}

cv::Point2d draw_arm(const Body& body, int side, Arm arm) {
  const bool profile = body.view == View::profile;
  const ArmLine line = profile ? seen_from_side(side, arm) : seen_from_front(body, side, arm);
  draw_sleeve(body, line, arm);
  // Thumbs point to the head, those of hanging hands to the body or forwards.
  const bool left_of_head = profile ? side > 0 : side < 0;
  switch (arm) {
    case Arm::wave:
      return open_hand(body.canvas, line.wrist, line.aim, -1);
    case Arm::point:
      return pointing_hand(body, line.wrist, line.aim, -1);
    case Arm::up:
      return open_hand(body.canvas, line.wrist, line.aim, left_of_head ? 1 : -1);
    default:
      return mitten(body.canvas, line.wrist, line.aim, profile ? -1 : side);
  }
}

}  // namespace koma::synthesis
