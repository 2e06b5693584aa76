// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QComboBox>
#include <string>
#include <vector>

#include "engine/api/model_catalog.h"

namespace koma::ui {

/// A choice among words that the model understands. The document keeps the model's English word, the list shows it in
/// the author's language; an editable one also takes words of one's own.
class WordCombo : public QComboBox {
  Q_OBJECT
 public:
  struct Word {
    std::string word;  ///< empty: no wish
    QString label;
  };
  /// Stands before the list as its name, and in the empty field of an editable one.
  WordCombo(const QString& name, const std::vector<Word>& words, bool ownWords, QWidget* parent = nullptr);

  /// Another choice; the word stays, also when it is not among them.
  void setWords(const std::vector<Word>& words);
  /// The document's word; that is no edit. One that is not among the choices is shown as it stands.
  void setWord(const std::string& word);
  [[nodiscard]] const std::string& word() const noexcept { return word_; }

 signals:
  void wordEdited(const std::string& word);

 private:
  void take(const QString& text);
  void edit(const std::string& word);
  std::vector<Word> usual_;  ///< how words are called that the choice lacks now
  std::string word_;
};

/// What a character can be asked for, with words for "no wish" in front. `known` are the model's own; an empty list
/// offers the usual ones. Words that have no translation stand as the model has them.
[[nodiscard]] std::vector<WordCombo::Word> expressionWords(const std::vector<std::string>& known);
[[nodiscard]] std::vector<WordCombo::Word> poseWords(const api::ControlWords& known);
/// Sides, and from the front and the back where the model draws these.
[[nodiscard]] std::vector<WordCombo::Word> facingWords(const api::ControlWords& known);
[[nodiscard]] std::vector<WordCombo::Word> shotWords();

}  // namespace koma::ui
