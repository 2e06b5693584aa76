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
/// gives the canonical checkpoint names, below its own prefix.
class Module : public torch::nn::Module {
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
