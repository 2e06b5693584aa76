// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/panel_samples.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/mangazero.h"
#include "engine/tensors/resize.h"
#include "engine/training/drawing_threads.h"
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
      buckets.push_back(nearest_bucket({box.width(), box.height()}, options.last_tier));
    }
  }
  if (panels_.empty())
    throw Error(ErrorCode::invalid_file, "the annotations have no panel to learn from; give others with --annotations",
                annotations.string());
  plan_ = std::make_unique<BatchPlan>(std::move(buckets), options.plan);
}

std::vector<PanelSample> PanelSamples::batch(std::int64_t index) {
  std::vector<PanelSample> result = ahead_index_ == index ? ahead_.get() : read_batch(index);
  ahead_index_ = index + 1;
  ahead_ = std::async(std::launch::async, [this, index] { return read_batch(index + 1); });
  return result;
}

std::size_t PanelSamples::unreadable() const {
  const std::lock_guard lock(mutex_);
  return broken_.size();
}

std::string PanelSamples::first_problem() const {
  const std::lock_guard lock(mutex_);
  return first_problem_;
}

std::vector<PanelSample> PanelSamples::read_batch(std::int64_t index) {
  const PlannedBatch planned = plan_->batch(index);
  std::vector<PanelSample> rows(planned.panels.size());
  draw_on_threads(options_.threads, std::int64_t(rows.size()), [&](std::int64_t row) {
    const auto i = std::size_t(row);
    rows[i] = read_row(planned.panels[i], planned.bucket, planned.seeds[i]);
  });
  return rows;
}

PanelSample PanelSamples::read_row(std::size_t first, const Bucket& bucket, std::uint64_t seed) {
  for (std::size_t step = 0; step < panels_.size(); ++step) {
    const Panel& panel = panels_[(first + step) % panels_.size()];
    if (is_broken(panel.page)) continue;
    try {
      return sample_of(panel, page_picture(panel.page), bucket, seed);
    } catch (const Error& error) {
      note_broken(panel.page, error.what());
    }
  }
  throw Error(ErrorCode::unreadable, "none of the pictures can be read (" + first_problem() + "); check --images",
              images_.string());
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
  const bool native = bool(options_.native_size);
  const PixelSize size =
      native ? options_.native_size(size_of(bucket)) : rounded(size_of(bucket), options_.size_multiple);
  const BucketFit fit = fit_to_bucket({whole.width(), whole.height()}, size);
  const Image scaled = tensors::resized(whole, fit.scaled.width, fit.scaled.height, tensors::Filter::bicubic);
  PanelSample sample;
  sample.picture = tensors::centre_cropped(scaled, size.width, size.height);
  sample.whole_caption = frame.caption;
  if (plan.told) sample.caption = frame.caption;
  sample.time_ids = native ? fit_to_bucket(size, size).time_ids() : fit.time_ids();
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

Image PanelSamples::page_picture(std::size_t page) {
  return to_rgb(read_picture(images_ / pages_[page].image_path));
}

bool PanelSamples::is_broken(std::size_t page) const {
  const std::lock_guard lock(mutex_);
  return broken_.contains(page);
}

void PanelSamples::note_broken(std::size_t page, const std::string& sentence) {
  const std::lock_guard lock(mutex_);
  if (broken_.insert(page).second && first_problem_.empty()) first_problem_ = sentence;
}

}  // namespace koma::training
