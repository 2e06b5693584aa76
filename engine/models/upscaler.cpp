// SPDX-License-Identifier: Apache-2.0
#include "engine/models/upscaler.h"

#include <ATen/ATen.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/models/config_reader.h"
#include "engine/nn/layers.h"
#include "engine/tensors/part_source.h"

namespace koma::models {

namespace {

constexpr double residual_share = 0.2;
constexpr nn::Conv2d::Options usual{};

at::Tensor steeply_leaky(const at::Tensor& x) {
  return at::leaky_relu(x, 0.2);
}

at::Tensor doubled(const at::Tensor& x) {
  return at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
}

/// Five convolutions, each of which sees all before it.
class DenseBlock final : public nn::Module {
 public:
  DenseBlock(const nn::Weights& weights, const UpscalerConfig& config) {
    for (std::int64_t i = 0; i < 5; ++i) {
      const std::int64_t outputs = i < 4 ? config.growth : config.features;
      convolutions_[std::size_t(i)] = child<nn::Conv2d>("conv" + std::to_string(i + 1), weights,
                                                        config.features + i * config.growth, outputs, usual);
    }
  }
  [[nodiscard]] at::Tensor forward(const at::Tensor& x) const {
    std::vector<at::Tensor> seen{x};
    for (std::size_t i = 0; i < 4; ++i) seen.push_back(steeply_leaky(convolutions_[i]->forward(at::cat(seen, 1))));
    return convolutions_[4]->forward(at::cat(seen, 1)) * residual_share + x;
  }

 private:
  std::array<std::shared_ptr<nn::Conv2d>, 5> convolutions_;
};

/// Three dense blocks around a residual.
class DenseResidual final : public nn::Module {
 public:
  DenseResidual(const nn::Weights& weights, const UpscalerConfig& config) {
    for (std::size_t i = 0; i < 3; ++i) {
      blocks_[i] = child<DenseBlock>("rdb" + std::to_string(i + 1), weights, config);
    }
  }
  [[nodiscard]] at::Tensor forward(const at::Tensor& x) const {
    at::Tensor y = x;
    for (const auto& block : blocks_) y = block->forward(y);
    return y * residual_share + x;
  }

 private:
  std::array<std::shared_ptr<DenseBlock>, 3> blocks_;
};

class RrdbNet final : public Upscaler {
 public:
  RrdbNet(const nn::Weights& weights, const UpscalerConfig& config) : Upscaler(config) {
    const std::int64_t inputs = config.channels * config.unshuffle * config.unshuffle, width = config.features;
    first_ = child<nn::Conv2d>("conv_first", weights, inputs, width, usual);
    for (std::int64_t i = 0; i < config.blocks; ++i) {
      body_.push_back(child<DenseResidual>("body." + std::to_string(i), weights, config));
    }
    after_body_ = child<nn::Conv2d>("conv_body", weights, width, width, usual);
    for (std::int64_t i = 0; i < config.doublings; ++i) {
      up_.push_back(child<nn::Conv2d>("conv_up" + std::to_string(i + 1), weights, width, width, usual));
    }
    fine_ = child<nn::Conv2d>("conv_hr", weights, width, width, usual);
    last_ = child<nn::Conv2d>("conv_last", weights, width, config.channels, usual);
  }

  at::Tensor forward(const at::Tensor& x) const override {
    const at::Tensor first = first_->forward(config_.unshuffle == 1 ? x : at::pixel_unshuffle(x, config_.unshuffle));
    at::Tensor y = first;
    for (const auto& block : body_) y = block->forward(y);
    y = first + after_body_->forward(y);
    for (const auto& convolution : up_) y = steeply_leaky(convolution->forward(doubled(y)));
    return last_->forward(steeply_leaky(fine_->forward(y)));
  }

 private:
  std::shared_ptr<nn::Conv2d> first_, after_body_, fine_, last_;
  std::vector<std::shared_ptr<DenseResidual>> body_;
  std::vector<std::shared_ptr<nn::Conv2d>> up_;
};

/// A ReLU whose slope below zero is learned per channel.
class LearnedRelu final : public nn::Module {
 public:
  LearnedRelu(const nn::Weights& weights, std::int64_t channels)
      : weight_(weight("weight", weights, {channels}, nn::Init{nn::Init::Kind::constant, 0.25})) {}
  [[nodiscard]] at::Tensor forward(const at::Tensor& x) const { return at::prelu(x, weight_); }

 private:
  at::Tensor weight_;  // [C]
};

class CompactNet final : public Upscaler {
 public:
  CompactNet(const nn::Weights& weights, const UpscalerConfig& config) : Upscaler(config) {
    const auto name = [](std::int64_t index) { return "body." + std::to_string(index); };
    for (std::int64_t i = 0; i <= config.blocks; ++i) {
      const std::int64_t inputs = i == 0 ? config.channels : config.features;
      convolutions_.push_back(child<nn::Conv2d>(name(2 * i), weights, inputs, config.features, usual));
      relus_.push_back(child<LearnedRelu>(name(2 * i + 1), weights, config.features));
    }
    last_ = child<nn::Conv2d>(name(2 * config.blocks + 2), weights, config.features,
                              config.channels * config.scale * config.scale, usual);
  }

  at::Tensor forward(const at::Tensor& x) const override {
    at::Tensor y = x;
    for (std::size_t i = 0; i < convolutions_.size(); ++i) y = relus_[i]->forward(convolutions_[i]->forward(y));
    y = at::pixel_shuffle(last_->forward(y), config_.scale);
    return y + at::upsample_nearest2d(x, {y.size(2), y.size(3)});
  }

 private:
  std::vector<std::shared_ptr<nn::Conv2d>> convolutions_;
  std::vector<std::shared_ptr<LearnedRelu>> relus_;
  std::shared_ptr<nn::Conv2d> last_;
};

}  // namespace

UpscalerConfig UpscalerConfig::from_json(const nlohmann::json& json) {
  const ConfigReader reader(json, "upscaler");
  UpscalerConfig config;
  config.compact = json.value("architecture", std::string()) == "SRVGGNetCompact";
  config.scale = reader.count("scale", config.scale);
  config.channels = reader.count("channels", config.channels);
  config.unshuffle = reader.count("unshuffle", config.unshuffle);
  config.features = reader.count("features", config.features);
  config.growth = reader.count("growth", config.growth);
  config.blocks = reader.count("blocks", config.blocks, config.compact ? 0 : 1);
  config.doublings = json.value("doublings", config.doublings);
  return config;
}

std::int64_t UpscalerConfig::reach() const {
  // One pixel per convolution at the picture's own size; what follows the doublings sees less.
  if (compact) return blocks + 2;
  return unshuffle * (15 * blocks + 2 + doublings + 2);
}

std::shared_ptr<const Upscaler> make_upscaler(const nn::Weights& weights, const UpscalerConfig& config) {
  if (config.compact) return std::make_shared<const CompactNet>(weights, config);
  return std::make_shared<const RrdbNet>(weights, config);
}

std::shared_ptr<const Upscaler> open_upscaler(const checkpoints::PartLayout& part,
                                              const tensors::Placement& placement) {
  const nn::Weights weights(tensors::open_part(part), part.name, placement.device, placement.dtype);
  auto model = make_upscaler(weights, UpscalerConfig::from_json(part.config));
  weights.expect_all_used();
  return model;
}

}  // namespace koma::models
