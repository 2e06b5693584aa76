// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "engine/synthesis/character_drawing.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

constexpr double eye_x = .42, lens_turn = .14;  ///< where the glasses' lenses lie

/// Black on light hair, white on black.
int contrast(int hair_grey) {
  return hair_grey == 0 ? 255 : 0;
}

void draw_glasses(Canvas& canvas, int hair_grey, View view) {
  const double width = canvas.line() * 1.2;
  if (view == View::front) {
    for (const int side : {-1, 1}) {
      const double x = side * eye_x + lens_turn;
      canvas.stroke(joined(ellipse(x, .24, .36, .39), {{x + .36, .24}}), width);
    }
    canvas.stroke({{-.07 + lens_turn, .2}, {.07 + lens_turn, .2}}, width);
  } else if (view == View::profile) {
    canvas.stroke(joined(ellipse(.56, .24, .27, .38), {{.83, .24}}), width);
    canvas.stroke({{.29, .18}, {-.1, .12}}, width * 1.3);
  } else {
    for (const int side : {-1, 1}) {
      canvas.stroke({{side * .74, .22}, {side * .92, .1}}, width * 1.6, contrast(hair_grey));
      canvas.stroke({{side * .92, .1}, {side * 1.06, .1}}, width * 1.6);
    }
  }
}

void draw_ribbon(Canvas& canvas, int hair_grey, View view) {
  const int grey = contrast(hair_grey);
  const double x = view == View::front ? .5 : view == View::profile ? -.25 : -.45;
  const double s = view == View::back ? -1 : 1;
  canvas.shape({{x, -1.0}, {x - s * .45, -1.38}, {x - s * .5, -.8}}, grey);
  canvas.shape({{x, -1.0}, {x + s * .55, -1.3}, {x + s * .5, -.6}}, grey);
  canvas.shape(ellipse(x, -1.0, .16, .16, 0, 360, 12), grey, 0, 255 - grey);
}

void draw_hat(Canvas& canvas, int hair_grey, View view) {
  const int grey = hair_grey == 170 ? 0 : 140;
  const int seam = grey == 0 ? 255 : 0;
  canvas.shape(ellipse(0, -.55, 1.05, .82, 180, 360, 16), grey);
  if (view == View::front) {
    canvas.shape(curve({{-1.1, -.6}, {0, -.7}, {1.1, -.6}, {1.5, -.4}, {0, -.42}, {-1.1, -.46}}), grey);
  } else if (view == View::profile) {
    canvas.stroke(curve({{-.1, -1.34}, {.16, -1.0}, {.2, -.56}}, false), 0, seam);
    canvas.shape(curve({{.45, -.66}, {1.05, -.62}, {1.54, -.36}, {1.48, -.28}, {1.0, -.44}, {.4, -.5}}), grey);
  } else {
    canvas.stroke(curve({{0, -1.34}, {.04, -1.1}, {0, -.95}}, false), 0, seam);
    canvas.shape(ellipse(0, -.55, .4, .34, 180, 360, 14), hair_grey, 0, seam);
    canvas.shape({{-1.06, -.62}, {1.06, -.62}, {1.06, -.46}, {-1.06, -.46}}, grey);
  }
}

/// An ear that grows out of the hair: its base has no line.
void draw_cat_ear(Canvas& canvas, const Points& ear, int hair_grey, bool inside) {
  canvas.fill(ear, hair_grey);
  canvas.stroke(ear);
  const cv::Point2d centre = (ear[0] + ear[1] + ear[2]) / 3.0;
  const auto shrunk = [&](double by) {
    Points points;
    for (const auto& p : ear) points.push_back(centre + (p - centre) * by);
    return points;
  };
  if (inside) {
    canvas.fill(shrunk(.46), hair_grey == 255 ? 170 : 255);
  } else if (hair_grey == 0) {
    canvas.stroke(shrunk(.74), 0, 255);
  }
}

void draw_cat_ears(Canvas& canvas, int hair_grey, View view) {
  if (view == View::profile) {
    draw_cat_ear(canvas, {{.1, -1.06}, {.5, -1.44}, {.66, -.82}}, hair_grey, false);
    return draw_cat_ear(canvas, {{-.56, -.92}, {-.24, -1.48}, {.26, -.82}}, hair_grey, true);
  }
  for (const int side : {-1, 1})
    draw_cat_ear(canvas, {{side * .24, -1.02}, {side * .84, -1.46}, {side * 1.0, -.55}}, hair_grey,
                 view == View::front);
}

void draw_headphones(Canvas& canvas, int hair_grey, View view) {
  const int grey = contrast(hair_grey), edge = 255 - grey;
  const auto band = [&](const Points& points) {
    canvas.stroke(points, canvas.line() * 4.4);
    canvas.stroke(points, canvas.line() * 2.6, grey);
  };
  if (view == View::profile) {
    band(curve({{-.1, .0}, {-.16, -.7}, {-.06, -1.17}}, false));
    canvas.shape(ellipse(-.1, .22, .36, .4), grey);
    canvas.shape(ellipse(-.1, .22, .18, .21, 0, 360, 16), 170, 0, edge);
    return;
  }
  band(ellipse(0, .1, 1.08, 1.36, 180, 360, 24));
  for (const int side : {-1, 1}) {
    canvas.shape(
        curve({{side * .86, -.12}, {side * 1.12, -.16}, {side * 1.26, .2}, {side * 1.12, .56}, {side * .86, .52}}),
        grey);
    canvas.shape(ellipse(side * .88, .2, .1, .34, 0, 360, 14), 170, 0, edge);
  }
}

void draw_flower(Canvas& canvas, int hair_grey, View view) {
  const double x = view == View::front ? .66 : view == View::profile ? -.12 : -.72;
  const double y = view == View::profile ? -.52 : -.66;
  for (int i = 0; i < 5; ++i) {
    const double angle = 2 * CV_PI * (i / 5.0 - .25);
    canvas.shape(ellipse(x + .24 * std::cos(angle), y + .24 * std::sin(angle), .19, .19, 0, 360, 14),
                 hair_grey == 255 ? 200 : 255);
  }
  canvas.shape(ellipse(x, y, .14, .14, 0, 360, 12), 140);
}

/// It covers the eye that turns away; in profile it peeks out beyond the nose's bridge.
void draw_eyepatch(Canvas& canvas, int hair_grey, View view) {
  const double strap = canvas.line() * 1.8;
  const int on_hair = contrast(hair_grey);
  if (view == View::front) {
    canvas.stroke({{.3, .06}, {-.62, -.42}}, strap);
    canvas.stroke({{.8, .06}, {.93, -.1}}, strap);
    canvas.stroke({{-.5, -.36}, {-.9, -.58}}, strap, on_hair);
    canvas.fill(curve({{.3, -.06}, {.58, -.12}, {.86, -.04}, {.82, .34}, {.56, .56}, {.32, .36}}), 0);
  } else if (view == View::profile) {
    canvas.shape(curve({{.72, -.1}, {.88, -.06}, {.96, .1}, {.9, .26}, {.78, .24}, {.7, .08}}), 0);
    canvas.stroke({{.84, -.04}, {.3, -.36}}, strap);
    canvas.stroke(curve({{.36, -.34}, {-.1, -.46}, {-.6, -.42}, {-1.02, -.2}}, false), strap, on_hair);
  } else {
    canvas.stroke(curve({{-.98, -.46}, {-.3, -.2}, {.4, .06}, {.96, .16}}, false), strap * 1.2, on_hair);
  }
}

}  // namespace

void draw_accessory(Canvas& canvas, int accessory, int hair_grey, View view) {
  switch (accessory) {
    case glasses:
      return draw_glasses(canvas, hair_grey, view);
    case ribbon:
      return draw_ribbon(canvas, hair_grey, view);
    case hat:
      return draw_hat(canvas, hair_grey, view);
    case catears:
      return draw_cat_ears(canvas, hair_grey, view);
    case headphones:
      return draw_headphones(canvas, hair_grey, view);
    case flower:
      return draw_flower(canvas, hair_grey, view);
    case eyepatch:
      return draw_eyepatch(canvas, hair_grey, view);
    default:
      return;
  }
}

}  // namespace koma::synthesis
