// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/body_parts.h"

namespace koma::synthesis {

namespace {

void sailor_profile(const Body& body) {
  const double d = body.depth();
  body.canvas.shape({{.1, 1.22}, {d * .72, 1.4}, {d * .98, 2.1}, {d * .5, 2.0}, {-.1, 1.5}}, 0);
  body.canvas.shape({{.1, 1.2}, {-d * .9, 1.34}, {-d * 1.12, 2.15}, {-.2, 2.05}}, 0);
  body.canvas.stroke({{-d * .92, 1.92}, {-.22, 1.84}}, body.canvas.line() * 1.2, 255);
  for (const double y : {-.18, .5})
    body.canvas.shape({{d * .85, 2.12}, {d * 1.35, 2.12 + y * .6}, {d * 1.15, 2.2 + y}}, 140);
}

void gakuran_profile(const Body& body) {
  const double d = body.depth(), line = body.canvas.line();
  for (const double y : {1.8, 2.35, 2.9}) body.canvas.fill(ellipse(d * .68, y, .14, .16, 0, 360, 12), 255);
  body.canvas.shape({{-.34, 1.1}, {.34, 1.14}, {.36, 1.44}, {-.36, 1.38}}, 0, line * .8, 255);
}

void suit_profile(const Body& body) {
  const double d = body.depth();
  body.canvas.shape({{.1, 1.2}, {d * .8, 1.42}, {d * 1.02, 1.95}, {d * .92, 2.6}, {d * .45, 1.9}}, 255);
  body.canvas.shape({{d * .66, 1.42}, {d * .86, 1.46}, {d * 1.04, 2.0}, {d * .94, 2.44}, {d * .76, 2.1}}, 0);
  body.canvas.shape({{-.3, 1.12}, {.34, 1.14}, {.36, 1.36}, {-.3, 1.34}}, 255);
}

void hoodie_profile(const Body& body) {
  const double d = body.depth();
  body.canvas.shape(
      curve({{.3, 1.12}, {-.2, 1.02}, {-.8, 1.1}, {-d * 1.5, 1.5}, {-d * 1.1, 1.98}, {-.3, 1.66}, {.42, 1.5}}), 255);
  body.canvas.shape({{.12, 2.35}, {d * .9, 2.35}, {d * .92, 3.0}, {0, 3.0}}, 230);
}

void dress_profile(const Body& body) {
  const double d = body.depth();
  draw_belt(body, 2.36, 2.64, 0);
  for (const double y : {2.2, 2.86})
    body.canvas.shape(curve({{-d * .8, 2.5}, {-d * 1.4, y - .16}, {-d * 1.8, y}, {-d * 1.4, y + .16}}), 0);
  body.canvas.shape(curve({{-.34, 1.14}, {.34, 1.14}, {d * .8, 1.42}, {.3, 1.72}, {-.4, 1.62}}), 255);
}

void kimono_profile(const Body& body) {
  const double d = body.depth();
  body.canvas.limb({{-.4, 1.24}, {.24, 1.34}, {d * .8, 2.1}}, .2, 255);
  draw_belt(body, 2.12, 2.86, 0);
  body.canvas.stroke({{-d * .9, 2.49}, {d * .9, 2.49}}, body.canvas.line() * 1.4, 255);
  // The bow of the sash.
  body.canvas.shape(curve({{-d * .9, 2.0}, {-d * 1.9, 1.98}, {-d * 2.06, 2.5}, {-d * 1.86, 2.98}, {-d * .9, 2.9}}),
                    140);
  body.canvas.shape({{-d * .84, 2.3}, {-d * 1.3, 2.3}, {-d * 1.3, 2.66}, {-d * .84, 2.66}}, 255);
}

void overalls_profile(const Body& body) {
  const double d = body.depth();
  body.canvas.shape(
      {{.16, 1.94}, {d * 1.0, 1.94}, {d * .9, 2.62}, {d * .94, 3.1}, {-d * .94, 3.1}, {-d * .9, 2.62}, {-.12, 2.5}},
      170);
  body.canvas.limb({{d * .66, 2.0}, {.26, 1.36}, {-.2, 1.38}, {-d * .72, 2.56}}, .2, 170);
  body.canvas.shape(ellipse(d * .66, 2.06, .12, .12, 0, 360, 14), 255);
}

void coat_profile(const Body& body) {
  const double d = body.depth();
  draw_belt(body, 2.48, 2.76, 0);
  for (const double y : {2.24, 3.1}) body.canvas.fill(ellipse(d * .62, y, .11, .11, 0, 360, 14), 0);
  body.canvas.shape({{-.5, 1.02}, {.34, 1.12}, {d * .92, 1.5}, {d * .86, 2.1}, {.2, 1.66}, {-d * .98, 1.6}}, 140);
}

}  // namespace

void draw_profile_details(const Body& body) {
  switch (body.who.outfit) {
    case sailor:
      return sailor_profile(body);
    case gakuran:
      return gakuran_profile(body);
    case suit:
      return suit_profile(body);
    case hoodie:
      return hoodie_profile(body);
    case stripes:
      return draw_stripes(body);
    case star:
      return draw_star(body, body.depth() * .45, .62);
    case dress:
      return dress_profile(body);
    case kimono:
      return kimono_profile(body);
    case overalls:
      return overalls_profile(body);
    case coat:
      return coat_profile(body);
    default:
      return;
  }
}

}  // namespace koma::synthesis
