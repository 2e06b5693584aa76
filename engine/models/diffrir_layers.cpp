// SPDX-License-Identifier: Apache-2.0
#include "engine/models/diffrir_layers.h"

#include <ATen/ATen.h>

#include <string>

namespace koma::models {

namespace {

/// x / max(‖x‖, 1e-12) along the last dimension: 65 536 squares at 1024², which only float32 can add up.
at::Tensor normalised(const at::Tensor& x) {
  return x / x.norm(2, -1, /*keepdim=*/true).clamp_min(1e-12);
}

}  // namespace

/// A 3×3 convolution of every channel by itself.
class DiffRirDepthwise final : public nn::Module {
 public:
  DiffRirDepthwise(const nn::Weights& weights, std::int64_t channels)
      : weight_(weight("weight", weights, {channels, 1, 3, 3}, nn::Init::fan_in(9))) {}

  [[nodiscard]] at::Tensor forward(const at::Tensor& x) const {
    return at::conv2d(x, weight_, {}, 1, 1, 1, weight_.size(0));
  }

 private:
  at::Tensor weight_;  // [C, 1, 3, 3]
};

/// Divides by the deviation over the channels but leaves the mean where it is ("BiasFree").
class DiffRirNorm final : public nn::Module {
 public:
  DiffRirNorm(const nn::Weights& weights, std::int64_t channels)
      : weight_(weight("weight", weights, {channels}, nn::Init::ones())) {}

  [[nodiscard]] at::Tensor forward(const at::Tensor& x) const {
    const at::Tensor exact = x.to(at::kFloat);
    const at::Tensor variance = exact.var(at::IntArrayRef{1}, /*unbiased=*/false, /*keepdim=*/true);
    return (exact * at::rsqrt(variance + 1e-5)).to(x.dtype()) * weight_.view({1, -1, 1, 1});
  }

 private:
  at::Tensor weight_;  // [C]
};

/// γ·x + β, both from the vector.
class DiffRirModulation final : public nn::Module {
 public:
  DiffRirModulation(const nn::Weights& weights, std::int64_t channels)
      : linear_(child<nn::Linear>("0", weights, diffrir_code, 2 * channels, nn::Linear::Options{false, {}})) {}

  [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& code) const {
    const auto both = linear_->forward(code).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
    return x * both[0] + both[1];
  }

 private:
  std::shared_ptr<nn::Linear> linear_;
};

/// Attention between the channels of a head, over all of the picture (Zamir et al. 2022, "Restormer").
class DiffRirAttention final : public nn::Module {
 public:
  DiffRirAttention(const nn::Weights& weights, const DiffRirBlockShape& shape)
      : heads_(shape.heads),
        temperature_(weight("temperature", weights, {shape.heads, 1, 1}, nn::Init::ones())),
        kernel_(child<DiffRirModulation>("kernel", weights, shape.channels)),
        qkv_(child<nn::Conv2d>("qkv", weights, shape.channels, 3 * shape.channels, diffrir_pointwise)),
        depthwise_(child<DiffRirDepthwise>("qkv_dwconv", weights, 3 * shape.channels)),
        out_(child<nn::Conv2d>("project_out", weights, shape.channels, shape.channels, diffrir_pointwise)) {}

  [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& code) const {
    const auto parts = depthwise_->forward(qkv_->forward(kernel_->forward(x, code))).chunk(3, 1);
    const at::Tensor q = normalised(by_head(parts[0])), k = normalised(by_head(parts[1]));
    const at::Tensor scores = at::matmul(q, k.transpose(-2, -1)) * temperature_.to(at::kFloat);  // [B, heads, c, c]
    const at::Tensor mixed = at::matmul(at::softmax(scores, -1), by_head(parts[2]));
    return out_->forward(mixed.reshape(x.sizes()).to(x.dtype()));
  }

 private:
  /// [B, C, H, W] → [B, heads, C / heads, H · W] float32
  [[nodiscard]] at::Tensor by_head(const at::Tensor& x) const {
    return x.reshape({x.size(0), heads_, x.size(1) / heads_, x.size(2) * x.size(3)}).to(at::kFloat);
  }

  std::int64_t heads_;
  at::Tensor temperature_;  // [heads, 1, 1]
  std::shared_ptr<DiffRirModulation> kernel_;
  std::shared_ptr<nn::Conv2d> qkv_;
  std::shared_ptr<DiffRirDepthwise> depthwise_;
  std::shared_ptr<nn::Conv2d> out_;
};

/// GELU(a) · b of two halves.
class DiffRirFeedForward final : public nn::Module {
 public:
  DiffRirFeedForward(const nn::Weights& weights, const DiffRirBlockShape& shape)
      : hidden_(std::int64_t(double(shape.channels) * shape.expansion)),
        kernel_(child<DiffRirModulation>("kernel", weights, shape.channels)),
        in_(child<nn::Conv2d>("project_in", weights, shape.channels, 2 * hidden_, diffrir_pointwise)),
        depthwise_(child<DiffRirDepthwise>("dwconv", weights, 2 * hidden_)),
        out_(child<nn::Conv2d>("project_out", weights, hidden_, shape.channels, diffrir_pointwise)) {}

  [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& code) const {
    const auto halves = depthwise_->forward(in_->forward(kernel_->forward(x, code))).chunk(2, 1);
    return out_->forward(at::gelu(halves[0]) * halves[1]);
  }

 private:
  std::int64_t hidden_;
  std::shared_ptr<DiffRirModulation> kernel_;
  std::shared_ptr<nn::Conv2d> in_;
  std::shared_ptr<DiffRirDepthwise> depthwise_;
  std::shared_ptr<nn::Conv2d> out_;
};

DiffRirBlock::DiffRirBlock(const nn::Weights& weights, const DiffRirBlockShape& shape)
    : norm1_(child<DiffRirNorm>("norm1.body", weights, shape.channels)),
      norm2_(child<DiffRirNorm>("norm2.body", weights, shape.channels)),
      attention_(child<DiffRirAttention>("attn", weights, shape)),
      feed_forward_(child<DiffRirFeedForward>("ffn", weights, shape)) {}

DiffRirBlock::~DiffRirBlock() = default;

at::Tensor DiffRirBlock::forward(const at::Tensor& x, const at::Tensor& code) const {
  const at::Tensor attended = x + attention_->forward(norm1_->forward(x), code);
  return attended + feed_forward_->forward(norm2_->forward(attended), code);
}

DiffRirGroup::DiffRirGroup(const nn::Weights& weights, std::int64_t count, const DiffRirBlockShape& shape) {
  for (std::int64_t i = 0; i < count; ++i) {
    blocks_.push_back(child<DiffRirBlock>(std::to_string(i), weights, shape));
  }
}

at::Tensor DiffRirGroup::forward(const at::Tensor& x, const at::Tensor& code) const {
  at::Tensor result = x;
  for (const auto& block : blocks_) result = block->forward(result, code);
  return result;
}

}  // namespace koma::models
