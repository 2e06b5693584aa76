// SPDX-License-Identifier: Apache-2.0
#include "engine/models/lora_delta.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/base/error.h"

namespace koma::models {
namespace {

using checkpoints::LoraKind;

class Layer {
 public:
  Layer(const checkpoints::LoraLayer& layer, const tensors::WeightSource& source) : layer_(layer), source_(source) {}

  [[nodiscard]] bool has(const char* role) const { return layer_.has(role); }
  /// A stored tensor in float32.
  [[nodiscard]] at::Tensor read(const char* role) const {
    const std::string& name = layer_.tensors.at(role);
    const auto info = source_.find(name);
    if (!info)
      throw Error(ErrorCode::not_found, name + " is not there any more; the file has changed", source_.place());
    return source_.read(name, info->shape, {}).to(at::kFloat);
  }
  /// alpha over the rank, or over its root.
  [[nodiscard]] double scale(std::int64_t rank) const {
    const double size = static_cast<double>(rank);
    const double alpha = has("alpha") ? read("alpha").item<double>() : layer_.alpha.value_or(size);
    return alpha / (layer_.rank_stabilised ? std::sqrt(size) : size);
  }

 private:
  const checkpoints::LoraLayer& layer_;
  const tensors::WeightSource& source_;
};

/// Σ a[p,o] core[p,q,k,l] b[q,i] → [o, i, k, l]
at::Tensor tucker(const at::Tensor& core, const at::Tensor& a, const at::Tensor& b) {
  const std::int64_t height = core.size(2), width = core.size(3);
  // [p, k·l·i]: the core's second side goes through b, then its first through a.
  const at::Tensor inner = at::matmul(core.permute({0, 2, 3, 1}), b).reshape({core.size(0), -1});
  return at::mm(a.t(), inner).reshape({a.size(1), height, width, b.size(1)}).permute({0, 3, 1, 2}).contiguous();
}

at::Tensor low_rank(const Layer& layer, const at::Tensor& base) {
  const at::Tensor down = layer.read("down").flatten(1), up = layer.read("up").flatten(1);
  const double scale = layer.scale(down.size(0));
  if (layer.has("mid")) return tucker(layer.read("mid"), up.t(), down) * scale;
  return at::mm(up, down).reshape(base.sizes()) * scale;
}

at::Tensor hadamard(const Layer& layer, const at::Tensor& base) {
  const auto half = [&](const char* core, const char* a, const char* b) {
    if (layer.has(core)) return tucker(layer.read(core), layer.read(a), layer.read(b));
    return at::mm(layer.read(a), layer.read(b)).reshape(base.sizes());
  };
  const double scale = layer.scale(layer.read("w1_b").size(0));
  return half("t1", "w1_a", "w1_b") * half("t2", "w2_a", "w2_b") * scale;
}

at::Tensor kronecker(const Layer& layer, const at::Tensor& base) {
  std::int64_t rank = 0;
  const auto factor = [&](const char* whole, const char* a, const char* b) {
    if (layer.has(whole)) return layer.read(whole);
    const at::Tensor right = layer.read(b);
    rank = right.size(0);
    return layer.has("t2") && whole[1] == '2' ? tucker(layer.read("t2"), layer.read(a), right)
                                              : at::mm(layer.read(a), right);
  };
  at::Tensor first = factor("w1", "w1_a", "w1_b");
  const at::Tensor second = factor("w2", "w2_a", "w2_b");
  while (first.dim() < second.dim()) first = first.unsqueeze(-1);
  const double scale = rank > 0 ? layer.scale(rank) : 1;
  return at::kron(first, second).reshape(base.sizes()) * scale;
}

/// The norm of each output's weights, or of each input's, broadcastable to `weight`.
at::Tensor norms(const at::Tensor& weight, bool per_output) {
  std::vector<std::int64_t> others;
  for (std::int64_t i = 0; i < weight.dim(); ++i) {
    if (i != (per_output ? 0 : 1)) others.push_back(i);
  }
  return at::linalg_vector_norm(weight, 2, others, /*keepdim=*/true);
}

at::Tensor decomposed(const Layer& layer, const at::Tensor& base, const at::Tensor& delta) {
  const bool peft = layer.has("magnitude");
  const at::Tensor magnitude = layer.read(peft ? "magnitude" : "dora_scale");
  const bool per_output = peft || magnitude.size(0) == base.size(0);
  const at::Tensor changed = base + delta, length = norms(changed, per_output);
  return magnitude.reshape(length.sizes()) / length * changed - base;
}

}  // namespace

at::Tensor weight_delta(const checkpoints::LoraLayer& layer, const tensors::WeightSource& source,
                        const at::Tensor& base) {
  const Layer stored(layer, source);
  at::Tensor delta;
  switch (layer.kind) {
    case LoraKind::low_rank:
      delta = low_rank(stored, base);
      break;
    case LoraKind::hadamard:
      delta = hadamard(stored, base);
      break;
    case LoraKind::kronecker:
      delta = kronecker(stored, base);
      break;
    case LoraKind::full:
      break;
  }
  if (layer.has("diff")) delta = delta.defined() ? delta + stored.read("diff") : stored.read("diff");
  if (delta.defined() && (layer.has("dora_scale") || layer.has("magnitude"))) return decomposed(stored, base, delta);
  return delta;
}

at::Tensor bias_delta(const checkpoints::LoraLayer& layer, const tensors::WeightSource& source) {
  return layer.has("diff_b") ? Layer(layer, source).read("diff_b") : at::Tensor();
}

}  // namespace koma::models
