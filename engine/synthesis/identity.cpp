// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/identity.h"

namespace koma::synthesis {

Identity random_identity(Random& random) {
  Identity who;
  who.girl = random.chance(0.5);
  who.hair = who.girl ? random.pick({.3, .3, 1.4, 1.6, 1.5, 1.5, .8, 1.3})
                      : random.pick({2.2, 2.0, .5, .5, .5, .05, 1.3, .05});
  who.tone = random.integer(3);
  who.eyes = random.integer(3);
  who.accessory = who.girl ? random.pick({2, 1.3, 1.6, 1, 1.1}) : random.pick({2.4, 1.6, .05, 1.7, .5});
  who.outfit = who.girl ? random.pick({2.2, .3, .8, 1, 1, 1.2}) : random.pick({.05, 1.8, 1.6, 1.3, 1.2, 1.2});
  return who;
}

bool held_out(const Identity& who) noexcept {
  return (who.hair * 7 + who.tone * 5 + who.accessory * 3 + who.outfit * 11 + who.eyes) % 10 == 0;
}

Identity identity_of_split(Random& random, bool wanted_held_out) {
  for (;;) {
    const Identity who = random_identity(random);
    if (held_out(who) == wanted_held_out) return who;
  }
}

}  // namespace koma::synthesis
