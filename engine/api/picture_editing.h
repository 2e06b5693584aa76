// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "engine/api/edit_plan.h"
#include "engine/api/generator.h"

namespace koma::api {

/// What is edited, by what.
struct EditJob {
  GenerationRequest base;  ///< model, LoRAs, sampler, steps, guidance, negative prompt and seed of every edit
  Picture picture;
  EditPlan plan;
};

/// Who keeps what comes of it; `edit` counts from 0.
struct EditKeeper {
  /// The place at which an edit's mask, made of its box, lies from now on: recipes name it.
  std::function<std::filesystem::path(std::size_t edit, const Image& mask)> mask;
  /// The same of the finished picture.
  std::function<std::filesystem::path(std::size_t edit, const FinishedPicture& picture)> picture;
  /// Progress and notes; a Finished has already been kept.
  std::function<void(std::size_t edit, const GenerationEvent& event)> event;
};

/// White inside the box, cut at the picture's edges: every pixel that the box touches. // grey
[[nodiscard]] Image mask_of_box(const UnitBox& box, int width, int height);

/// One edit as a masked repaint (specs/inpaint.md 13) of `picture`: its prompt alone, without the base's people,
/// regions, dialogue boxes and control pictures, which belong to the whole picture. The seed is the base's + `edit`.
[[nodiscard]] GenerationRequest edit_request(const EditJob& job, std::size_t edit, const Picture& picture,
                                             const Picture& mask);

/// Makes the plan's edits one after the other, each on what the one before it left; pixels that no mask reaches stay
/// the picture's own to the last bit. Returns false when stopped: what was finished has been kept. Throws Error with
/// the text of Failed, what reading pictures throws, and Error(invalid_argument) for a mask that selects nothing.
bool edit_picture(Generator& generator, const EditJob& job, const EditKeeper& keeper, PreviewSlot& slot,
                  const std::stop_token& stop);

}  // namespace koma::api
