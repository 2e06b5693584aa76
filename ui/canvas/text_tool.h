// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>

#include "ui/canvas/caret_layout.h"
#include "ui/canvas/text_editing.h"
#include "ui/canvas/tool.h"

namespace koma::ui {

/// Writes the text of balloons where it stands, vertical or horizontal, also with an input method. What is typed
/// reaches the document at every short pause and remains one undo step as long as the balloon is being written. Owned
/// by the tool box.
class TextTool : public Tool {
  Q_OBJECT
 public:
  explicit TextTool(CanvasHost& host, QObject* parent = nullptr);

  /// Starts writing, with the caret at the end. Locked balloons are left alone.
  void edit(manga::BalloonId balloon);
  /// Leaves the text and keeps it.
  void end();
  /// The balloon that is being written, or zero.
  [[nodiscard]] manga::BalloonId edited() const noexcept { return balloon_; }
  [[nodiscard]] const TextEditing& editing() const noexcept { return editing_; }

  void activate() override;
  void deactivate() override { end(); }
  void press(const CanvasPointer& pointer) override;
  void move(const CanvasPointer& pointer) override;
  void release(const CanvasPointer& pointer) override;
  void doubleClick(const CanvasPointer& pointer) override;
  bool keyPress(QKeyEvent& event) override;
  [[nodiscard]] bool overridesShortcut(const QKeyEvent& event) const override;
  /// Esc leaves the text and keeps it: there is nothing to restore.
  void cancel() override { end(); }
  [[nodiscard]] bool busy() const override { return bool(balloon_); }
  void paintOverlay(QPainter& painter) const override;
  [[nodiscard]] QCursor cursor() const override { return Qt::IBeamCursor; }
  [[nodiscard]] QString hint() const override;
  void inputMethod(QInputMethodEvent& event) override;
  [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
  [[nodiscard]] bool takesText() const override { return bool(balloon_); }

 private:
  [[nodiscard]] const manga::Balloon* balloon() const;
  [[nodiscard]] const manga::Page* page() const;
  [[nodiscard]] int placeAt(QPointF place) const;
  void add(manga::PageId page, QPointF middle);
  bool moveKey(QKeyEvent& event);
  bool clipboardKey(QKeyEvent& event);
  bool removeKey(QKeyEvent& event);
  void textChanged();
  void caretMoved();
  void layOut();
  void store();
  void documentChanged();

  manga::BalloonId balloon_;
  TextEditing editing_;
  CaretLayout layout_;
  std::string known_;  ///< the document's text as this tool knows it
  bool storing_ = false;
  bool created_ = false;    ///< by this session: goes away again when nothing is written
  int storedIndex_ = -1;    ///< of the history behind the session's step; −1: there is none yet
  bool selecting_ = false;  ///< a drag over the text
  bool caretShown_ = true;
  QTimer pause_, blink_;
};

}  // namespace koma::ui
