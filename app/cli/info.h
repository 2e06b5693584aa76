// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `info TITLE.koma`: what a project holds and what it lacks.
void addInfo(CLI::App& program, Context& context);

}  // namespace koma::app
