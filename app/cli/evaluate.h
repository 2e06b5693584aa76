// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `evaluate --out DIR`: measures the embedded model on people it has never seen.
void addEvaluate(CLI::App& program, Context& context);

}  // namespace koma::app
