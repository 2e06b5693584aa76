// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "engine/synthesis/body_parts.h"

namespace koma::synthesis {

namespace {

int leg_grey(const Body& body) {
  if (body.skirt()) return 255;
  switch (body.who.outfit) {
    case suit:
    case stripes:
      return 140;
    case hoodie:
    case overalls:
      return 170;
    case dress:
    case kimono:
      return 255;
    default:
      return 0;
  }
}

void draw_shoe(const Body& body, double x) {
  if (body.view == View::profile) {
    body.canvas.shape(
        curve({{x - .32, 4.6}, {x + .26, 4.6}, {x + .62, 4.86}, {x + .6, 5.1}, {x - .36, 5.1}, {x - .38, 4.8}}), 0);
  } else if (body.view == View::back) {
    body.canvas.shape(curve({{x - .3, 4.5}, {x + .3, 4.5}, {x + .34, 5.1}, {x - .34, 5.1}}), 0);
    body.canvas.stroke({{x - .16, 4.92}, {x + .16, 4.92}}, body.canvas.line(), 255);
  } else {
    body.canvas.shape(curve({{x - .3, 4.55}, {x + .3, 4.55}, {x + .38, 5.1}, {x - .38, 5.1}}), 0);
  }
}

void draw_leg(const Body& body, double hip, double foot) {
  body.canvas.limb({{hip, 3.0}, {foot, 4.7}}, .5, leg_grey(body));
  draw_shoe(body, foot);
  if (body.who.outfit == overalls)
    body.canvas.shape({{foot - .3, 4.3}, {foot + .3, 4.3}, {foot + .32, 4.58}, {foot - .32, 4.58}}, 255);
}

/// From the waist to a hem that swings a little.
void draw_skirt(const Body& body, double top, double hem, double width, int grey) {
  const double a = body.half_width(top), b = width * (body.view == View::profile ? .8 : 1.0);
  body.canvas.shape(
      joined(
          {{-a, top}, {a, top}},
          curve({{b, hem - .08}, {b * .5, hem + .08}, {0, hem + .03}, {-b * .5, hem + .08}, {-b, hem - .08}}, false)),
      grey);
}

}  // namespace

void draw_legs(const Body& body) {
  const double hip = body.hip();
  if (body.view == View::profile) {
    draw_leg(body, .12, .34);
    draw_leg(body, -.1, -.22);
  } else {
    for (const int side : {-1, 1}) draw_leg(body, hip * .5 * side, (hip * .5 + .1) * side);
  }
  if (!body.skirt()) return;
  const int grey = body.who.outfit == star ? 0 : body.who.outfit == sailor ? 140 : 170;
  const double a = body.view == View::profile ? body.depth() * .9 : hip * .9;
  const double b = body.view == View::profile ? body.depth() * 1.55 : hip * 1.6;
  body.canvas.shape({{-a, 2.6}, {a, 2.6}, {b, 3.8}, {-b, 3.8}}, grey);
}

void draw_long_garment(const Body& body) {
  const double hip = body.hip();
  const int grey = cloth_grey(body.who.outfit);
  const double front = body.view == View::profile ? .42 : .1;
  switch (body.who.outfit) {
    case dress:
      draw_skirt(body, 2.42, 4.0, hip * 1.85, grey);
      return draw_dots(body, 1.9, 3.9);
    case kimono:
      draw_skirt(body, 2.6, 4.72, hip * 1.2, grey);
      if (body.view != View::back) body.canvas.stroke({{front, 2.8}, {front + .28, 4.7}});
      return;
    case coat:
      draw_skirt(body, 2.5, 4.2, hip * 1.5, grey);
      if (body.view != View::back) body.canvas.stroke({{front, 2.8}, {front, 4.2}});
      return;
    default:
      return;
  }
}

void draw_dots(const Body& body, double from, double to) {
  int row = 0;
  for (double y = from; y <= to; y += .5, ++row) {
    // A dress widens below the waist.
    const double wide = y < 2.45 ? body.half_width(y) : body.half_width(2.45) + (y - 2.45) * .36;
    for (double x = row % 2 ? .32 : 0; x < wide - .16; x += .64)
      for (const int side : {-1, 1}) body.canvas.fill(ellipse(side * x, y, .13, .13, 0, 360, 14), 255);
  }
}

}  // namespace koma::synthesis
