// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/nn/linear_change.h"
#include "engine/nn/module.h"
#include "engine/training/flat_parameters.h"

namespace koma::training {

/// Dropout whose masks depend on each row's own seed and the order of calls only, so that a batch may be spread over
/// processes and a run resumed without changing them.
class RowDropout {
 public:
  explicit RowDropout(double rate) : rate_(rate) {}
  /// Before a batch: one seed per row, and where the masks are drawn. No seeds: nothing is dropped.
  void begin(const std::vector<std::uint64_t>& seeds, const at::Device& device);
  /// x [rows, ...] → the same shape, with `rate` of the values zero and the others scaled up. A batch of other than the
  /// announced rows is an Error(internal).
  [[nodiscard]] at::Tensor apply(const at::Tensor& x) const;

 private:
  double rate_;
  mutable std::vector<at::Generator> rows_;
};

/// How low-rank changes are made.
struct LoraOptions {
  std::int64_t rank = 64;
  double alpha = 64;  ///< the change is scaled by alpha / rank
  std::uint64_t seed = 1;
  std::shared_ptr<const RowDropout> dropout = {};  ///< of the input; null: none
};

/// The low-rank changes of a network's linear layers (Hu et al. 2022): W + (alpha / rank) · up · down.
class LoraLayers {
 public:
  /// Changes every Linear below `module` whose dotted name `wanted` likes. `down` starts random, `up` at zero, so
  /// nothing changes at first; with this object the changes go. Throws Error(internal) when no layer is wanted.
  LoraLayers(nn::Module& module, const std::function<bool(const std::string& name)>& wanted,
             const LoraOptions& options);
  ~LoraLayers();
  LoraLayers(const LoraLayers&) = delete;
  LoraLayers& operator=(const LoraLayers&) = delete;

  /// "<layer>.down" [rank, inputs] and "<layer>.up" [outputs, rank], with `prefix` before.
  [[nodiscard]] NamedTensors parameters(const std::string& prefix) const;

 private:
  class Change;
  std::map<std::string, std::shared_ptr<Change>> changes_;
  std::vector<at::Tensor> changed_;  ///< the layers' weights
};

/// Whether a LLaMA's layer is one of its seven projections, which low-rank changes are made of.
[[nodiscard]] bool is_llama_projection(const std::string& name);

/// up · down · scale, the change of a layer's weight. // [outputs, inputs]
[[nodiscard]] at::Tensor lora_delta(const at::Tensor& down, const at::Tensor& up, double scale);

}  // namespace koma::training
