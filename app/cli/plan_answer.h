// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>

#include "engine/manga/conversation.h"

namespace koma::app {

/// What an assistant says, on the standard output: its words, what it points at in thousandths of the picture, and the
/// prompt that it proposes; of an edit with a place a plan for `komawari-cli edit` and nothing else.
void writeAnswer(std::ostream& out, const manga::Turn& turn);

}  // namespace koma::app
