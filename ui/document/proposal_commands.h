// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/manga/proposal.h"
#include "ui/document/document.h"

namespace koma::ui {

/// Takes a proposal over, as one undo step. Throws what manga::applied throws; the work is then as it was.
void acceptProposal(Document& document, const manga::Proposal& proposal);

}  // namespace koma::ui
