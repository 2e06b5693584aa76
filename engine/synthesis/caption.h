// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/synthesis/panel_drawing.h"

namespace koma::synthesis {

/// "a girl standing smiling and a boy waving in profile , bust , school background at night", or another way to say it:
/// words are exchanged for synonyms, clauses change places, words are left out. Night is nearly always told, day
/// sometimes, an empty panel is "nobody". Only words of `caption_words` occur.
[[nodiscard]] std::string caption(Random& random, const PanelLabels& labels);
/// The one canonical wording.
[[nodiscard]] std::string plain_caption(const PanelLabels& labels);
/// Every word a caption may hold, sorted; what the small tokenizer knows as single tokens.
[[nodiscard]] std::vector<std::string> caption_words();

}  // namespace koma::synthesis
