// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include "engine/tensors/step_graph.h"

namespace koma::test {

/// How often steps were recorded and replayed; set to zero by each test.
inline int recorded = 0, replayed = 0;

/// Keeps its own input tensors, as a GPU's graph does, and computes on them again.
class FakeStepGraph final : public tensors::StepGraph {
 public:
  FakeStepGraph(const tensors::StepWork& work, const std::vector<at::Tensor>& inputs) : work_(work) {
    for (const at::Tensor& input : inputs) inputs_.push_back(input.clone());
  }
  at::Tensor replay(const std::vector<at::Tensor>& inputs) override {
    ++replayed;
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs_[i].copy_(inputs[i]);
    return work_(inputs_);
  }

 private:
  tensors::StepWork work_;
  std::vector<at::Tensor> inputs_;
};

inline std::unique_ptr<tensors::StepGraph> record(const tensors::StepWork& work,
                                                  const std::vector<at::Tensor>& inputs) {
  ++recorded;
  return std::make_unique<FakeStepGraph>(work, inputs);
}

/// A recorder that meets something it cannot record.
inline std::unique_ptr<tensors::StepGraph> refuse_to_record(const tensors::StepWork&, const std::vector<at::Tensor>&) {
  ++recorded;
  TORCH_CHECK(false, "operation not permitted when stream is capturing\nand a second line");
}

}  // namespace koma::test
