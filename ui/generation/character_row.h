// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

#include "engine/api/model_catalog.h"
#include "engine/manga/project.h"

class QLabel;
class QLineEdit;
class QToolButton;

namespace koma::ui {

class SliderField;
class Theme;
class WordCombo;

/// One character box of a panel: who, how strongly like their references, with which face and pose. Owned by the list
/// of people.
class CharacterRow : public QFrame {
  Q_OBJECT
 public:
  CharacterRow(const Theme& theme, QWidget* parent = nullptr);

  /// What the model knows; empty lists offer the usual words.
  void setWords(const api::ControlWords& words);
  /// `member` is null for somebody who has left the cast.
  void show(const manga::CharacterBox& box, const manga::Character* member, const api::ModelAbilities& abilities);
  /// Whether a subject adapter reads the phrase, and looks for it in the prompt.
  void setPhraseUse(bool subjects, bool found);
  [[nodiscard]] QLineEdit* phrase() const noexcept { return phrase_; }
  /// What of a row the model cannot use, a sentence; empty when it can everything.
  [[nodiscard]] static QString reasonFor(const api::ModelAbilities& abilities);
  [[nodiscard]] const manga::CharacterBox& box() const noexcept { return box_; }

 signals:
  void edited(const koma::manga::CharacterBox& box);
  void removed();
  /// Somebody works on this row.
  void chosen();

 protected:
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void restyle();
  void showAbilities(const api::ModelAbilities& abilities);

  const Theme& theme_;
  manga::CharacterBox box_;
  api::ControlWords words_;
  QColor colour_;
  QLabel *swatch_, *name_;
  QToolButton* remove_;
  SliderField* strength_;
  WordCombo *expression_, *pose_, *facing_;
  QLineEdit* phrase_;
};

}  // namespace koma::ui
