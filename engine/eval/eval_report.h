// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/evaluation_request.h"
#include "engine/base/image.h"
#include "engine/eval/probes.h"
#include "engine/eval/scores.h"

namespace koma::eval {

/// One column of the contact sheet.
struct SheetEntry {
  std::vector<Image> references;
  Image picture;  ///< as the author gets it, grey
  Image drawing;  ///< the generator's drawing of the same conditions
};

/// Everything an evaluation found.
struct Findings {
  Judgement model, ceiling, chance;
  ReferenceSwap swap;
  MovedDialog moved;
  std::vector<SheetEntry> sheet;
};

/// Writes report.json, report.md and sheet.png into `request.out`. Throws Error(unreadable | no_space).
void write_report(const api::EvaluationRequest& request, const Findings& findings);

/// report.json, pretty-printed; report.md's table and sentences.
[[nodiscard]] std::string report_json(const api::EvaluationRequest& request, const Findings& findings);
[[nodiscard]] std::string report_text(const api::EvaluationRequest& request, const Findings& findings);

/// References above, the picture, the true drawing below; entries in rows of eight.
[[nodiscard]] Image contact_sheet(const std::vector<SheetEntry>& entries);

}  // namespace koma::eval
