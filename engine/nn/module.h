// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>
#include <torch/ordered_dict.h>

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
///
/// Not `torch::nn::Module`: its header brings all of TorchScript, which GCC compiles anew in each of 350 files (half of
/// the time of a small one), and nothing here needs scripting, modes, buffers or copies.
class Module {
 public:
  Module() = default;
  virtual ~Module() = default;
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  using Parameters = torch::OrderedDict<std::string, at::Tensor>;
  using Parts = torch::OrderedDict<std::string, std::shared_ptr<Module>>;

  /// Own parameters in the order of their registration, then those of each part; names are dotted paths.
  [[nodiscard]] Parameters named_parameters(bool recurse = true) const;
  [[nodiscard]] std::vector<at::Tensor> parameters(bool recurse = true) const {
    return named_parameters(recurse).values();
  }
  /// Every part below this module, a part before its own parts; names are dotted paths.
  [[nodiscard]] Parts named_modules() const;
  [[nodiscard]] std::vector<std::shared_ptr<Module>> modules() const { return named_modules().values(); }

  /// Gives the parameter at the dotted path `name` below this module ("conv1.weight") new values, for example with an
  /// adapter folded in, and drops what a layer has made from the old ones. The values are converted to the parameter's
  /// type and device. Throws Error(not_found) without such a parameter, Error(invalid_argument) for another shape.
  virtual void replace(const std::string& name, const at::Tensor& values);
  /// The values of a parameter in the parameter's own type, as a plain tensor; it may share memory with the parameter.
  /// Throws Error(not_found).
  [[nodiscard]] virtual at::Tensor values(const std::string& name) const;

  /// Adds a part that was made elsewhere, and returns it. Throws Error(internal) for a name that is taken.
  template <class T>
  std::shared_ptr<T> register_module(const std::string& name, std::shared_ptr<T> made) {
    adopt(name, made);
    return made;
  }

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
  /// Adds a parameter that was made elsewhere, and returns it. Throws Error(internal) for a name that is taken.
  at::Tensor register_parameter(const std::string& name, const at::Tensor& tensor, bool wants_gradient);

 private:
  void adopt(const std::string& name, const std::shared_ptr<Module>& made);
  void collect(const std::string& path, Parameters& found) const;
  void collect(const std::string& path, Parts& found) const;

  Parameters parameters_{"parameter"};
  Parts parts_{"part"};
};

}  // namespace koma::nn
