// SPDX-License-Identifier: Apache-2.0
#include "engine/training/drawings.h"

#include "engine/synthesis/caption.h"
#include "engine/synthesis/foreign_style.h"
#include "engine/synthesis/panel_drawing.h"
#include "engine/synthesis/reference_drawing.h"

namespace koma::training {

namespace {

PanelSize random_size(synthesis::Random& random) {
  std::vector<double> shares;
  for (const PanelSize& size : panel_sizes) shares.push_back(size.share);
  return panel_sizes[random.pick(shares)];
}

constexpr float hand_reach = .48f;  // in head radii: palm, fingers, thumb and some sleeve

constexpr double foreign_share = .4;

/// As our generator draws, or as somebody else might: authors bring pictures of their own.
Image reference_of(synthesis::Random& random, const synthesis::Identity& who) {
  const Image drawn = synthesis::draw_reference(random, who);
  return random.chance(foreign_share) ? synthesis::in_foreign_style(random, drawn) : drawn;
}

TrainingCharacter character_of(const synthesis::DrawnCharacter& drawn) {
  const std::int64_t facing = drawn.facing == 0 ? 1 : -1;
  TrainingCharacter who{drawn.box,
                        drawn.head,
                        {},
                        {drawn.expression, drawn.pose, std::int64_t(drawn.shot), facing, std::int64_t(drawn.view)},
                        {}};
  for (std::size_t i = 0; i < who.hands.size() && i < drawn.hands.size(); ++i)
    who.hands[i] = {drawn.hands[i].x, drawn.hands[i].y, hand_reach * drawn.head.radius};
  return who;
}

}  // namespace

TrainingPanel draw_training_panel(std::uint64_t seed, const DrawingOptions& options) {
  synthesis::Random random(seed);
  const PanelSize size = random_size(random);
  const synthesis::DrawnPanel drawn = synthesis::draw_panel(
      random, {.width = size.width, .height = size.height, .held_out = options.held_out, .masks = false});
  TrainingPanel panel{drawn.picture, {}, drawn.labels.dialogs, {}};
  for (const auto& who : drawn.labels.characters) {
    panel.characters.push_back(character_of(who));
    for (int i = 0; i < options.references; ++i)
      panel.characters.back().references.push_back(reference_of(random, who.identity));
  }
  for (int i = 0; i < options.captions; ++i) panel.captions.push_back(synthesis::caption(random, drawn.labels));
  return panel;
}

DrawnReference draw_training_reference(std::uint64_t seed, bool held_out) {
  synthesis::Random random(seed);
  const synthesis::Identity who = synthesis::identity_of_split(random, held_out);
  return {reference_of(random, who), {who.girl ? 1 : 0, who.hair, who.tone, who.eyes, who.accessory, who.outfit}};
}

}  // namespace koma::training
