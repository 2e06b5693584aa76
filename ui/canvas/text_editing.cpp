// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/text_editing.h"

#include <QTextBoundaryFinder>
#include <algorithm>

namespace koma::ui {
namespace {

int boundary(const QString& text, int place, bool word, bool forwards) {
  QTextBoundaryFinder finder(word ? QTextBoundaryFinder::Word : QTextBoundaryFinder::Grapheme, text);
  finder.setPosition(place);
  const auto step = [&] { return int(forwards ? finder.toNextBoundary() : finder.toPreviousBoundary()); };
  int found = step();
  // Over blanks to where a word begins, as editors do.
  while (word && found > 0 && found < text.size() && text[found].isSpace()) found = step();
  if (found < 0) return forwards ? int(text.size()) : 0;
  return found;
}

}  // namespace

TextEditing::TextEditing(const QString& text) : text_(text), caret_(int(text.size())), anchor_(int(text.size())) {}

QString TextEditing::shownText() const {
  if (preedit_.isEmpty()) return text_;
  return text_.left(selectionStart()) + preedit_ + text_.mid(selectionEnd());
}

int TextEditing::shownCaret() const {
  return preedit_.isEmpty() ? caret_ : selectionStart() + preeditCaret_;
}

QString TextEditing::selectedText() const {
  return text_.mid(selectionStart(), selectionEnd() - selectionStart());
}

void TextEditing::remember(bool letter) {
  redo_.clear();
  if (!(letter && writing_)) undo_.push_back({text_, caret_});
  writing_ = letter;
}

void TextEditing::replace(int from, int to, const QString& by) {
  text_.replace(from, to - from, by);
  caret_ = anchor_ = from + int(by.size());
}

void TextEditing::insert(const QString& given) {
  preedit_.clear();
  // One form for every character, and one for line ends: what is set counts the same places.
  QString text = given.normalized(QString::NormalizationForm_C);
  text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
  text.replace(QChar('\r'), QChar('\n'));
  text.replace(QChar::ParagraphSeparator, QChar('\n'));
  if (text.isEmpty() && !hasSelection()) return;
  remember(text.size() == 1 && !text[0].isSpace() && !hasSelection());
  replace(selectionStart(), selectionEnd(), text);
}

void TextEditing::setPreedit(const QString& text, int caret) {
  preedit_ = text;
  preeditCaret_ = std::clamp(caret, 0, int(text.size()));
}

void TextEditing::replaceAround(int from, int length) {
  if (length <= 0) return;
  const int start = std::clamp(caret_ + from, 0, int(text_.size()));
  remember(false);
  replace(start, std::min(start + length, int(text_.size())), {});
}

void TextEditing::moveTo(int place, bool select) {
  caret_ = std::clamp(place, 0, int(text_.size()));
  if (!select) anchor_ = caret_;
  writing_ = false;
}

void TextEditing::selectAll() {
  anchor_ = 0;
  caret_ = int(text_.size());
}

void TextEditing::selectWordAt(int place) {
  QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text_);
  finder.setPosition(std::clamp(place, 0, int(text_.size())));
  anchor_ = finder.isAtBoundary() ? place : int(std::max<qsizetype>(0, finder.toPreviousBoundary()));
  finder.setPosition(anchor_);
  const auto end = finder.toNextBoundary();
  caret_ = end < 0 ? int(text_.size()) : int(end);
}

void TextEditing::removeBefore(bool word) {
  if (!hasSelection()) anchor_ = before(caret_, word);
  if (!hasSelection()) return;
  remember(false);
  replace(selectionStart(), selectionEnd(), {});
}

void TextEditing::removeAfter(bool word) {
  if (!hasSelection()) anchor_ = after(caret_, word);
  if (!hasSelection()) return;
  remember(false);
  replace(selectionStart(), selectionEnd(), {});
}

int TextEditing::before(int place, bool word) const {
  return boundary(text_, place, word, false);
}

int TextEditing::after(int place, bool word) const {
  return boundary(text_, place, word, true);
}

int TextEditing::lineStart(int place) const {
  return place == 0 ? 0 : int(text_.lastIndexOf(QChar('\n'), place - 1)) + 1;
}

int TextEditing::lineEnd(int place) const {
  const auto end = text_.indexOf(QChar('\n'), place);
  return end < 0 ? int(text_.size()) : int(end);
}

bool TextEditing::undo() {
  if (undo_.empty()) return false;
  redo_.push_back({text_, caret_});
  text_ = undo_.back().text;
  caret_ = anchor_ = undo_.back().caret;
  undo_.pop_back();
  writing_ = false;
  return true;
}

bool TextEditing::redo() {
  if (redo_.empty()) return false;
  undo_.push_back({text_, caret_});
  text_ = redo_.back().text;
  caret_ = anchor_ = redo_.back().caret;
  redo_.pop_back();
  writing_ = false;
  return true;
}

}  // namespace koma::ui
