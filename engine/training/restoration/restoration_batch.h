// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <functional>
#include <optional>
#include <vector>

#include "engine/training/restoration/clean_pictures.h"
#include "engine/training/restoration/manga_errors.h"

namespace koma::training {

/// What a restorer sees and what it should make of it; 0…1, float32.
struct RestorationBatch {
  at::Tensor drawn;  // [B, 3, side / scale, side / scale]
  at::Tensor clean;  // [B, 3, side, side]
  at::Tensor mask;   // [B, 1, side, side], 1 in the hole

  /// What is kept, 0 in the hole.
  [[nodiscard]] at::Tensor reference() const { return clean * (1 - mask); }
  [[nodiscard]] RestorationBatch to(const at::Device& device) const {
    return {drawn.to(device), clean.to(device), mask.to(device)};
  }
};

/// How pairs are made.
struct PairRecipe {
  int scale = 1;
  int side = 256;      ///< of the clean crop, pixels
  double gain = 0.06;  ///< of the tone error, at most
  double misfit = 0;   ///< what is in the hole is moved by up to so many pixels of the drawing
};

/// A whole picture and what errors made of it, before the tone error; CV_32F.
struct SpoiltPicture {
  cv::Mat clean, spoilt;
};

/// Pairs of spoilt and clean crops with holes. The whole picture is spoilt, given a tone error (and where the errors
/// are manga's, in every second pair a drift of paper and ink), rounded to 8 bit and then cut (specs/llmga.md 3.8);
/// what the hole holds may be moved in every second crop.
class RestorationPairs {
 public:
  /// `trip`: manga's errors through this autoencoder; none: photographs'.
  RestorationPairs(CleanPictures pictures, std::optional<AutoencoderTrip> trip, const PairRecipe& recipe)
      : pictures_(std::move(pictures)), trip_(std::move(trip)), recipe_(recipe) {}

  /// Spoils so many pictures at once; `draw` then takes its crops of them, but for those held out. `stopped` ends it
  /// early. The same seed gives the same pictures.
  void fill_pool(std::int64_t count, std::uint64_t seed, int threads, const std::function<bool()>& stopped);

  /// Rows wholly determined by the generator's numbers, on any number of threads. Two rows share a picture, but not
  /// errors, crop or hole.
  [[nodiscard]] RestorationBatch draw(std::int64_t rows, at::Generator& generator, bool held_out, int threads) const;
  [[nodiscard]] const CleanPictures& pictures() const noexcept { return pictures_; }

 private:
  [[nodiscard]] SpoiltPicture spoilt_picture(std::uint64_t seed, bool held_out) const;
  [[nodiscard]] RestorationBatch pair_of(const SpoiltPicture& picture, std::uint64_t seed) const;

  CleanPictures pictures_;
  std::optional<AutoencoderTrip> trip_;
  PairRecipe recipe_;
  std::vector<SpoiltPicture> pool_;
};

}  // namespace koma::training
