// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/dataset/ms_bench.h"
#include "engine/eval/encoders.h"

namespace koma::eval {

/// How like its sample one picture is: cosines, per subject in the sample's order. Empty without the encoder.
struct SampleScores {
  std::optional<double> clip_text;  ///< picture and prompt
  std::vector<double> clip, dino;   ///< the whole picture and the subject's own
  std::vector<double> dino_boxes;   ///< what lies in the subject's box, and the subject's own picture
  friend bool operator==(const SampleScores&, const SampleScores&) = default;
};

/// The mean of cosines, and the product of what is positive of them: a subject that is missing costs all.
[[nodiscard]] double mean_likeness(const std::vector<double>& cosines);
[[nodiscard]] double joint_likeness(const std::vector<double>& cosines);

/// Looks at pictures with the encoders that there are. Subjects' pictures and prompts are encoded once.
class BenchEyes {
 public:
  /// Folders of a CLIPModel and of a DINO encoder; empty: none. Throws as the encoders do.
  BenchEyes(const std::filesystem::path& clip, const std::filesystem::path& dino);
  ~BenchEyes();

  /// Throws what reading a subject's picture throws.
  [[nodiscard]] SampleScores look_at(const Image& picture, const dataset::BenchSample& sample);

 private:
  using Known = std::map<std::string, at::Tensor>;

  std::optional<ClipScorer> clip_;
  std::optional<DinoEncoder> dino_;
  Known texts_, clip_subjects_, dino_subjects_;
};

}  // namespace koma::eval
