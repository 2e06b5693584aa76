// SPDX-License-Identifier: Apache-2.0
#include "engine/models/picture_projector.h"

#include <ATen/ATen.h>

namespace koma::models {

PictureProjector::PictureProjector(const nn::Weights& weights, std::int64_t features, std::int64_t width) {
  first_ = child<nn::Linear>("0", weights, features, width);
  second_ = child<nn::Linear>("2", weights, width, width);
}

at::Tensor PictureProjector::forward(const at::Tensor& x) const {
  return second_->forward(at::gelu(first_->forward(x)));
}

}  // namespace koma::models
