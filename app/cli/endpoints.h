// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// komawari-cli endpoints: language models' servers, found, listed, kept and tried.
void addEndpoints(CLI::App& program, Context& context);

}  // namespace koma::app
