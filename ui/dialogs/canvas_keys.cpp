// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/canvas_keys.h"

#include <QCoreApplication>

namespace koma::ui {
namespace {

struct Line {
  const char* what;
  const char* keys;
};

// Keys and pointer: design/peers.md, 6.1 and 6.2.
constexpr Line lines[] = {
    {QT_TRANSLATE_NOOP("CanvasKeys", "Move the view"), QT_TRANSLATE_NOOP("CanvasKeys", "Space+drag;middle drag")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Zoom at the pointer"), QT_TRANSLATE_NOOP("CanvasKeys", "wheel;Ctrl+Space+drag")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Turn the view"), QT_TRANSLATE_NOOP("CanvasKeys", "Shift+Space+drag")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Select the next thing, or the one before"),
     QT_TRANSLATE_NOOP("CanvasKeys", "Ctrl+Tab;Ctrl+Shift+Tab")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Insert, cut or paint with the active tool, without the pointer"),
     QT_TRANSLATE_NOOP("CanvasKeys", "Enter")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Select what lies below"), QT_TRANSLATE_NOOP("CanvasKeys", "click again")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Add to the selection"), QT_TRANSLATE_NOOP("CanvasKeys", "Shift+click")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Select everything in a rectangle"),
     QT_TRANSLATE_NOOP("CanvasKeys", "drag on empty space")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Nudge by 0.1 mm"), QT_TRANSLATE_NOOP("CanvasKeys", "arrow keys")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Nudge by 1 mm"), QT_TRANSLATE_NOOP("CanvasKeys", "Shift+arrow keys")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Change the size by 0.1 mm"), QT_TRANSLATE_NOOP("CanvasKeys", "Alt+arrow keys")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Keep the proportion, or 45° steps"),
     QT_TRANSLATE_NOOP("CanvasKeys", "Shift+drag")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Draw from the centre, or drag a copy"),
     QT_TRANSLATE_NOOP("CanvasKeys", "Alt+drag")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Drag without snapping"), QT_TRANSLATE_NOOP("CanvasKeys", "Ctrl+drag")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Edit the text of a balloon"),
     QT_TRANSLATE_NOOP("CanvasKeys", "double click;Enter")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Make the mask brush smaller or larger"), QT_TRANSLATE_NOOP("CanvasKeys", "[;]")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Erase with the mask brush, or paint again"),
     QT_TRANSLATE_NOOP("CanvasKeys", "E;Alt+drag;right drag")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Clear the mask, with the mask brush"), QT_TRANSLATE_NOOP("CanvasKeys", "Del")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Finish writing"), QT_TRANSLATE_NOOP("CanvasKeys", "Esc;Ctrl+Enter")},
    {QT_TRANSLATE_NOOP("CanvasKeys", "Undo the drag, deselect, back to Select"),
     QT_TRANSLATE_NOOP("CanvasKeys", "Esc")},
};

}  // namespace

std::vector<CanvasKey> canvasKeys() {
  std::vector<CanvasKey> keys;
  for (const Line& line : lines)
    keys.push_back(
        {QCoreApplication::translate("CanvasKeys", line.what), QCoreApplication::translate("CanvasKeys", line.keys)});
  return keys;
}

}  // namespace koma::ui
