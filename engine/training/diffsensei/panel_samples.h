// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/image.h"
#include "engine/models/model_traits.h"
#include "engine/training/diffsensei/condition_sampling.h"
#include "engine/training/diffsensei/sample_reader.h"

namespace koma::training {

/// A character of a sample. Empty images where nobody shows it.
struct SampledCharacter {
  UnitBox box;
  Image source;  ///< the reference, RGB
  Image target;  ///< the character as this panel draws it, RGB, not mirrored
};

/// One row of a batch, read from the disk.
struct PanelSample {
  Image picture;              ///< RGB, of the bucket's size
  Image hole;                 ///< grey, 255 where a denoiser that repaints is to; empty for others
  std::string caption;        ///< what the text encoders hear; empty when it was dropped
  std::string whole_caption;  ///< never dropped: the language model's
  std::array<float, 6> time_ids{};
  std::vector<SampledCharacter> characters;
  std::vector<UnitBox> dialogs;
  std::uint64_t seed = 0;  ///< of noise, time and the like
};

/// What sizes pictures are trained at.
struct PictureSizes {
  int last_tier = bucket_tiers - 1;
  int multiple = 8;  ///< sides are rounded to it
  /// For a model with a native size: what a picture of the bucket's shape is drawn at. The time ids tell it alone, as
  /// they do when such a model draws.
  std::function<PixelSize(const PixelSize&)> native_size = {};
};
/// Those of a model; `resolution` 256, 512 or 1024 is the side of the largest bucket's square.
[[nodiscard]] PictureSizes picture_sizes(const models::ModelTraits& traits, int resolution);

/// Scales an RGB picture to cover its bucket and cuts the bucket out of the middle: picture and time ids of a sample.
void fit_sample(PanelSample& sample, const Image& whole, const Bucket& bucket, const PictureSizes& sizes);

/// The annotated panels of a folder of pages, as batches. Pictures that cannot be read are passed over: the next panel
/// that can stands in, so that the batch stays whole.
class PanelSamples {
 public:
  struct Options {
    BatchPlan::Options plan;
    SamplingRules rules;
    bool characters = true;  ///< crops are read
    PictureSizes sizes;
    int threads = 1;  ///< that read pictures
  };

  /// Reads annotations; pictures are read when they are needed.
  /// Throws Error(not_found | unreadable | invalid_file) for bad annotations, a folder that is not there, or when no
  /// panel is left to learn from.
  PanelSamples(const std::filesystem::path& annotations, const std::filesystem::path& images, const Options& options);
  PanelSamples(const PanelSamples&) = delete;
  PanelSamples& operator=(const PanelSamples&) = delete;

  [[nodiscard]] std::size_t panels() const noexcept { return panels_.size(); }
  [[nodiscard]] std::size_t pages() const noexcept { return pages_.size(); }
  /// Batch number `index`. Throws Error(unreadable) when no picture at all can be read.
  [[nodiscard]] std::vector<PanelSample> batch(std::int64_t index) { return reader_->batch(index); }
  /// Pictures that could not be read so far.
  [[nodiscard]] UnreadFiles unread() const { return reader_->unread(); }

 private:
  struct Panel {
    std::size_t page = 0, frame = 0;
  };
  [[nodiscard]] PanelSample sample_of(const Panel& panel, const Image& page, const Bucket& bucket,
                                      std::uint64_t seed) const;
  [[nodiscard]] Image page_picture(std::size_t page) const;

  std::filesystem::path images_;
  Options options_;
  std::vector<dataset::DatasetPage> pages_;
  std::vector<Panel> panels_;
  std::unique_ptr<SampleReader<PanelSample>> reader_;
};

}  // namespace koma::training
