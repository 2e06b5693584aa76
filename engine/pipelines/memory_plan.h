// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/api/generation_request.h"
#include "engine/api/memory_outlook.h"
#include "engine/models/model_set.h"

namespace koma::pipelines {

/// What the author asks for: as much as fits, everything kept, or as little as possible.
enum class MemoryWish { fit, keep, save };

/// How a picture is drawn so that it fits into memory.
struct MemoryPlan {
  bool stage_by_stage = false;  ///< each stage loads its own networks and drops them
  bool tiled_decoding = false;
  bool agent_streamed = false;  ///< the language agent is read layer by layer, see models::AgentForm
  /// Bytes of the device that the denoiser's weights may take, the rest of them is streamed (nn::WeightStreaming);
  /// 0: all are kept there.
  std::uint64_t denoiser_budget = 0;
  friend bool operator==(const MemoryPlan&, const MemoryPlan&) = default;
};

/// Keeps everything in memory where it fits into `available` bytes; else decodes in tiles, else streams the language
/// agent (of `agent`'s numbers), else lets stages go as well, else, on a GPU, streams the denoiser's weights. Where
/// that is not enough, throws Error(out_of_memory): what is needed, what is free, and what would help.
[[nodiscard]] MemoryPlan plan_memory(const api::GenerationRequest& request, const models::ModelSet& set,
                                     std::uint64_t available, const models::AgentForm& agent = {});

/// Bytes that drawing may use in all: what the device has free, and what this program holds of it already. 0 where the
/// system does not tell.
[[nodiscard]] std::uint64_t memory_at_hand(const models::ModelSet& set);

}  // namespace koma::pipelines
