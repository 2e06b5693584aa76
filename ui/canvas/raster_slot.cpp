// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/raster_slot.h"

#include <utility>

#include "ui/document/background.h"

namespace koma::ui {

void RasterSlot::want(Order order) {
  if (running_) {
    next_ = std::move(order);
  } else {
    start(std::move(order));
  }
}

void RasterSlot::forget() {
  next_ = {};
  stale_ = running_;
}

void RasterSlot::start(Order order) {
  running_ = true;
  stale_ = false;
  background_.run(this, std::move(order.work), [this, done = std::move(order.done)](const Sprite& sprite) {
    running_ = false;
    const bool tell = !stale_;
    if (Order next = std::exchange(next_, {}); next.work) start(std::move(next));
    if (tell) done(sprite);
  });
}

}  // namespace koma::ui
