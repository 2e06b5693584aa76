// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/generation_request.h"
#include "engine/base/image.h"

namespace koma::app {

/// The demo's way to repaint: what a request's mask shows is taken from a new drawing, the rest stays as its init
/// picture is, to the last grey.
class DemoRepaint {
 public:
  /// Reads init picture and mask and brings them to the request's size, which must be filled in. Without an init
  /// picture nothing is kept. Throws what api::pixels_of throws.
  explicit DemoRepaint(const api::GenerationRequest& request);

  [[nodiscard]] bool keepsAnything() const noexcept { return !kept_.empty(); }
  /// The init picture at the request's size, grey; empty without one. An enlarged picture is that.
  [[nodiscard]] const Image& kept() const noexcept { return kept_; }
  /// `fresh` where the mask is white, what was there where it is black; a strength below 1 lets the old shine through.
  /// Any size: kept picture and mask are shrunk to it.
  [[nodiscard]] Image over(const Image& fresh) const;

 private:
  Image kept_;  ///< grey; empty when everything is new
  Image mask_;  ///< grey, feathered, times strength
};

/// The demo's way to see words: the box of the character whom they name, else the middle of the picture. Grey, of the
/// request's size.
[[nodiscard]] Image demoMask(const api::GenerationRequest& request);

}  // namespace koma::app
