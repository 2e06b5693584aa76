// SPDX-License-Identifier: Apache-2.0
// Our kernels as operators of torch's dispatcher, where engine/nn finds them by name (nn/gpu_kernels.h).
#include <ATen/ATen.h>
#include <ATen/cuda/CUDAContext.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <torch/library.h>

#include "engine/cuda/gated_gelu.h"
#include "engine/cuda/group_norm.h"

namespace koma::cuda {
namespace {

Number number_of(const at::Tensor& x) {
  switch (x.scalar_type()) {
    case at::kHalf:
      return Number::float16;
    case at::kBFloat16:
      return Number::bfloat16;
    default:
      TORCH_CHECK(x.scalar_type() == at::kFloat, "no kernel for ", x.scalar_type());
      return Number::float32;
  }
}

at::Tensor like(const at::Tensor& x, const at::Tensor& other) {
  return other.to(x.scalar_type()).contiguous();
}

/// x [B, C, H, W], offset [B, C] → like x, channels-last
at::Tensor group_norm_of(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                         const std::optional<at::Tensor>& offset, std::int64_t groups, double epsilon, bool silu) {
  TORCH_CHECK(x.dim() == 4 && takes_group_norm(x.size(1), groups), "group_norm of ", x.sizes(), " in ", groups);
  const c10::cuda::CUDAGuard guard(x.device());
  const at::Tensor from = x.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor y = at::empty_like(from, at::MemoryFormat::ChannelsLast);
  if (x.numel() == 0) return y;
  const at::Tensor scale = like(x, weight), shift = like(x, bias);
  const at::Tensor told = offset ? like(x, *offset) : at::Tensor();
  GroupNormJob job;
  job.x = from.const_data_ptr();
  job.y = y.mutable_data_ptr();
  job.weight = scale.const_data_ptr();
  job.bias = shift.const_data_ptr();
  if (told.defined()) {
    TORCH_CHECK(told.dim() == 2 && told.size(0) == x.size(0) && told.size(1) == x.size(1), "offset ", told.sizes());
    job.offset = told.const_data_ptr();
  }
  job.batch = x.size(0);
  job.positions = x.size(2) * x.size(3);
  job.channels = x.size(1);
  job.groups = groups;
  job.epsilon = float(epsilon);
  job.silu = silu;
  job.number = number_of(x);
  const at::Tensor workspace = at::empty({group_norm_workspace(job)}, x.options().dtype(at::kFloat));
  job.workspace = workspace.mutable_data_ptr<float>();
  group_norm(job, at::cuda::getCurrentCUDAStream());
  C10_CUDA_KERNEL_LAUNCH_CHECK();
  return y;
}

/// x [..., 2 · width] → [..., width]
at::Tensor gated_gelu_of(const at::Tensor& x) {
  TORCH_CHECK(x.dim() >= 1 && x.size(-1) % 2 == 0, "gated_gelu of ", x.sizes());
  const c10::cuda::CUDAGuard guard(x.device());
  const at::Tensor from = x.contiguous();
  std::vector<std::int64_t> sizes = x.sizes().vec();
  sizes.back() /= 2;
  const at::Tensor y = at::empty(sizes, x.options());
  if (y.numel() == 0) return y;
  gated_gelu({from.const_data_ptr(), y.mutable_data_ptr(), y.numel() / sizes.back(), sizes.back(), number_of(x)},
             at::cuda::getCurrentCUDAStream());
  C10_CUDA_KERNEL_LAUNCH_CHECK();
  return y;
}

}  // namespace

TORCH_LIBRARY(komawari, library) {
  library.def(
      "group_norm(Tensor x, Tensor weight, Tensor bias, Tensor? offset, int groups, float epsilon, bool silu) -> "
      "Tensor");
  library.def("gated_gelu(Tensor x) -> Tensor");
}

TORCH_LIBRARY_IMPL(komawari, CUDA, library) {
  library.impl("group_norm", &group_norm_of);
  library.impl("gated_gelu", &gated_gelu_of);
}

}  // namespace koma::cuda
