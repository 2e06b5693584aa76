// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "engine/synthesis/hair_views.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

/// The whole back of the head, closed by the points of the nape from right to left.
void cap(Canvas& canvas, const Points& nape, int grey) {
  static const Points skull = {{-.97, .1},   {-1.02, -.42}, {-.64, -1.02}, {0, -1.2},
                               {.64, -1.02}, {1.02, -.42},  {.97, .1}};
  canvas.shape(joined(curve(skull, false), nape), grey);
}

const Points short_nape = {{.82, .5}, {.56, .72}, {.34, .62}, {.06, .84}, {-.2, .64}, {-.5, .76}, {-.8, .5}};
const Points combed_up = {{.8, .46}, {.5, .7}, {0, .76}, {-.5, .7}, {-.8, .46}};

/// Strands that fall from the whorl.
void strands(Canvas& canvas, double low, int grey) {
  for (const double x : {-.56, .0, .52})
    canvas.stroke(curve({{.12 + x * .4, -.7}, {x * .9, -.3}, {x, low}}, false), 0, strand_grey(grey));
}

/// Strokes that run outward from the whorl, each from `inner` of its way on.
void locks(Canvas& canvas, const Points& tips, double inner, int grey) {
  const cv::Point2d whorl(.06, -.72);
  for (const auto& tip : tips) {
    const cv::Point2d way = tip - whorl, start = whorl + inner * way;
    const cv::Point2d bow = (start + tip) / 2.0 + cv::Point2d(tip.x > 0 ? .07 : -.07, -.05);
    canvas.stroke(curve({start, bow, tip}, false), 0, strand_grey(grey));
  }
}

void spiky_behind(Canvas& canvas, int grey) {
  canvas.shape(
      {{-.96, .2},  {-1.32, -.1}, {-1.0, -.4}, {-1.25, -.95}, {-.75, -.9},  {-.6, -1.35}, {-.2, -1.12}, {.15, -1.38},
       {.42, -1.1}, {.85, -1.3},  {.9, -.85},  {1.32, -.8},   {1.02, -.35}, {1.3, .0},    {.96, .2},    {.9, .66},
       {.58, .52},  {.38, .9},    {.12, .6},   {-.14, .92},   {-.36, .58},  {-.7, .8},    {-.78, .44}},
      grey);
  locks(canvas, {{-.84, -.3}, {-.6, .24}, {-.12, .42}, {.4, .3}, {.84, -.2}}, .42, grey);
}

void long_behind(Canvas& canvas, int grey) {
  canvas.shape(curve({{0, -1.2},
                      {.64, -1.04},
                      {1.04, -.42},
                      {1.14, .6},
                      {1.2, 1.7},
                      {.75, 2.0},
                      {.3, 1.86},
                      {-.3, 2.0},
                      {-.75, 1.9},
                      {-1.2, 1.75},
                      {-1.14, .6},
                      {-1.04, -.42},
                      {-.64, -1.04}}),
               grey);
  strands(canvas, 1.5, grey);
}

void ponytail_behind(Canvas& canvas, int grey) {
  cap(canvas, combed_up, grey);
  for (const int q : {-1, 1})
    canvas.stroke(curve({{q * .7, .3}, {q * .5, -.2}, {q * .2, -.5}}, false), 0, strand_grey(grey));
  canvas.shape(curve({{-.1, -.74}, {-.5, -.5}, {-.66, .4}, {-.4, 1.3}, {-.1, 1.7}, {.1, 1.2}, {.36, .4}, {.3, -.5}}),
               grey, 0, strand_grey(grey));
  draw_knot(canvas, {-.06, -.7}, grey);
}

void twintails_behind(Canvas& canvas, int grey) {
  cap(canvas, combed_up, grey);
  canvas.stroke(curve({{.06, -1.16}, {.0, -.2}, {.05, .74}}, false), 0, strand_grey(grey));
  for (const double q : {-1, 1}) {
    canvas.shape(curve({{q * .72, -.7},
                        {q * 1.25, -.92},
                        {q * 1.6, -.2},
                        {q * 1.57, .9},
                        {q * 1.35, 1.7},
                        {q * 1.1, .8},
                        {q * .94, .1}}),
                 grey);
    draw_knot(canvas, {q * .92, -.7}, grey);
  }
}

void curly_behind(Canvas& canvas, int grey) {
  Points points;
  for (int i = 0; i < 20; ++i) {
    const double angle = 2 * CV_PI * i / 20, out = i % 2 ? .14 : -.02;
    points.emplace_back((1.18 + out) * std::cos(angle) * 1.02, -.22 + (1.06 + out) * std::sin(angle));
  }
  canvas.shape(curve(points), grey);
  for (const auto& p : Points{{-.5, -.56}, {.24, -.72}, {.74, -.2}, {-.06, -.08}, {-.66, .2}, {.42, .36}})
    canvas.stroke(ellipse(p.x, p.y, .17, .15, 40 + 90 * p.x, 280 + 90 * p.x, 14), 0, strand_grey(grey));
}

void buns_behind(Canvas& canvas, int grey) {
  for (const int q : {-1, 1}) canvas.shape(ellipse(q * .78, -.98, .46, .46), grey);
  cap(canvas, combed_up, grey);
  canvas.stroke(curve({{.06, -1.16}, {.0, -.2}, {.05, .74}}, false), 0, strand_grey(grey));
  for (const int q : {-1, 1})
    canvas.stroke(curve({{q * .62, -1.12}, {q * .86, -1.18}, {q * .94, -.96}}, false), 0, strand_grey(grey));
}

void cropped_behind(Canvas& canvas, int grey) {
  canvas.shape(
      joined(curve({{-.92, .1}, {-.96, -.4}, {-.64, -.92}, {0, -1.08}, {.64, -.92}, {.96, -.4}, {.92, .1}}, false),
             {{.76, .3}, {.56, .5}, {-.56, .5}, {-.76, .3}}),
      grey);
  for (const auto& p : Points{{-.4, -.6}, {.3, -.64}, {0, -.16}, {.5, 0}, {-.5, .02}})
    canvas.stroke({{p.x, p.y}, {p.x + .04, p.y + .17}}, 0, strand_grey(grey));
}

void braids_behind(Canvas& canvas, int grey) {
  cap(canvas, {{.94, .56}, {.6, .72}, {0, .8}, {-.6, .72}, {-.94, .56}}, grey);
  canvas.stroke(curve({{.06, -1.16}, {.0, -.2}, {.05, .6}}, false), 0, strand_grey(grey));
  for (const int side : {-1, 1}) draw_braid(canvas, {side * .78, .7}, side * .03, 4, grey);
}

void mohawk_behind(Canvas& canvas, int grey) {
  canvas.shape(
      joined(curve({{-.92, .04}, {-.94, -.4}, {-.62, -.9}, {0, -1.0}, {.62, -.9}, {.94, -.4}, {.92, .04}}, false),
             {{.74, .34}, {.5, .52}, {-.5, .52}, {-.74, .34}}),
      stubble);
  canvas.shape({{-.26, .5},    {-.3, .1},     {-.46, -.1},  {-.32, -.3},  {-.5, -.6},   {-.4, -.8},   {-.62, -1.2},
                {-.34, -1.16}, {-.24, -1.46}, {.02, -1.24}, {.26, -1.46}, {.36, -1.16}, {.64, -1.18}, {.44, -.8},
                {.54, -.56},   {.34, -.3},    {.46, -.08},  {.28, .1},    {.26, .5},    {.04, .78}},
               grey);
}

void wild_behind(Canvas& canvas, int grey) {
  canvas.shape({{0, -1.44},  {.3, -1.16},  {.76, -1.4},  {.84, -1.0},    {1.36, -1.0},  {1.2, -.5},   {1.58, -.2},
                {1.3, .15},  {1.58, .7},   {1.2, .78},   {1.34, 1.36},   {.86, 1.16},   {.64, 1.6},   {.3, 1.26},
                {.02, 1.66}, {-.3, 1.24},  {-.66, 1.56}, {-.86, 1.14},   {-1.34, 1.36}, {-1.2, .78},  {-1.58, .7},
                {-1.3, .15}, {-1.58, -.2}, {-1.2, -.5},  {-1.34, -1.04}, {-.86, -.98},  {-.72, -1.4}, {-.3, -1.16}},
               grey);
  locks(canvas, {{-1.16, -.34}, {-1.06, .44}, {-.6, .96}, {.02, 1.1}, {.66, .96}, {1.06, .4}, {1.16, -.4}}, .5, grey);
}

}  // namespace

void draw_hair_from_behind(Canvas& canvas, int style, int grey) {
  switch (style) {
    case spiky:
      return spiky_behind(canvas, grey);
    case sidepart:
      cap(canvas, short_nape, grey);
      return strands(canvas, .36, grey);
    case bob:
      canvas.shape(curve({{0, -1.2},
                          {.64, -1.04},
                          {1.02, -.42},
                          {1.16, .45},
                          {.98, 1.0},
                          {0, 1.06},
                          {-.98, 1.0},
                          {-1.16, .45},
                          {-1.02, -.42},
                          {-.64, -1.04}}),
                   grey);
      return strands(canvas, .7, grey);
    case long_hair:
      return long_behind(canvas, grey);
    case ponytail:
      return ponytail_behind(canvas, grey);
    case twintails:
      return twintails_behind(canvas, grey);
    case curly:
      return curly_behind(canvas, grey);
    case buns:
      return buns_behind(canvas, grey);
    case cropped:
      return cropped_behind(canvas, grey);
    case braids:
      return braids_behind(canvas, grey);
    case mohawk:
      return mohawk_behind(canvas, grey);
    default:
      return wild_behind(canvas, grey);
  }
}

}  // namespace koma::synthesis
