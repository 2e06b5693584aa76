// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/preview.h"

#include <ATen/ATen.h>

namespace koma::pipelines {

Image preview(const at::Tensor& denoised, const models::PreviewMatrix& matrix) {
  const at::Tensor latent = denoised.select(0, 0).to(at::kCPU, at::kFloat);                       // [4, h, w]
  const at::Tensor weights = at::from_blob(const_cast<float*>(matrix.weight[0].data()), {4, 3});  // [4, 3]
  const at::Tensor bias = at::from_blob(const_cast<float*>(matrix.bias.data()), {3});
  const at::Tensor colours = latent.permute({1, 2, 0}).matmul(weights) + bias;  // [h, w, 3] in −1…1
  const at::Tensor bytes = ((colours + 1) * 127.5).round().clamp(0, 255).to(at::kByte).contiguous();
  const std::uint8_t* first = bytes.const_data_ptr<std::uint8_t>();
  return Image(int(bytes.size(1)), int(bytes.size(0)), 3, {first, first + bytes.numel()});
}

}  // namespace koma::pipelines
