// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>

#include "ui/document/document.h"
#include "ui/document/selection.h"

class QMimeData;

namespace koma::ui {

inline constexpr const char* thingsMimeType = "application/x-komawari-things";

/// The selected things of one page as JSON, to be given to the clipboard; null when there are none. `bundle` names the
/// project: pictures are only pasted where they are at hand.
[[nodiscard]] std::unique_ptr<QMimeData> copyThings(const manga::Project& project, std::span<const Thing> things,
                                                    const std::string& bundle);
/// Copies, then removes in one step what is not locked.
[[nodiscard]] std::unique_ptr<QMimeData> cutThings(Document& document, std::span<const Thing> things,
                                                   const std::string& bundle);
[[nodiscard]] bool canPaste(const QMimeData& data);

/// Where things are pasted.
struct PastePlace {
  manga::PageId page;
  manga::PanelId panel;  ///< receives boxes; zero: the panel that lies where they were
  std::string bundle;    ///< of the project
};

/// Adds what was copied, in one step, at the same place, or 3 mm beside what already lies there. People of another
/// project are found by their names; a box of somebody who is not in the cast is left out. Returns what was added.
/// Throws Error(invalid_argument) with the reason when the data is damaged.
std::vector<Thing> pasteThings(Document& document, const QMimeData& data, const PastePlace& place);

}  // namespace koma::ui
