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

Autocast::Autocast() : before_(at::autocast::is_autocast_enabled(at::kCPU)) {
  at::autocast::set_autocast_enabled(at::kCPU, has_fast_bfloat16());
  at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
  at::autocast::increment_nesting();
}

Autocast::~Autocast() {
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(at::kCPU, before_);
}

}  // namespace koma::training
