// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/context.h"

namespace koma::app {

/// komawari-cli upscale PICTURE: the picture at another size, for print.
void addUpscale(CLI::App& program, Context& context);

}  // namespace koma::app
