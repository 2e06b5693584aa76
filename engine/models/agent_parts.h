// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/models/llama.h"
#include "engine/models/qwen_resampler.h"
#include "engine/tensors/device.h"

namespace koma::models {

/// How the agent's language model is held and computed. Its resamplers are small and always of `dtype`.
struct AgentForm {
  at::ScalarType dtype = at::kFloat;
  bool int8 = false;      ///< the projections in 8 bits; a streamed model is not stored so and stays in `dtype`
  bool streamed = false;  ///< read layer by layer in every pass
  friend bool operator==(const AgentForm&, const AgentForm&) = default;
};

/// DiffSensei's language agent, loaded (specs/diffsensei.md 4).
struct AgentParts {
  std::shared_ptr<const LanguageModel> language;
  std::shared_ptr<const AgentResamplers> resamplers;
};

/// What the agent's resamplers must fit to.
struct AgentWidths {
  std::int64_t characters = 0;  ///< width of a character token
  std::int64_t tokens = 0;      ///< of all places together
};

/// Loads the agent of a checkpoint that has one; calls `between` before each part and layer, which may throw to stop.
/// Throws Error(unsupported) for a checkpoint without an agent, and Error(unreadable | invalid_file | unsupported),
/// naming file and tensor, for one that does not fit.
[[nodiscard]] AgentParts load_agent(const checkpoints::CheckpointLayout& layout, const AgentForm& form,
                                    at::Device device, const AgentWidths& widths, const std::function<void()>& between);

/// Throws Error(unsupported | invalid_file) unless the checkpoint has an agent: that there is none, or what of it is
/// broken. `field` is where the author asked for it.
void expect_agent(const checkpoints::CheckpointLayout& layout, const char* field);

}  // namespace koma::models
