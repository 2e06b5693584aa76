// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/random.h"

namespace koma::synthesis {

/// Who somebody is: indices into the lists of vocabulary.h.
struct Identity {
  bool girl = true;
  int hair = 0, tone = 0, eyes = 0, accessory = 0, outfit = 0;
  friend bool operator==(const Identity&, const Identity&) = default;
};

[[nodiscard]] Identity random_identity(Random& random);
/// About 10 % of the combinations never appear in training, so that scores are of people the model has never seen.
[[nodiscard]] bool held_out(const Identity& identity) noexcept;
/// A random identity of the wanted side of the split.
[[nodiscard]] Identity identity_of_split(Random& random, bool wanted_held_out);

}  // namespace koma::synthesis
