// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/menus.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include "ui/shell/actions.h"

namespace koma::ui {
namespace {

QString words(const char* text) {
  return QCoreApplication::translate("Menus", text);
}

/// Ids, or nothing for a separator.
void fill(QMenu& menu, const Actions& actions, std::initializer_list<const char*> ids) {
  for (const char* id : ids) {
    if (*id)
      menu.addAction(actions[QLatin1StringView(id)]);
    else
      menu.addSeparator();
  }
}

QMenu* arrangeMenu(QMenu* parent, const Actions& actions) {
  auto* menu = parent->addMenu(words(QT_TRANSLATE_NOOP("Menus", "A&rrange")));
  fill(*menu, actions,
       {"arrange.front", "arrange.raise", "arrange.lower", "arrange.back", "", "arrange.left", "arrange.centre",
        "arrange.right", "arrange.top", "arrange.middle", "arrange.bottom", "", "arrange.distributeH",
        "arrange.distributeV"});
  return menu;
}

}  // namespace

void buildMenus(QMainWindow& window, const Actions& actions, const QList<QAction*>& toolActions,
                const QList<QAction*>& windowActions) {
  QMenuBar& bar = *window.menuBar();
  bar.clear();
  fill(*bar.addMenu(words(QT_TRANSLATE_NOOP("Menus", "&File"))), actions,
       {"file.new", "file.open", "file.sample", "", "file.copy", "file.setup", "file.export", "", "file.close",
        "file.quit"});
  QMenu* edit = bar.addMenu(words(QT_TRANSLATE_NOOP("Menus", "&Edit")));
  fill(*edit, actions,
       {"edit.undo", "edit.redo", "", "edit.cut", "edit.copy", "edit.paste", "edit.pasteReference", "edit.duplicate",
        "edit.delete", "", "edit.selectAll", "edit.deselect", "", "edit.rename", "edit.lock", "edit.hide"});
  arrangeMenu(edit, actions);
  fill(*edit, actions, {"", "edit.preferences"});
  fill(*bar.addMenu(words(QT_TRANSLATE_NOOP("Menus", "&Page"))), actions,
       {"page.new", "page.duplicate", "page.delete", "", "page.next", "page.previous", "page.left", "page.right", "",
        "panel.merge", "panel.border", "region.columns", "region.rows", "region.remove", "", "balloon.shape",
        "balloon.direction"});
  fill(*bar.addMenu(words(QT_TRANSLATE_NOOP("Menus", "P&lan"))), actions,
       {"plan.page", "plan.panel", "plan.prompt", "", "plan.character", "plan.translate", "", "plan.models"});
  fill(*bar.addMenu(words(QT_TRANSLATE_NOOP("Menus", "&Draw"))), actions,
       {"draw.panel", "draw.front", "draw.page", "draw.rest", "", "draw.cancel", "draw.clear", "", "draw.maskInvert",
        "draw.maskClear", "draw.extend", "", "takes.newer", "takes.older", "takes.compare", "takes.enlarge", "",
        "draw.models"});
  bar.addMenu(words(QT_TRANSLATE_NOOP("Menus", "&Tools")))->addActions(toolActions);
  QMenu* view = bar.addMenu(words(QT_TRANSLATE_NOOP("Menus", "&View")));
  fill(*view, actions,
       {"view.fit", "view.actual", "view.panel", "view.fitSpread", "view.zoomIn", "view.zoomOut", "", "view.mirror",
        "view.rotateLeft", "view.rotateRight", "view.upright", "", "view.spread", "view.guides", "view.rulers",
        "view.boxes", "view.snap"});
  fill(*view, actions, {"", "view.assistant", "view.theme"});
  QMenu* windows = bar.addMenu(words(QT_TRANSLATE_NOOP("Menus", "&Window")));
  fill(*windows, actions, {"view.docks", "view.nextPart", "view.previousPart", ""});
  windows->addActions(windowActions);
  fill(*bar.addMenu(words(QT_TRANSLATE_NOOP("Menus", "&Help"))), actions, {"help.keys", "help.about"});
}

QMenu* contextMenu(QMainWindow& window, const Actions& actions, bool onThing, bool onPanel, bool onBalloon) {
  auto* menu = new QMenu(&window);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (onPanel) fill(*menu, actions, {"draw.panel", "draw.front", ""});
  if (onBalloon) fill(*menu, actions, {"balloon.shape", "balloon.direction", ""});
  if (onThing) {
    fill(*menu, actions, {"edit.cut", "edit.copy", "edit.duplicate", "edit.delete", ""});
    fill(*menu, actions, {"edit.rename", "edit.lock", "edit.hide"});
    arrangeMenu(menu, actions);
    if (onPanel) fill(*menu, actions, {"", "draw.maskInvert", "draw.maskClear", "draw.extend"});
    if (onPanel) fill(*menu, actions, {"", "plan.panel", "plan.prompt"});
    if (onBalloon) fill(*menu, actions, {"", "plan.translate"});
    if (onPanel) fill(*menu, actions, {"", "region.columns", "region.rows", "region.remove"});
    if (onPanel) fill(*menu, actions, {"", "panel.merge", "panel.border"});
  } else {
    fill(*menu, actions,
         {"edit.paste", "edit.selectAll", "", "draw.page", "page.new", "", "view.fit", "view.spread", "view.guides"});
  }
  return menu;
}

}  // namespace koma::ui
