// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/visibility.h"

#include <cmath>

#include "engine/eval/calm_area.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::eval {

namespace {

/// Pixels around the ellipse: the drawing's soft edge lies before the first, the ring ends at the second.
constexpr double ring_begins = 3.5, ring_ends = 9;
constexpr int nearly_white = 225;
constexpr double least_share = 0.5;

bool eyes_are_redrawn(int expression) {
  using namespace synthesis;
  return expression == laughing || expression == surprised || expression == crying || expression == sleepy ||
         expression == winking;
}

bool shows_from_behind(std::string_view attribute, int accessory) {
  if (attribute == "accessory") {
    return accessory != synthesis::no_accessory && accessory != synthesis::glasses && accessory != synthesis::eyepatch;
  }
  return attribute == "hair style" || attribute == "hair tone" || attribute == "outfit" || attribute == "view";
}

bool shows(const Image& grey, const UnitBox& box) {
  const PixelBox area = pixels_of(box, grey);
  const double cx = (area.left + area.right) / 2.0, cy = (area.top + area.bottom) / 2.0;
  const double rx = (area.right - area.left) / 2.0, ry = (area.bottom - area.top) / 2.0;
  int ring = 0, dark = 0;
  for (int y = 0; y < grey.height(); ++y) {
    for (int x = 0; x < grey.width(); ++x) {
      const double dx = x + 0.5 - cx, dy = y + 0.5 - cy;
      if (std::hypot(dx / (rx + ring_begins), dy / (ry + ring_begins)) <= 1) continue;
      if (std::hypot(dx / (rx + ring_ends), dy / (ry + ring_ends)) >= 1) continue;
      ++ring;
      dark += grey.row(y)[x] < nearly_white ? 1 : 0;
    }
  }
  return ring > 0 && dark >= least_share * ring;
}

}  // namespace

bool can_be_seen(std::string_view attribute, const synthesis::DrawnCharacter& person) {
  if (attribute == "outfit" && person.shot == Shot::close_up) return false;
  if (attribute == "eyes" && eyes_are_redrawn(person.expression)) return false;
  return person.view != synthesis::View::back || shows_from_behind(attribute, person.identity.accessory);
}

std::vector<bool> dialogs_that_show(const Example& example) {
  std::vector<bool> result;
  for (const UnitBox& box : example.labels.dialogs) result.push_back(shows(example.picture, box));
  return result;
}

}  // namespace koma::eval
