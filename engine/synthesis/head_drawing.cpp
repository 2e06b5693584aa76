// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/character_drawing.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

constexpr double turn = .14;  ///< how far the features move towards the facing side
constexpr double eye_y = .22;

void draw_open_eye(Canvas& canvas, int style, double x, double narrow, int side) {
  const double line = canvas.line(), w = .25 * narrow;
  if (style == round_eyes) {
    canvas.fill(ellipse(x, eye_y, .21 * narrow, .33), 0);
    canvas.fill(ellipse(x - .06, eye_y - .12, .09, .12, 0, 360, 12), 255);
  } else if (style == hollow_eyes) {
    canvas.shape(ellipse(x, eye_y, .22 * narrow, .32), 170, line);
    canvas.fill(ellipse(x, eye_y + .05, .1, .15, 0, 360, 12), 0);
    canvas.stroke(curve({{x - w, eye_y - .12}, {x, eye_y - .33}, {x + w, eye_y - .12}}, false), line * 1.8);
  } else {
    canvas.fill(ellipse(x, eye_y - .04, .2 * narrow, .33, 0, 180, 14), 0);
    canvas.stroke({{x - side * w * 1.1, eye_y - .03}, {x + side * w * 1.25, eye_y - .15}}, line * 2);
    canvas.fill(ellipse(x - .04, eye_y + .07, .07, .08, 0, 360, 12), 255);
  }
}

void draw_eye(Canvas& canvas, int style, int expression, int side) {
  const double line = canvas.line(), x = side * .42 + turn, narrow = side > 0 ? .9 : 1, w = .25 * narrow;
  if (expression == laughing) {
    canvas.stroke(curve({{x - w, eye_y + .12}, {x, eye_y - .17}, {x + w, eye_y + .12}}, false), line * 1.8);
  } else if (expression == surprised) {
    canvas.shape(ellipse(x, eye_y, .28 * narrow, .35), 255, line * 1.2);
    canvas.fill(ellipse(x, eye_y, .1, .13, 0, 360, 14), 0);
  } else {
    draw_open_eye(canvas, style, x, narrow, side);
  }
  const double y = eye_y - .46, o = side * .25;
  Points brow = {{x - o, y + .04}, {x, y - .03}, {x + o, y + .04}};
  if (expression == angry) brow = {{x - o, y + .3}, {x + o, y - .06}};
  if (expression == sad) brow = {{x - o, y - .1}, {x + o, y + .18}};
  if (expression == surprised) brow = {{x - o, y - .08}, {x, y - .18}, {x + o, y - .08}};
  canvas.stroke(brow, line * (expression == angry ? 2.2 : 1.5));
  if (expression == sad) {
    const double s = side;
    canvas.shape(curve({{x + s * .1, eye_y + .28},
                        {x + s * .22, eye_y + .5},
                        {x + s * .1, eye_y + .64},
                        {x - s * .02, eye_y + .5}}),
                 255, line * .8);
  }
}

void draw_mouth(Canvas& canvas, int expression) {
  const double line = canvas.line(), x = turn * 1.1, y = .68;
  switch (expression) {
    case smiling:
      return canvas.stroke(curve({{x - .34, y - .1}, {x, y + .1}, {x + .34, y - .1}}, false), line * 1.5);
    case laughing:
      return canvas.shape(ellipse(x, y - .14, .36, .4, 0, 180, 14), 140);
    case angry:
      canvas.shape({{x - .3, y + .17}, {x - .22, y - .1}, {x + .22, y - .1}, {x + .3, y + .17}}, 255, line);
      return canvas.stroke({{x - .26, y + .04}, {x + .26, y + .04}}, line * .7);
    case sad:
      return canvas.stroke(curve({{x - .26, y + .14}, {x, y - .05}, {x + .26, y + .14}}, false), line * 1.5);
    case surprised:
      return canvas.shape(ellipse(x, y + .02, .17, .23, 0, 360, 18), 0);
    default:
      return canvas.stroke({{x - .17, y}, {x + .17, y}}, line * 1.2);
  }
}

}  // namespace

void draw_face(Canvas& canvas, const Identity& who, int expression) {
  const double jaw = who.girl ? 1.0 : 1.05, chin = who.girl ? .5 : .6;
  for (const int side : {-1, 1}) canvas.shape(ellipse(side * .88 - .04, .22, .16, .22, 0, 360, 14), 255);
  canvas.shape(curve({{0, -.95},
                      {.62, -.76},
                      {.9, -.2},
                      {.87, .32},
                      {chin + .05, .78},
                      {.08, jaw},
                      {-chin + .05, .78},
                      {-.87, .32},
                      {-.9, -.2},
                      {-.62, -.76}}),
               255);
  for (const int side : {-1, 1}) draw_eye(canvas, who.eyes, expression, side);
  draw_mouth(canvas, expression);
}

void draw_accessory(Canvas& canvas, int accessory, int hair_grey) {
  const double line = canvas.line();
  if (accessory == glasses) {
    for (const int side : {-1, 1}) {
      const double x = side * .42 + turn;
      canvas.stroke(joined(ellipse(x, .24, .36, .39), {{x + .36, .24}}), line * 1.2);
    }
    canvas.stroke({{-.07 + turn, .2}, {.07 + turn, .2}}, line * 1.2);
  } else if (accessory == ribbon) {
    const int grey = hair_grey == 0 ? 255 : 0;
    canvas.shape({{.5, -1.0}, {.05, -1.38}, {0, -.8}}, grey);
    canvas.shape({{.5, -1.0}, {1.05, -1.3}, {1.0, -.6}}, grey);
    canvas.shape(ellipse(.5, -1.0, .16, .16, 0, 360, 12), grey);
  } else if (accessory == hat) {
    const int grey = hair_grey == 170 ? 0 : 140;
    canvas.shape(ellipse(0, -.55, 1.05, .82, 180, 360, 16), grey);
    canvas.shape(curve({{-1.1, -.6}, {0, -.7}, {1.1, -.6}, {1.5, -.4}, {0, -.42}, {-1.1, -.46}}), grey);
  } else if (accessory == catears) {
    for (const int side : {-1, 1})
      canvas.shape({{side * .2, -.9}, {side * .84, -1.42}, {side * 1.04, -.45}}, hair_grey);
  }
}

std::vector<cv::Point2d> draw_character(Canvas& canvas, const Identity& who, const Appearance& how,
                                        const HeadFrame& head) {
  constexpr double body_scale = .62, neck = .98;
  const double r = head.radius, mirror = how.facing_left ? -1 : 1;
  const cv::Matx23d head_frame(r * mirror, 0, head.x, 0, r, head.y);
  const double b = body_scale * r;
  const cv::Matx23d body_frame(b * mirror, 0, head.x, 0, b, head.y + r * (neck - body_scale * 1.2));
  const double line = std::max(4.0, std::min(8.0, r * .05));
  canvas.set_line(line);
  const int grey = hair_greys[std::size_t(who.tone)];
  canvas.set_frame(head_frame);
  draw_hair_back(canvas, who.hair, grey);
  if (who.accessory == catears) draw_accessory(canvas, catears, grey);
  canvas.set_frame(body_frame);
  std::vector<cv::Point2d> hands;
  const auto note = [&](const Points& drawn) {
    for (const auto& hand : drawn) hands.push_back(canvas.pixel(hand));
  };
  note(draw_body(canvas, who, how.pose, how.shot == Shot::full));
  canvas.set_frame(head_frame);
  draw_face(canvas, who, how.expression);
  draw_hair_front(canvas, who.hair, grey);
  if (who.accessory != catears) draw_accessory(canvas, who.accessory, grey);
  canvas.set_frame(body_frame);
  note(draw_raised_arms(canvas, who, how.pose));
  return hands;
}

}  // namespace koma::synthesis
