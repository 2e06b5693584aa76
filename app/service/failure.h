// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/api/generation_event.h"

namespace koma::app {

/// The exception that is being handled, as a value that may cross threads; called inside a catch. What is not one of
/// our own errors becomes "WHAT (its words); REMEDY".
[[nodiscard]] api::Failed failureOf(const std::string& what, const std::string& remedy);

}  // namespace koma::app
