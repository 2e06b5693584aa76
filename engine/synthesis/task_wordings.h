// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/dataset/captioned_pictures.h"
#include "engine/dataset/conversations.h"
#include "engine/synthesis/random.h"

namespace koma::synthesis {

/// What an assistant is asked, and what it should answer (specs/llmga.md 1.4), in many wordings of our own; those that
/// the assistant dock uses are among them. Pictures to be drawn are described between <gen_image> and </gen_image>.

/// A brief prompt and the long one: as a picture to be drawn, or as a mere description, each with a chance of a half.
/// Shows no picture.
[[nodiscard]] dataset::Conversation refinement_talk(Random& random, const dataset::CaptionedPicture& picture);
/// The picture drawn anew (0.7), or described.
[[nodiscard]] dataset::Conversation similar_talk(Random& random, const dataset::CaptionedPicture& picture);
/// The picture `with_hole` is shown, with a black part inside, or outside where it is to be `extended`; the whole scene
/// is told.
[[nodiscard]] dataset::Conversation filling_talk(Random& random, const dataset::CaptionedPicture& picture,
                                                 const std::string& with_hole, bool extended);

/// The brief caption, or the long one's first clause where there is none.
[[nodiscard]] std::string brief_of(const dataset::CaptionedPicture& picture);

}  // namespace koma::synthesis
