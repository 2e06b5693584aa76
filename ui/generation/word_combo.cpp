// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/word_combo.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QSignalBlocker>

#include "ui/style/field_manners.h"
#include "ui/style/theme.h"

namespace koma::ui {

WordCombo::WordCombo(const QString& name, const std::vector<Word>& words, bool ownWords, QWidget* parent)
    : QComboBox(parent) {
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

void WordCombo::setWord(const std::string& word) {
  word_ = word;
  const QSignalBlocker quiet(this);
  const int index = findData(QString::fromStdString(word));
  setCurrentIndex(index);
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
class Words {
  Q_DECLARE_TR_FUNCTIONS(koma::ui::WordCombo)
 public:
  static std::vector<WordCombo::Word> expressions() {
    return {{"", tr("Any expression")},    {"neutral", tr("Neutral")}, {"smiling", tr("Smiling")},
            {"laughing", tr("Laughing")},  {"angry", tr("Angry")},     {"sad", tr("Sad")},
            {"surprised", tr("Surprised")}};
  }
  static std::vector<WordCombo::Word> poses() {
    return {{"", tr("Any pose")},
            {"standing", tr("Standing")},
            {"waving", tr("Waving")},
            {"pointing", tr("Pointing")},
            {"cheering", tr("Cheering")}};
  }
  static std::vector<WordCombo::Word> facings() {
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

}  // namespace

std::vector<WordCombo::Word> expressionWords() {
  return Words::expressions();
}
std::vector<WordCombo::Word> poseWords() {
  return Words::poses();
}
std::vector<WordCombo::Word> facingWords() {
  return Words::facings();
}
std::vector<WordCombo::Word> shotWords() {
  return Words::shots();
}

}  // namespace koma::ui
