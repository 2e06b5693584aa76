// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <functional>

#include "ui/canvas/sprite.h"

namespace koma::ui {

class Background;

/// One thing's pictures in the making: at most one at a time, and of those that were asked for meanwhile only the
/// latest. Owned by the item it paints for, on the GUI thread.
class RasterSlot : public QObject {
  Q_OBJECT
 public:
  struct Order {
    std::function<Sprite()> work;             ///< runs away from the GUI thread and must not throw
    std::function<void(const Sprite&)> done;  ///< on the GUI thread
  };

  explicit RasterSlot(Background& background) : background_(background) {}

  void want(Order order);
  /// What is under way will not be told of.
  void forget();

 private:
  void start(Order order);

  Background& background_;
  bool running_ = false, stale_ = false;
  Order next_;  ///< without work: none
};

}  // namespace koma::ui
