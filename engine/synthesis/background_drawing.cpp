// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/background_drawing.h"

#include <algorithm>
#include <cmath>

#include "engine/synthesis/background_stage.h"
#include "engine/synthesis/random.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

void draw_focus_lines(const Stage& s) {
  Random random(7);
  const cv::Point2d middle(s.width / 2, s.height / 2);
  constexpr int rays = 44;
  for (int i = 0; i < rays; ++i) {
    const double angle = 2 * CV_PI * (i + random.uniform(-.3, .3)) / rays, width = random.uniform(.018, .045);
    const double start = random.uniform(.72, .92);
    const auto at = [&](double a, double r) {
      return middle + cv::Point2d(r * std::cos(a) * s.width / 2, r * std::sin(a) * s.height / 2);
    };
    s.canvas.fill({at(angle, start), at(angle - width, 3), at(angle + width, 3)}, 0);
  }
}

void draw_place(const Stage& stage, int background) {
  switch (background) {
    case school:
      return draw_school(stage);
    case city:
      return draw_city(stage);
    case room:
      return draw_room(stage);
    case park:
      return draw_park(stage);
    case beach:
      return draw_beach(stage);
    case forest:
      return draw_forest(stage);
    case mountains:
      return draw_mountains(stage);
    case kitchen:
      return draw_kitchen(stage);
    default:
      return draw_rooftop(stage);
  }
}

}  // namespace

void draw_background(Canvas& canvas, int background, bool night) {
  canvas.flood(background == tone ? 190 : 255);
  if (background == plain || background == tone) return;
  // Lines grow with the panel; below 2.5 pixels of the finished picture, 5 here, the autoencoder loses them.
  const double unit = std::sqrt(double(canvas.width()) * canvas.height()) / 512, line = std::max(5.0, 3.4 * unit);
  canvas.set_frame({unit, 0, 0, 0, unit, 0});
  const Stage stage{canvas, canvas.width() / unit, canvas.height() / unit, night && knows_night(background), line};
  if (background == focus_lines) return draw_focus_lines(stage);
  draw_place(stage, background);
}

}  // namespace koma::synthesis
