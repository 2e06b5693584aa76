// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `generate REQUEST.json`: one request, its pictures (specs/request.md).
void addGenerate(CLI::App& program, Context& context);

}  // namespace koma::app
