// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/restoration_batch.h"

#include <ATen/ATen.h>

#include <opencv2/imgproc.hpp>

#include "engine/synthesis/hole_masks.h"
#include "engine/training/drawing_threads.h"
#include "engine/training/mixed_seed.h"
#include "engine/training/picture_tensors.h"
#include "engine/training/restoration/misfit.h"
#include "engine/training/restoration/photo_errors.h"
#include "engine/training/restoration/picture_planes.h"
#include "engine/training/restoration/tone_error.h"

namespace koma::training {

namespace {

constexpr std::int64_t rows_per_picture = 2;
constexpr double misfit_share = 0.5, drift_share = 0.5;

cv::Mat in_eight_bits(const cv::Mat& picture) {
  cv::Mat bytes, result;
  picture.convertTo(bytes, CV_8U, 255);
  bytes.convertTo(result, CV_32F, 1 / 255.0);
  return result;
}

at::Tensor coloured(const cv::Mat& picture) {
  return planes_of(picture).expand({3, -1, -1});
}

}  // namespace

SpoiltPicture RestorationPairs::spoilt_picture(std::uint64_t seed, bool held_out) const {
  const CleanPicture clean = pictures_.draw(seed, held_out);
  synthesis::Random random(mixed_seed(seed, 1, 0));
  return {clean.pixels, trip_ ? manga_errors(random, *trip_, clean.pixels, clean.toned, recipe_.scale)
                              : photo_errors(random, clean.pixels, recipe_.scale)};
}

RestorationBatch RestorationPairs::pair_of(const SpoiltPicture& picture, std::uint64_t seed) const {
  synthesis::Random random(seed);
  const int scale = recipe_.scale, side = recipe_.side;
  cv::Mat drawn = picture.spoilt;
  if (trip_ && random.chance(drift_share)) drawn = with_paper_drift(drawn, random_paper_drift(random));
  drawn = in_eight_bits(with_tone_error(drawn, random_tone_error(random, recipe_.gain)));
  const int left = random.integer((picture.clean.cols - side) / scale + 1),
            top = random.integer((picture.clean.rows - side) / scale + 1);
  const bool mirrored = random.chance(0.5);
  cv::Mat part = drawn(cv::Rect(left, top, side / scale, side / scale));
  const cv::Mat hole = synthesis::hole_mask(random, {side, side}, synthesis::restoration_holes);
  if (recipe_.misfit > 0 && random.chance(misfit_share)) {
    cv::Mat small_hole;
    cv::resize(hole, small_hole, part.size(), 0, 0, cv::INTER_NEAREST);
    part = in_eight_bits(with_misfit(random, part, small_hole, random.uniform(0, recipe_.misfit)));
  }
  const at::Tensor small = coloured(part);
  const at::Tensor whole = coloured(picture.clean(cv::Rect(left * scale, top * scale, side, side)));
  const at::Tensor mask = planes_of(hole);
  if (!mirrored) return {small, whole, mask};
  return {small.flip(-1), whole.flip(-1), mask.flip(-1)};
}

void RestorationPairs::fill_pool(std::int64_t count, std::uint64_t seed, int threads,
                                 const std::function<bool()>& stopped) {
  std::vector<SpoiltPicture> pool(static_cast<std::size_t>(count));
  draw_on_threads(threads, count, [&](std::int64_t i) {
    if (!stopped()) pool[std::size_t(i)] = spoilt_picture(mixed_seed(seed, std::uint64_t(i), 0), false);
  });
  if (!stopped()) pool_ = std::move(pool);
}

RestorationBatch RestorationPairs::draw(std::int64_t rows, at::Generator& generator, bool held_out, int threads) const {
  std::vector<std::uint64_t> seeds;
  for (std::int64_t i = 0; i * rows_per_picture < rows; ++i) seeds.push_back(next_seed(generator));
  std::vector<RestorationBatch> made(seeds.size() * rows_per_picture);
  draw_on_threads(threads, std::ssize(seeds), [&](std::int64_t p) {
    at::Generator own = seeded(seeds[std::size_t(p)]);
    const std::uint64_t which = next_seed(own);
    const SpoiltPicture picture =
        pool_.empty() || held_out ? spoilt_picture(which, held_out) : pool_[std::size_t(which % pool_.size())];
    for (std::int64_t i = 0; i < rows_per_picture; ++i)
      made[std::size_t(p * rows_per_picture + i)] = pair_of(picture, next_seed(own));
  });
  made.resize(std::size_t(rows));
  const auto stacked = [&](at::Tensor RestorationBatch::*part) {
    std::vector<at::Tensor> tensors;
    for (const RestorationBatch& row : made) tensors.push_back(row.*part);
    return at::stack(tensors);
  };
  return {stacked(&RestorationBatch::drawn), stacked(&RestorationBatch::clean), stacked(&RestorationBatch::mask)};
}

}  // namespace koma::training
