// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <mutex>

#include "engine/api/generation_request.h"
#include "engine/api/memory_forecast.h"

namespace koma::api {

/// How a picture will be drawn so that it fits, and whether it does.
struct MemoryOutlook {
  MemoryPolicy policy;          ///< tiles, a streamed agent and single stages are taken unasked, where they are needed
  MemoryForecast forecast;      ///< with that policy
  std::uint64_t available = 0;  ///< bytes; 0: the system does not tell, and everything counts as fitting
  bool fits = true;
  std::vector<RemedyOffer> offers;  ///< what the author may do when it does not fit
};

/// `policy` as it begins: everything kept, decoded in one piece.
[[nodiscard]] MemoryOutlook memory_outlook(const ModelMeasures& model, const DrawingMeasures& drawing,
                                           MemoryPolicy policy, std::uint64_t available);

/// A complete request's; its ControlNets are existing paths. Throws what reading their layouts throws.
[[nodiscard]] DrawingMeasures drawing_measures(const GenerationRequest& request);

/// "drawing needs about 12 GB, but 9.8 GB are free; …": for an outlook that does not fit.
[[nodiscard]] std::string refusal_of(const MemoryOutlook& outlook);

/// Looks ahead for a window: remembers what it has read of each model, so that asking at every turn of a knob is cheap.
/// May be asked by several threads.
class MemoryProphet {
 public:
  /// For a request with sides and a `model` path; `number_bytes` as the engine will choose for a large model. Small
  /// ones (mini) are drawn in float32. Throws what reading layouts throws.
  [[nodiscard]] MemoryOutlook ask(const GenerationRequest& request, const std::filesystem::path& model,
                                  int number_bytes, std::uint64_t available);

 private:
  struct Known {
    ModelMeasures measures;
    std::uint64_t bytes = 0;
  };
  std::mutex mutex_;
  std::map<std::filesystem::path, Known> known_;
};

/// A checkpoint below this many bytes stays float32 on a CPU: it gains nothing, and its pictures are promised to the
/// bit.
inline constexpr std::uint64_t small_checkpoint = 256u << 20;

}  // namespace koma::api
