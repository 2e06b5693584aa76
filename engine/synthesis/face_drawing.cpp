// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/character_drawing.h"
#include "engine/synthesis/eye_drawing.h"
#include "engine/synthesis/profile_drawing.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

constexpr double turn = .14;  ///< how far the features move towards the facing side

void draw_grin(Canvas& canvas, double x, double y) {
  const double line = canvas.line();
  canvas.shape(ellipse(x + .09, y - .02, .14, .24, 0, 180, 12), 170, line);
  canvas.stroke(ellipse(x, y - .16, .28, .17, 8, 172, 14), line * 1.5);
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
    case crying:
      return canvas.shape(
          curve({{x - .22, y + .16}, {x - .13, y - .06}, {x + .13, y - .06}, {x + .22, y + .16}, {x, y + .1}}), 140);
    case embarrassed:
      return canvas.stroke(
          curve({{x - .2, y + .05}, {x - .1, y - .04}, {x, y + .05}, {x + .1, y - .04}, {x + .2, y + .05}}, false),
          line * 1.4);
    case sleepy:
      return canvas.shape(ellipse(x - .16, y + .06, .12, .11, 0, 360, 16), 170);
    case winking:
      return draw_grin(canvas, x, y);
    default:
      return canvas.stroke({{x - .17, y}, {x + .17, y}}, line * 1.2);
  }
}

void draw_front(Canvas& canvas, const Identity& who, int expression) {
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
  const double aside = expression == embarrassed ? .06 : 0;
  for (const int side : {-1, 1}) {
    const EyePlace at{side * .42 + turn + aside, side > 0 ? .9 : 1, side};
    if (expression == embarrassed) draw_blush(canvas, at);
    draw_eye(canvas, who, expression, at);
  }
  draw_mouth(canvas, expression);
  if (expression == sleepy) canvas.shape(ellipse(.48, .66, .2, .2, 0, 360, 18), 255);
}

/// The head from behind; it turns a little, so that one ear shows more.
void draw_behind(Canvas& canvas) {
  canvas.shape(ellipse(-.92, .22, .13, .22, 0, 360, 14), 255);
  canvas.shape(ellipse(.88, .22, .17, .22, 0, 360, 14), 255);
  canvas.stroke(curve({{.9, .12}, {.83, .22}, {.9, .32}}, false), canvas.line() * .9);
  canvas.shape(curve({{0, -.95},
                      {.62, -.76},
                      {.9, -.2},
                      {.86, .32},
                      {.5, .74},
                      {0, .86},
                      {-.5, .74},
                      {-.86, .32},
                      {-.9, -.2},
                      {-.62, -.76}}),
               255);
  canvas.fill({{-.11, .72}, {.11, .72}, {.11, .98}, {-.11, .98}}, 255);  // no chin: the neck goes on
}

}  // namespace

void draw_face(Canvas& canvas, const Identity& who, int expression, View view) {
  if (view == View::profile) return draw_profile(canvas, who, expression);
  if (view == View::back) return draw_behind(canvas);
  draw_front(canvas, who, expression);
}

}  // namespace koma::synthesis
