// SPDX-License-Identifier: Apache-2.0
#include "engine/models/autoencoder_tiny.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <numeric>

#include "engine/base/error.h"
#include "engine/models/config_reader.h"

namespace koma::models {
namespace {

constexpr const char* not_tiny =
    "this is no tiny autoencoder: none of encoder.layers.0, decoder.layers.0, 1.conv.0 and 3.conv.0 is in it; choose "
    "a TAESD file";

/// Where one direction's layers stand in the weights. diffusers drops the clamp that TAESD's own decoder counts as
/// layer 0.
struct Stack {
  nn::Weights weights;
  std::string prefix;      ///< before a layer's number
  std::int64_t first = 0;  ///< number of the first convolution

  [[nodiscard]] std::string layer(std::int64_t index) const { return prefix + std::to_string(first + index); }
  [[nodiscard]] bool is_block(std::int64_t index) const { return weights.has(layer(index) + ".conv.0.weight"); }
  [[nodiscard]] bool is_convolution(std::int64_t index) const { return weights.has(layer(index) + ".weight"); }
  /// Shape of the convolution at `index`.
  [[nodiscard]] std::vector<std::int64_t> shape(std::int64_t index) const {
    const std::string name = layer(index) + ".weight";
    const auto found = weights.shape(name);
    if (found.size() != 4) throw Error(ErrorCode::invalid_file, "a convolution of TAESD has four dimensions", name);
    return found;
  }
  /// Blocks in a row from `index`, which moves behind them.
  [[nodiscard]] std::int64_t count_blocks(std::int64_t& index) const {
    const std::int64_t start = index;
    while (is_block(index)) ++index;
    return index - start;
  }
};

std::optional<Stack> encoder_stack(const nn::Weights& weights) {
  if (weights.has("encoder.layers.0.weight")) return Stack{weights["encoder"], "layers.", 0};
  if (weights.has("0.weight") && weights.has("1.conv.0.weight")) return Stack{weights, "", 0};
  return std::nullopt;
}

std::optional<Stack> decoder_of(const nn::Weights& weights) {
  if (weights.has("decoder.layers.0.weight")) return Stack{weights["decoder"], "layers.", 0};
  if (weights.has("1.weight") && weights.has("3.conv.0.weight")) return Stack{weights, "", 1};
  return std::nullopt;
}

void detect_encoder(const Stack& stack, AutoencoderTinyConfig& config) {
  config.num_encoder_blocks.clear();
  config.encoder_width = stack.shape(0)[0];
  config.in_channels = stack.shape(0)[1];
  std::int64_t index = 1;
  do {
    config.num_encoder_blocks.push_back(stack.count_blocks(index));
    config.latent_channels = stack.shape(index)[0];
    ++index;
  } while (stack.is_block(index));
}

void detect_decoder(const Stack& stack, AutoencoderTinyConfig& config) {
  config.num_decoder_blocks.clear();
  config.decoder_width = stack.shape(0)[0];
  config.latent_channels = stack.shape(0)[1];
  std::int64_t index = 2;  // behind the convolution and its ReLU
  do {
    config.num_decoder_blocks.push_back(stack.count_blocks(index));
    // Between the blocks and the convolution stands an upsampling without weights, except on the last stage.
    if (!stack.is_convolution(index)) ++index;
    config.out_channels = stack.shape(index)[0];
    ++index;
  } while (stack.is_block(index));
}

std::int64_t width_of(const ConfigReader& reader, const std::string& key, std::size_t stages) {
  const auto widths = reader.counts(key, std::vector<std::int64_t>(stages, 64));
  if (widths.size() != stages) reader.refuse(key, "one width per stage");
  if (std::adjacent_find(widths.begin(), widths.end(), std::not_equal_to<>()) != widths.end()) {
    reader.refuse(key, "the same width in every stage");
  }
  return widths.front();
}

/// Three convolutions with ReLU between, around a residual (diffusers `AutoencoderTinyBlock`).
class TinyBlock final : public nn::Module {
 public:
  TinyBlock(const nn::Weights& weights, std::int64_t channels) {
    for (const char* name : {"conv.0", "conv.2", "conv.4"}) {
      convolutions_.push_back(child<nn::Conv2d>(name, weights, channels, channels, nn::Conv2d::Options{}));
    }
  }

  at::Tensor forward(const at::Tensor& x) const {
    at::Tensor hidden = convolutions_[0]->forward(x).relu_();
    hidden = convolutions_[1]->forward(hidden).relu_();
    return convolutions_[2]->forward(hidden).add_(x).relu_();
  }

 private:
  std::vector<std::shared_ptr<nn::Conv2d>> convolutions_;
};

}  // namespace

/// The layers of one direction, one after the other.
class TinyStack final : public nn::Module {
 public:
  static std::shared_ptr<TinyStack> encoder(const Stack& names, const AutoencoderTinyConfig& config) {
    auto stack = std::make_shared<TinyStack>();
    const std::int64_t width = config.encoder_width;
    for (std::size_t stage = 0; stage < config.num_encoder_blocks.size(); ++stage) {
      const bool first = stage == 0;
      stack->add_convolution(names, first ? config.in_channels : width, width,
                             {.stride = first ? 1 : 2, .bias = first});
      stack->add_blocks(names, config.num_encoder_blocks[stage], width);
    }
    stack->add_convolution(names, width, config.latent_channels, {});
    return stack;
  }

  static std::shared_ptr<TinyStack> decoder(const Stack& names, const AutoencoderTinyConfig& config) {
    auto stack = std::make_shared<TinyStack>();
    const std::int64_t width = config.decoder_width;
    stack->add_convolution(names, config.latent_channels, width, {});
    stack->add_silent(Step::Kind::relu);
    for (std::size_t stage = 0; stage < config.num_decoder_blocks.size(); ++stage) {
      const bool last = stage + 1 == config.num_decoder_blocks.size();
      stack->add_blocks(names, config.num_decoder_blocks[stage], width);
      if (!last) stack->add_silent(Step::Kind::twice);
      stack->add_convolution(names, width, last ? config.out_channels : width, {.bias = last});
    }
    return stack;
  }

  at::Tensor forward(const at::Tensor& x) const {
    at::Tensor hidden = x;
    for (const Step& step : steps_) {
      switch (step.kind) {
        case Step::Kind::convolution:
          hidden = step.convolution->forward(hidden);
          break;
        case Step::Kind::block:
          hidden = step.block->forward(hidden);
          break;
        case Step::Kind::relu:
          hidden = hidden.relu_();
          break;
        case Step::Kind::twice:
          hidden = at::upsample_nearest2d(hidden, {2 * hidden.size(2), 2 * hidden.size(3)});
          break;
      }
    }
    return hidden;
  }

 private:
  struct Step {
    enum class Kind { convolution, block, relu, twice };
    Kind kind;
    std::shared_ptr<nn::Conv2d> convolution = {};
    std::shared_ptr<TinyBlock> block = {};
  };

  [[nodiscard]] std::string next(const Stack& names) const {
    return names.layer(static_cast<std::int64_t>(steps_.size()));
  }
  void add_convolution(const Stack& names, std::int64_t inputs, std::int64_t outputs,
                       const nn::Conv2d::Options& options) {
    steps_.push_back(
        {Step::Kind::convolution, child<nn::Conv2d>(next(names), names.weights, inputs, outputs, options)});
  }
  void add_blocks(const Stack& names, std::int64_t count, std::int64_t width) {
    for (std::int64_t i = 0; i < count; ++i) {
      steps_.push_back({.kind = Step::Kind::block, .block = child<TinyBlock>(next(names), names.weights, width)});
    }
  }
  void add_silent(Step::Kind kind) { steps_.push_back({kind}); }

  std::vector<Step> steps_;
};

AutoencoderTinyConfig AutoencoderTinyConfig::from_json(const nlohmann::json& json) {
  const ConfigReader reader(json, "taesd");
  reader.require("act_fn", "relu");
  reader.require("upsample_fn", "nearest");
  reader.require("upsampling_scaling_factor", 2);
  reader.require("shift_factor", 0.0);
  AutoencoderTinyConfig config;
  config.in_channels = reader.count("in_channels", config.in_channels);
  config.out_channels = reader.count("out_channels", config.out_channels);
  config.latent_channels = reader.count("latent_channels", config.latent_channels);
  config.num_encoder_blocks = reader.counts("num_encoder_blocks", config.num_encoder_blocks);
  config.num_decoder_blocks = reader.counts("num_decoder_blocks", config.num_decoder_blocks);
  config.encoder_width = width_of(reader, "encoder_block_out_channels", config.num_encoder_blocks.size());
  config.decoder_width = width_of(reader, "decoder_block_out_channels", config.num_decoder_blocks.size());
  config.scaling_factor = reader.number("scaling_factor", config.scaling_factor);
  if (config.scaling_factor == 0) reader.refuse("scaling_factor", "a number other than 0");
  return config;
}

AutoencoderTinyConfig AutoencoderTinyConfig::detect(const nn::Weights& weights) {
  AutoencoderTinyConfig config;
  const auto encoder = encoder_stack(weights), decoder = decoder_of(weights);
  if (!encoder && !decoder) throw Error(ErrorCode::invalid_file, not_tiny);
  if (encoder) detect_encoder(*encoder, config);
  if (decoder) detect_decoder(*decoder, config);
  return config;
}

std::int64_t AutoencoderTinyConfig::factor() const {
  return std::int64_t{1} << (std::max(num_decoder_blocks.size(), std::size_t{1}) - 1);
}

AutoencoderTiny::AutoencoderTiny(const nn::Weights& weights, const AutoencoderTinyConfig& config) : config_(config) {
  if (const auto names = encoder_stack(weights)) {
    encoder_ = register_module("encoder", TinyStack::encoder(*names, config));
  }
  if (const auto names = decoder_of(weights)) {
    decoder_ = register_module("decoder", TinyStack::decoder(*names, config));
  }
  if (!encoder_ && !decoder_) throw Error(ErrorCode::invalid_file, not_tiny);
}

at::Tensor AutoencoderTiny::encode(const at::Tensor& image) const {
  if (!encoder_) throw Error(ErrorCode::unsupported, "this tiny autoencoder only decodes; choose TAESD's encoder file");
  return encoder_->forward(image.add(1).div_(2)) * config_.scaling_factor;
}

at::Tensor AutoencoderTiny::decode(const at::Tensor& latents) const {
  if (!decoder_) throw Error(ErrorCode::unsupported, "this tiny autoencoder only encodes; choose TAESD's decoder file");
  const at::Tensor bounded = (latents / (3 * config_.scaling_factor)).tanh_().mul_(3);
  return decoder_->forward(bounded).mul_(2).sub_(1);
}

}  // namespace koma::models
