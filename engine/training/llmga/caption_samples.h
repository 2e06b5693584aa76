// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/dataset/captioned_pictures.h"
#include "engine/synthesis/hole_masks.h"
#include "engine/training/diffsensei/panel_samples.h"

namespace koma::training {

/// Captioned pictures as batches for a denoiser. Pictures that cannot be read are passed over.
class CaptionSamples {
 public:
  struct Options {
    BatchPlan::Options plan;
    PictureSizes sizes;
    double brief = 0.05;    ///< chance that the original, short caption is heard, where there is one
    double empty = 0;       ///< chance of an empty caption
    bool holes = false;     ///< for a denoiser that repaints
    double everything = 0;  ///< chance that the hole is the whole picture
    int threads = 1;        ///< that read pictures
  };

  /// Reads captions and the headers of the pictures, which tell their shapes; one without a readable header is left out
  /// and counted. Throws Error(not_found | unreadable | invalid_file) when none is left.
  CaptionSamples(const std::filesystem::path& captions, const std::filesystem::path& images, const Options& options);
  CaptionSamples(const CaptionSamples&) = delete;
  CaptionSamples& operator=(const CaptionSamples&) = delete;

  /// Batch number `index`. Throws Error(unreadable) when no picture at all can be read.
  [[nodiscard]] std::vector<PanelSample> batch(std::int64_t index) { return reader_->batch(index); }
  [[nodiscard]] UnreadFiles unread() const { return reader_->unread(); }
  /// "200 pictures", and how many were left out why.
  [[nodiscard]] std::string summary() const;

 private:
  [[nodiscard]] PanelSample sample_of(const dataset::CaptionedPicture& words, const Bucket& bucket,
                                      std::uint64_t seed) const;

  std::filesystem::path images_;
  Options options_;
  dataset::CaptionFile data_;
  std::unique_ptr<SampleReader<PanelSample>> reader_;
};

}  // namespace koma::training
