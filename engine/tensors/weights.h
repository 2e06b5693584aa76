// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/checkpoints/tensor_index.h"

namespace koma::tensors {

using checkpoints::shape_text;

/// How a weight is born when nothing is stored: only the initialiser back-end reads it, files ignore it.
struct Init {
  enum class Kind { constant, normal, uniform };
  Kind kind = Kind::constant;
  /// The constant, the standard deviation, or half the width of the interval around zero.
  double scale = 0;

  [[nodiscard]] static Init zeros() { return {Kind::constant, 0}; }
  [[nodiscard]] static Init ones() { return {Kind::constant, 1}; }
  [[nodiscard]] static Init normal(double deviation) { return {Kind::normal, deviation}; }
  [[nodiscard]] static Init uniform(double half_width) { return {Kind::uniform, half_width}; }
  /// U(±1/√fan_in): Kaiming uniform with a = √5, PyTorch's default for weights and biases of linears and convolutions.
  [[nodiscard]] static Init fan_in(std::int64_t inputs);
  /// U(±√(6 / (inputs + outputs))), Glorot & Bengio 2010, equation 16.
  [[nodiscard]] static Init xavier(std::int64_t inputs, std::int64_t outputs);
};

/// What a back-end knows about a stored tensor without reading it.
struct TensorInfo {
  at::ScalarType dtype = at::kFloat;
  std::vector<std::int64_t> shape;
};

/// Where tensors come from, by full name. Immutable; may be shared by threads.
class WeightSource {
 public:
  virtual ~WeightSource() = default;
  /// Type and shape of a stored tensor; nothing when it is not stored.
  [[nodiscard]] virtual std::optional<TensorInfo> find(const std::string& name) const = 0;
  /// Reads a stored tensor to the CPU in its stored type; a source that `creates()` makes others from shape and init.
  /// Throws Error(not_found | unreadable | invalid_file).
  [[nodiscard]] virtual at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                                        const Init& init) const = 0;
  /// The same in `dtype`; numbers that are not floating keep their type. Files convert while they read.
  [[nodiscard]] virtual at::Tensor read_as(const std::string& name, const std::vector<std::int64_t>& shape,
                                           const Init& init, at::ScalarType dtype) const;
  /// How the file itself spells a name, where it differs; otherwise empty. Errors say both.
  [[nodiscard]] virtual std::string stored_as(const std::string&) const { return {}; }
  /// Every stored name, sorted.
  [[nodiscard]] virtual std::vector<std::string> names() const = 0;
  /// True when names that are not stored can be read all the same (the initialiser).
  [[nodiscard]] virtual bool creates() const { return false; }
  /// What to call this source in errors, for example the file's path.
  [[nodiscard]] virtual std::string place() const = 0;
};

/// A scoped, checked view of a source: source + prefix + placement. Copies are cheap and share the record of use.
/// A module's constructor takes one and cannot exist unloaded (architecture, section 5).
class Weights {
 public:
  /// `label` names the model in errors ("unet"). Floating tensors are converted to `dtype`, others keep their type.
  explicit Weights(std::shared_ptr<const WeightSource> source, std::string label = {}, at::Device device = at::kCPU,
                   at::ScalarType dtype = at::kFloat);

  /// The view with `scope` (which may hold dots) added to the prefix.
  [[nodiscard]] Weights operator[](std::string_view scope) const;
  /// The same view whose tensors want gradients when a module registers them.
  [[nodiscard]] Weights trainable(bool wanted = true) const;

  /// Finds, checks the shape, converts and places a tensor, and records that it was used.
  /// Throws Error(invalid_file) with the whole name, the expected and the stored shape.
  [[nodiscard]] at::Tensor take(std::string_view name, const std::vector<std::int64_t>& shape,
                                const Init& init = {}) const;
  /// True when the tensor is stored. The initialiser stores nothing, so optional parts need a word in the config there.
  [[nodiscard]] bool has(std::string_view name) const;
  /// The stored shape, from which a config may be detected. Throws Error(invalid_file) when it is not stored.
  [[nodiscard]] std::vector<std::int64_t> shape(std::string_view name) const;

  /// Stored names below this prefix that nobody took, sorted; empty when a model was read completely.
  [[nodiscard]] std::vector<std::string> unused() const;
  /// Throws Error(invalid_file) with the list unless every stored tensor was taken, apart from names that end in one
  /// of `allowed` (position ids and the like).
  void expect_all_used(const std::vector<std::string>& allowed = {}) const;

  [[nodiscard]] at::Device device() const { return device_; }
  [[nodiscard]] at::ScalarType dtype() const { return dtype_; }
  [[nodiscard]] bool wants_gradient() const { return trainable_; }
  /// The prefix without its last dot; empty at the top.
  [[nodiscard]] const std::string& prefix() const { return prefix_; }

 private:
  [[nodiscard]] std::string full_name(std::string_view name) const;
  [[nodiscard]] std::string spoken_name(std::string_view name) const;
  [[nodiscard]] std::string stored_name(const std::string& full) const;

  std::shared_ptr<const WeightSource> source_;
  std::shared_ptr<std::set<std::string>> used_;
  std::string label_;
  std::string prefix_;
  at::Device device_;
  at::ScalarType dtype_;
  bool trainable_ = false;
};

}  // namespace koma::tensors
