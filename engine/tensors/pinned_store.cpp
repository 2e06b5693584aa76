// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/pinned_store.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace koma::tensors {
namespace {

constexpr std::int64_t piece_bytes = std::int64_t{256} << 20;
constexpr std::int64_t alignment = 256;

}  // namespace

at::Tensor PinnedStore::take(std::int64_t bytes) {
  if (!piece_.defined() || used_ + bytes > piece_.numel()) {
    const auto options = at::TensorOptions().dtype(at::kByte).pinned_memory(!device_.is_cpu());
    piece_ = at::empty({std::max(bytes, piece_bytes)}, options);
    used_ = 0;
  }
  const at::Tensor taken = piece_.narrow(0, used_, bytes);
  used_ += (bytes + alignment - 1) / alignment * alignment;
  return taken;
}

}  // namespace koma::tensors
