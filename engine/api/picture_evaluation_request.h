// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace koma::api {

/// How a folder of pictures, whoever drew them, is measured with the field's public scores. What is not given is not
/// measured, and the report says so.
struct PictureEvaluationRequest {
  std::filesystem::path pictures;  ///< folder of PNG and JPEG
  /// Not empty: catalog id or checkpoint that first draws every frame of the annotations into `pictures`.
  std::string model;
  /// Folder of the originals: pictures of the same names; with annotations the pages that these cut panels out of.
  std::filesystem::path against;
  /// MangaZero's annotations (specs/diffsensei.md, section 7). The picture of the n-th frame, counted from 1, of the
  /// page "a/0007.jpg" is "a/0007-n.png" or .jpg.
  std::filesystem::path annotations;
  std::filesystem::path out;        ///< folder for report.json, report.md and sheet.png
  std::filesystem::path inception;  ///< a file of weights, for FID
  std::filesystem::path clip;       ///< a CLIPModel's folder, for the CLIP score
  std::filesystem::path dino;       ///< a ViTModel's or Dinov2Model's folder, for DINO-I and DINO-C
  int sheet = 24;                   ///< first pictures on the contact sheet, with their originals
  std::uint64_t seed = 1000;        ///< of the intervals, and of the first picture that is drawn
};

}  // namespace koma::api
