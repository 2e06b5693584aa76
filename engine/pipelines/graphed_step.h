// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "engine/tensors/step_graph.h"

namespace koma::pipelines {

/// A step that is computed many times on inputs of few shapes. For each set of shapes the first call computes, which
/// lets the libraries below warm up; the second records; later ones replay. Where the device cannot record, or where it
/// fails, every call computes.
class GraphedStep {
 public:
  /// `work` as StepGraph wants it; `recorder` null: every call computes.
  GraphedStep(tensors::StepWork work, tensors::StepRecorder recorder) : work_(std::move(work)), recorder_(recorder) {}
  [[nodiscard]] at::Tensor operator()(const std::vector<at::Tensor>& inputs);
  /// Why nothing is recorded any more, once.
  [[nodiscard]] std::optional<std::string> take_note();

 private:
  using Shapes = std::vector<std::vector<std::int64_t>>;
  tensors::StepWork work_;
  tensors::StepRecorder recorder_;
  std::map<Shapes, std::unique_ptr<tensors::StepGraph>> graphs_;  // null: computed once
  std::optional<std::string> note_;
};

}  // namespace koma::pipelines
