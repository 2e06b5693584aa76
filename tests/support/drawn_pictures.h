// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>

#include "engine/synthesis/panel_drawing.h"

namespace koma::test {

inline int at(const Image& image, double x, double y) {
  return image.row(int(y))[int(x)];
}

inline double mean_difference(const Image& a, const Image& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i) sum += std::abs(int(a.pixels()[i]) - int(b.pixels()[i]));
  return sum / double(a.pixels().size());
}

/// One standing person in the middle of a white panel.
inline synthesis::PanelLabels portrait(const synthesis::Identity& who) {
  synthesis::PanelLabels labels;
  labels.width = labels.height = 256;
  synthesis::DrawnCharacter person;
  person.identity = who;
  person.box = box_of({128, 120, 60}, Shot::bust, 256, 256);
  labels.characters = {person};
  return labels;
}

}  // namespace koma::test
