// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/encoders.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>

#include "engine/base/error.h"
#include "engine/checkpoints/json_file.h"
#include "engine/tensors/pixels.h"
#include "engine/tensors/resize.h"
#include "engine/tensors/weight_sources.h"

namespace koma::eval {

namespace {

constexpr std::array<double, 3> imagenet_mean = {0.485, 0.456, 0.406};
constexpr std::array<double, 3> imagenet_deviation = {0.229, 0.224, 0.225};
constexpr const char* clip_folder = "the folder of a CLIPModel";
constexpr std::int64_t dinov2_patches = 16;  ///< along a side: 224 pixels at the published patches of 14

nn::Weights weights_of(const std::filesystem::path& path, const std::string& label) {
  return nn::Weights(tensors::open_weights(path), label);
}

/// One sentence about what the author gave, whatever is wrong inside.
template <class Make>
auto made_from(const std::filesystem::path& path, const std::string& wanted, Make make) {
  try {
    return make();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_file && error.code() != ErrorCode::unsupported) throw;
    throw Error(error.code(), "this is not " + wanted + " (" + error.what() + "); give another", path.string());
  }
}

at::Tensor unit_pixels(const Image& rgb) {
  return (tensors::to_tensor(rgb) + 1) / 2;  // [3, H, W] in 0…1
}

at::Tensor column(const std::array<double, 3>& values) {
  return at::tensor(at::ArrayRef<double>(values.data(), values.size()), at::kFloat).view({3, 1, 1});
}

models::ClipVisionConfig vision_config(const nlohmann::json& config) {
  auto vision = models::ClipVisionConfig::from_json(config.value("vision_config", nlohmann::json::object()));
  vision.projection_dim = checkpoints::count_in(config, "projection_dim", 512);
  return vision;
}

models::ClipTextConfig text_config(const nlohmann::json& config) {
  auto text = models::ClipTextConfig::from_json(config.value("text_config", nlohmann::json::object()));
  text.projection_dim = checkpoints::count_in(config, "projection_dim", 512);
  return text;
}

}  // namespace

FidEncoder::FidEncoder(const std::filesystem::path& file)
    : network_(made_from(file, "the Inception network of the FID in pytorch-fid's names",
                         [&] { return models::InceptionV3(weights_of(file, "inception")); })) {}

at::Tensor FidEncoder::features(const Image& picture) const {
  constexpr std::int64_t side = models::InceptionV3::side;
  const at::Tensor pixels = unit_pixels(to_rgb(picture)).unsqueeze(0);
  return network_.forward(at::upsample_bilinear2d(pixels, {side, side}, false) * 2 - 1)[0];
}

ClipScorer::ClipScorer(const std::filesystem::path& folder)
    : ClipScorer(folder, checkpoints::json_of_file(folder / "config.json")) {}

ClipScorer::ClipScorer(const std::filesystem::path& folder, const nlohmann::json& config)
    : text_(made_from(folder, clip_folder,
                      [&] { return models::ClipTextModel(weights_of(folder, "clip"), text_config(config)); })),
      pictures_(made_from(folder, clip_folder,
                          [&] {
                            return std::make_shared<const models::ClipVisionModel>(weights_of(folder, "clip"),
                                                                                   vision_config(config));
                          })),
      tokenizer_(conditioning::ClipTokenizer::open(folder)) {}

at::Tensor ClipScorer::embedding(const Image& picture) const {
  const int side = int(pictures_.config().image_size);
  return pictures_.forward(tensors::clip_pixels(picture, side).unsqueeze(0))[0];
}

at::Tensor ClipScorer::embedding(const std::string& text) const {
  const auto length = std::size_t(std::min<std::int64_t>(77, text_.config().max_position_embeddings));
  return text_.forward(at::tensor(tokenizer_.encode(text, length), at::kLong).unsqueeze(0)).pooled[0];
}

double ClipScorer::score(const Image& picture, const std::string& text) const {
  const at::Tensor words = embedding(text), seen = embedding(picture);
  const double cosine = (words.dot(seen) / (words.norm() * seen.norm())).item<double>();
  return 100 * std::max(cosine, 0.0);
}

DinoEncoder::DinoEncoder(const std::filesystem::path& folder)
    : network_(made_from(folder, "the folder of a DINO or DINOv2 encoder", [&] {
        const auto config = models::DinoVitConfig::from_json(checkpoints::json_of_file(folder / "config.json"));
        return models::DinoVit(weights_of(folder, "dino"), config);
      })) {}

int DinoEncoder::side() const {
  const auto& config = network_.config();
  return int(config.second ? dinov2_patches * config.patch_size : config.image_size);
}

at::Tensor DinoEncoder::embedding(const Image& picture) const {
  return embedding_of(tensors::resized(to_rgb(picture), side(), side(), tensors::Filter::bilinear));
}

at::Tensor DinoEncoder::middle_embedding(const Image& picture) const {
  const Image square = tensors::clip_cropped(to_rgb(picture), side() * 8 / 7);
  return embedding_of(tensors::centre_cropped(square, side(), side()));
}

at::Tensor DinoEncoder::embedding_of(const Image& square) const {
  const at::Tensor pixels = (unit_pixels(square) - column(imagenet_mean)) / column(imagenet_deviation);
  const at::Tensor token = network_.forward(pixels.unsqueeze(0))[0];
  return token / token.norm();
}

}  // namespace koma::eval
