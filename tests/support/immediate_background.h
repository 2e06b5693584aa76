// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/background.h"

namespace koma::tests {

/// Does the work at once, on the caller's thread; the result still comes through the event loop.
class ImmediateBackground : public ui::Background {
 public:
  void post(std::function<void()> work) override { work(); }
};

}  // namespace koma::tests
