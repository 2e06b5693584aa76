// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "ui/export/page_series.h"

namespace koma::ui {

/// Something that a printer would be sorry about.
struct Finding {
  enum class Kind {
    emptyPanel,        ///< a panel without a picture
    lostPicture,       ///< its picture is not there any more
    textTooLong,       ///< does not fit its balloon
    missingCharacters  ///< that no font has
  };
  Kind kind = Kind::emptyPanel;
  std::size_t page = 0;  ///< index in the work
  manga::PanelId panel;
  manga::BalloonId balloon;
  manga::AssetId picture;  ///< the lost one
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// Looks pages through before they are written: panels first, then balloons, page by page. `exists` says whether a
/// picture is there. Reads no pixels.
[[nodiscard]] std::vector<Finding> preflight(std::span<const NumberedPage> pages, const lettering::PagePainter& painter,
                                             const std::function<bool(const manga::AssetId&)>& exists);

}  // namespace koma::ui
