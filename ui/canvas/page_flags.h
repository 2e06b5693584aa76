// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>

#include "engine/manga/page.h"
#include "ui/document/selection.h"

namespace koma::ui {

/// Things of a page that will not be drawn as they stand; they carry a sign on the canvas.
struct PageFlags {
  std::set<BoxRef> boxes;
  std::set<manga::BalloonId> balloons;
  friend bool operator==(const PageFlags&, const PageFlags&) = default;
};

/// Who knows. Asked whenever the page has changed; what it looks at must outlive the canvas.
using FlagPage = std::function<PageFlags(const manga::Page&)>;

}  // namespace koma::ui
