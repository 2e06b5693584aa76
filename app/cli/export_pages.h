// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `export TITLE.koma`: pages to PNG or PDF. The only verb that starts Qt.
void addExport(CLI::App& program, Context& context);

}  // namespace koma::app
