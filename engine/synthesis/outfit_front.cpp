// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "engine/synthesis/body_parts.h"

namespace koma::synthesis {

namespace {

void sailor_front(const Body& body) {
  const double s = body.shoulder();
  body.canvas.shape({{-.7 * s, 1.3}, {0, 2.3}, {.7 * s, 1.3}, {.3, 1.2}, {0, 1.55}, {-.3, 1.2}}, 0);
  for (const int q : {-1, 1}) body.canvas.shape({{0, 2.15}, {q * .5, 1.95}, {q * .45, 2.65}}, 140);
}

void gakuran_front(const Body& body) {
  const double line = body.canvas.line();
  body.canvas.stroke({{0, 1.3}, {0, 3.1}}, line, 255);
  for (const double y : {1.8, 2.35, 2.9}) body.canvas.fill(ellipse(.26, y, .16, .16, 0, 360, 12), 255);
  body.canvas.shape({{-.38, 1.1}, {.38, 1.1}, {.4, 1.4}, {-.4, 1.4}}, 0, line * .8, 255);
}

void suit_front(const Body& body) {
  body.canvas.shape({{-.46, 1.22}, {.46, 1.22}, {0, 2.65}}, 255);
  body.canvas.shape({{-.14, 1.35}, {.14, 1.35}, {.22, 2.2}, {0, 2.5}, {-.22, 2.2}}, 0);
  body.canvas.stroke({{0, 2.65}, {0, 3.1}});
}

void hoodie_front(const Body& body) {
  body.canvas.shape(curve({{-.7, 1.28}, {0, 1.75}, {.7, 1.28}, {.45, 1.05}, {0, 1.35}, {-.45, 1.05}}), 255);
  body.canvas.shape({{-.5, 2.35}, {.5, 2.35}, {.65, 3.0}, {-.65, 3.0}}, 230);
}

void dress_front(const Body& body) {
  draw_belt(body, 2.36, 2.64, 0);
  for (const int q : {-1, 1})
    body.canvas.shape(curve({{0, 1.42}, {q * .3, 1.2}, {q * .66, 1.34}, {q * .56, 1.78}, {q * .16, 1.74}}), 255);
  body.canvas.shape(ellipse(0, 1.5, .15, .15, 0, 360, 14), 0);
}

void kimono_front(const Body& body) {
  // The left side lies over the right one: a wearer's left is on our right.
  body.canvas.limb({{-.36, 1.2}, {.16, 1.95}}, .2, 255);
  body.canvas.limb({{.4, 1.2}, {-.14, 1.95}, {-.44, 2.3}}, .2, 255);
  draw_belt(body, 2.12, 2.86, 0);
  const double w = body.half_width(2.5);
  body.canvas.stroke({{-w, 2.49}, {w, 2.49}}, body.canvas.line() * 1.4, 255);
}

void overalls_front(const Body& body) {
  const double w = body.half_width(2.6);
  body.canvas.shape({{-w, 2.62}, {w, 2.62}, {w * .97, 3.1}, {-w * .97, 3.1}}, 170);
  for (const int q : {-1, 1})
    body.canvas.shape({{q * .62, 1.28}, {q * .88, 1.4}, {q * .62, 2.06}, {q * .36, 2.06}}, 170);
  body.canvas.shape({{-.58, 1.92}, {.58, 1.92}, {.64, 2.72}, {-.64, 2.72}}, 170);
  body.canvas.shape({{-.3, 2.26}, {.3, 2.26}, {.26, 2.62}, {-.26, 2.62}}, 255);
  for (const int q : {-1, 1}) body.canvas.shape(ellipse(q * .48, 2.04, .12, .12, 0, 360, 14), 255);
}

void coat_front(const Body& body) {
  draw_belt(body, 2.48, 2.76, 0);
  body.canvas.shape({{-.16, 2.42}, {.16, 2.42}, {.16, 2.82}, {-.16, 2.82}}, 255);
  for (const double y : {2.1, 3.1})
    for (const int q : {-1, 1}) body.canvas.fill(ellipse(q * .36, y, .11, .11, 0, 360, 14), 0);
  for (const int q : {-1, 1})
    body.canvas.shape({{q * .3, 1.12}, {q * .84, 1.34}, {q * .6, 1.62}, {q * .72, 1.74}, {q * .06, 2.24}, {0, 1.6}},
                      140);
  body.canvas.fill({{-.2, 1.2}, {.2, 1.2}, {0, 1.62}}, 0);
}

}  // namespace

void draw_star(const Body& body, double x, double narrow) {
  Points points;
  for (int i = 0; i < 10; ++i) {
    const double r = i % 2 ? .24 : .58;
    points.emplace_back(x + narrow * r * std::sin(i * CV_PI / 5), 2.2 - r * std::cos(i * CV_PI / 5));
  }
  body.canvas.fill(points, 0);
}

void draw_stripes(const Body& body) {
  for (const double y : {1.85, 2.35, 2.85}) {
    const double w = body.half_width(y) * .98;
    body.canvas.fill({{-w, y - .14}, {w, y - .14}, {w * .98, y + .14}, {-w * .98, y + .14}}, 0);
  }
}

void draw_front_details(const Body& body) {
  switch (body.who.outfit) {
    case sailor:
      return sailor_front(body);
    case gakuran:
      return gakuran_front(body);
    case suit:
      return suit_front(body);
    case hoodie:
      return hoodie_front(body);
    case stripes:
      return draw_stripes(body);
    case star:
      return draw_star(body, 0, 1);
    case dress:
      return dress_front(body);
    case kimono:
      return kimono_front(body);
    case overalls:
      return overalls_front(body);
    case coat:
      return coat_front(body);
    default:
      return;
  }
}

}  // namespace koma::synthesis
