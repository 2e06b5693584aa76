// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `komawari-cli data check` and `komawari-cli data download`: annotated manga pages of the author's own.
void addData(CLI::App& program, Context& context);

void addDataCheck(CLI::App& verb, Context& context);
void addDataDownload(CLI::App& verb, Context& context);

}  // namespace koma::app
