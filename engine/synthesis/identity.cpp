// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/identity.h"

namespace koma::synthesis {

Identity random_identity(Random& random) {
  Identity who;
  who.girl = random.chance(0.5);
  who.hair = who.girl ? random.pick({.3, .4, 1.4, 1.6, 1.5, 1.4, .8, 1.2, .3, 1.4, .15, .6})
                      : random.pick({2.0, 1.8, .5, .5, .5, .05, 1.2, .05, 1.6, .15, 1.1, 1.3});
  who.tone = random.integer(3);
  who.eyes = random.integer(3);
  who.accessory =
      who.girl ? random.pick({2, 1.2, 1.4, .9, 1.1, .9, 1.3, .6}) : random.pick({2.4, 1.5, .05, 1.5, .5, 1.2, .15, 1});
  who.outfit = who.girl ? random.pick({2.0, .3, .8, 1, 1, 1.1, 1.6, 1.3, .9, .9})
                        : random.pick({.05, 1.6, 1.5, 1.3, 1.2, 1.1, .05, 1, 1, 1.3});
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
