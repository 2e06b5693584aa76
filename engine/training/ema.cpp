// SPDX-License-Identifier: Apache-2.0
#include "engine/training/ema.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace koma::training {

void Ema::update(const at::Tensor& values, std::int64_t step, double decay) {
  at::NoGradGuard no_grad;
  const double warm = double(1 + step) / double(10 + step);
  average_.lerp_(values.detach(), 1 - std::min(decay, warm));
}

void Ema::swap(at::Tensor& values) {
  at::NoGradGuard no_grad;
  const at::Tensor live = values.detach().clone();
  values.detach().copy_(average_);
  average_.copy_(live);
}

double ema_decay(double progress) noexcept {
  const double late = std::clamp((progress - 0.5) / 0.5, 0.0, 1.0);
  return 0.998 + (0.9995 - 0.998) * late;
}

}  // namespace koma::training
