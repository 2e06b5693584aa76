// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/device.h"

#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>

#include "engine/tensors/cuda_library.h"

namespace koma::tensors {

namespace {

constexpr std::string_view cuda = "cuda", numbered_cuda = "cuda:";

/// The index that "cuda" or "cuda:N" names; nothing for other words.
std::optional<int> cuda_index(std::string_view wish) {
  if (wish == cuda) return 0;
  if (!wish.starts_with(numbered_cuda)) return std::nullopt;
  int index = -1;
  const char* end = wish.data() + wish.size();
  const auto read = std::from_chars(wish.data() + numbered_cuda.size(), end, index);
  if (read.ec != std::errc() || read.ptr != end || index < 0) return std::nullopt;
  return index;
}

/// Cheap to ask: what the driver puts there on Linux, and on Linux inside Windows.
bool has_nvidia_driver() {
  std::error_code ignored;
  for (const char* place : {"/dev/nvidiactl", "/proc/driver/nvidia/version", "/dev/dxg"})
    if (std::filesystem::exists(place, ignored)) return true;
  return false;
}

}  // namespace

Placement choose_placement(std::string_view wish) {
  const Placement on_cpu{at::kCPU, at::kFloat};
  if (wish == "cpu") return on_cpu;
  const std::optional<int> wished = cuda_index(wish);
  if (!wished && wish != "auto") {
    throw Error(ErrorCode::invalid_argument,
                "\"" + std::string(wish) + "\" is no device; use auto, cpu, cuda or cuda:N", "device");
  }
  if (!wished && !has_nvidia_driver()) return on_cpu;
  std::string why;
  const int count = open_cuda(why);
  const int index = wished.value_or(0);
  if (index < count) return {at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index)), at::kHalf};
  if (!wished) return on_cpu;
  if (count > 0) why = "the last one is cuda:" + std::to_string(count - 1);
  throw Error(ErrorCode::unsupported, "there is no such CUDA device (" + why + "); use auto or cpu", "device");
}

bool has_fast_bfloat16() {
#if defined(__x86_64__)
  static const bool fast = [] {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx512bf16") || !at::hasMKLDNN()) return false;
    const auto known = c10::Dispatcher::singleton().findSchema({"mkldnn::_is_mkldnn_bf16_supported", ""});
    return known.has_value() && known->typed<bool()>().call();
  }();
  return fast;
#else
  return false;
#endif
}

namespace {

/// A line of /proc/self/status in bytes.
std::uint64_t status_bytes(std::string_view key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key)) return std::stoull(line.substr(key.size())) * 1024;
  }
  return 0;
}

}  // namespace

std::uint64_t peak_memory() {
  return status_bytes("VmHWM:");
}

std::uint64_t resident_memory() {
  return status_bytes("VmRSS:");
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
