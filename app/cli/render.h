// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `render TITLE.koma`: draws panels in reading order; what is drawn is kept, so it can be stopped and run again.
void addRender(CLI::App& program, Context& context);

}  // namespace koma::app
