// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "engine/api/generator.h"
#include "engine/api/picture_evaluation_request.h"
#include "engine/dataset/dataset_page.h"
#include "engine/eval/generated.h"

namespace koma::eval {

/// Asks for a frame of an annotated page as DiffSensei's evaluation sets do (specs/diffsensei.md, section 7): the
/// caption, the four largest characters, eight dialogue boxes, the frame's size rounded to multiples of 8 within
/// 64…2048. A character's reference is cut out of another frame of the page where it is drawn, the cleanest first, else
/// out of its own. `page` are the page's pixels.
[[nodiscard]] api::GenerationRequest request_for(const dataset::DatasetPage& annotations, std::size_t frame,
                                                 const Image& page, const std::string& model, std::uint64_t seed);

/// Draws every frame of the request's annotations with its model and writes the pictures into `request.pictures`, under
/// the names that `panel_pairs` looks for; the n-th picture has the seed + n. Throws Error, and Stopped when stopped.
void draw_annotated(api::Generator& generator, const api::PictureEvaluationRequest& request,
                    const std::function<void(const std::string&)>& report, const std::stop_token& stop);

}  // namespace koma::eval
