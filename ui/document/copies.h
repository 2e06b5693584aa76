// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/draft.h"

namespace koma::ui {

/// New ids for a copy and everything in it.
inline void renumber(manga::Panel& panel, Draft& draft) {
  panel.id = draft.newId<manga::Panel>();
  for (manga::Take& take : panel.takes) {
    const manga::TakeId old = take.id;
    take.id = draft.newId<manga::Take>();
    if (panel.accepted == old) panel.accepted = take.id;
  }
}

inline void renumber(manga::Balloon& balloon, Draft& draft) {
  balloon.id = draft.newId<manga::Balloon>();
}

inline void renumber(manga::Page& page, Draft& draft) {
  page.id = draft.newId<manga::Page>();
  for (manga::Panel& panel : page.panels) renumber(panel, draft);
  for (manga::Balloon& balloon : page.balloons) renumber(balloon, draft);
}

}  // namespace koma::ui
