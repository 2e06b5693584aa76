// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/device.h"

#include <ATen/Context.h>

#include <fstream>

namespace koma::tensors {

Placement choose_placement(std::string_view wish) {
  if (wish == "cpu") return {at::kCPU, at::kFloat};
  if (wish != "auto" && wish != "cuda") {
    throw Error(ErrorCode::invalid_argument, "\"" + std::string(wish) + "\" is no device; use auto, cpu or cuda",
                "device");
  }
  if (at::hasCUDA()) return {at::Device(at::kCUDA, 0), at::kHalf};
  if (wish == "auto") return {at::kCPU, at::kFloat};
  throw Error(ErrorCode::unsupported, "this build or machine has no CUDA device; use auto or cpu", "device");
}

std::uint64_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
  }
  return 0;
}

Error translated(const c10::Error& error, const std::string& place) {
  const std::string text = error.what_without_backtrace();
  // The CPU allocator has no exception type of its own; its message has been the same since PyTorch 1.0.
  const bool memory = dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr ||
                      text.find("DefaultCPUAllocator: can't allocate memory") != std::string::npos;
  if (memory) return {ErrorCode::out_of_memory, "there is not enough memory; choose a smaller size", place};
  return {ErrorCode::internal, text.substr(0, text.find('\n')), place};
}

}  // namespace koma::tensors
