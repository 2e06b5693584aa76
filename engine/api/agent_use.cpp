// SPDX-License-Identifier: Apache-2.0
#include "engine/api/agent_use.h"

#include <algorithm>

namespace koma::api {

bool asks_agent(const GenerationRequest& request) {
  if (!request.mllm.enabled || request.upstream_quirks) return request.mllm.enabled;
  const bool pictured =
      std::ranges::any_of(request.characters, [](const auto& who) { return !who.references.empty(); });
  return request.mllm.scale > 0 && pictured;
}

}  // namespace koma::api
