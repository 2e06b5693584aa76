// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/precision.h"

#include "engine/api/memory_outlook.h"
#include "engine/base/error.h"
#include "engine/tensors/device.h"

namespace koma::pipelines {

at::ScalarType precision_for(const checkpoints::CheckpointLayout& layout, at::Device device,
                             std::optional<at::ScalarType> wish) {
  if (wish && *wish == at::kHalf && device.is_cpu()) {
    throw Error(ErrorCode::unsupported, "float16 is not computed on a CPU; use auto, bfloat16 or float32", "dtype");
  }
  if (wish) return *wish;
  if (device.is_cuda()) return at::kHalf;
  return layout.bytes > api::small_checkpoint && tensors::has_fast_bfloat16() ? at::kBFloat16 : at::kFloat;
}

AgentPrecision agent_precision(const std::string& name) {
  if (name == "auto") return AgentPrecision::suitable;
  if (name == "float32") return AgentPrecision::float32;
  if (name == "bfloat16") return AgentPrecision::bfloat16;
  if (name == "int8") return AgentPrecision::int8;
  throw Error(ErrorCode::invalid_argument, "must be auto, float32, bfloat16 or int8", "agent-precision");
}

models::AgentForm agent_form(AgentPrecision precision, at::ScalarType others) {
  switch (precision) {
    case AgentPrecision::float32:
      return {.dtype = at::kFloat};
    case AgentPrecision::bfloat16:
      return {.dtype = at::kBFloat16};
    case AgentPrecision::int8:
      return {.dtype = others, .int8 = true};
    case AgentPrecision::suitable:
      break;
  }
  return {.dtype = others};
}

const char* name_of(at::ScalarType type) {
  return type == at::kFloat ? "float32" : type == at::kBFloat16 ? "bfloat16" : "float16";
}

}  // namespace koma::pipelines
