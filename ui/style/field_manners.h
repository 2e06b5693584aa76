// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

class QLabel;
class QWidget;

namespace koma::ui {

/// Scrolling over a field scrolls what it stands in; only a field with the focus turns the wheel into a value.
void wheelOnlyWhenFocused(QWidget* field);

/// Undo and redo keys go past a field whose changes are steps of the document, to the window's own actions: two
/// histories of one text would fight.
void leaveUndoToDocument(QWidget* field);

/// Names that stand below each other take the width of the widest, so that their fields begin on one line.
void alignLabels(const QList<QLabel*>& labels);

}  // namespace koma::ui
