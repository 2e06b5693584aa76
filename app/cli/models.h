// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// `models`: what lies in the model folders; `models FILE|DIR`: one of them from close by.
void addModels(CLI::App& program, Context& context);

}  // namespace koma::app
