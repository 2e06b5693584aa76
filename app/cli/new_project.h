// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `new TITLE.koma`: an empty project, or a copy of a described one.
void addNew(CLI::App& program, Context& context);

}  // namespace koma::app
