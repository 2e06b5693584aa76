// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/body_parts.h"

namespace koma::synthesis {

namespace {

void sailor_back(const Body& body) {
  const double s = body.shoulder();
  body.canvas.shape({{-.3, 1.2}, {.3, 1.2}, {.74 * s, 1.34}, {.7 * s, 2.3}, {-.7 * s, 2.3}, {-.74 * s, 1.34}}, 0);
  body.canvas.stroke({{-.5 * s, 1.45}, {-.48 * s, 2.06}, {.48 * s, 2.06}, {.5 * s, 1.45}}, body.canvas.line() * 1.3,
                     255);
}

void gakuran_back(const Body& body) {
  const double line = body.canvas.line();
  body.canvas.stroke({{0, 1.5}, {0, 3.1}}, line, 255);
  body.canvas.shape({{-.38, 1.1}, {.38, 1.1}, {.4, 1.4}, {-.4, 1.4}}, 0, line * .8, 255);
}

void suit_back(const Body& body) {
  body.canvas.shape({{-.36, 1.1}, {.36, 1.1}, {.44, 1.36}, {-.44, 1.36}}, 255);
  body.canvas.stroke({{0, 1.5}, {0, 3.1}});
}

void hoodie_back(const Body& body) {
  body.canvas.shape(curve({{-.72, 1.26}, {-.4, 1.06}, {.4, 1.06}, {.72, 1.26}, {.62, 1.9}, {0, 2.34}, {-.62, 1.9}}),
                    255);
  body.canvas.stroke(curve({{-.4, 1.44}, {0, 1.62}, {.4, 1.44}}, false), body.canvas.line() * 1.2);
}

void bow(const Body& body, double y, double size, int grey) {
  for (const int q : {-1, 1}) {
    body.canvas.shape({{0, y}, {q * size * .55, y + size * 1.3}, {q * size * .95, y + size * 1.05}}, grey);
    body.canvas.shape(
        curve({{0, y}, {q * size * .7, y - size * .52}, {q * size * 1.15, y}, {q * size * .7, y + size * .52}}), grey);
  }
  body.canvas.shape(ellipse(0, y, size * .26, size * .28, 0, 360, 16), grey);
}

void dress_back(const Body& body) {
  draw_belt(body, 2.36, 2.64, 0);
  body.canvas.shape(curve({{-.36, 1.14}, {.36, 1.14}, {.62, 1.4}, {.3, 1.66}, {-.3, 1.66}, {-.62, 1.4}}), 255);
  bow(body, 2.5, .66, 255);
}

void kimono_back(const Body& body) {
  body.canvas.shape(curve({{-.4, 1.16}, {0, 1.34}, {.4, 1.16}, {.44, 1.34}, {0, 1.6}, {-.44, 1.34}}), 255);
  draw_belt(body, 2.12, 2.86, 0);
  // The sash is tied to a broad bow.
  for (const int q : {-1, 1})
    body.canvas.shape(curve({{0, 2.4}, {q * .5, 1.84}, {q * .92, 1.96}, {q * .94, 2.7}, {q * .5, 2.92}}), 140);
  body.canvas.shape({{-.26, 2.12}, {.26, 2.12}, {.26, 2.72}, {-.26, 2.72}}, 255);
}

void overalls_back(const Body& body) {
  const double w = body.half_width(2.5);
  body.canvas.limb({{-.62, 1.34}, {.5, 2.5}}, .22, 170);
  body.canvas.limb({{.62, 1.34}, {-.5, 2.5}}, .22, 170);
  body.canvas.shape({{-w, 2.42}, {w, 2.42}, {w * .97, 3.1}, {-w * .97, 3.1}}, 170);
  body.canvas.shape(ellipse(0, 1.96, .14, .14, 0, 360, 14), 255);
}

void coat_back(const Body& body) {
  draw_belt(body, 2.48, 2.76, 0);
  for (const int q : {-1, 1}) body.canvas.fill(ellipse(q * .34, 2.62, .1, .09, 0, 360, 14), 255);
  body.canvas.shape({{-.5, .98}, {.5, .98}, {.7, 1.4}, {.36, 1.72}, {-.36, 1.72}, {-.7, 1.4}}, 140);
}

}  // namespace

void draw_back_details(const Body& body) {
  switch (body.who.outfit) {
    case sailor:
      return sailor_back(body);
    case gakuran:
      return gakuran_back(body);
    case suit:
      return suit_back(body);
    case hoodie:
      return hoodie_back(body);
    case stripes:
      return draw_stripes(body);
    case star:
      return draw_star(body, 0, 1);
    case dress:
      return dress_back(body);
    case kimono:
      return kimono_back(body);
    case overalls:
      return overalls_back(body);
    case coat:
      return coat_back(body);
    default:
      return;
  }
}

}  // namespace koma::synthesis
