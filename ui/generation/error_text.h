// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "engine/base/error.h"

namespace koma::ui {

/// What a person is told about a drawing that failed: what happened and what to do, and the label of the button that
/// does it.
struct ErrorText {
  QString text;
  QString remedy;
  bool repeat = true;  ///< the button tries again; otherwise it shows the panel, where something must change first
};

/// `what` names what was to be drawn, "Page 2, panel 3". The engine's English belongs under the details.
[[nodiscard]] ErrorText errorText(ErrorCode code, const QString& what);

}  // namespace koma::ui
