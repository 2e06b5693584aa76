// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QThreadPool>

#include "ui/document/background.h"

namespace koma::test {

/// Real threads, all ended before the object is gone.
class TestBackground : public ui::Background {
 public:
  TestBackground() { pool_.setMaxThreadCount(2); }
  ~TestBackground() override { pool_.waitForDone(); }
  void post(std::function<void()> work) override { pool_.start(std::move(work)); }
  void finish() { pool_.waitForDone(); }

 private:
  QThreadPool pool_;
};

}  // namespace koma::test
