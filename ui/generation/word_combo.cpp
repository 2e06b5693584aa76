// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/word_combo.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QSignalBlocker>
#include <algorithm>

#include "ui/style/field_manners.h"
#include "ui/style/theme.h"

namespace koma::ui {

WordCombo::WordCombo(const QString& name, const std::vector<Word>& words, bool ownWords, QWidget* parent)
    : QComboBox(parent), usual_(words) {
  setAccessibleName(name);
  for (const Word& word : words) addItem(word.label, QString::fromStdString(word.word));
  setEditable(ownWords);
  setInsertPolicy(QComboBox::NoInsert);
  setMinimumContentsLength(6);
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  wheelOnlyWhenFocused(this);
  connect(this, &QComboBox::activated, this, [this](int index) { edit(itemData(index).toString().toStdString()); });
  if (!ownWords) return;
  leaveUndoToDocument(lineEdit());
  lineEdit()->setPlaceholderText(name);
  connect(lineEdit(), &QLineEdit::editingFinished, this, [this] { take(currentText().trimmed()); });
}

void WordCombo::take(const QString& text) {
  const int index = findText(text, Qt::MatchFixedString);
  edit(index >= 0 ? itemData(index).toString().toStdString() : text.toStdString());
}

void WordCombo::setWords(const std::vector<Word>& words) {
  const QSignalBlocker quiet(this);
  clear();
  for (const Word& word : words) addItem(word.label, QString::fromStdString(word.word));
  setWord(word_);
}

void WordCombo::setWord(const std::string& word) {
  word_ = word;
  const QSignalBlocker quiet(this);
  const int index = findData(QString::fromStdString(word));
  setCurrentIndex(index);
  if (!isEditable() && index < 0) {
    const auto usual = std::ranges::find(usual_, word, &Word::word);
    setPlaceholderText(usual == usual_.end() ? QString::fromStdString(word) : usual->label);
  }
  // The field of "no wish" is empty, so that typing starts there.
  if (isEditable() && (index < 0 || word.empty())) setEditText(QString::fromStdString(word));
}

void WordCombo::edit(const std::string& word) {
  const bool other = word != word_;
  setWord(word);
  if (other) emit wordEdited(word);
}

namespace {

/// In the author's language; the words themselves are the model's.
class ComboWords {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::WordCombo)
 public:
  using List = std::vector<WordCombo::Word>;
  static List expressions() {
    return {{"", tr("Any expression")},
            {"neutral", tr("Neutral")},
            {"smiling", tr("Smiling")},
            {"laughing", tr("Laughing")},
            {"angry", tr("Angry")},
            {"sad", tr("Sad")},
            {"surprised", tr("Surprised")},
            {"crying", tr("Crying")},
            //: blushing
            {"embarrassed", tr("Embarrassed")},
            {"sleepy", tr("Sleepy")},
            //: with one eye
            {"winking", tr("Winking")}};
  }
  static List poses() {
    return {{"", tr("Any pose")},
            {"standing", tr("Standing")},
            {"waving", tr("Waving")},
            {"pointing", tr("Pointing")},
            {"cheering", tr("Cheering")}};
  }
  static List views() {
    return {{"", QString()},
            //: a pose: seen from the side
            {"profile", tr("In profile")}};
  }
  static List facings() {
    return {{"", tr("Facing anywhere")},
            {"left", tr("Facing left")},
            {"right", tr("Facing right")},
            {"front", tr("Facing us")},
            {"back", tr("Facing away")}};
  }
  static std::vector<WordCombo::Word> shots() {
    //: how much of the people a panel shows
    return {{"", tr("Any shot")},
            {"close-up", tr("Close-up")},
            {"bust", tr("Bust")},
            {"full", tr("Full figure")},
            {"wide", tr("Wide")}};
  }
};

/// The usual words as far as a model knows them, and what it knows beside them, in its order.
ComboWords::List choice(const ComboWords::List& usual, const std::vector<std::string>& known) {
  if (known.empty()) return usual;
  ComboWords::List words{usual.front()};
  for (const std::string& word : known) {
    const auto named = std::ranges::find(usual, word, &WordCombo::Word::word);
    QString label = QString::fromStdString(word);
    if (!label.isEmpty()) label[0] = label[0].toUpper();
    words.push_back(named == usual.end() ? WordCombo::Word{word, label} : *named);
  }
  return words;
}

}  // namespace

std::vector<WordCombo::Word> expressionWords(const std::vector<std::string>& known) {
  return choice(ComboWords::expressions(), known);
}
std::vector<WordCombo::Word> poseWords(const api::ControlWords& known) {
  ComboWords::List words = choice(ComboWords::poses(), known.pose);
  if (known.view.empty()) return words;
  // A facing asks for the front and the back; any other view is a way to stand.
  for (const WordCombo::Word& view : choice(ComboWords::views(), known.view)) {
    if (!view.word.empty() && view.word != "front" && view.word != "back") words.push_back(view);
  }
  return words;
}
std::vector<WordCombo::Word> facingWords(const api::ControlWords& known) {
  ComboWords::List words = ComboWords::facings();
  if (known.facing.empty() && known.view.empty()) return words;
  std::erase_if(words, [&](const WordCombo::Word& word) {
    const bool fromAhead = word.word == "front" || word.word == "back";
    return fromAhead && std::ranges::find(known.view, word.word) == known.view.end();
  });
  return words;
}
std::vector<WordCombo::Word> shotWords() {
  return ComboWords::shots();
}

}  // namespace koma::ui
