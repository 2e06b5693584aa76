// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace koma::ui {

/// Scrolling over a field scrolls what it stands in; only a field with the focus turns the wheel into a value.
void wheelOnlyWhenFocused(QWidget* field);

/// Undo and redo keys go past a field whose changes are steps of the document, to the window's own actions: two
/// histories of one text would fight.
void leaveUndoToDocument(QWidget* field);

}  // namespace koma::ui
