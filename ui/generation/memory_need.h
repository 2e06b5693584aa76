// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"

namespace koma::ui {

/// What makes a picture fit: a smaller picture, or another way for the engine to work.
enum class MemoryRemedyKind { smaller_picture, tiled_decoding, stage_by_stage, half_precision };

struct MemoryRemedy {
  MemoryRemedyKind kind = MemoryRemedyKind::smaller_picture;
  double size = 1;          ///< factor for the sides of a smaller picture
  std::string explanation;  ///< the engine's own words, such as what it saves; may be empty
};

/// How much memory a picture takes.
struct MemoryNeed {
  std::uint64_t needed = 0;     ///< bytes; 0: not known
  std::uint64_t available = 0;  ///< bytes that are free for it
  std::vector<MemoryRemedy> remedies;
  std::uint64_t agent = 0;     ///< bytes at the peak of the language agent's stage; 0: it takes no part
  bool agentStreamed = false;  ///< it is read from the disk layer by layer, because it does not fit as a whole
  [[nodiscard]] bool fits() const noexcept { return needed <= available; }
};

/// Looks at files and at the free memory: called away from the GUI thread. Must not throw.
using ForecastMemory = std::function<MemoryNeed(const api::GenerationRequest&)>;
/// Has the engine work in another way from the next picture on; called on the GUI thread.
using SaveMemory = std::function<void(MemoryRemedyKind)>;

}  // namespace koma::ui
