// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <functional>

#include "engine/base/error.h"

namespace koma::test {

/// The sentence with which `work` is refused; "taken" when it is not.
inline QString refusal(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return QString::fromStdString(error.sentence());
  }
  return "taken";
}

}  // namespace koma::test
