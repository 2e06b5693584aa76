// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/frechet.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"

namespace koma::eval {

namespace {

/// The symmetric root of a positive semidefinite matrix; rounding may have made its zeros a little negative.
at::Tensor root_of(const at::Tensor& matrix) {
  const auto [values, vectors] = at::linalg_eigh(matrix);
  return at::matmul(vectors * values.clamp_min(0).sqrt(), vectors.t());
}

}  // namespace

Moments moments_of(const at::Tensor& features) {
  if (features.dim() != 2 || features.size(0) < 2) {
    throw Error(ErrorCode::invalid_argument, "a distribution needs at least 2 pictures");
  }
  const at::Tensor rows = features.to(at::kDouble);
  const at::Tensor mean = rows.mean(0);
  const at::Tensor centred = rows - mean;
  return {mean, at::matmul(centred.t(), centred) / double(rows.size(0) - 1)};
}

double frechet_distance(const Moments& first, const Moments& second) {
  if (first.mean.sizes() != second.mean.sizes()) {
    throw Error(ErrorCode::invalid_argument, "distributions of different widths have no distance");
  }
  const at::Tensor root = root_of(first.covariance);
  const at::Tensor product = at::matmul(at::matmul(root, second.covariance), root);
  const double shared = at::linalg_eigvalsh((product + product.t()) / 2).clamp_min(0).sqrt().sum().item<double>();
  const double spread = (first.covariance.trace() + second.covariance.trace()).item<double>();
  return (first.mean - second.mean).square().sum().item<double>() + spread - 2 * shared;
}

}  // namespace koma::eval
