// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "engine/manga/ids.h"

class QMimeData;
class QWidget;

namespace koma::ui {

/// How pictures come into the project from outside; the window's one way for it is wired in by the shell. Each calls
/// back on the GUI thread for every picture that could be stored; for others it says why.
struct PictureSources {
  using Then = std::function<void(const manga::AssetId& picture)>;
  std::function<bool(const QMimeData&)> accepts;
  std::function<void(const QMimeData&, const Then&)> take;
  std::function<void(const Then&)> paste;
  std::function<void(QWidget* parent, const Then&)> choose;
};

}  // namespace koma::ui
