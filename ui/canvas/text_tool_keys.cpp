// SPDX-License-Identifier: Apache-2.0
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <algorithm>

#include "ui/canvas/canvas_host.h"
#include "ui/canvas/selection_keys.h"
#include "ui/canvas/text_tool.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"

namespace koma::ui {

bool TextTool::keyPress(QKeyEvent& event) {
  const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
  if (!balloon_) {
    if (enter && !event.modifiers().testFlag(Qt::ControlModifier)) {
      activate();
      const auto& project = host_.document().project();
      const manga::Panel* panel = manga::find_panel(project, host_.selection().panel());
      if (!balloon_ && panel) add(manga::page_of(project, panel->id)->id, boundsOf(*panel).center());
      return true;
    }
    return selectionKey(host_, event);
  }
  if (event.key() == Qt::Key_Escape || (enter && event.modifiers().testFlag(Qt::ControlModifier))) {
    end();
    return true;
  }
  if (enter) {
    editing_.insert(QStringLiteral("\n"));
    textChanged();
    return true;
  }
  if (clipboardKey(event) || moveKey(event) || removeKey(event)) return true;
  const QString text = event.text();
  const bool command = event.modifiers() & (Qt::ControlModifier | Qt::MetaModifier) &&
                       !(event.modifiers() & Qt::AltModifier);  // AltGr is Ctrl and Alt
  if (command || text.isEmpty() || !(text[0].isPrint() || text[0].isSurrogate())) {
    // Page keys and the like would act on the document under the caret.
    return !command && !event.modifiers().testFlag(Qt::AltModifier);
  }
  editing_.insert(text);
  textChanged();
  return true;
}

bool TextTool::overridesShortcut(const QKeyEvent& event) const {
  if (!balloon_) return isSelectionKey(host_, event);
  if (event.key() >= Qt::Key_F1 && event.key() <= Qt::Key_F35) return false;
  if (!(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) return true;
  constexpr QKeySequence::StandardKey own[] = {QKeySequence::Undo, QKeySequence::Redo,  QKeySequence::Cut,
                                               QKeySequence::Copy, QKeySequence::Paste, QKeySequence::SelectAll};
  if (std::ranges::any_of(own, [&](auto key) { return event.matches(key); })) return true;
  constexpr int moving[] = {Qt::Key_Left, Qt::Key_Right,     Qt::Key_Up,     Qt::Key_Down,   Qt::Key_Home,
                            Qt::Key_End,  Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Return, Qt::Key_Enter};
  return std::ranges::find(moving, event.key()) != std::end(moving);
}

bool TextTool::clipboardKey(QKeyEvent& event) {
  if (event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo)) {
    if (event.matches(QKeySequence::Undo) ? editing_.undo() : editing_.redo()) textChanged();
    return true;
  }
  if (event.matches(QKeySequence::SelectAll)) {
    editing_.selectAll();
    caretMoved();
    return true;
  }
  const bool cut = event.matches(QKeySequence::Cut);
  if (cut || event.matches(QKeySequence::Copy)) {
    if (!editing_.hasSelection()) return true;
    QGuiApplication::clipboard()->setText(editing_.selectedText());
    if (cut) {
      editing_.removeBefore(false);
      textChanged();
    }
    return true;
  }
  if (!event.matches(QKeySequence::Paste)) return false;
  editing_.insert(QGuiApplication::clipboard()->text());
  textChanged();
  return true;
}

bool TextTool::removeKey(QKeyEvent& event) {
  const bool word = event.modifiers().testFlag(Qt::ControlModifier);
  if (event.key() == Qt::Key_Backspace) {
    editing_.removeBefore(word);
  } else if (event.key() == Qt::Key_Delete) {
    editing_.removeAfter(word);
  } else {
    return false;
  }
  textChanged();
  return true;
}

/// Arrows go where they point: in vertical text down is onward, left is the next column.
bool TextTool::moveKey(QKeyEvent& event) {
  if (event.modifiers().testFlag(Qt::AltModifier)) return false;
  const bool word = event.modifiers().testFlag(Qt::ControlModifier);
  const bool select = event.modifiers().testFlag(Qt::ShiftModifier);
  const int caret = editing_.caret();
  enum Step { onward, back, nextLine, lastLine };
  const auto go = [&](Step step) {
    switch (step) {
      case onward:
        return !select && editing_.hasSelection() && !word ? editing_.selectionEnd() : editing_.after(caret, word);
      case back:
        return !select && editing_.hasSelection() && !word ? editing_.selectionStart() : editing_.before(caret, word);
      case nextLine:
        return layout_.beside(caret, 1);
      default:
        return layout_.beside(caret, -1);
    }
  };
  const bool vertical = layout_.vertical();
  int to = 0;
  switch (event.key()) {
    case Qt::Key_Down:
      to = go(vertical ? onward : nextLine);
      break;
    case Qt::Key_Up:
      to = go(vertical ? back : lastLine);
      break;
    case Qt::Key_Left:
      to = go(vertical ? nextLine : back);
      break;
    case Qt::Key_Right:
      to = go(vertical ? lastLine : onward);
      break;
    case Qt::Key_Home:
      to = word ? 0 : layout_.lineStart(caret);
      break;
    case Qt::Key_End:
      to = word ? int(editing_.text().size()) : layout_.lineEnd(caret);
      break;
    default:
      return false;
  }
  editing_.moveTo(to, select);
  caretMoved();
  return true;
}

}  // namespace koma::ui
