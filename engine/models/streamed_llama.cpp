// SPDX-License-Identifier: Apache-2.0
#include "engine/models/streamed_llama.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>

#include "engine/base/error.h"
#include "engine/tensors/part_source.h"

namespace koma::models {
namespace {

constexpr const char* words = "model.embed_tokens.weight";
/// Rows of the head that are read at once: 42 MB of LLaMA-13B's in bfloat16.
constexpr std::int64_t head_rows = 4096;

/// Says that every shape is there, without a number read: the same constructors on a source of nothing.
class ShapesOnly final : public tensors::WeightSource {
 public:
  explicit ShapesOnly(std::shared_ptr<const tensors::WeightSource> source) : source_(std::move(source)) {}
  [[nodiscard]] std::optional<tensors::TensorInfo> find(const std::string& name) const override {
    return source_->find(name);
  }
  [[nodiscard]] at::Tensor read(const std::string&, const std::vector<std::int64_t>& shape,
                                const tensors::Init&) const override {
    return at::zeros({1}).expand(shape);  // one number, however large the shape
  }
  [[nodiscard]] std::string stored_as(const std::string& name) const override { return source_->stored_as(name); }
  [[nodiscard]] std::vector<std::string> names() const override { return source_->names(); }
  [[nodiscard]] std::string place() const override { return source_->place(); }

 private:
  std::shared_ptr<const tensors::WeightSource> source_;
};

}  // namespace

StreamedLlama::StreamedLlama(const checkpoints::PartLayout& part, const LlamaConfig& config,
                             const tensors::Placement& placement)
    : config_(config),
      placement_(placement),
      weights_(tensors::open_part(part), part.name, placement.device, placement.dtype),
      words_(part, words, config.hidden_size),
      head_(part, config.tie_word_embeddings ? words : "lm_head.weight", config.hidden_size) {
  // Outside inference mode, so that no layer packs what it is given.
  const c10::InferenceMode plain(false);
  const nn::Weights shapes(std::make_shared<ShapesOnly>(tensors::open_part(part)), part.name);
  (void)Llama(shapes, config);
  shapes.expect_all_used({llama_buffers});
}

at::Tensor StreamedLlama::embed(const at::Tensor& ids) const {
  const at::Tensor flat = ids.to(at::kCPU).reshape({-1});
  std::map<std::int64_t, at::Tensor> known;
  std::vector<at::Tensor> rows;
  for (std::int64_t i = 0; i < flat.numel(); ++i) {
    at::Tensor& row = known[flat[i].item<std::int64_t>()];
    if (!row.defined()) row = words_.read(flat[i].item<std::int64_t>(), 1, placement_.dtype);
    rows.push_back(row);
  }
  std::vector<std::int64_t> shape = ids.sizes().vec();
  shape.push_back(config_.hidden_size);
  return at::cat(rows).view(shape).to(placement_.device);
}

at::Tensor StreamedLlama::forward(const at::Tensor& embeddings, const std::function<void()>& between) const {
  const LlamaPass pass = llama_pass(config_, embeddings.size(1), embeddings);
  at::Tensor states = embeddings;
  for (std::int64_t i = 0; i < config_.num_hidden_layers; ++i) {
    between();
    const LlamaLayer layer(weights_["model.layers"][std::to_string(i)], config_);
    states = layer.forward(states, pass);
  }
  return nn::RmsNorm(weights_["model.norm"], config_.hidden_size, config_.rms_norm_eps).forward(states);
}

at::Tensor StreamedLlama::logits(const at::Tensor& states) const {
  std::vector<at::Tensor> pieces;
  for (std::int64_t row = 0; row < head_.rows(); row += head_rows) {
    const at::Tensor matrix = head_.read(row, std::min(head_rows, head_.rows() - row), placement_.dtype);
    pieces.push_back(at::linear(states, matrix.to(placement_.device)));
  }
  return at::cat(pieces, -1);
}

}  // namespace koma::models
