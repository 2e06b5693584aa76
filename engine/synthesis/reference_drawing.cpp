// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/reference_drawing.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/synthesis/character_drawing.h"
#include "engine/synthesis/label_checks.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

Image draw_reference(Random& random, const Identity& who, int size) {
  check_identity(who);
  if (size < 32 || size > 1024) {
    throw Error(ErrorCode::invalid_argument, "a reference has a side of 32 to 1024 pixels, choose another", "size");
  }
  const int side = size * (size < 256 ? 4 : 2);
  Canvas canvas(side, side);
  const double r = random.uniform(.23, .28) * side;
  const HeadFrame head{float(side / 2.0 + random.uniform(-.032, .032) * side), float(side * random.uniform(.42, .46)),
                       float(r)};
  draw_character(canvas, who, {neutral, standing, random.chance(.5), Shot::bust}, head);
  Image picture = averaged(canvas.pixels(), size, size);
  const auto [low, high] = std::ranges::minmax(picture.pixels());
  if (low > 60 || high < 200) throw Error(ErrorCode::internal, "a reference came out blank", "draw_reference");
  return picture;
}

}  // namespace koma::synthesis
