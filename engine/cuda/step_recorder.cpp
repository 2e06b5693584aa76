// SPDX-License-Identifier: Apache-2.0
// CUDA graphs for tensors/step_graph.h.
#include <ATen/ATen.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>

#include "engine/tensors/step_graph.h"

namespace koma::cuda {
namespace {

/// The same numbers in memory of its own, in the layout in which the networks compute.
at::Tensor own(const at::Tensor& input) {
  return input.clone(input.dim() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
}

class CudaStepGraph final : public tensors::StepGraph {
 public:
  CudaStepGraph(const tensors::StepWork& work, const std::vector<at::Tensor>& inputs) : device_(inputs.at(0).device()) {
    const c10::cuda::CUDAGuard guard(device_);
    for (const at::Tensor& input : inputs) inputs_.push_back(own(input));
    c10::cuda::getCurrentCUDAStream().synchronize();
    // The default stream cannot be recorded. Only this thread's calls are watched: others may use the device.
    const c10::cuda::CUDAStreamGuard stream(c10::cuda::getStreamFromPool(false, device_.index()));
    graph_.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
    try {
      output_ = work(inputs_);
    } catch (...) {
      end_failed();
      throw;
    }
    graph_.capture_end();
  }

  at::Tensor replay(const std::vector<at::Tensor>& inputs) override {
    const c10::cuda::CUDAGuard guard(device_);
    TORCH_CHECK(inputs.size() == inputs_.size(), "recorded with ", inputs_.size(), " inputs, not ", inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs_[i].copy_(inputs[i], /*non_blocking=*/true);
    graph_.replay();
    return output_.clone();  // the next replay writes there again
  }

 private:
  /// Leaves the recording, which has no use any more; what went wrong is known already.
  void end_failed() {
    try {
      graph_.capture_end();
    } catch (const c10::Error&) {
      (void)cudaGetLastError();
    }
  }

  c10::Device device_;
  std::vector<at::Tensor> inputs_;
  at::cuda::CUDAGraph graph_;
  at::Tensor output_;  // in the graph's memory; goes before the graph
};

}  // namespace
}  // namespace koma::cuda

extern "C" std::unique_ptr<koma::tensors::StepGraph> komaRecordStep(const koma::tensors::StepWork& work,
                                                                    const std::vector<at::Tensor>& inputs) {
  return std::make_unique<koma::cuda::CudaStepGraph>(work, inputs);
}
