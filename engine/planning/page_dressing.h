// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/manga/project.h"
#include "engine/manga/proposal.h"

namespace koma::planning {

/// Gives every line of a planned page a balloon's place, and every person without a sensible box one under them.
///
/// Balloons stand along the top of their panel in reading order, from the side where reading begins, in a second row
/// where they do not fit, large enough for their text at nine points; when the panel is too small they shrink together.
/// People stand beside each other in the order in which they speak, from the same side, so that tails do not cross; the
/// heads have the size that the shot wants (engine/base/head_frame.h), and room above them for the balloons.
/// `page` gives the paper. Throws what `manga::frames_of` throws.
void dress(manga::PageProposal& plan, const manga::Page& page, manga::ReadingDirection direction);

}  // namespace koma::planning
