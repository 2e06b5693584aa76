// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <algorithm>
#include <vector>

namespace koma::ui {

/// A text under the caret: insertion, selection, the input method's unfinished text, and steps of its own to take
/// back. Knows nothing of how it is set. Places count UTF-16 units and never lie inside a character.
class TextEditing {
 public:
  explicit TextEditing(const QString& text = {});

  [[nodiscard]] const QString& text() const noexcept { return text_; }
  /// With the input method's unfinished text at the caret.
  [[nodiscard]] QString shownText() const;
  [[nodiscard]] int caret() const noexcept { return caret_; }
  /// Of the caret in the shown text.
  [[nodiscard]] int shownCaret() const;
  [[nodiscard]] int anchor() const noexcept { return anchor_; }
  [[nodiscard]] bool hasSelection() const noexcept { return caret_ != anchor_; }
  [[nodiscard]] int selectionStart() const noexcept { return std::min(caret_, anchor_); }
  [[nodiscard]] int selectionEnd() const noexcept { return std::max(caret_, anchor_); }
  [[nodiscard]] QString selectedText() const;
  [[nodiscard]] const QString& preedit() const noexcept { return preedit_; }

  /// In place of the selection.
  void insert(const QString& text);
  /// Of an input method: `text` unfinished, with its own caret.
  void setPreedit(const QString& text, int caret);
  /// Replaces what an input method says lies `from` units from the caret, `length` units long.
  void replaceAround(int from, int length);
  void moveTo(int place, bool select);
  void selectAll();
  void selectWordAt(int place);
  /// Takes away the selection, or else the character or word before or behind the caret.
  void removeBefore(bool word);
  void removeAfter(bool word);

  [[nodiscard]] int before(int place, bool word) const;
  [[nodiscard]] int after(int place, bool word) const;
  /// Start and end of the author's line that holds a place.
  [[nodiscard]] int lineStart(int place) const;
  [[nodiscard]] int lineEnd(int place) const;

  [[nodiscard]] bool undo();
  [[nodiscard]] bool redo();

 private:
  struct State {
    QString text;
    int caret = 0;
  };
  /// Remembers what is there before a change; letters in a row are one step.
  void remember(bool letter);
  void replace(int from, int to, const QString& by);

  QString text_, preedit_;
  int caret_ = 0, anchor_ = 0, preeditCaret_ = 0;
  std::vector<State> undo_, redo_;
  bool writing_ = false;
};

}  // namespace koma::ui
