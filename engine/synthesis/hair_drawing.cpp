// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "engine/synthesis/character_drawing.h"
#include "engine/synthesis/hair_views.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

void curly_back(Canvas& canvas, int grey) {
  Points points;
  for (int i = 0; i < 20; ++i) {
    const double angle = 2 * CV_PI * i / 20, out = i % 2 ? .14 : -.02;
    points.emplace_back((1.18 + out) * std::cos(angle) * 1.02, -.28 + (1.08 + out) * std::sin(angle));
  }
  canvas.shape(curve(points), grey);
}

void twintails_back(Canvas& canvas, int grey) {
  for (const double q : {-1, 1}) {
    canvas.shape(curve({{q * .75, -.7},
                        {q * 1.3, -.95},
                        {q * 1.6, -.2},
                        {q * 1.57, .9},
                        {q * 1.35, 1.7},
                        {q * 1.14, .8},
                        {q * .98, .1}}),
                 grey);
  }
}

/// A mane of long jags on both sides.
void wild_back(Canvas& canvas, int grey) {
  canvas.shape(
      {{0, -1.1},    {.7, -1.1},  {1.38, -.95}, {1.22, -.5},  {1.58, -.2},   {1.3, .15},  {1.58, .7},    {1.2, .78},
       {1.34, 1.36}, {.86, 1.1},  {.6, 1.5},    {0, 1.1},     {-.6, 1.5},    {-.86, 1.1}, {-1.34, 1.36}, {-1.2, .78},
       {-1.58, .7},  {-1.3, .15}, {-1.58, -.2}, {-1.22, -.5}, {-1.38, -.95}, {-.7, -1.1}},
      grey);
}

void hair_behind_front(Canvas& canvas, int style, int grey) {
  switch (style) {
    case long_hair:
      return canvas.shape(curve({{-.9, -.6},
                                 {0, -1.1},
                                 {.9, -.6},
                                 {1.12, .6},
                                 {1.2, 1.7},
                                 {.75, 2.0},
                                 {.3, 1.8},
                                 {-.3, 1.8},
                                 {-.75, 2.0},
                                 {-1.2, 1.7},
                                 {-1.12, .6}}),
                          grey);
    case bob:
      return canvas.shape(
          curve({{-.95, -.5}, {0, -1.1}, {.95, -.5}, {1.15, .45}, {.95, 1.0}, {0, .95}, {-.95, 1.0}, {-1.15, .45}}),
          grey);
    case ponytail:
      return canvas.shape(
          curve({{-.3, -.95}, {-.9, -1.25}, {-1.48, -.9}, {-1.62, .2}, {-1.38, 1.3}, {-1.14, .4}, {-.95, -.3}}), grey);
    case twintails:
      return twintails_back(canvas, grey);
    case curly:
      return curly_back(canvas, grey);
    case buns:
      for (const int q : {-1, 1}) canvas.shape(ellipse(q * .78, -.98, .46, .46), grey);
      return;
    case wild:
      return wild_back(canvas, grey);
    default:
      return;
  }
}

void hair_behind_profile(Canvas& canvas, int style, int grey) {
  switch (style) {
    case long_hair:
      return canvas.shape(curve({{0, -.9},
                                 {-.9, -.7},
                                 {-1.14, .2},
                                 {-1.2, 1.2},
                                 {-1.3, 1.9},
                                 {-.8, 2.02},
                                 {-.3, 1.85},
                                 {.1, 1.2},
                                 {.3, .2}}),
                          grey);
    case ponytail:
      return canvas.shape(
          curve({{-.5, -1.0}, {-1.1, -1.25}, {-1.52, -.75}, {-1.58, .3}, {-1.36, 1.3}, {-1.14, .4}, {-.85, -.45}}),
          grey);
    case wild:
      return canvas.shape({{.5, -.9},
                           {-.4, -1.2},
                           {-1.3, -1.1},
                           {-1.2, -.7},
                           {-1.6, -.3},
                           {-1.34, .05},
                           {-1.6, .6},
                           {-1.24, .72},
                           {-1.4, 1.34},
                           {-.9, 1.12},
                           {-.62, 1.52},
                           {-.2, 1.1},
                           {.3, .3}},
                          grey);
    case buns:  // the far one
      return canvas.shape(ellipse(.2, -1.02, .36, .36), grey);
    default:
      return;
  }
}

}  // namespace

void draw_braid(Canvas& canvas, const cv::Point2d& top, double lean, int links, int grey) {
  const double size = .23, step = .3;
  cv::Point2d at = top;
  for (int i = 0; i < links; ++i, at += cv::Point2d(lean, step)) {
    const double x = at.x, y = at.y, s = size * (1 - .06 * i), way = i % 2 ? -1 : 1;
    canvas.shape(curve({{x - s, y - .1 * way},
                        {x, y - s},
                        {x + s, y + .1 * way},
                        {x + s * .8, y + s * .8},
                        {x, y + s},
                        {x - s * .8, y + s * .8}}),
                 grey, 0, 0);
    if (grey == 0)
      canvas.stroke(curve({{x - way * s * .8, y + s * .5}, {x, y + s * .65}, {x + way * s * .8, y + .02}}, false),
                    canvas.line() * .9, 255);
  }
  canvas.shape(curve({{at.x - .1, at.y - .1},
                      {at.x + .1, at.y - .1},
                      {at.x + .2, at.y + .2},
                      {at.x, at.y + .28},
                      {at.x - .2, at.y + .2}}),
               grey);
  canvas.shape(ellipse(at.x, at.y - .08, .14, .09, 0, 360, 12), strand_grey(grey));
}

void draw_knot(Canvas& canvas, const cv::Point2d& at, int grey) {
  canvas.shape(ellipse(at.x, at.y, .17, .17, 0, 360, 12), strand_grey(grey));
}

void draw_hair_back(Canvas& canvas, int style, int grey, View view) {
  if (view == View::front) hair_behind_front(canvas, style, grey);
  if (view == View::profile) hair_behind_profile(canvas, style, grey);
}

void draw_hair_front(Canvas& canvas, int style, int grey, View view) {
  if (view == View::front) return draw_front_hair(canvas, style, grey);
  if (view == View::profile) return draw_profile_hair(canvas, style, grey);
  draw_hair_from_behind(canvas, style, grey);
}

}  // namespace koma::synthesis
