// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/module.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"

namespace koma::nn {
namespace {

const at::Tensor& registered(const Module::Parameters& parameters, const std::string& name) {
  const at::Tensor* found = parameters.find(name);
  if (found == nullptr) throw Error(ErrorCode::not_found, "the module has no parameter " + name, name);
  return *found;
}

/// The part that the path's first step names, and the rest of the path.
std::pair<Module*, std::string> step_down(const Module::Parts& parts, const std::string& name) {
  const std::size_t dot = name.find('.');
  const auto* found = parts.find(name.substr(0, dot));
  if (found == nullptr) throw Error(ErrorCode::not_found, "the model has no part " + name.substr(0, dot), name);
  return {found->get(), name.substr(dot + 1)};
}

void expect_free(bool taken, const std::string& name) {
  if (taken) throw Error(ErrorCode::internal, "the module already has something of this name", name);
}

}  // namespace

void Module::replace(const std::string& name, const at::Tensor& values) {
  if (name.find('.') != std::string::npos) {
    const auto [part, rest] = step_down(parts_, name);
    return part->replace(rest, values);
  }
  const at::Tensor& parameter = registered(parameters_, name);
  if (values.sizes() != parameter.sizes()) {
    throw Error(ErrorCode::invalid_argument, name + ": expected " + tensors::shape_text(parameter.sizes().vec()) +
                                                 ", the new values have " + tensors::shape_text(values.sizes().vec()));
  }
  // Not copied into the old memory: a source or another module may share that.
  at::Tensor taken = values.detach().to(parameter.options());
  if (taken.dim() == 4 && !taken.is_cpu()) taken = taken.contiguous(at::MemoryFormat::ChannelsLast);
  parameter.set_data(taken);
}

at::Tensor Module::values(const std::string& name) const {
  if (name.find('.') != std::string::npos) {
    const auto [part, rest] = step_down(parts_, name);
    return part->values(rest);
  }
  return registered(parameters_, name).detach();
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

at::Tensor Module::register_parameter(const std::string& name, const at::Tensor& tensor, bool wants_gradient) {
  expect_free(parameters_.contains(name) || parts_.contains(name), name);
  return parameters_.insert(name, tensor.set_requires_grad(wants_gradient));
}

void Module::adopt(const std::string& name, const std::shared_ptr<Module>& made) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) {
    expect_free(parameters_.contains(name) || parts_.contains(name), name);
    parts_.insert(name, made);
    return;
  }
  const std::string step = name.substr(0, dot);
  auto* between = parts_.find(step);
  if (between == nullptr) between = &parts_.insert(step, std::make_shared<Module>());
  (*between)->adopt(name.substr(dot + 1), made);
}

void Module::collect(const std::string& path, Parameters& found) const {
  for (const auto& item : parameters_) found.insert(path + item.key(), item.value());
  for (const auto& item : parts_) item.value()->collect(path + item.key() + '.', found);
}

void Module::collect(const std::string& path, Parts& found) const {
  for (const auto& item : parts_) {
    found.insert(path + item.key(), item.value());
    item.value()->collect(path + item.key() + '.', found);
  }
}

Module::Parameters Module::named_parameters(bool recurse) const {
  if (!recurse) return parameters_;
  Parameters found{"parameter"};
  collect({}, found);
  return found;
}

Module::Parts Module::named_modules() const {
  Parts found{"part"};
  collect({}, found);
  return found;
}

}  // namespace koma::nn
