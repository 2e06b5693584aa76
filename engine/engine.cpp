// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include <charconv>

#include "engine/base/error.h"
#include "engine/pipelines/local_generator.h"

namespace koma {

namespace {

tensors::Placement placement_of(const EngineOptions& options) {
  const std::string& device = options.device;
  const bool numbered = device.starts_with("cuda:");
  tensors::Placement placement = tensors::choose_placement(numbered ? "cuda" : device);
  if (numbered) {
    int index = -1;
    const char* end = device.data() + device.size();
    const auto read = std::from_chars(device.data() + 5, end, index);
    if (read.ec != std::errc() || read.ptr != end || index < 0 || index > 127) {
      throw Error(ErrorCode::invalid_argument, "\"" + device + "\" is no device; use auto, cpu, cuda or cuda:n",
                  "device");
    }
    placement.device = at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index));
  }
  if (options.dtype == "float32")
    placement.dtype = at::kFloat;
  else if (options.dtype == "bfloat16")
    placement.dtype = at::kBFloat16;
  else if (options.dtype == "float16")
    placement.dtype = at::kHalf;
  else if (options.dtype != "auto") {
    throw Error(ErrorCode::invalid_argument,
                "\"" + options.dtype + "\" is no type; use auto, float32, bfloat16 or float16", "dtype");
  }
  return placement;
}

}  // namespace

std::unique_ptr<api::Generator> make_generator(const EngineOptions& options) {
  if (options.threads < 0 || options.threads > 1024) {
    throw Error(ErrorCode::invalid_argument, "must be 0 to 1024", "threads");
  }
  pipelines::LocalGeneratorOptions local{model_catalog(options)};
  local.placement = placement_of(options);
  local.threads = options.threads;
  local.grey_references = options.grey_references;
  local.initial_noise = options.initial_noise;
  local.latents_out = options.latents_out;
  return std::make_unique<pipelines::LocalGenerator>(std::move(local));
}

api::ModelCatalog model_catalog(const EngineOptions& options) {
  return api::ModelCatalog(options.model_folders);
}

}  // namespace koma
