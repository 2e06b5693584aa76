// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// komawari-cli plan: pages, panels, words, characters and translations, shown as differences and taken on request.
void addPlan(CLI::App& program, Context& context);

}  // namespace koma::app
