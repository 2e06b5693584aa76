// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>
#include <variant>

#include "engine/api/generation_event.h"

namespace koma::api {

/// What an asynchronous call came to: a value, or why there is none. No exception crosses a thread.
template <class T>
using Outcome = std::variant<T, Failed>;

/// Is called once, on the thread of whoever did the work.
template <class T>
using Reply = std::function<void(Outcome<T>)>;

/// Nothing but success.
struct Done {};

}  // namespace koma::api
