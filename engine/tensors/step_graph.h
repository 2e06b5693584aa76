// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <vector>

namespace koma::tensors {

/// A computation whose kernels were recorded once and are launched again as a whole, which spares the CPU every single
/// launch.
class StepGraph {
 public:
  virtual ~StepGraph() = default;
  /// Runs on new inputs, of the recorded ones' shapes and types. → a tensor of its own
  [[nodiscard]] virtual at::Tensor replay(const std::vector<at::Tensor>& inputs) = 0;
};

/// What is recorded. It may use other tensors than its inputs; they must outlive the graph and keep their place.
using StepWork = std::function<at::Tensor(const std::vector<at::Tensor>& inputs)>;

/// Records `work`, which must have run before on such inputs. Throws c10::Error where it does what cannot be recorded,
/// or where memory ends.
using StepRecorder = std::unique_ptr<StepGraph> (*)(const StepWork& work, const std::vector<at::Tensor>& inputs);

/// The device's recorder; null where it has none. choose_placement() finds the one in engine/cuda.
[[nodiscard]] StepRecorder step_recorder();
void set_step_recorder(StepRecorder recorder);

}  // namespace koma::tensors
