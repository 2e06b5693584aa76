// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `train --stage STAGE --run DIR`: makes the embedded model from nothing.
void addTrain(CLI::App& program, Context& context);

}  // namespace koma::app
