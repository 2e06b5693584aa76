// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/hair_views.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

/// The skull from the forehead over the back to the nape, closed by the points from the nape to the fringe.
void cap_in_profile(Canvas& canvas, const Points& inner, int grey) {
  static const Points skull = {{.86, -.3},    {.84, -.66},   {.5, -1.06}, {-.04, -1.2}, {-.62, -1.08},
                               {-1.02, -.62}, {-1.12, -.06}, {-.98, .38}, {-.76, .64}};
  canvas.shape(joined(curve(skull, false), inner), grey);
}

/// Short or tied hair: free ear, a strand before it.
const Points free_ear = {{-.46, .54}, {-.32, .3}, {-.3, .06}, {-.1, -.08}, {.06, .02}, {.12, .3}, {.24, -.04}};

void spiky_profile(Canvas& canvas, int grey) {
  canvas.shape({{.98, -.2},    {.94, -.62},   {1.2, -.9},   {.78, -.94},   {.62, -1.34}, {.2, -1.14},  {-.12, -1.42},
                {-.42, -1.12}, {-.92, -1.26}, {-.94, -.84}, {-1.36, -.78}, {-1.12, -.4}, {-1.42, -.1}, {-1.08, .12},
                {-1.22, .52},  {-.86, .48},   {-.7, .74},   {-.46, .5},    {-.32, .28},  {-.3, .04},   {-.1, -.1},
                {.08, .02},    {.12, .34},    {.26, -.06},  {.42, -.36},   {.6, -.12},   {.72, -.42}},
               grey);
}

void curly_profile(Canvas& canvas, int grey) {
  const Points curls = {{.72, -.62},   {.46, -.94},  {.06, -1.06}, {-.36, -1.02}, {-.76, -.82},
                        {-1.02, -.46}, {-1.1, -.02}, {-1.0, .38},  {-.7, .62}};
  for (const auto& p : curls) canvas.shape(ellipse(p.x, p.y, .31, .31, 0, 360, 16), grey);
  canvas.shape(ellipse(.3, -.5, .3, .3, 0, 360, 16), grey);
  canvas.shape(ellipse(-.02, -.12, .26, .28, 0, 360, 16), grey);
  canvas.shape(ellipse(-.48, .34, .24, .28, 0, 360, 16), grey);
  canvas.fill(curve({{.56, -.66},
                     {.2, -.98},
                     {-.4, -.96},
                     {-.86, -.6},
                     {-.98, 0},
                     {-.76, .46},
                     {-.46, .34},
                     {-.3, .0},
                     {0, -.2},
                     {.3, -.46}}),
              grey);
}

void mohawk_profile(Canvas& canvas, int grey) {
  canvas.shape(
      joined(curve({{.68, -.46}, {.5, -.84}, {.0, -1.0}, {-.5, -.92}, {-.88, -.5}, {-.96, .0}, {-.8, .42}, {-.6, .54}},
                   false),
             {{-.42, .48}, {-.34, .2}, {-.28, -.02}, {-.06, -.1}, {.06, .14}, {.16, .12}, {.16, -.2}, {.4, -.5}}),
      stubble);
  canvas.shape({{.66, -.4},    {1.02, -.62},  {.78, -.84},   {1.04, -1.16}, {.56, -1.12}, {.5, -1.46},
                {.14, -1.22},  {-.14, -1.5},  {-.36, -1.18}, {-.8, -1.34},  {-.78, -.98}, {-1.24, -.94},
                {-1.02, -.58}, {-1.42, -.32}, {-1.06, -.1},  {-1.3, .26},   {-.92, .26},  {-.84, .46},
                {-.8, .1},     {-.72, -.34},  {-.42, -.7},   {.0, -.82},    {.4, -.7}},
               grey);
}

void wild_profile(Canvas& canvas, int grey) {
  canvas.shape({{.9, .02},     {1.02, -.5},  {1.32, -.86}, {.88, -.92},  {.74, -1.38}, {.3, -1.18},   {.02, -1.46},
                {-.34, -1.18}, {-.86, -1.4}, {-.94, -1.0}, {-1.44, -.9}, {-1.2, -.5},  {-1.58, -.06}, {-1.2, .14},
                {-1.44, .76},  {-1.04, .7},  {-1.0, 1.22}, {-.66, .84},  {-.4, 1.2},   {-.2, .7},     {-.02, .84},
                {.02, .4},     {.2, .46},    {.2, .0},     {.42, .06},   {.42, -.36},  {.66, -.02},   {.72, -.36}},
               grey);
}

void bob_profile(Canvas& canvas, int grey) {
  canvas.shape(joined(curve({{.86, -.3},
                             {.84, -.66},
                             {.5, -1.06},
                             {-.04, -1.2},
                             {-.62, -1.08},
                             {-1.02, -.62},
                             {-1.16, .0},
                             {-1.14, .6},
                             {-.94, 1.0},
                             {-.4, 1.08},
                             {.02, .98},
                             {.12, .8},
                             {.08, .2},
                             {.16, -.24}},
                            false),
                      {{.5, -.2}, {.88, -.16}}),
               grey);
  canvas.stroke(curve({{-.42, .86}, {-.5, .4}, {-.42, .0}}, false), 0, strand_grey(grey));
}

void long_profile(Canvas& canvas, int grey) {
  cap_in_profile(canvas,
                 joined(curve({{-1.06, 1.2}, {-.6, 1.62}, {-.1, 1.34}, {.1, .84}, {.06, .2}, {.22, -.3}}, false),
                        {{.36, -.52}, {.52, -.3}, {.66, -.5}, {.84, -.14}}),
                 grey);
  canvas.stroke(curve({{-.42, 1.2}, {-.52, .6}, {-.42, .1}}, false), 0, strand_grey(grey));
}

void twintails_profile(Canvas& canvas, int grey) {
  cap_in_profile(canvas, joined(free_ear, {{.34, -.46}, {.58, -.3}, {.8, -.42}}), grey);
  canvas.shape(
      curve({{-.5, -.72}, {-1.05, -.78}, {-1.42, -.1}, {-1.4, .9}, {-1.14, 1.7}, {-.86, .9}, {-.72, .1}, {-.46, -.4}}),
      grey);
  draw_knot(canvas, {-.5, -.58}, grey);
}

void buns_profile(Canvas& canvas, int grey) {
  cap_in_profile(canvas, joined(free_ear, {{.4, -.4}, {.52, -.56}, {.64, -.3}}), grey);
  canvas.shape(ellipse(-.42, -1.0, .42, .42), grey);
  canvas.stroke(curve({{-.58, -1.12}, {-.38, -1.18}, {-.26, -.98}, {-.42, -.88}}, false), 0, strand_grey(grey));
}

void cropped_profile(Canvas& canvas, int grey) {
  canvas.shape(
      joined(
          curve({{.74, -.52}, {.58, -.86}, {.0, -1.08}, {-.58, -1.0}, {-.94, -.56}, {-1.02, .0}, {-.84, .44}}, false),
          {{-.5, .46}, {-.34, .26}, {-.3, .0}, {-.08, -.1}, {.06, .12}, {.2, .12}, {.2, -.3}, {.44, -.56}}),
      grey);
  for (const double x : {-.6, -.2, .2}) canvas.stroke({{x, -.72}, {x - .06, -.88}}, 0, strand_grey(grey));
}

void shine_in_profile(Canvas& canvas, int style, int grey) {
  if (style == mohawk || style == cropped || style == curly) return;
  if (grey == 0) {
    canvas.stroke(curve({{.36, -.84}, {.0, -.94}, {-.4, -.86}}, false), canvas.line() * 1.6, 255);
  } else {
    canvas.stroke(curve({{-.52, -.84}, {-.74, -.58}, {-.82, -.28}}, false), canvas.line());
  }
}

}  // namespace

void draw_profile_hair(Canvas& canvas, int style, int grey) {
  switch (style) {
    case spiky:
      spiky_profile(canvas, grey);
      break;
    case sidepart:
      cap_in_profile(canvas,
                     {{-.46, .5},
                      {-.32, .24},
                      {-.3, .02},
                      {-.1, -.1},
                      {.06, -.02},
                      {.1, .2},
                      {.24, -.1},
                      {.3, -.56},
                      {.56, -.5},
                      {.78, -.16}},
                     grey);
      break;
    case bob:
      bob_profile(canvas, grey);
      break;
    case long_hair:
      long_profile(canvas, grey);
      break;
    case ponytail:
      cap_in_profile(canvas, joined(free_ear, {{.36, -.5}, {.52, -.26}, {.64, -.5}, {.8, -.24}}), grey);
      draw_knot(canvas, {-.78, -.9}, grey);
      break;
    case twintails:
      twintails_profile(canvas, grey);
      break;
    case curly:
      curly_profile(canvas, grey);
      break;
    case buns:
      buns_profile(canvas, grey);
      break;
    case cropped:
      cropped_profile(canvas, grey);
      break;
    case braids:
      cap_in_profile(canvas, {{-.5, .66}, {-.2, .6}, {-.06, .3}, {.16, -.1}, {.4, -.5}, {.62, -.7}}, grey);
      draw_braid(canvas, {-.42, .7}, .03, 4, grey);
      break;
    case mohawk:
      mohawk_profile(canvas, grey);
      break;
    default:
      wild_profile(canvas, grey);
      break;
  }
  shine_in_profile(canvas, style, grey);
}

}  // namespace koma::synthesis
