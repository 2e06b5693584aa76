// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "engine/api/generator.h"
#include "engine/api/seam_benchmark_request.h"

namespace koma::eval {

/// Draws every case our way and the stock way, measures the seams (seam_score.h) and writes report.json, report.md and
/// sheet.png into `request.out`. Throws Error, Stopped when stopped, and Error(internal) when a pixel outside of what
/// we paste is not the original's.
void measure_seams(api::Generator& generator, const api::SeamBenchmarkRequest& request,
                   const std::function<void(const std::string&)>& report, const std::stop_token& stop);

}  // namespace koma::eval
