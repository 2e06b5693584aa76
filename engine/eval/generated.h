// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>

#include "engine/api/generator.h"
#include "engine/eval/judge_trainer.h"

namespace koma::eval {

/// Pixels asked for per pixel of a drawing: what an author gets is larger than a judged size.
inline constexpr int drawn_scale = 2;

/// References that are drawn for the characters of an example: neutral, on white, in another pose than the panel's.
[[nodiscard]] std::vector<Image> references_of(const Example& example, std::uint64_t seed);

/// References of other people outside the training set, each with another hair style than who stands there.
[[nodiscard]] std::vector<Image> other_references_of(const Example& example, std::uint64_t seed);

/// Asks for an example's panel: its boxes, codes, dialogue boxes and caption, twice its size, one reference per
/// character. `model` is a folder or catalog id.
[[nodiscard]] api::GenerationRequest request_for(const Example& example, const std::vector<Image>& references,
                                                 const std::string& model, std::uint64_t seed);

/// Runs a request to its end and returns its first picture with what is known of it. Throws as the next.
[[nodiscard]] api::FinishedPicture generate_finished(api::Generator& generator, const api::GenerationRequest& request,
                                                     std::stop_token stop = {});
/// Runs a request to its end and returns its first picture.
/// Throws Error with the code and text of Failed, Stopped when it was cancelled.
[[nodiscard]] Image generate_picture(api::Generator& generator, const api::GenerationRequest& request,
                                     std::stop_token stop = {});
/// The same as grey pixels.
[[nodiscard]] Image generate_grey(api::Generator& generator, const api::GenerationRequest& request,
                                  std::stop_token stop = {});

}  // namespace koma::eval
