// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/foreign_style.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace koma::synthesis {

namespace {

/// 255 where the ground shows: everything white that hangs together with the border.
cv::Mat ground_of(const cv::Mat& picture) {
  cv::Mat framed;
  cv::copyMakeBorder(picture, framed, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(255));
  cv::Mat mask = cv::Mat::zeros(framed.rows + 2, framed.cols + 2, CV_8UC1);
  const int fill_only_mask = 4 | cv::FLOODFILL_MASK_ONLY | cv::FLOODFILL_FIXED_RANGE | (255 << 8);
  cv::floodFill(framed, mask, {0, 0}, cv::Scalar(), nullptr, cv::Scalar(40), cv::Scalar(40), fill_only_mask);
  return mask(cv::Rect(2, 2, picture.cols, picture.rows)).clone();
}

/// What is light inside the figure becomes `grey`; ink stays ink.
void shade(cv::Mat& picture, const cv::Mat& ground, double grey) {
  cv::Mat shaded;
  picture.convertTo(shaded, CV_8U, grey / 255);
  shaded.copyTo(picture, ground == 0);
}

void thin_lines(cv::Mat& picture, double share) {
  cv::Mat thin;
  cv::dilate(picture, thin, cv::getStructuringElement(cv::MORPH_CROSS, {3, 3}));
  cv::addWeighted(thin, share, picture, 1 - share, 0, picture);
}

void bend_contrast(cv::Mat& picture, double gamma, double black) {
  cv::Mat table(1, 256, CV_8U);
  for (int i = 0; i < 256; ++i)
    table.at<std::uint8_t>(i) = cv::saturate_cast<std::uint8_t>(black + (255 - black) * std::pow(i / 255.0, gamma));
  cv::LUT(picture, table, picture);
}

void add_grain(cv::Mat& picture, Random& random, double deviation) {
  cv::Mat grain(picture.size(), CV_16S), sum;
  cv::RNG numbers(std::uint64_t(random.integer(1 << 30)) + 1);
  numbers.fill(grain, cv::RNG::NORMAL, 0, deviation);
  picture.convertTo(sum, CV_16S);
  sum += grain;
  sum.convertTo(picture, CV_8U);
}

}  // namespace

Image in_foreign_style(Random& random, const Image& reference) {
  cv::Mat picture(reference.height(), reference.width(), CV_8UC1);
  for (int y = 0; y < picture.rows; ++y) std::copy_n(reference.row(y), picture.cols, picture.ptr<std::uint8_t>(y));
  const cv::Mat ground = ground_of(picture);
  if (random.chance(.7)) shade(picture, ground, random.uniform(150, 250));
  if (random.chance(.5)) thin_lines(picture, random.uniform(.2, .65));
  if (random.chance(.3)) picture.setTo(random.uniform(130, 245), ground);
  bend_contrast(picture, random.uniform(.7, 1.4), random.chance(.5) ? random.uniform(0, 70) : 0);
  if (random.chance(.5)) cv::GaussianBlur(picture, picture, {0, 0}, random.uniform(.3, .9));
  if (random.chance(.3)) add_grain(picture, random, random.uniform(2, 7));
  return Image(picture.cols, picture.rows, 1, std::vector<std::uint8_t>(picture.datastart, picture.dataend));
}

}  // namespace koma::synthesis
