// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "engine/api/generator.h"
#include "engine/api/subject_benchmark_request.h"
#include "engine/dataset/ms_bench.h"

namespace koma::eval {

/// Asks for one sample: every subject with its picture, its word as phrase, and its box.
[[nodiscard]] api::GenerationRequest request_for(const dataset::BenchSample& sample,
                                                 const api::SubjectBenchmarkRequest& request);

/// Draws the samples whose pictures are not yet in the request's folder and writes them there, each whole or not at
/// all, so that it may be stopped and started again. With the first picture drawing.json tells how they are drawn.
/// Throws Error(invalid_argument) when the folder's pictures were drawn in another way, what a generator's Failed says,
/// and Stopped when stopped.
void draw_benchmark(api::Generator& generator, const api::SubjectBenchmarkRequest& request,
                    const std::function<void(const std::string&)>& report, const std::stop_token& stop);

}  // namespace koma::eval
