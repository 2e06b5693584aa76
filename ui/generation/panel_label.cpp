// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/panel_label.h"

#include <QCoreApplication>

#include "engine/manga/panel_layout.h"

namespace koma::ui {

QString panelLabel(const manga::Project& project, manga::PanelId id) {
  const manga::Page* page = manga::page_of(project, id);
  const manga::Panel* panel = manga::find_panel(project, id);
  if (!page || !panel) return {};
  const int pageNumber = int(page - project.pages.data()) + 1;
  if (!panel->name.empty()) {
    //: %1 is a page's number, %2 the name of one of its panels
    return QCoreApplication::translate("koma::ui::panelLabel", "Page %1, %2")
        .arg(QString::number(pageNumber), QString::fromStdString(panel->name));
  }
  int place = 1;
  for (const std::size_t index : manga::reading_order(page->panels, project.direction)) {
    if (page->panels[index].id == id) break;
    ++place;
  }
  return QCoreApplication::translate("koma::ui::panelLabel", "Page %1, panel %2").arg(pageNumber).arg(place);
}

}  // namespace koma::ui
