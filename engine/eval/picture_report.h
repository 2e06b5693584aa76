// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/api/picture_evaluation_request.h"
#include "engine/eval/picture_scores.h"

namespace koma::eval {

/// Measures a folder of pictures and writes report.json, report.md and sheet.png (picture above, original below) into
/// `request.out`. Throws what `measure_pictures` throws, with nothing written, and Error(unreadable | no_space).
void evaluate_pictures(const api::PictureEvaluationRequest& request,
                       const std::function<void(const std::string&)>& report, std::stop_token stop);

/// report.json, pretty-printed; report.md's table and definitions.
[[nodiscard]] std::string report_json(const api::PictureEvaluationRequest& request, const PictureFindings& findings);
[[nodiscard]] std::string report_text(const api::PictureEvaluationRequest& request, const PictureFindings& findings);

}  // namespace koma::eval
