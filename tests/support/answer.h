// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>
#include <future>
#include <memory>

#include "engine/api/outcome.h"

namespace koma::tests {

/// A reply that can be waited for, once.
template <class T>
class Answer {
 public:
  [[nodiscard]] api::Reply<T> reply() {
    return [promise = promise_](api::Outcome<T> outcome) { promise->set_value(std::move(outcome)); };
  }
  api::Outcome<T> wait() { return promise_->get_future().get(); }
  T value() {
    auto outcome = wait();
    if (const auto* failed = std::get_if<api::Failed>(&outcome)) qFatal("%s", failed->text.c_str());
    return std::get<T>(std::move(outcome));
  }
  api::Failed failure() {
    auto outcome = wait();
    if (!std::holds_alternative<api::Failed>(outcome)) qFatal("it did not fail");
    return std::get<api::Failed>(std::move(outcome));
  }

 private:
  std::shared_ptr<std::promise<api::Outcome<T>>> promise_ = std::make_shared<std::promise<api::Outcome<T>>>();
};

}  // namespace koma::tests
