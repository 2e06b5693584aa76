// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/reference_pictures.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/tensors/pixels.h"

namespace koma::conditioning {

Image letterboxed(const Image& picture, int side) {
  const double scale = double(side) / std::max(picture.width(), picture.height());
  const int width = std::clamp(int(std::lround(picture.width() * scale)), 1, side);
  const int height = std::clamp(int(std::lround(picture.height() * scale)), 1, side);
  const int kind = CV_8UC(picture.channels());
  const cv::Mat from(picture.height(), picture.width(), kind, const_cast<std::uint8_t*>(picture.pixels().data()));
  cv::Mat square(side, side, kind, cv::Scalar::all(255));
  cv::Mat middle = square(cv::Rect((side - width) / 2, (side - height) / 2, width, height));
  cv::resize(from, middle, {width, height}, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return Image(side, side, picture.channels(), {square.datastart, square.dataend});
}

at::Tensor reference_pixels(const std::vector<Image>& pictures, const models::ClipVisionConfig& config,
                            const models::ReferenceFit& fit) {
  const auto side = int(config.image_size);
  std::vector<at::Tensor> rows;
  for (const Image& picture : pictures) {
    if (!fit.pad) {
      rows.push_back(tensors::clip_pixels(picture, side));
    } else {
      rows.push_back(
          tensors::to_tensor(letterboxed(config.num_channels == 1 ? to_grey(picture) : to_rgb(picture), side)));
    }
  }
  return at::stack(rows);
}

at::Tensor magi_reference_pixels(const std::vector<Image>& pictures, const models::VitMaeConfig& config) {
  std::vector<at::Tensor> rows;
  for (const Image& picture : pictures) rows.push_back(tensors::magi_pixels(picture, int(config.image_size)));
  return at::stack(rows);
}

}  // namespace koma::conditioning
