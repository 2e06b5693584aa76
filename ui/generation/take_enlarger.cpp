// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/take_enlarger.h"

#include <QWidget>
#include <algorithm>

#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/generation/enlarge_dialog.h"
#include "ui/generation/generation_service.h"

namespace koma::ui {

TakeEnlarger::TakeEnlarger(const Place& place, QWidget* window) : QObject(window), place_(place), window_(window) {}

void TakeEnlarger::ask(manga::PanelId id, manga::TakeId take) {
  const manga::Panel* panel = manga::find_panel(std::as_const(place_.document).project(), id);
  if (!panel) return;
  const auto found = std::ranges::find(panel->takes, take, &manga::Take::id);
  if (found == panel->takes.end()) return;
  const EnlargeSubject subject{take, place_.pictures.fileOf(found->picture), manga::bounds_of(panel->frame)};
  auto* dialog =
      new EnlargeDialog(subject, place_.generation.models(), last_, place_.background, place_.theme, window_);
  connect(dialog, &EnlargeDialog::enlargeRequested, this, [this, id](const EnlargedPicture& wish) {
    last_ = wish.print;
    place_.generation.enlarge(id, wish);
  });
  dialog->open();
}

}  // namespace koma::ui
