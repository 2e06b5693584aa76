// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>

#include "engine/models/autoencoder_kl.h"
#include "engine/synthesis/random.h"

namespace koma::training {

/// The way of every drawn picture: through a checkpoint's autoencoder and back.
class AutoencoderTrip {
 public:
  /// Reads the autoencoder of a checkpoint in any layout. Throws Error(not_found | unreadable | invalid_file |
  /// unsupported).
  AutoencoderTrip(const std::filesystem::path& checkpoint, const at::Device& device);
  explicit AutoencoderTrip(std::shared_ptr<const models::AutoencoderKL> model, const at::Device& device = at::kCPU);
  /// picture CV_32FC1 or CV_32FC3, 0…1, of any size → like it. May be called by several threads.
  [[nodiscard]] cv::Mat operator()(const cv::Mat& picture) const;

 private:
  std::shared_ptr<const models::AutoencoderKL> model_;
  at::Device device_;
};

/// Dots that were made smaller and larger again: moiré and mush.
[[nodiscard]] cv::Mat mushed(synthesis::Random& random, const cv::Mat& picture);

/// What drawing a part of a page anew does to it: screentone becomes mush in three of four pictures that have it, and
/// all goes through the autoencoder. picture CV_32FC1 or CV_32FC3, 0…1, sides multiples of `scale` → `scale` times
/// smaller, 0…1.
[[nodiscard]] cv::Mat manga_errors(synthesis::Random& random, const AutoencoderTrip& trip, const cv::Mat& picture,
                                   bool toned, int scale);

}  // namespace koma::training
