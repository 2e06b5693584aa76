// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/label_checks.h"

#include <string>

#include "engine/base/error.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

void check_range(int value, int least, int most, const char* field) {
  if (value >= least && value <= most) return;
  throw Error(ErrorCode::invalid_argument,
              std::to_string(value) + " is outside " + std::to_string(least) + " to " + std::to_string(most) +
                  ", choose another",
              field);
}

template <class List>
void check_code(int value, const List& list, const char* field) {
  check_range(value, 0, int(list.size()) - 1, field);
}

void check_size(int width, int height) {
  constexpr int smallest = 32, largest = 1024;  // the canvas is twice as large; its coordinates end at 4000
  check_range(width, smallest, largest, "width");
  check_range(height, smallest, largest, "height");
}

void check_box(const UnitBox& box, const char* field) {
  constexpr float limit = 8;
  const bool ordered = box.left < box.right && box.top < box.bottom;  // false for NaN, too
  if (ordered && box.left >= -limit && box.top >= -limit && box.right <= limit && box.bottom <= limit) return;
  throw Error(ErrorCode::invalid_argument, "the box is empty or far outside the panel, give left, top, right, bottom",
              field);
}

void check_night(int background, bool night) {
  if (!night || knows_night(background)) return;
  throw Error(ErrorCode::invalid_argument,
              std::string("the background \"") + backgrounds[std::size_t(background)] +
                  "\" has no night, choose a place or leave the night out",
              "night");
}

}  // namespace

void check_options(const PanelOptions& options) {
  check_size(options.width, options.height);
  check_range(options.characters, -1, 3, "characters");
  check_range(options.background, -1, int(backgrounds.size()) - 1, "background");
  check_range(options.night, -1, 1, "night");
  if (options.background >= 0) check_night(options.background, options.night == 1);
  check_range(options.shot, -1, int(shots.size()) - 1, "shot");
  check_range(options.dialogs, -1, 8, "dialogs");
}

void check_identity(const Identity& who) {
  check_code(who.hair, hair_styles, "hair");
  check_code(who.tone, hair_greys, "tone");
  check_code(who.eyes, eye_styles, "eyes");
  check_code(who.accessory, accessories, "accessory");
  check_code(who.outfit, outfits, "outfit");
}

void check_labels(const PanelLabels& labels) {
  check_size(labels.width, labels.height);
  check_code(labels.background, backgrounds, "background");
  check_night(labels.background, labels.night);
  check_code(int(labels.shot), shots, "shot");
  check_range(int(labels.characters.size()), 0, 254, "characters");  // the mask holds 1 + index in a byte
  for (const auto& who : labels.characters) {
    check_identity(who.identity);
    check_code(who.expression, expressions, "expression");
    check_code(who.pose, poses, "pose");
    check_code(who.facing, facings, "facing");
    check_code(int(who.view), views, "view");
    check_code(int(who.shot), shots, "shot");
    check_box(who.box, "box");
  }
  for (const auto& box : labels.dialogs) check_box(box, "dialogs");
}

}  // namespace koma::synthesis
