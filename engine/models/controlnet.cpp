// SPDX-License-Identifier: Apache-2.0
#include "engine/models/controlnet.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/models/config_reader.h"
#include "engine/models/layer_names.h"

namespace koma::models {
namespace {

const nn::Conv2d::Options pointwise_zero{.kernel = 1, .padding = 0, .init = nn::Init::zeros()};

[[noreturn]] void refuse_kind(const std::string& what) {
  throw Error(ErrorCode::unsupported, "this is " + what +
                                          ", which Komawari cannot use yet; choose a plain ControlNet made for one "
                                          "kind of picture");
}

void refuse_other_classes(const std::string& name) {
  if (name.find("Union") != std::string::npos) refuse_kind("a union ControlNet (" + name + ")");
  if (name.starts_with("T2IAdapter") || name == "MultiAdapter") refuse_kind("a T2I-Adapter (" + name + ")");
  if (!name.empty() && name != "ControlNetModel") refuse_kind("a " + name);
}

/// Networks of other kinds come in files that look alike; each gives itself away by a key.
void refuse_other_weights(const nn::Weights& weights) {
  if (weights.has("task_embedding") || weights.has("control_add_embedding.linear_1.weight")) {
    refuse_kind("a union ControlNet (it has control_add_embedding)");
  }
  if (weights.has("lora_controlnet")) refuse_kind("a Control-LoRA (it has lora_controlnet)");
  for (const char* key : {"adapter.conv_in.weight", "adapter.body.0.resnets.0.block1.weight", "body.0.block1.weight",
                          "body.0.in_conv.weight"}) {
    if (weights.has(key)) refuse_kind("a T2I-Adapter (it has " + std::string(key) + ")");
  }
}

const char* family_of(const UNet2DConditionConfig& config) {
  if (config.text_time) return "SDXL";
  return config.cross_attention_dim == 1024 ? "SD 2.x" : "SD 1.x";
}

bool same_way_down(const UNet2DConditionConfig& a, const UNet2DConditionConfig& b) {
  return a.block_out_channels == b.block_out_channels && a.layers_per_block == b.layers_per_block &&
         a.cross_attention_dim == b.cross_attention_dim && a.text_time == b.text_time;
}

}  // namespace

/// Brings the picture to the latent's size and width: convolutions, every second with stride 2.
class ControlNetHintEmbedding final : public nn::Module {
 public:
  ControlNetHintEmbedding(const nn::Weights& weights, const ControlNetConfig& config) {
    const auto& widths = config.conditioning_embedding_out_channels;
    convolutions_.push_back(child<nn::Conv2d>("conv_in", weights, 3, widths.front(), nn::Conv2d::Options{}));
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
      convolutions_.push_back(
          child<nn::Conv2d>(item("blocks", 2 * i), weights, widths[i], widths[i], nn::Conv2d::Options{}));
      convolutions_.push_back(child<nn::Conv2d>(item("blocks", 2 * i + 1), weights, widths[i], widths[i + 1],
                                                nn::Conv2d::Options{.stride = 2}));
    }
    conv_out_ = child<nn::Conv2d>("conv_out", weights, widths.back(), config.unet.block_out_channels.front(),
                                  nn::Conv2d::Options{.init = nn::Init::zeros()});
  }

  at::Tensor forward(const at::Tensor& picture) const {
    at::Tensor hidden = picture;
    for (const auto& convolution : convolutions_) hidden = convolution->forward(hidden, nn::Activation::silu);
    return conv_out_->forward(hidden);
  }

 private:
  std::vector<std::shared_ptr<nn::Conv2d>> convolutions_;
  std::shared_ptr<nn::Conv2d> conv_out_;
};

ControlNetConfig ControlNetConfig::from_json(const nlohmann::json& json) {
  const ConfigReader reader(json, "controlnet");
  refuse_other_classes(reader.text("_class_name", ""));
  ControlNetConfig config;
  nlohmann::json down = json;
  // A ControlNet has no way up; the denoiser's reader wants one as deep as the way down.
  const auto levels = reader.counts("block_out_channels", config.unet.block_out_channels).size();
  down["up_block_types"] = std::vector<std::string>(levels, "UpBlock2D");
  config.unet = UNet2DConditionConfig::from_json(down, "controlnet");
  config.unet.image_attention = false;
  config.unet.dialog_embedding = false;
  reader.require("conditioning_channels", 3);
  config.conditioning_embedding_out_channels =
      reader.counts("conditioning_embedding_out_channels", config.conditioning_embedding_out_channels);
  const std::string order = reader.text("controlnet_conditioning_channel_order", "rgb");
  if (order != "rgb" && order != "bgr") reader.refuse("controlnet_conditioning_channel_order", "rgb or bgr");
  config.bgr = order == "bgr";
  config.global_pool_conditions = reader.flag("global_pool_conditions", false);
  return config;
}

void ControlNetConfig::expect_fits(const UNet2DConditionConfig& denoiser, const std::string& place) const {
  if (same_way_down(unet, denoiser)) return;
  const std::string ours = family_of(unet), theirs = family_of(denoiser);
  const std::string sentence = ours == theirs ? "this ControlNet has other widths than the model"
                                              : "this ControlNet is made for " + ours + ", the model is " + theirs;
  throw Error(ErrorCode::invalid_argument, sentence + "; choose one made for the model's family", place);
}

std::int64_t ControlNetConfig::factor() const {
  return std::int64_t{1} << (conditioning_embedding_out_channels.size() - 1);
}

ControlNetModel::ControlNetModel(const nn::Weights& weights, const ControlNetConfig& config) : config_(config) {
  refuse_other_weights(weights);
  const UNet2DConditionConfig& unet = config.unet;
  const std::int64_t width = unet.block_out_channels.front();
  time_.timestep = child<nn::TimestepEmbedding>("time_embedding", weights, width, 4 * width);
  if (unet.text_time) {
    time_.addition =
        child<nn::TimestepEmbedding>("add_embedding", weights, unet.projection_class_embeddings_input_dim, 4 * width);
  }
  conv_in_ = child<nn::Conv2d>("conv_in", weights, unet.in_channels, width, nn::Conv2d::Options{});
  cond_embedding_ = child<ControlNetHintEmbedding>("controlnet_cond_embedding", weights, config);
  add_down_blocks(weights);
  const std::size_t last = unet.levels() - 1;
  mid_block_ = child<MidBlock2D>("mid_block", weights, block_options(unet, last, true), unet.block_out_channels[last]);
  add_exits(weights);
}

void ControlNetModel::add_down_blocks(const nn::Weights& weights) {
  const UNet2DConditionConfig& unet = config_.unet;
  std::int64_t channels = unet.block_out_channels.front();
  for (std::size_t i = 0; i < unet.levels(); ++i) {
    const std::int64_t outputs = unet.block_out_channels[i];
    down_blocks_.push_back(child<DownBlock2D>(item("down_blocks", i), weights,
                                              block_options(unet, i, unet.down_attention[i]), channels, outputs,
                                              i + 1 < unet.levels()));
    channels = outputs;
  }
}

void ControlNetModel::add_exits(const nn::Weights& weights) {
  const UNet2DConditionConfig& unet = config_.unet;
  const auto add = [&](std::int64_t channels) {
    exits_.push_back(
        child<nn::Conv2d>(item("controlnet_down_blocks", exits_.size()), weights, channels, channels, pointwise_zero));
  };
  add(unet.block_out_channels.front());
  for (std::size_t i = 0; i < unet.levels(); ++i) {
    const bool shrinks = i + 1 < unet.levels();
    for (std::int64_t k = 0; k < unet.layers_per_block[i] + (shrinks ? 1 : 0); ++k) add(unet.block_out_channels[i]);
  }
  const std::int64_t deepest = unet.block_out_channels.back();
  mid_exit_ = child<nn::Conv2d>("controlnet_mid_block", weights, deepest, deepest, pointwise_zero);
}

at::Tensor ControlNetModel::embed(const at::Tensor& picture) const {
  return cond_embedding_->forward(config_.bgr ? picture.flip(1) : picture);
}

PreparedConditions ControlNetModel::prepare(UNetConditions conditions) const {
  PreparedConditions prepared;
  prepared.tokens = project_tokens(*this, {.text = conditions.text});
  prepared.conditions = std::move(conditions);
  return prepared;
}

at::Tensor ControlNetModel::finish(const nn::Conv2d& exit, const at::Tensor& hidden, double scale) const {
  const at::Tensor residual = exit.forward(hidden) * scale;
  return config_.global_pool_conditions ? residual.mean({2, 3}, /*keepdim=*/true) : residual;
}

ControlResiduals ControlNetModel::forward(const at::Tensor& sample, const at::Tensor& timestep, const at::Tensor& hint,
                                          const PreparedConditions& prepared, double scale) const {
  const UNetConditions& conditions = prepared.conditions;
  const at::Tensor time =
      time_vector(config_.unet, time_, {timestep, conditions.pooled, conditions.time_ids}, sample.scalar_type());
  const auto context = [&](std::size_t level) {
    nn::AttentionContext told{.text = conditions.text, .prepared = &prepared.tokens};
    if (level < conditions.text_regions.size()) told.regions = &conditions.text_regions[level];
    return told;
  };
  at::Tensor hidden = conv_in_->forward(sample) + hint;  // [B, C0, h, w]
  std::vector<at::Tensor> states{hidden};
  for (std::size_t i = 0; i < down_blocks_.size(); ++i) {
    hidden = down_blocks_[i]->forward(hidden, time, context(i), states);
  }
  hidden = mid_block_->forward(hidden, time, context(down_blocks_.size() - 1));

  ControlResiduals residuals;
  for (std::size_t i = 0; i < states.size(); ++i) residuals.down.push_back(finish(*exits_[i], states[i], scale));
  residuals.mid = finish(*mid_exit_, hidden, scale);
  return residuals;
}

ControlResiduals& ControlResiduals::operator+=(const ControlResiduals& other) {
  if (empty()) return *this = other;
  if (other.down.size() != down.size()) {
    throw Error(ErrorCode::invalid_argument,
                "the ControlNets are made for different families; choose those of the model's");
  }
  for (std::size_t i = 0; i < down.size(); ++i) down[i] = down[i] + other.down[i];
  mid = mid + other.mid;
  return *this;
}

}  // namespace koma::models
