// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/print_request.h"

namespace koma::manga {
struct Panel;
}

namespace koma::ui {

class PictureLibrary;

/// One of a panel's pictures, finer: what its frame shows, with the pixels that print needs.
struct EnlargedPicture {
  manga::TakeId take;
  api::PrintSize size;  ///< of the take's picture
  api::PrintWish print;
};

/// The request for it. `drawing`: what the panel is drawn with; asked only where the wish refines, and then without
/// what belongs to the old picture. Throws what api::print_request throws, Error(not_found) for a take that is gone and
/// Error(invalid_argument) for one that is fine enough already.
[[nodiscard]] api::GenerationRequest enlargedRequest(const manga::Panel& panel, const EnlargedPicture& wish,
                                                     PictureLibrary& pictures, const api::GenerationRequest& drawing);

}  // namespace koma::ui
