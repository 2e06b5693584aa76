// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

class QMainWindow;
class QMenu;

namespace koma::ui {

class Actions;

/// The menu bar, made anew when the language changes. `windowActions` (show and hide docks) and `toolActions` belong to
/// the caller.
void buildMenus(QMainWindow& window, const Actions& actions, const QList<QAction*>& toolActions,
                const QList<QAction*>& windowActions);
/// What can be done to the things under the pointer; deletes itself when closed.
[[nodiscard]] QMenu* contextMenu(QMainWindow& window, const Actions& actions, bool onThing, bool onPanel,
                                 bool onBalloon);

}  // namespace koma::ui
