// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `synthesize --out DIR`: drawings as the embedded model is trained on them, to look at.
void addSynthesize(CLI::App& program, Context& context);

}  // namespace koma::app
