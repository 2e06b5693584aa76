// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::training {

/// bfloat16 autocast for one scope on CPUs that have AVX512-BF16, float32 elsewhere; casts of weights are cached inside
/// it and dropped at its end.
class Autocast {
 public:
  Autocast();
  ~Autocast();
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
  bool before_;
};

}  // namespace koma::training
