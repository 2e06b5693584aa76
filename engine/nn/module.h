// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/nn/module.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/tensors/weights.h"

namespace koma::nn {

using tensors::Init;
using tensors::Weights;

/// The thin base of every module: a constructor takes `Weights` first, so a module cannot exist unloaded, and `child`
/// and `weight` write each name once, for registration and for reading. `named_parameters()` of a module therefore
/// gives the canonical checkpoint names, below its own prefix. A layer may keep a parameter in a form of its own (a
/// packed kernel); its registered tensor then keeps shape and type but holds NaN, so read it through `values`.
class Module : public torch::nn::Module {
 public:
  /// Gives the parameter at the dotted path `name` below this module ("conv1.weight") new values, for example with an
  /// adapter folded in, and drops what a layer has made from the old ones. The values are converted to the parameter's
  /// type and device. Throws Error(not_found) without such a parameter, Error(invalid_argument) for another shape.
  virtual void replace(const std::string& name, const at::Tensor& values);
  /// The values of a parameter in the parameter's own type, as a plain tensor; it may share memory with the parameter.
  /// Throws Error(not_found).
  [[nodiscard]] virtual at::Tensor values(const std::string& name) const;

 protected:
  /// Makes, registers and returns the part `name`, which reads from `weights[name]`. A dotted name such as
  /// "resnets.0" makes the plain modules between on the way.
  template <class T, class... Arguments>
  std::shared_ptr<T> child(const std::string& name, const Weights& weights, Arguments&&... arguments) {
    auto made = std::make_shared<T>(weights[name], std::forward<Arguments>(arguments)...);
    adopt(name, made);
    return made;
  }

  /// Takes and registers the parameter `name`; it wants a gradient when the weights do.
  at::Tensor weight(const std::string& name, const Weights& weights, const std::vector<std::int64_t>& shape,
                    const Init& init);

 private:
  void adopt(const std::string& name, std::shared_ptr<torch::nn::Module> made);
};

}  // namespace koma::nn
