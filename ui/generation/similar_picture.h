// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "engine/api/generation_request.h"

namespace koma::manga {
struct Panel;
}

namespace koma::ui {

class PictureLibrary;

/// Another picture like the one that a panel shows: drawn from it, with words of its own. The panel's stay as they are.
struct SimilarPicture {
  std::string prompt;
  std::optional<std::string> negativePrompt;  ///< none: the panel's
  std::string shot;                           ///< as a panel's; empty: the panel's
  double strength = 0.75;                     ///< 0…1: how much of the old picture is drawn anew
};

/// Makes the request for a panel one for a picture like it. What is masked counts for nothing; `startsFromPictures`:
/// whether the model can.
void makeSimilar(api::GenerationRequest& request, const manga::Panel& panel, const SimilarPicture& wish,
                 PictureLibrary& pictures, bool startsFromPictures);

}  // namespace koma::ui
