// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/graphed_step.h"

#include <c10/util/Exception.h>

#include <utility>

namespace koma::pipelines {

at::Tensor GraphedStep::operator()(const std::vector<at::Tensor>& inputs) {
  if (recorder_ == nullptr) return work_(inputs);
  Shapes shapes;
  for (const at::Tensor& input : inputs) shapes.push_back(input.sizes().vec());
  const auto [place, is_new] = graphs_.try_emplace(std::move(shapes));
  if (is_new) return work_(inputs);
  try {
    if (!place->second) place->second = recorder_(work_, inputs);
    return place->second->replay(inputs);
  } catch (const c10::Error& error) {
    const std::string text = error.what_without_backtrace();
    note_ = "the steps were drawn one kernel at a time, because the GPU could not record them: " +
            text.substr(0, text.find('\n'));
    recorder_ = nullptr;
    graphs_.clear();
  }
  return work_(inputs);
}

std::optional<std::string> GraphedStep::take_note() {
  return std::exchange(note_, std::nullopt);
}

}  // namespace koma::pipelines
