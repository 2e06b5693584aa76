// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QComboBox>
#include <string>
#include <vector>

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

  /// The document's word; that is no edit.
  void setWord(const std::string& word);
  [[nodiscard]] const std::string& word() const noexcept { return word_; }

 signals:
  void wordEdited(const std::string& word);

 private:
  void take(const QString& text);
  void edit(const std::string& word);
  std::string word_;
};

/// What a character can be asked for, with words for "no wish" in front.
[[nodiscard]] std::vector<WordCombo::Word> expressionWords();
[[nodiscard]] std::vector<WordCombo::Word> poseWords();
[[nodiscard]] std::vector<WordCombo::Word> facingWords();
[[nodiscard]] std::vector<WordCombo::Word> shotWords();

}  // namespace koma::ui
