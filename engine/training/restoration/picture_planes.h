// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <opencv2/core.hpp>

namespace koma::training {

/// OpenCV's interleaved pixels as planes, copied. CV_32FC1 or CV_32FC3 → [1 | 3, H, W] float32
[[nodiscard]] at::Tensor planes_of(const cv::Mat& picture);
/// The way back. [1 | 3, H, W] of any floating type and device → CV_32F
[[nodiscard]] cv::Mat picture_of(const at::Tensor& planes);

}  // namespace koma::training
