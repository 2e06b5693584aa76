// SPDX-License-Identifier: Apache-2.0
#include "engine/training/adamw.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace koma::training {

AdamW::AdamW(at::Tensor values, at::Tensor grads, Options options)
    : values_(std::move(values)),
      grads_(std::move(grads)),
      first_(at::zeros_like(values_)),
      second_(at::zeros_like(values_)),
      steps_(at::zeros({}, values_.options())),
      options_(options) {}

void AdamW::step(double rate) {
  at::NoGradGuard no_grad;
  steps_.add_(1);
  at::_fused_adamw_({values_}, {grads_}, {first_}, {second_}, {}, {steps_}, rate, options_.beta1, options_.beta2,
                    options_.weight_decay, options_.epsilon, /*amsgrad=*/false, /*maximize=*/false);
}

}  // namespace koma::training
