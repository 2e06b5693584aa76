// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/api/generation_request.h"

namespace koma::api {

/// How pictures of several subjects are measured on MS-Bench (specs/msdiffusion.md 16), whoever draws them.
struct SubjectBenchmarkRequest {
  std::filesystem::path data;      ///< MS-Bench's pictures, as engine/dataset/ms_bench.h wants them
  std::filesystem::path pictures;  ///< one per sample, named by dataset::BenchSample::picture
  /// Not empty: catalog id or checkpoint that first draws what is missing in `pictures`.
  std::string model;
  std::optional<SubjectAdapter> adapter;  ///< MS-Diffusion's; none: the model puts characters into boxes by itself
  std::filesystem::path out;              ///< folder for report.json, report.md, scores.json and sheet.png
  std::filesystem::path clip;             ///< a CLIPModel's folder, for CLIP-T and CLIP-I
  std::filesystem::path dino;             ///< a ViTModel's or Dinov2Model's folder, for DINO and M-DINO
  int every = 1;                          ///< the first and each such sample: 1, all of them
  int sheet = 24;                         ///< first pictures on the contact sheet, below their subjects
  std::uint64_t seed = 1000;              ///< the n-th sample is drawn with seed + n; also of the intervals

  // As MS-Diffusion's own script draws (specs/msdiffusion.md 11).
  int side = 1024;  ///< pixels
  int steps = 30;
  double guidance_scale = 7.5;
  double scale = 0.6;                                   ///< of what is seen of the subjects
  double scene_scale = 0.4;                             ///< the same where a scene fills the picture
  std::string prefix = "best quality, high quality, ";  ///< before each prompt when drawing; not measured
  std::string negative_prompt = "monochrome, lowres, bad anatomy, worst quality, low quality";
};

}  // namespace koma::api
