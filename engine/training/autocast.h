// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/Device.h>

#include <optional>

namespace koma::training {

/// bfloat16 autocast for one scope: where `wanted` says so, else on GPUs and on CPUs that have AVX512-BF16, with
/// float32 on other CPUs; casts of weights are cached inside it and dropped at its end.
class Autocast {
 public:
  explicit Autocast(const c10::Device& device, std::optional<bool> wanted = {});
  ~Autocast();
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
  c10::DeviceType type_;
  bool before_;
};

}  // namespace koma::training
