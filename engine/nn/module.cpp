// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/module.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"

namespace koma::nn {
namespace {

/// The part that the path's first step names, and the rest of the path.
std::pair<Module*, std::string> step_down(const torch::nn::Module& from, const std::string& name) {
  const std::size_t dot = name.find('.');
  const auto children = from.named_children();
  const auto* found = children.find(name.substr(0, dot));
  auto* part = found != nullptr ? dynamic_cast<Module*>(found->get()) : nullptr;
  if (part == nullptr) throw Error(ErrorCode::not_found, "the model has no part " + name.substr(0, dot), name);
  return {part, name.substr(dot + 1)};
}

at::Tensor* registered(torch::OrderedDict<std::string, at::Tensor>& parameters, const std::string& name) {
  at::Tensor* found = parameters.find(name);
  if (found == nullptr) throw Error(ErrorCode::not_found, "the module has no parameter " + name, name);
  return found;
}

}  // namespace

void Module::replace(const std::string& name, const at::Tensor& values) {
  if (name.find('.') != std::string::npos) {
    const auto [part, rest] = step_down(*this, name);
    return part->replace(rest, values);
  }
  auto own = named_parameters(/*recurse=*/false);
  const at::Tensor* parameter = registered(own, name);
  if (values.sizes() != parameter->sizes()) {
    throw Error(ErrorCode::invalid_argument, name + ": expected " + tensors::shape_text(parameter->sizes().vec()) +
                                                 ", the new values have " + tensors::shape_text(values.sizes().vec()));
  }
  // Not copied into the old memory: a source or another module may share that.
  at::Tensor taken = values.detach().to(parameter->options());
  if (taken.dim() == 4 && !taken.is_cpu()) taken = taken.contiguous(at::MemoryFormat::ChannelsLast);
  parameter->set_data(taken);
}

at::Tensor Module::values(const std::string& name) const {
  if (name.find('.') != std::string::npos) {
    const auto [part, rest] = step_down(*this, name);
    return part->values(rest);
  }
  auto own = named_parameters(/*recurse=*/false);
  return registered(own, name)->detach();
}

at::Tensor Module::weight(const std::string& name, const Weights& weights, const std::vector<std::int64_t>& shape,
                          const Init& init) {
  at::Tensor tensor = weights.take(name, shape, init);
  // A four-dimensional weight is a convolution's kernel: channels-last saves a reordering in every call. On a CPU
  // without gradient the layer decides at its first call: for inference it packs the kernel.
  const bool left_to_layer = tensor.is_cpu() && !weights.wants_gradient();
  if (tensor.dim() == 4 && !left_to_layer) tensor = tensor.contiguous(at::MemoryFormat::ChannelsLast);
  // A source in memory may hand out a tensor that somebody else owns or that belongs to another graph.
  tensor = weights.wants_gradient() ? tensor.detach().clone() : tensor.detach();
  return register_parameter(name, tensor, weights.wants_gradient());
}

void Module::adopt(const std::string& name, std::shared_ptr<torch::nn::Module> made) {
  torch::nn::Module* holder = this;
  std::size_t start = 0;
  for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', start)) {
    const std::string part = name.substr(start, dot - start);
    const auto children = holder->named_children();
    const auto* found = children.find(part);
    holder = found != nullptr ? found->get() : holder->register_module(part, std::make_shared<Module>()).get();
    start = dot + 1;
  }
  holder->register_module(name.substr(start), std::move(made));
}

}  // namespace koma::nn
