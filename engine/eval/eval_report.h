// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/evaluation_request.h"
#include "engine/eval/comparison.h"
#include "engine/eval/contact_sheet.h"
#include "engine/eval/probes.h"
#include "engine/eval/scores.h"

namespace koma::eval {

/// Everything an evaluation found.
struct Findings {
  Judgement model, ceiling, chance;
  std::vector<Comparison> comparisons;
  ReferenceSwap swap;
  MovedDialog moved;
  std::vector<SheetEntry> sheet;
};

/// Writes report.json, report.md and sheet.png into `request.out`. Throws Error(unreadable | no_space).
void write_report(const api::EvaluationRequest& request, const Findings& findings);

/// report.json, pretty-printed; report.md's tables, sentences and definitions.
[[nodiscard]] std::string report_json(const api::EvaluationRequest& request, const Findings& findings);
[[nodiscard]] std::string report_text(const api::EvaluationRequest& request, const Findings& findings);

}  // namespace koma::eval
