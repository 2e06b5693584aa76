// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/generation_event.h"
#include "engine/manga/proposal.h"

namespace koma::api {

/// A piece of what the model writes, to be shown while it comes: control signs and signs that turn the direction of
/// writing are spelled out, such as "\u202e".
struct PlanText {
  std::string text;
  bool thinking = false;  ///< it thinks aloud; not part of the answer
};

/// The model is asked once more, and what it wrote before does not count.
struct PlanRetry {
  std::string reason;  ///< one clause: "the answer lacks \"prompt\""
};

/// What an answer took. Where the server does not count, tokens are estimated from the letters.
struct PlanCost {
  std::int64_t prompt_tokens = 0, answer_tokens = 0;
  bool estimated = false;
  double price = 0;    ///< in the author's currency, by the endpoint's prices; 0 when these are not told
  double seconds = 0;  ///< since the start
  friend bool operator==(const PlanCost&, const PlanCost&) = default;
};

struct PlanFinished {
  manga::Proposal proposal;        ///< `manga::applied` takes it for the project of the request
  std::vector<std::string> notes;  ///< what was bent on the way, one sentence each
  PlanCost cost;
};

/// What a running plan says, in this order: Started (unless it was cancelled while queued); PlanText and PlanRetry as
/// they come; then exactly one of PlanFinished, Failed and Cancelled, and nothing after it.
using PlanEvent = std::variant<Started, PlanText, PlanRetry, PlanFinished, Failed, Cancelled>;
using PlanSink = std::function<void(const PlanEvent&)>;

}  // namespace koma::api
