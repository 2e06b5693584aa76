// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/manga_errors.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <opencv2/imgproc.hpp>

#include "engine/models/diffrir.h"
#include "engine/models/model_set.h"
#include "engine/training/restoration/picture_planes.h"

namespace koma::training {

namespace {

constexpr double mush_share = 0.75;

std::shared_ptr<const models::AutoencoderKL> autoencoder_of(const std::filesystem::path& checkpoint,
                                                            const at::Device& device) {
  models::ModelSet set = models::open_model_set(checkpoints::read_checkpoint_layout(checkpoint), {device});
  models::load_stage(set, models::Stage::autoencoder);
  return set.vae;
}

}  // namespace

AutoencoderTrip::AutoencoderTrip(const std::filesystem::path& checkpoint, const at::Device& device)
    : AutoencoderTrip(autoencoder_of(checkpoint, device), device) {}

AutoencoderTrip::AutoencoderTrip(std::shared_ptr<const models::AutoencoderKL> model, const at::Device& device)
    : model_(std::move(model)), device_(device) {}

cv::Mat AutoencoderTrip::operator()(const cv::Mat& picture) const {
  const at::NoGradGuard no_grad;
  const at::Tensor given = planes_of(picture).unsqueeze(0).to(device_);  // [1, 1 | 3, H, W]
  const std::int64_t wanted = model_->config().in_channels;
  at::Tensor seen = given;
  if (wanted == 3 && given.size(1) == 1) seen = given.expand({1, 3, -1, -1});
  if (wanted == 1 && given.size(1) == 3) seen = given.mean(1, /*keepdim=*/true);
  const at::Tensor padded = models::reflected_to(seen * 2 - 1, model_->config().factor());
  at::Tensor back = model_->decode(model_->encode(padded).mean).to(at::kFloat).add(1).div(2).clamp(0, 1);
  back = back.slice(2, 0, given.size(2)).slice(3, 0, given.size(3));
  if (back.size(1) != given.size(1)) {
    back = given.size(1) == 1 ? back.mean(1, /*keepdim=*/true) : back.expand({1, 3, -1, -1});
  }
  return picture_of(back[0]);
}

cv::Mat mushed(synthesis::Random& random, const cv::Mat& picture) {
  const double size = random.uniform(0.35, 0.75);
  cv::Mat small, result;
  cv::resize(picture, small, {}, size, size, random.chance(0.5) ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::resize(small, result, picture.size(), 0, 0, cv::INTER_CUBIC);
  return cv::max(cv::min(result, 1.0), 0.0);
}

cv::Mat manga_errors(synthesis::Random& random, const AutoencoderTrip& trip, const cv::Mat& picture, bool toned,
                     int scale) {
  cv::Mat result = toned && random.chance(mush_share) ? mushed(random, picture) : picture;
  result = trip(result);
  if (scale == 1) return result;
  cv::Mat small;
  cv::resize(result, small, {picture.cols / scale, picture.rows / scale}, 0, 0, cv::INTER_AREA);
  return small;
}

}  // namespace koma::training
