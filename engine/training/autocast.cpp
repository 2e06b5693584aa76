// SPDX-License-Identifier: Apache-2.0
#include "engine/training/autocast.h"

#include <ATen/autocast_mode.h>

#include "engine/tensors/device.h"

namespace koma::training {

Autocast::Autocast(const c10::Device& device, std::optional<bool> wanted)
    : type_(device.type()), before_(at::autocast::is_autocast_enabled(type_)) {
  at::autocast::set_autocast_enabled(type_, wanted.value_or(!device.is_cpu() || tensors::has_fast_bfloat16()));
  at::autocast::set_autocast_dtype(type_, at::kBFloat16);
  at::autocast::increment_nesting();
}

Autocast::~Autocast() {
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(type_, before_);
}

}  // namespace koma::training
