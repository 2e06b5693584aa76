// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `edit PICTURE PLAN.json --out PNG`: changes a picture part by part.
void addEdit(CLI::App& program, Context& context);

}  // namespace koma::app
