// SPDX-License-Identifier: Apache-2.0
// CUDA graphs for tensors/step_graph.h.
#include <ATen/ATen.h>
#include <ATen/core/CachingHostAllocator.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>

#include <map>
#include <mutex>

#include "engine/tensors/step_graph.h"

namespace koma::cuda {
namespace {

/// The same numbers in memory of its own, in the layout in which the networks compute.
at::Tensor own(const at::Tensor& input) {
  return input.clone(input.dim() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
}

/// Always the same stream of a device: cuBLAS keeps a workspace for every stream it has seen.
c10::cuda::CUDAStream recording_stream(c10::DeviceIndex device) {
  static std::mutex mutex;
  static std::map<c10::DeviceIndex, c10::cuda::CUDAStream> streams;
  const std::lock_guard lock(mutex);
  return streams.try_emplace(device, c10::cuda::getStreamFromPool(false, device)).first->second;
}

void quietly(const auto& work) {
  try {
    work();
  } catch (const c10::Error&) {
    (void)cudaGetLastError();
  }
}

class CudaStepGraph final : public tensors::StepGraph {
 public:
  CudaStepGraph(const tensors::StepWork& work, const std::vector<at::Tensor>& inputs) : device_(inputs.at(0).device()) {
    const c10::cuda::CUDAGuard guard(device_);
    for (const at::Tensor& input : inputs) inputs_.push_back(own(input));
    c10::cuda::getCurrentCUDAStream().synchronize();
    // The default stream cannot be recorded. Only this thread's calls are watched: others may use the device.
    const c10::cuda::CUDAStreamGuard stream(recording_stream(device_.index()));
    graph_.capture_begin(pool_, cudaStreamCaptureModeThreadLocal);
    try {
      output_ = work(inputs_);
      graph_.capture_end();
    } catch (...) {
      give_up();
      throw;
    }
  }

  at::Tensor replay(const std::vector<at::Tensor>& inputs) override {
    const c10::cuda::CUDAGuard guard(device_);
    TORCH_CHECK(inputs.size() == inputs_.size(), "recorded with ", inputs_.size(), " inputs, not ", inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs_[i].copy_(inputs[i], /*non_blocking=*/true);
    graph_.replay();
    return output_.clone();  // the next replay writes there again
  }

 private:
  /// Ends a recording that failed, whose graph may or may not know that it has ended: the allocators must not go on
  /// asking it for its pool when it is gone.
  void give_up() {
    output_ = at::Tensor();
    quietly([&] { graph_.capture_end(); });
    bool ended = false;
    quietly([&] {
      (void)graph_.pool();  // throws before the end
      ended = true;
    });
    if (ended) return;
    quietly([&] { c10::cuda::CUDACachingAllocator::endAllocateToPool(device_.index(), pool_); });
    quietly([&] { c10::cuda::CUDACachingAllocator::releasePool(device_.index(), pool_); });
    quietly([&] { at::getHostAllocator(at::kCUDA)->end_allocate_to_pool(pool_); });
    quietly([&] { at::getHostAllocator(at::kCUDA)->release_pool(pool_); });
  }

  c10::Device device_;
  std::vector<at::Tensor> inputs_;
  at::cuda::MempoolId_t pool_ = at::cuda::graph_pool_handle();
  at::cuda::CUDAGraph graph_;
  at::Tensor output_;  // in the graph's memory; goes before the graph
};

}  // namespace
}  // namespace koma::cuda

extern "C" std::unique_ptr<koma::tensors::StepGraph> komaRecordStep(const koma::tensors::StepWork& work,
                                                                    const std::vector<at::Tensor>& inputs) {
  return std::make_unique<koma::cuda::CudaStepGraph>(work, inputs);
}
