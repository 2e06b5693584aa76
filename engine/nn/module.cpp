// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/module.h"

namespace koma::nn {

at::Tensor Module::weight(const std::string& name, const Weights& weights, const std::vector<std::int64_t>& shape,
                          const Init& init) {
  at::Tensor tensor = weights.take(name, shape, init);
  // A four-dimensional weight is a convolution's kernel: channels-last saves a reordering in every call.
  if (tensor.dim() == 4) tensor = tensor.contiguous(at::MemoryFormat::ChannelsLast);
  // A source in memory may hand out a tensor that somebody else owns or that belongs to another graph.
  if (weights.wants_gradient()) tensor = tensor.detach().clone();
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
