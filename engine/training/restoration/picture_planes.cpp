// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/picture_planes.h"

#include <ATen/ATen.h>

namespace koma::training {

at::Tensor planes_of(const cv::Mat& picture) {
  const cv::Mat whole = picture.isContinuous() ? picture : picture.clone();
  return at::from_blob(whole.data, {whole.rows, whole.cols, whole.channels()}, at::kFloat)
      .permute({2, 0, 1})
      .clone(at::MemoryFormat::Contiguous);
}

cv::Mat picture_of(const at::Tensor& planes) {
  const at::Tensor pixels = planes.permute({1, 2, 0}).to(at::kCPU, at::kFloat).contiguous();
  return cv::Mat(int(pixels.size(0)), int(pixels.size(1)), CV_32FC(int(pixels.size(2))), pixels.data_ptr<float>())
      .clone();
}

}  // namespace koma::training
