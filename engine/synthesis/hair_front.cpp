// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/hair_views.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

/// The skull's outline, closed below by the points of a fringe.
void fringe(Canvas& canvas, const Points& inner, int grey) {
  static const Points cap = {{-.98, .12},  {-1.0, -.45}, {-.62, -1.02}, {0, -1.2},
                             {.62, -1.02}, {1.0, -.45},  {.98, .12}};
  canvas.shape(joined(curve(cap, false), inner), grey);
}

void curly_front(Canvas& canvas, int grey) {
  const Points curls = {{-.7, -.55}, {-.38, -.72}, {0, -.78}, {.38, -.72}, {.7, -.55}};
  for (const auto& p : curls) canvas.shape(ellipse(p.x, p.y, .28, .28, 0, 360, 16), grey);
  canvas.fill(curve({{-.8, -.65}, {0, -1.08}, {.8, -.65}, {0, -.8}}), grey);
}

void spiky_front(Canvas& canvas, int grey) {
  canvas.shape(
      {{-.98, .15}, {-1.3, -.25}, {-1.0, -.4}, {-1.25, -.95}, {-.75, -.9},  {-.6, -1.35}, {-.2, -1.12}, {.15, -1.38},
       {.42, -1.1}, {.85, -1.3},  {.9, -.85},  {1.32, -.8},   {1.02, -.35}, {1.28, -.1},  {.98, .15},   {.84, -.22},
       {.6, -.5},   {.42, -.22},  {.2, -.52},  {-.1, -.18},   {-.22, -.52}, {-.52, -.2},  {-.6, -.5},   {-.84, -.22}},
      grey);
}

void cropped_front(Canvas& canvas, int grey) {
  canvas.shape(
      joined(curve({{-.95, .06}, {-.97, -.4}, {-.66, -.92}, {0, -1.08}, {.66, -.92}, {.97, -.4}, {.95, .06}}, false),
             {{.8, .0}, {.78, -.34}, {.66, -.6}, {-.46, -.6}, {-.72, -.34}, {-.8, .0}}),
      grey);
  for (const double x : {-.5, -.1, .3}) canvas.stroke({{x, -.74}, {x + .06, -.9}}, canvas.line(), strand_grey(grey));
}

/// Parted in the middle; the braids hang before the shoulders.
void braids_front(Canvas& canvas, int grey) {
  fringe(canvas,
         {{.96, .5}, {.82, .2}, {.72, -.2}, {.36, -.52}, {.1, -.84}, {-.2, -.52}, {-.62, -.2}, {-.82, .2}, {-.96, .5}},
         grey);
  canvas.stroke({{.1, -.84}, {.04, -1.18}}, canvas.line(), strand_grey(grey));
  for (const int side : {-1, 1}) draw_braid(canvas, {side * .98, .62}, side * .03, 4, grey);
}

void mohawk_front(Canvas& canvas, int grey) {
  canvas.shape(
      joined(curve({{-.93, .0}, {-.94, -.4}, {-.62, -.9}, {0, -1.0}, {.62, -.9}, {.94, -.4}, {.93, .0}}, false),
             {{.8, -.06}, {.76, -.4}, {.5, -.62}, {-.4, -.62}, {-.7, -.4}, {-.8, -.06}}),
      stubble);
  canvas.shape({{-.34, -.6},
                {-.6, -.92},
                {-.86, -1.12},
                {-.5, -1.14},
                {-.42, -1.42},
                {-.12, -1.22},
                {.06, -1.48},
                {.24, -1.22},
                {.52, -1.42},
                {.58, -1.12},
                {.92, -1.1},
                {.64, -.9},
                {.42, -.58},
                {.34, -.32},
                {.16, -.54},
                {.02, -.2},
                {-.14, -.54}},
               grey);
}

void wild_front(Canvas& canvas, int grey) {
  canvas.shape(
      {{-1.0, .62},  {-1.3, .2},  {-1.12, .0}, {-1.46, -.46}, {-1.14, -.5}, {-1.3, -1.1},  {-.86, -.98}, {-.72, -1.42},
       {-.3, -1.16}, {.0, -1.44}, {.3, -1.16}, {.76, -1.4},   {.84, -.98},  {1.32, -1.06}, {1.14, -.5},  {1.46, -.4},
       {1.12, .02},  {1.3, .26},  {1.0, .66},  {.88, .2},     {.84, -.26},  {.62, -.06},   {.5, -.44},   {.3, -.1},
       {.16, .34},   {.02, -.06}, {-.1, -.44}, {-.4, .0},     {-.5, -.42},  {-.74, -.02},  {-.86, -.26}, {-.86, .2}},
      grey);
}

void shine(Canvas& canvas, int style, int grey) {
  if (style == mohawk || style == cropped) return;
  if (grey == 0) {
    canvas.stroke(curve({{-.62, -.74}, {-.2, -.88}, {.2, -.86}}, false), canvas.line() * 1.6, 255);
  } else if (style != curly) {
    canvas.stroke(curve({{.52, -.9}, {.7, -.66}, {.76, -.42}}, false), canvas.line());
  }
}

}  // namespace

void draw_front_hair(Canvas& canvas, int style, int grey) {
  switch (style) {
    case spiky:
      spiky_front(canvas, grey);
      break;
    case sidepart:
      fringe(canvas, {{.88, -.28}, {.3, -.5}, {-.3, -.85}, {-.55, -.45}, {-.86, -.25}}, grey);
      break;
    case bob:
      fringe(
          canvas,
          {{.94, .7}, {.84, .6}, {.82, -.2}, {.4, -.28}, {0, -.24}, {-.4, -.28}, {-.82, -.2}, {-.84, .6}, {-.94, .7}},
          grey);
      break;
    case long_hair:
      fringe(canvas,
             {{1.0, 1.2},
              {.86, 1.0},
              {.82, -.15},
              {.3, -.5},
              {0, -.75},
              {-.3, -.5},
              {-.82, -.15},
              {-.86, 1.0},
              {-1.0, 1.2}},
             grey);
      break;
    case ponytail:
      fringe(canvas, {{.86, -.2}, {.55, -.55}, {.3, -.28}, {.05, -.55}, {-.2, -.28}, {-.5, -.55}, {-.86, -.2}}, grey);
      break;
    case twintails:
      fringe(canvas, {{.92, .4}, {.84, -.15}, {.5, -.45}, {0, -.58}, {-.5, -.45}, {-.84, -.15}, {-.92, .4}}, grey);
      break;
    case curly:
      curly_front(canvas, grey);
      break;
    case buns:
      fringe(canvas, {{.88, -.15}, {.62, -.35}, {.3, -.58}, {0, -.4}, {-.3, -.58}, {-.62, -.35}, {-.88, -.15}}, grey);
      break;
    case cropped:
      cropped_front(canvas, grey);
      break;
    case braids:
      braids_front(canvas, grey);
      break;
    case mohawk:
      mohawk_front(canvas, grey);
      break;
    default:
      wild_front(canvas, grey);
      break;
  }
  shine(canvas, style, grey);
  if (style == twintails)
    for (const int q : {-1, 1}) draw_knot(canvas, {q * .95, -.72}, grey);
}

}  // namespace koma::synthesis
