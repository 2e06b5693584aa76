// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/panel_samples.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/mangazero.h"
#include "engine/tensors/resize.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

namespace {

using dataset::PixelBox;

/// Smaller panels are specks that a detector took for panels.
constexpr int smallest_panel = 8;

PixelBox inside(const PixelBox& box, const Image& picture) {
  return {std::clamp(box.left, 0, picture.width()), std::clamp(box.top, 0, picture.height()),
          std::clamp(box.right, 0, picture.width()), std::clamp(box.bottom, 0, picture.height())};
}

/// The part of an RGB picture that lies in the box; empty where none does.
Image cut_out(const Image& picture, const PixelBox& wanted) {
  const PixelBox box = inside(wanted, picture);
  if (box.width() < 1 || box.height() < 1) return {};
  std::vector<std::uint8_t> pixels;
  pixels.reserve(std::size_t(box.width()) * std::size_t(box.height()) * 3);
  for (int y = box.top; y < box.bottom; ++y) {
    const std::uint8_t* row = picture.row(y);
    pixels.insert(pixels.end(), row + 3 * box.left, row + 3 * box.right);
  }
  return Image(box.width(), box.height(), 3, std::move(pixels));
}

Image mirrored(const Image& picture) {
  std::vector<std::uint8_t> pixels(picture.pixels().size());
  std::uint8_t* out = pixels.data();
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = picture.width() - 1; x >= 0; --x) out = std::copy_n(picture.row(y) + 3 * x, 3, out);
  }
  return Image(picture.width(), picture.height(), 3, std::move(pixels));
}

PixelSize rounded(const PixelSize& size, int multiple) {
  const auto side = [&](int pixels) { return std::max(multiple, (pixels + multiple / 2) / multiple * multiple); };
  return {side(size.width), side(size.height)};
}

bool is_large_enough(const PixelBox& box) {
  return box.width() >= smallest_panel && box.height() >= smallest_panel;
}

}  // namespace

PictureSizes picture_sizes(const models::ModelTraits& traits, int resolution) {
  PictureSizes sizes{resolution >= 1024 ? 2 : resolution >= 512 ? 1 : 0, traits.size_multiple, {}};
  if (!traits.native_area) return sizes;
  sizes.last_tier = 0;
  sizes.native_size = [traits](const PixelSize& bucket) -> PixelSize {
    const models::ModelTraits::Sides sides = traits.native_sides(double(bucket.width) / bucket.height);
    return {sides.width, sides.height};
  };
  return sizes;
}

void fit_sample(PanelSample& sample, const Image& whole, const Bucket& bucket, const PictureSizes& sizes) {
  const bool native = bool(sizes.native_size);
  const PixelSize size = native ? sizes.native_size(size_of(bucket)) : rounded(size_of(bucket), sizes.multiple);
  const BucketFit fit = fit_to_bucket({whole.width(), whole.height()}, size);
  const Image scaled = tensors::resized(whole, fit.scaled.width, fit.scaled.height, tensors::Filter::bicubic);
  sample.picture = tensors::centre_cropped(scaled, size.width, size.height);
  sample.time_ids = native ? fit_to_bucket(size, size).time_ids() : fit.time_ids();
}

PanelSamples::PanelSamples(const std::filesystem::path& annotations, const std::filesystem::path& images,
                           const Options& options)
    : images_(images), options_(options), pages_(dataset::read_mangazero(annotations)) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(images, ignored))
    throw Error(ErrorCode::not_found, "there is no folder of pictures; check --images", images.string());
  std::vector<Bucket> buckets;
  for (std::size_t page = 0; page < pages_.size(); ++page) {
    for (std::size_t frame = 0; frame < pages_[page].frames.size(); ++frame) {
      const PixelBox& box = pages_[page].frames[frame].bbox;
      if (!is_large_enough(box)) continue;
      panels_.push_back({page, frame});
      buckets.push_back(nearest_bucket({box.width(), box.height()}, options.sizes.last_tier));
    }
  }
  if (panels_.empty())
    throw Error(ErrorCode::invalid_file, "the annotations have no panel to learn from; give others with --annotations",
                annotations.string());
  std::vector<std::size_t> files;
  for (const Panel& panel : panels_) files.push_back(panel.page);
  reader_ = std::make_unique<SampleReader<PanelSample>>(
      SampleReader<PanelSample>::Source{.files = std::move(files),
                                        .read =
                                            [this](std::size_t item, const Bucket& bucket, std::uint64_t seed) {
                                              return sample_of(panels_[item], page_picture(panels_[item].page), bucket,
                                                               seed);
                                            },
                                        .place = images.string(),
                                        .threads = options.threads},
      BatchPlan(std::move(buckets), options.plan));
}

PanelSample PanelSamples::sample_of(const Panel& panel, const Image& page, const Bucket& bucket,
                                    std::uint64_t seed) const {
  const dataset::DatasetPage& annotated = pages_[panel.page];
  const dataset::DatasetFrame& frame = annotated.frames[panel.frame];
  const Image whole = cut_out(page, frame.bbox);
  if (whole.empty())
    throw Error(ErrorCode::invalid_file, "a panel lies outside the picture; the picture is not the annotated one",
                annotated.image_path);
  at::Generator generator = seeded(seed);
  const PanelPlan plan = draw_plan(annotated, panel.frame, options_.rules, generator);
  PanelSample sample;
  fit_sample(sample, whole, bucket, options_.sizes);
  sample.whole_caption = frame.caption;
  if (plan.told) sample.caption = frame.caption;
  sample.dialogs = plan.dialogs;
  sample.seed = next_seed(generator);
  if (!options_.characters) return sample;
  for (const CharacterPlan& character : plan.characters) {
    SampledCharacter sampled{character.box, {}, {}};
    if (character.source) {
      sampled.source = cut_out(page, *character.source);
      sampled.target = cut_out(page, character.own);
      if (sampled.source.empty() || sampled.target.empty()) sampled.source = sampled.target = Image();
      if (character.mirrored && !sampled.source.empty()) sampled.source = mirrored(sampled.source);
    }
    sample.characters.push_back(std::move(sampled));
  }
  return sample;
}

Image PanelSamples::page_picture(std::size_t page) const {
  return to_rgb(read_picture(images_ / pages_[page].image_path));
}

}  // namespace koma::training
