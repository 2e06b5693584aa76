// SPDX-License-Identifier: Apache-2.0
#include "engine/training/autocast.h"

#include <ATen/autocast_mode.h>

namespace koma::training {

namespace {

/// Without these instructions oneDNN emulates bfloat16, many times slower than float32.
bool has_fast_bfloat16() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512bf16");
#else
  return false;
#endif
}

}  // namespace

Autocast::Autocast(const c10::Device& device)
    : type_(device.type()), before_(at::autocast::is_autocast_enabled(type_)) {
  at::autocast::set_autocast_enabled(type_, !device.is_cpu() || has_fast_bfloat16());
  at::autocast::set_autocast_dtype(type_, at::kBFloat16);
  at::autocast::increment_nesting();
}

Autocast::~Autocast() {
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(type_, before_);
}

}  // namespace koma::training
