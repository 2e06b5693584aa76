// SPDX-License-Identifier: Apache-2.0
#include "engine/api/preview_slot.h"

#include <utility>

namespace koma::api {

std::optional<Image> PreviewSlot::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(picture_, std::nullopt);
}

void PreviewSlot::offer(Image picture) {
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    was_empty = !picture_;
    picture_ = std::move(picture);
    wanted_.store(false, std::memory_order_relaxed);
  }
  if (was_empty && wake_) wake_();
}

}  // namespace koma::api
