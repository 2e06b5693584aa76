// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace koma::training {

/// A picture as it should be.
struct CleanPicture {
  cv::Mat pixels;      ///< CV_32FC1 or CV_32FC3, 0…1, sides multiples of 16
  bool toned = false;  ///< has screentone that was put in
};

/// What a restorer learns to give back: drawings of our own generator, or an author's pictures.
class CleanPictures {
 public:
  struct Options {
    std::filesystem::path folder;  ///< of PNG and JPEG files, folders in it too; empty: drawings
    double toned = 0.5;            ///< share of drawings whose greys are dots
    int least_side = 256;          ///< pixels; smaller files are left out
  };
  /// Reads the headers of the folder's files. Throws Error(not_found | unreadable) for a folder that is not there or
  /// has no picture of this size, Error(invalid_argument) when drawings have smaller sides.
  explicit CleanPictures(const Options& options);

  /// The picture of a seed: a drawing in one of mini's sizes, or a part of a file of at most 512 × 512 pixels. Those
  /// held out are never among the others: drawings of other people, and every tenth file. A file that cannot be decoded
  /// is passed over for the next. Throws Error(unreadable) when none can.
  [[nodiscard]] CleanPicture draw(std::uint64_t seed, bool held_out) const;
  /// Files with a fitting header; 0 for drawings.
  [[nodiscard]] std::size_t files() const noexcept { return files_.size() + held_out_.size(); }
  /// Those without.
  [[nodiscard]] std::size_t left_out() const noexcept { return left_out_; }

 private:
  [[nodiscard]] CleanPicture drawing(std::uint64_t seed, bool held_out) const;

  Options options_;
  std::vector<std::filesystem::path> files_, held_out_;
  std::size_t left_out_ = 0;
};

}  // namespace koma::training
