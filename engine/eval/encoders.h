// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/base/image.h"
#include "engine/conditioning/clip_tokenizer.h"
#include "engine/models/clip_picture_embedding.h"
#include "engine/models/clip_text_model.h"
#include "engine/models/dino_vit.h"
#include "engine/models/inception_v3.h"

namespace koma::eval {

/// The features that FID compares, from a state dict in pytorch-fid's names (safetensors, .pth, .bin).
class FidEncoder {
 public:
  /// Throws Error(not_found | unreadable | invalid_file) that says what is wanted.
  explicit FidEncoder(const std::filesystem::path& file);
  /// A picture as RGB in 0…1, stretched to 299² (bilinear between pixels, as pytorch-fid, without smoothing), then
  /// −1…1. → [width]
  [[nodiscard]] at::Tensor features(const Image& picture) const;

 private:
  models::InceptionV3 network_;
};

/// CLIP (Radford et al. 2021) from transformers' folder of a CLIPModel, tokenizer included.
class ClipScorer {
 public:
  /// Throws Error(not_found | unreadable | invalid_file | unsupported).
  explicit ClipScorer(const std::filesystem::path& folder);
  /// 100 · max(cosine of picture and text, 0) (Hessel et al. 2021, without their factor 2.5). The picture as CLIP sees
  /// it: the shorter edge scaled, the middle cut out; the text cut after 75 tokens.
  [[nodiscard]] double score(const Image& picture, const std::string& text) const;
  /// What the score compares, of any length. → [projection_dim]
  [[nodiscard]] at::Tensor embedding(const Image& picture) const;
  [[nodiscard]] at::Tensor embedding(const std::string& text) const;

 private:
  ClipScorer(const std::filesystem::path& folder, const nlohmann::json& config);
  models::ClipTextModel text_;
  models::ClipPictureEmbedding pictures_;
  conditioning::ClipTokenizer tokenizer_;
};

/// DINO or DINOv2 from transformers' folder.
class DinoEncoder {
 public:
  /// Throws Error(not_found | unreadable | invalid_file | unsupported).
  explicit DinoEncoder(const std::filesystem::path& folder);
  /// The class token for a picture stretched to the encoder's own square (bilinear, smoothed), so that all of a panel
  /// counts; scaled to length 1. → [C]
  [[nodiscard]] at::Tensor embedding(const Image& picture) const;
  /// The same as scores of single subjects take pictures (google/dreambooth, issue 3): the shorter edge scaled to 8/7
  /// of the encoder's side (bicubic, smoothed), the middle cut out. For the published DINO: 256, then 224 pixels.
  [[nodiscard]] at::Tensor middle_embedding(const Image& picture) const;

 private:
  [[nodiscard]] int side() const;
  [[nodiscard]] at::Tensor embedding_of(const Image& square) const;

  models::DinoVit network_;
};

}  // namespace koma::eval
