// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

namespace koma::ui {

/// Verbs whose quick repetitions on the same object are one step.
enum class MergeVerb {
  none,
  nudge,
  resize,
  title,
  prompt,
  negativePrompt,
  drawingSettings,
  workDrawing,
  repaint,
  control,
  border,
  box,
  balloonText,
  balloonStyle,
  balloonLine,
  characterName,
  characterColour,
  description,
  strength,
  crop,
  regionPlace,
  regionPrompt,
  regionWeight,
  division,
};

template <class T>
[[nodiscard]] MergeKey mergeKey(MergeVerb verb, Id<T> object) {
  return {int(verb), object.value};
}

}  // namespace koma::ui
