// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "engine/synthesis/character_drawing.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

/// The skull's outline, closed below by the points of a fringe.
void fringe(Canvas& canvas, const Points& inner, int grey) {
  static const Points cap = {{-.98, .12},  {-1.0, -.45}, {-.62, -1.02}, {0, -1.2},
                             {.62, -1.02}, {1.0, -.45},  {.98, .12}};
  canvas.shape(joined(curve(cap, false), inner), grey);
}

void curly_back(Canvas& canvas, int grey) {
  Points points;
  for (int i = 0; i < 20; ++i) {
    const double angle = 2 * CV_PI * i / 20, out = i % 2 ? .14 : -.02;
    points.emplace_back((1.18 + out) * std::cos(angle) * 1.02, -.28 + (1.08 + out) * std::sin(angle));
  }
  canvas.shape(curve(points), grey);
}

void curly_front(Canvas& canvas, int grey) {
  const Points curls = {{-.7, -.55}, {-.38, -.72}, {0, -.78}, {.38, -.72}, {.7, -.55}};
  for (const auto& p : curls) canvas.shape(ellipse(p.x, p.y, .28, .28, 0, 360, 16), grey);
  canvas.fill(curve({{-.8, -.65}, {0, -1.08}, {.8, -.65}, {0, -.8}}), grey);
}

}  // namespace

void draw_hair_back(Canvas& canvas, int style, int grey) {
  if (style == long_hair) {
    canvas.shape(curve({{-.9, -.6},
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
  } else if (style == bob) {
    canvas.shape(
        curve({{-.95, -.5}, {0, -1.1}, {.95, -.5}, {1.15, .45}, {.95, 1.0}, {0, .95}, {-.95, 1.0}, {-1.15, .45}}),
        grey);
  } else if (style == ponytail) {
    canvas.shape(curve({{-.3, -.95}, {-.9, -1.25}, {-1.48, -.9}, {-1.62, .2}, {-1.38, 1.3}, {-1.14, .4}, {-.95, -.3}}),
                 grey);
  } else if (style == twintails) {
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
  } else if (style == curly) {
    curly_back(canvas, grey);
  } else if (style == buns) {
    for (const int q : {-1, 1}) canvas.shape(ellipse(q * .78, -.98, .46, .46), grey);
  }
}

void draw_hair_front(Canvas& canvas, int style, int grey) {
  const double line = canvas.line();
  switch (style) {
    case spiky:
      canvas.shape({{-.98, .15},  {-1.3, -.25}, {-1.0, -.4},  {-1.25, -.95}, {-.75, -.9}, {-.6, -1.35},
                    {-.2, -1.12}, {.15, -1.38}, {.42, -1.1},  {.85, -1.3},   {.9, -.85},  {1.32, -.8},
                    {1.02, -.35}, {1.28, -.1},  {.98, .15},   {.84, -.22},   {.6, -.5},   {.42, -.22},
                    {.2, -.52},   {-.1, -.18},  {-.22, -.52}, {-.52, -.2},   {-.6, -.5},  {-.84, -.22}},
                   grey);
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
    default:
      fringe(canvas, {{.88, -.15}, {.62, -.35}, {.3, -.58}, {0, -.4}, {-.3, -.58}, {-.62, -.35}, {-.88, -.15}}, grey);
      break;
  }
  if (grey == 0) {
    canvas.stroke(curve({{-.62, -.74}, {-.2, -.88}, {.2, -.86}}, false), line * 1.6, 255);
  } else if (style != curly) {
    canvas.stroke(curve({{.52, -.9}, {.7, -.66}, {.76, -.42}}, false), line);
  }
  if (style != twintails) return;
  for (const int q : {-1, 1}) canvas.shape(ellipse(q * .95, -.72, .17, .17, 0, 360, 12), grey == 0 ? 255 : 0);
}

}  // namespace koma::synthesis
