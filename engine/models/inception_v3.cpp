// SPDX-License-Identifier: Apache-2.0
#include "engine/models/inception_v3.h"

#include <ATen/ATen.h>

#include <string>

#include "engine/base/error.h"

namespace koma::models {

namespace {

constexpr double norm_epsilon = 1e-3;

/// One convolution by its name; strides of 1 keep the size, others and the stem's first ones do not pad.
struct Step {
  const char* name;
  std::int64_t height, width;
  std::int64_t stride = 1;
  bool padded = true;
};

enum class Pool { none, average, maximum, halving };

/// What a block does side by side: a pool, convolutions one after the other, then perhaps two beside each other.
struct Branch {
  Pool pool = Pool::none;
  std::vector<Step> steps = {};
  std::vector<Step> fork = {};
};

struct BlockPlan {
  const char* name;
  std::vector<Branch> branches;
};

// Names and shapes as published with torchvision's Inception3 (blocks A to E).
std::vector<Branch> block_a() {
  return {{.steps = {{"branch1x1", 1, 1}}},
          {.steps = {{"branch5x5_1", 1, 1}, {"branch5x5_2", 5, 5}}},
          {.steps = {{"branch3x3dbl_1", 1, 1}, {"branch3x3dbl_2", 3, 3}, {"branch3x3dbl_3", 3, 3}}},
          {.pool = Pool::average, .steps = {{"branch_pool", 1, 1}}}};
}

std::vector<Branch> block_b() {
  return {{.steps = {{"branch3x3", 3, 3, 2, false}}},
          {.steps = {{"branch3x3dbl_1", 1, 1}, {"branch3x3dbl_2", 3, 3}, {"branch3x3dbl_3", 3, 3, 2, false}}},
          {.pool = Pool::halving}};
}

std::vector<Branch> block_c() {
  return {{.steps = {{"branch1x1", 1, 1}}},
          {.steps = {{"branch7x7_1", 1, 1}, {"branch7x7_2", 1, 7}, {"branch7x7_3", 7, 1}}},
          {.steps = {{"branch7x7dbl_1", 1, 1},
                     {"branch7x7dbl_2", 7, 1},
                     {"branch7x7dbl_3", 1, 7},
                     {"branch7x7dbl_4", 7, 1},
                     {"branch7x7dbl_5", 1, 7}}},
          {.pool = Pool::average, .steps = {{"branch_pool", 1, 1}}}};
}

std::vector<Branch> block_d() {
  return {{.steps = {{"branch3x3_1", 1, 1}, {"branch3x3_2", 3, 3, 2, false}}},
          {.steps = {{"branch7x7x3_1", 1, 1},
                     {"branch7x7x3_2", 1, 7},
                     {"branch7x7x3_3", 7, 1},
                     {"branch7x7x3_4", 3, 3, 2, false}}},
          {.pool = Pool::halving}};
}

std::vector<Branch> block_e(Pool pool) {
  return {{.steps = {{"branch1x1", 1, 1}}},
          {.steps = {{"branch3x3_1", 1, 1}}, .fork = {{"branch3x3_2a", 1, 3}, {"branch3x3_2b", 3, 1}}},
          {.steps = {{"branch3x3dbl_1", 1, 1}, {"branch3x3dbl_2", 3, 3}},
           .fork = {{"branch3x3dbl_3a", 1, 3}, {"branch3x3dbl_3b", 3, 1}}},
          {.pool = pool, .steps = {{"branch_pool", 1, 1}}}};
}

std::vector<BlockPlan> plan() {
  return {{"Mixed_5b", block_a()},
          {"Mixed_5c", block_a()},
          {"Mixed_5d", block_a()},
          {"Mixed_6a", block_b()},
          {"Mixed_6b", block_c()},
          {"Mixed_6c", block_c()},
          {"Mixed_6d", block_c()},
          {"Mixed_6e", block_c()},
          {"Mixed_7a", block_d()},
          {"Mixed_7b", block_e(Pool::average)},
          {"Mixed_7c", block_e(Pool::maximum)}};
}

at::Tensor pooled(const at::Tensor& x, Pool pool) {
  switch (pool) {
    case Pool::none:
      return x;
    case Pool::average:
      return at::avg_pool2d(x, {3, 3}, {1, 1}, {1, 1}, false, false);
    case Pool::maximum:
      return at::max_pool2d(x, {3, 3}, {1, 1}, {1, 1});
    case Pool::halving:
      return at::max_pool2d(x, {3, 3}, {2, 2});
  }
  return x;
}

}  // namespace

/// A convolution with its batch normalisation (at rest) folded in, and ReLU.
class InceptionConvolution final : public nn::Module {
 public:
  InceptionConvolution(const nn::Weights& weights, std::int64_t inputs, const Step& step)
      : stride_(step.stride),
        padding_{step.padded ? (step.height - 1) / 2 : 0, step.padded ? (step.width - 1) / 2 : 0} {
    outputs_ = weights["conv"].shape("weight").at(0);
    const at::Tensor kernel = weights["conv"].take("weight", {outputs_, inputs, step.height, step.width});
    const nn::Weights norm = weights["bn"];
    const at::Tensor scale =
        norm.take("weight", {outputs_}) / (norm.take("running_var", {outputs_}) + norm_epsilon).sqrt();  // [outputs]
    weight_ = (kernel * scale.view({-1, 1, 1, 1})).contiguous();
    bias_ = norm.take("bias", {outputs_}) - norm.take("running_mean", {outputs_}) * scale;
  }

  /// [B, inputs, H, W] → [B, outputs, H', W']
  at::Tensor forward(const at::Tensor& x) const {
    return at::conv2d(x, weight_, bias_, {stride_, stride_}, padding_).relu_();
  }
  [[nodiscard]] std::int64_t outputs() const { return outputs_; }

 private:
  std::int64_t outputs_ = 0, stride_;
  std::array<std::int64_t, 2> padding_;
  at::Tensor weight_, bias_;
};

/// Branches side by side, their channels one after the other.
class InceptionBlock final : public nn::Module {
 public:
  InceptionBlock(const nn::Weights& weights, std::int64_t inputs, const std::vector<Branch>& plan) {
    for (const Branch& branch : plan) {
      Built built{branch.pool, {}, {}};
      std::int64_t channels = inputs;
      for (const Step& step : branch.steps) {
        built.steps.push_back(child<InceptionConvolution>(step.name, weights, channels, step));
        channels = built.steps.back()->outputs();
      }
      std::int64_t forked = 0;
      for (const Step& step : branch.fork) {
        built.fork.push_back(child<InceptionConvolution>(step.name, weights, channels, step));
        forked += built.fork.back()->outputs();
      }
      outputs_ += branch.fork.empty() ? channels : forked;
      branches_.push_back(std::move(built));
    }
  }

  /// [B, inputs, H, W] → [B, outputs, H', W']
  at::Tensor forward(const at::Tensor& x) const {
    std::vector<at::Tensor> parts;
    for (const Built& branch : branches_) {
      at::Tensor part = pooled(x, branch.pool);
      for (const auto& step : branch.steps) part = step->forward(part);
      if (branch.fork.empty()) parts.push_back(part);
      for (const auto& step : branch.fork) parts.push_back(step->forward(part));
    }
    return at::cat(parts, 1);
  }
  [[nodiscard]] std::int64_t outputs() const { return outputs_; }

 private:
  struct Built {
    Pool pool;
    std::vector<std::shared_ptr<InceptionConvolution>> steps, fork;
  };
  std::vector<Built> branches_;
  std::int64_t outputs_ = 0;
};

InceptionV3::InceptionV3(const nn::Weights& weights) {
  const std::array<Step, 5> stem = {{{"Conv2d_1a_3x3", 3, 3, 2, false},
                                     {"Conv2d_2a_3x3", 3, 3, 1, false},
                                     {"Conv2d_2b_3x3", 3, 3},
                                     {"Conv2d_3b_1x1", 1, 1},
                                     {"Conv2d_4a_3x3", 3, 3, 1, false}}};
  width_ = 3;
  for (const Step& step : stem) {
    stem_.push_back(child<InceptionConvolution>(step.name, weights, width_, step));
    width_ = stem_.back()->outputs();
  }
  for (const BlockPlan& block : plan()) {
    blocks_.push_back(child<InceptionBlock>(block.name, weights, width_, block.branches));
    width_ = blocks_.back()->outputs();
  }
}

InceptionV3::~InceptionV3() = default;

at::Tensor InceptionV3::forward(const at::Tensor& pixels) const {
  if (pixels.dim() != 4 || pixels.size(1) != 3 || pixels.size(2) != side || pixels.size(3) != side) {
    throw Error(ErrorCode::invalid_argument, "Inception takes RGB pictures of 299 pixels a side; prepare them first");
  }
  at::Tensor x = pixels;
  for (std::size_t i = 0; i < stem_.size(); ++i) {
    x = stem_[i]->forward(x);
    if (i == 2 || i == 4) x = pooled(x, Pool::halving);
  }
  for (const auto& block : blocks_) x = block->forward(x);
  return x.mean({2, 3});
}

}  // namespace koma::models
