// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/profile_drawing.h"

#include "engine/synthesis/eye_drawing.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

void draw_mouth_in_profile(Canvas& canvas, int expression) {
  const double line = canvas.line();
  switch (expression) {
    case smiling:
      return canvas.stroke(curve({{.82, .64}, {.64, .72}, {.48, .58}}, false), line * 1.5);
    case laughing:
      return canvas.shape(curve({{.84, .58}, {.62, .58}, {.42, .5}, {.48, .74}, {.66, .86}, {.78, .78}}), 140);
    case angry:
      canvas.shape({{.84, .58}, {.5, .62}, {.44, .84}, {.8, .8}}, 255, line);
      return canvas.stroke({{.82, .69}, {.48, .73}}, line * .7);
    case sad:
      return canvas.stroke(curve({{.83, .64}, {.66, .62}, {.5, .78}}, false), line * 1.5);
    case surprised:
      return canvas.shape(ellipse(.66, .71, .12, .18, 0, 360, 18), 0);
    case crying:
      return canvas.shape(curve({{.84, .6}, {.62, .62}, {.46, .84}, {.64, .8}, {.8, .82}}), 140);
    case embarrassed:
      return canvas.stroke(curve({{.84, .66}, {.74, .72}, {.65, .63}, {.56, .72}, {.48, .66}}, false), line * 1.4);
    case sleepy:
      return canvas.shape(ellipse(.72, .7, .1, .1, 0, 360, 16), 170);
    case winking:
      canvas.shape(ellipse(.68, .64, .13, .22, 0, 180, 12), 170, line);
      return canvas.stroke(curve({{.84, .6}, {.74, .66}, {.58, .65}, {.46, .54}}, false), line * 1.5);
    default:
      return canvas.stroke({{.83, .67}, {.58, .67}}, line * 1.2);
  }
}

/// Forehead, a small nose that points up, lips and chin.
Points outline(bool girl) {
  const double chin = girl ? .92 : .98, jaw = girl ? .82 : .9;
  const Points skull = curve({{-.2, .62},
                              {-.72, .5},
                              {-.94, .05},
                              {-.86, -.5},
                              {-.4, -.9},
                              {.1, -.96},
                              {.56, -.74},
                              {.8, -.3},
                              {.82, .04},
                              {.84, .2}},
                             false);
  const Points nose = curve({{.84, .2}, {.89, .32}, {.97, .39}, {.95, .46}, {.86, .5}}, false);
  const Points below = curve(
      {{.86, .5}, {.85, .62}, {.82, .7}, {.8, .82}, {.68, chin}, {.46, chin + .06}, {.08, jaw}, {-.2, .62}}, false);
  return joined(joined(skull, nose), below);
}

void draw_ear(Canvas& canvas) {
  canvas.shape(curve({{-.24, .02}, {-.04, .02}, {.02, .2}, {-.08, .44}, {-.2, .5}, {-.28, .28}}), 255);
  canvas.stroke(curve({{-.16, .14}, {-.06, .2}, {-.14, .32}}, false), canvas.line() * .9);
}

}  // namespace

void draw_profile(Canvas& canvas, const Identity& who, int expression) {
  canvas.shape(outline(who.girl), 255);
  draw_ear(canvas);
  const EyePlace at{.47, .74, -1};
  if (expression == embarrassed) draw_blush(canvas, at);
  draw_eye(canvas, who, expression, at);
  draw_mouth_in_profile(canvas, expression);
  if (expression == sleepy) canvas.shape(ellipse(1.14, .6, .22, .23, 0, 360, 18), 255);
}

}  // namespace koma::synthesis
