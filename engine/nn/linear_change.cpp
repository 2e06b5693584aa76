// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/linear_change.h"

#include <atomic>
#include <mutex>
#include <unordered_map>

namespace koma::nn {

namespace {

struct Registry {
  std::mutex mutex;
  std::unordered_map<const c10::TensorImpl*, std::shared_ptr<const LinearChange>> changes;
  std::atomic<bool> any = false;  ///< looked at first: without training there is nothing to lock for
};

Registry& registry() {
  static Registry only;
  return only;
}

}  // namespace

void change_linear(const at::Tensor& weight, std::shared_ptr<const LinearChange> change) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  if (change) {
    all.changes[weight.unsafeGetTensorImpl()] = std::move(change);
  } else {
    all.changes.erase(weight.unsafeGetTensorImpl());
  }
  all.any = !all.changes.empty();
}

std::shared_ptr<const LinearChange> linear_change(const at::Tensor& weight) {
  Registry& all = registry();
  if (!all.any) return nullptr;
  const std::lock_guard lock(all.mutex);
  const auto found = all.changes.find(weight.unsafeGetTensorImpl());
  return found == all.changes.end() ? nullptr : found->second;
}

}  // namespace koma::nn
