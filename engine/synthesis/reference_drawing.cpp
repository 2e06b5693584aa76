// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/reference_drawing.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/synthesis/character_drawing.h"
#include "engine/synthesis/label_checks.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::synthesis {

namespace {

/// Where the head sits in a reference of unit side; the whole figure ends 3.5 radii below the head's centre.
HeadFrame random_head(Random& random, Shot shot) {
  const double x = .5 + random.uniform(-.032, .032);
  if (shot == Shot::full) return {float(x), float(random.uniform(.28, .3)), float(random.uniform(.175, .195))};
  if (shot == Shot::close_up) return {float(x), float(random.uniform(.54, .58)), float(random.uniform(.32, .36))};
  return {float(x), float(random.uniform(.42, .46)), float(random.uniform(.23, .28))};
}

}  // namespace

Image draw_reference(Random& random, const Identity& who, int size) {
  check_identity(who);
  if (size < 32 || size > 1024) {
    throw Error(ErrorCode::invalid_argument, "a reference has a side of 32 to 1024 pixels, choose another", "size");
  }
  const int side = size * (size < 256 ? 4 : 2);
  Canvas canvas(side, side);
  const Shot shot = Shot(random.pick({.15, .7, .15}));
  const View view = random.chance(.25) ? View::profile : View::front;
  HeadFrame head = random_head(random, shot);
  head = {head.x * float(side), head.y * float(side), head.radius * float(side)};
  draw_character(canvas, who, {neutral, standing, random.chance(.5), shot, view}, head);
  Image picture = averaged(canvas.pixels(), size, size);
  const auto [low, high] = std::ranges::minmax(picture.pixels());
  if (low > 60 || high < 200) throw Error(ErrorCode::internal, "a reference came out blank", "draw_reference");
  return picture;
}

}  // namespace koma::synthesis
