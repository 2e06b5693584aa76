// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "engine/base/image.h"
#include "engine/training/diffsensei/batch_plan.h"
#include "engine/training/diffsensei/condition_sampling.h"

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
  std::string caption;        ///< what the text encoders hear; empty when it was dropped
  std::string whole_caption;  ///< never dropped: the language model's
  std::array<float, 6> time_ids{};
  std::vector<SampledCharacter> characters;
  std::vector<UnitBox> dialogs;
  std::uint64_t seed = 0;  ///< of noise, time and the like
};

/// The annotated panels of a folder of pages, as batches. Pictures that cannot be read are passed over: the next panel
/// that can stands in, so that the batch stays whole.
class PanelSamples {
 public:
  struct Options {
    BatchPlan::Options plan;
    SamplingRules rules;
    bool characters = true;  ///< crops are read
    int last_tier = bucket_tiers - 1;
    int size_multiple = 8;  ///< sides of pictures are rounded to it
    /// For a model with a native size: what a picture of the bucket's shape is drawn at. The time ids tell it alone, as
    /// they do when such a model draws.
    std::function<PixelSize(const PixelSize&)> native_size = {};
    int threads = 1;  ///< that read pictures
  };

  /// Reads annotations; pictures are read when they are needed.
  /// Throws Error(not_found | unreadable | invalid_file) for bad annotations, a folder that is not there, or when no
  /// panel is left to learn from.
  PanelSamples(const std::filesystem::path& annotations, const std::filesystem::path& images, const Options& options);

  [[nodiscard]] std::size_t panels() const noexcept { return panels_.size(); }
  [[nodiscard]] std::size_t pages() const noexcept { return pages_.size(); }
  /// Batch number `index`; a second thread reads the next one meanwhile. Throws Error(unreadable) when no picture at
  /// all can be read.
  [[nodiscard]] std::vector<PanelSample> batch(std::int64_t index);
  /// Pictures that could not be read so far, the first one's error with them.
  [[nodiscard]] std::size_t unreadable() const;
  [[nodiscard]] std::string first_problem() const;

 private:
  struct Panel {
    std::size_t page = 0, frame = 0;
  };
  [[nodiscard]] std::vector<PanelSample> read_batch(std::int64_t index);
  [[nodiscard]] PanelSample read_row(std::size_t panel, const Bucket& bucket, std::uint64_t seed);
  [[nodiscard]] PanelSample sample_of(const Panel& panel, const Image& page, const Bucket& bucket,
                                      std::uint64_t seed) const;
  [[nodiscard]] Image page_picture(std::size_t page);
  [[nodiscard]] bool is_broken(std::size_t page) const;
  void note_broken(std::size_t page, const std::string& sentence);

  std::filesystem::path images_;
  Options options_;
  std::vector<dataset::DatasetPage> pages_;
  std::vector<Panel> panels_;
  std::unique_ptr<BatchPlan> plan_;
  mutable std::mutex mutex_;
  std::set<std::size_t> broken_;  ///< pages
  std::string first_problem_;
  std::int64_t ahead_index_ = -1;
  std::future<std::vector<PanelSample>> ahead_;
};

}  // namespace koma::training
