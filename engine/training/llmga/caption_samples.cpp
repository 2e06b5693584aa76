// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/caption_samples.h"

#include <numeric>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

/// Grey, 255 in the hole.
Image hole_picture(const cv::Mat& mask) {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(mask.total());
  for (int y = 0; y < mask.rows; ++y) {
    const auto* row = mask.ptr<float>(y);
    for (int x = 0; x < mask.cols; ++x) pixels.push_back(row[x] > 0.5F ? 255 : 0);
  }
  return Image(mask.cols, mask.rows, 1, std::move(pixels));
}

}  // namespace

CaptionSamples::CaptionSamples(const std::filesystem::path& captions, const std::filesystem::path& images,
                               const Options& options)
    : options_(options), data_(dataset::read_captions(captions)) {
  std::error_code ignored;
  const bool folder = std::filesystem::is_directory(captions, ignored);
  images_ = !images.empty() ? images : folder ? captions : captions.parent_path();
  std::vector<Bucket> buckets;
  std::vector<dataset::CaptionedPicture> kept;
  for (const dataset::CaptionedPicture& picture : data_.pictures) {
    try {
      const PictureSize size = read_picture_size(images_ / picture.image);
      buckets.push_back(nearest_bucket({size.width, size.height}, options.sizes.last_tier));
      kept.push_back(picture);
    } catch (const Error& error) {
      if (++data_.skipped == 1) data_.first_problem = error.what();
    }
  }
  data_.pictures = std::move(kept);
  if (data_.pictures.empty())
    throw Error(ErrorCode::unreadable, "none of the pictures can be read (" + data_.first_problem + "); check --images",
                images_.string());
  std::vector<std::size_t> files(buckets.size());
  std::iota(files.begin(), files.end(), std::size_t(0));
  const auto read = [this](std::size_t item, const Bucket& bucket, std::uint64_t seed) {
    return sample_of(data_.pictures[item], bucket, seed);
  };
  reader_ = std::make_unique<SampleReader<PanelSample>>(
      SampleReader<PanelSample>::Source{std::move(files), read, images_.string(), options.threads},
      BatchPlan(std::move(buckets), options.plan));
}

PanelSample CaptionSamples::sample_of(const dataset::CaptionedPicture& words, const Bucket& bucket,
                                      std::uint64_t seed) const {
  const Image picture = to_rgb(read_picture(images_ / words.image));
  synthesis::Random random(seed);
  PanelSample sample;
  fit_sample(sample, picture, bucket, options_.sizes);
  const bool brief = random.chance(options_.brief) && !words.brief.empty();
  const bool empty = random.chance(options_.empty);
  if (!empty) sample.caption = brief ? words.brief : words.caption;
  sample.whole_caption = words.caption;
  sample.seed = seed + 1;
  if (!options_.holes) return sample;
  const cv::Size size(sample.picture.width(), sample.picture.height());
  const cv::Mat whole(size, CV_32F, cv::Scalar(1));
  const bool everything = random.chance(options_.everything);
  sample.hole = hole_picture(everything ? whole : synthesis::hole_mask(random, size, synthesis::HoleRules{}));
  return sample;
}

std::string CaptionSamples::summary() const {
  std::string text = std::to_string(data_.pictures.size()) + " pictures";
  if (data_.skipped > 0) text += "; " + std::to_string(data_.skipped) + " left out, the first: " + data_.first_problem;
  return text;
}

}  // namespace koma::training
