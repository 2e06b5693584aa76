// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/lora_training.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/nn/layers.h"
#include "engine/tensors/weight_sources.h"
#include "engine/training/picture_tensors.h"

namespace koma::training {

void RowDropout::begin(const std::vector<std::uint64_t>& seeds, const at::Device& device) {
  rows_.clear();
  if (rate_ <= 0) return;
  for (const std::uint64_t seed : seeds) {
    at::Generator row = seeded(seed);
    rows_.push_back(generator_on(device, row));
  }
}

at::Tensor RowDropout::apply(const at::Tensor& x) const {
  if (rows_.empty()) return x;
  if (std::size_t(x.size(0)) != rows_.size())
    throw Error(ErrorCode::internal, "a batch of another size was announced to the dropout");
  std::vector<at::Tensor> masks;
  for (at::Generator& row : rows_)
    masks.push_back(at::rand(x.sizes().slice(1), row, at::TensorOptions(x.device()).dtype(at::kFloat)).ge(rate_));
  return x * at::stack(masks).to(x.scalar_type()).div_(1 - rate_);
}

class LoraLayers::Change final : public nn::LinearChange {
 public:
  Change(const at::Tensor& weight, const LoraOptions& options, const std::string& name)
      : scale_(options.alpha / double(options.rank)), dropout_(options.dropout) {
    const tensors::InitialiserSource source(options.seed);
    const std::int64_t outputs = weight.size(0), inputs = weight.size(1);
    down = source.read(name + ".down", {options.rank, inputs}, nn::Init::fan_in(inputs)).to(weight.device());
    up = at::zeros({outputs, options.rank}, down.options());
  }
  [[nodiscard]] at::Tensor of(const at::Tensor& x) const override {
    const at::Tensor seen = dropout_ ? dropout_->apply(x) : x;
    return at::linear(at::linear(seen, down), up) * scale_;
  }

  at::Tensor down, up;

 private:
  double scale_;
  std::shared_ptr<const RowDropout> dropout_;
};

LoraLayers::LoraLayers(nn::Module& module, const std::function<bool(const std::string&)>& wanted,
                       const LoraOptions& options) {
  for (const auto& item : module.named_modules()) {
    auto* layer = dynamic_cast<nn::Linear*>(item.value().get());
    if (layer == nullptr || !wanted(item.key())) continue;
    const at::Tensor weight = *layer->named_parameters(/*recurse=*/false).find("weight");
    const auto change = std::make_shared<Change>(weight, options, item.key());
    nn::change_linear(weight, change);
    changed_.push_back(weight);
    changes_[item.key()] = change;
  }
  if (changes_.empty()) throw Error(ErrorCode::internal, "no layer of the network takes a low-rank change");
}

LoraLayers::~LoraLayers() {
  for (const at::Tensor& weight : changed_) nn::change_linear(weight, nullptr);
}

NamedTensors LoraLayers::parameters(const std::string& prefix) const {
  NamedTensors result;
  for (const auto& [name, change] : changes_) {
    result.emplace_back(prefix + name + ".down", change->down);
    result.emplace_back(prefix + name + ".up", change->up);
  }
  return result;
}

bool is_llama_projection(const std::string& name) {
  for (const char* end : {"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"}) {
    if (name.ends_with(end)) return true;
  }
  return false;
}

at::Tensor lora_delta(const at::Tensor& down, const at::Tensor& up, double scale) {
  return at::matmul(up.to(at::kFloat), down.to(at::kFloat)) * scale;
}

}  // namespace koma::training
