// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/noise_level.h"

#include <ATen/ATen.h>

#include <cmath>

namespace koma::samplers {

NoiseLevel growing_level(double sigma) {
  return {1, sigma};
}

NoiseLevel preserving_level(double sigma) {
  if (std::isinf(sigma)) return {0, 1};
  const double signal = 1 / std::sqrt(sigma * sigma + 1);
  return {signal, sigma * signal};
}

at::Tensor growing_denoised(Prediction prediction, const at::Tensor& output, const at::Tensor& x, double sigma) {
  switch (prediction) {
    case Prediction::epsilon:
      // σ·ε is formed in the model's own type, as the reference does; the rest in float32.
      return x - output * sigma;
    case Prediction::v_prediction:
      return output * (-sigma / std::sqrt(sigma * sigma + 1)) + x / (sigma * sigma + 1);
    case Prediction::sample:
      break;
  }
  return output.to(at::kFloat);
}

Foreseen preserving_foreseen(Prediction prediction, const at::Tensor& output, const at::Tensor& x,
                             const NoiseLevel& level, const DenoisedEdit& edit) {
  const at::Tensor told = output.to(at::kFloat);
  Foreseen result;
  switch (prediction) {
    case Prediction::epsilon:
      result = {(x - level.noise * told) / level.signal, told};
      break;
    case Prediction::v_prediction:
      result = {level.signal * x - level.noise * told, level.signal * told + level.noise * x};
      break;
    case Prediction::sample:
      result = {told, (x - level.signal * told) / level.noise};
      break;
  }
  if (edit) {
    result.denoised = edit(result.denoised);
    result.noise = (x - level.signal * result.denoised) / level.noise;
  }
  return result;
}

}  // namespace koma::samplers
