// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/synthesis/panel_drawing.h"

namespace koma::synthesis {

/// Both throw Error(invalid_argument) naming the field whose value no drawing has: a size outside 32…1024, a code
/// outside its list, a night where there is none, a box that is empty or outside −8…8.
void check_options(const PanelOptions& options);
void check_labels(const PanelLabels& labels);
void check_identity(const Identity& who);

}  // namespace koma::synthesis
