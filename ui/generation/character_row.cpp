// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/character_row.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/document/qt_values.h"
#include "ui/generation/word_combo.h"
#include "ui/style/field_manners.h"
#include "ui/style/icons.h"
#include "ui/style/slider_field.h"
#include "ui/style/theme.h"

namespace koma::ui {

CharacterRow::CharacterRow(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      theme_(theme),
      swatch_(new QLabel(this)),
      name_(new QLabel(this)),
      remove_(new QToolButton(this)),
      strength_(new SliderField(tr("Likeness"), {0, 2, 0.05, QStringLiteral("%"), 100}, this)),
      expression_(new WordCombo(tr("Expression"), expressionWords({}), true, this)),
      pose_(new WordCombo(tr("Pose"), poseWords({}), true, this)),
      facing_(new WordCombo(tr("Facing"), facingWords({}), false, this)),
      phrase_(new QLineEdit(this)) {
  setProperty("card", true);
  remove_->setIcon(icon(QStringLiteral("remove"), theme_));

  auto* head = new QHBoxLayout;
  head->setSpacing(space::small);
  head->addWidget(swatch_);
  head->addWidget(name_, 1);
  head->addWidget(remove_);
  auto* words = new QGridLayout;
  words->setSpacing(space::tight);
  words->addWidget(expression_, 0, 0);
  words->addWidget(pose_, 0, 1);
  words->addWidget(facing_, 1, 0, 1, 2);
  words->addWidget(phrase_, 2, 0, 1, 2);
  phrase_->setAccessibleName(tr("Phrase"));
  phrase_->setPlaceholderText(tr("Phrase, such as “a girl in a red coat”"));
  leaveUndoToDocument(phrase_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::small, space::tight, space::small, space::small);
  column->setSpacing(space::tight);
  column->addLayout(head);
  column->addWidget(strength_);
  column->addLayout(words);
  words->setColumnStretch(0, 1);
  words->setColumnStretch(1, 1);

  connect(strength_, &SliderField::edited, this, [this] {
    box_.strength = strength_->value();
    emit edited(box_);
  });
  const auto take = [this](WordCombo* combo, std::string manga::CharacterBox::*word) {
    connect(combo, &WordCombo::wordEdited, this, [this, word](const std::string& text) {
      box_.*word = text;
      emit edited(box_);
    });
  };
  take(expression_, &manga::CharacterBox::expression);
  take(pose_, &manga::CharacterBox::pose);
  take(facing_, &manga::CharacterBox::facing);
  connect(phrase_, &QLineEdit::textEdited, this, [this](const QString& text) {
    box_.phrase = text.toStdString();
    emit edited(box_);
  });
  connect(remove_, &QToolButton::clicked, this, &CharacterRow::removed);
  connect(&theme_, &Theme::changed, this, &CharacterRow::restyle);
  restyle();
}

void CharacterRow::setWords(const api::ControlWords& words) {
  if (words == words_) return;
  words_ = words;
  expression_->setWords(expressionWords(words.expression));
  pose_->setWords(poseWords(words));
  facing_->setWords(facingWords(words));
}

void CharacterRow::show(const manga::CharacterBox& box, const manga::Character* member,
                        const api::ModelAbilities& abilities) {
  box_ = box;
  colour_ = member ? colourOf(*member) : theme_.colours().disabledText;
  const QString name = member ? QString::fromStdString(member->name) : tr("Not in the cast any more");
  name_->setText(name.isEmpty() ? tr("Without a name") : name);
  setAccessibleName(name_->text());
  remove_->setToolTip(tr("Take %1 out of this panel").arg(name_->text()));
  remove_->setAccessibleName(remove_->toolTip());
  const double own = member ? member->strength : 1;
  strength_->setResetValue(own);
  strength_->setValue(box.strength.value_or(own));
  expression_->setWord(box.expression);
  pose_->setWord(box.pose);
  facing_->setWord(box.facing);
  if (phrase_->text() != toQt(box.phrase)) phrase_->setText(toQt(box.phrase));
  showAbilities(abilities);
  restyle();
}

void CharacterRow::setPhraseUse(bool subjects, bool found) {
  if (found) {
    phrase_->setToolTip(tr("The place is found by this phrase: write it into the prompt word for word."));
  } else if (subjects) {
    phrase_->setToolTip(tr("What the prompt calls this person; the subject adapter reads it with the pictures."));
  } else {
    phrase_->setToolTip(tr("Who this is here, in a few words. It joins the prompt."));
  }
}

QString CharacterRow::reasonFor(const api::ModelAbilities& abilities) {
  if (!abilities.characters) return tr("This model takes no reference pictures; descriptions join the prompt.");
  if (!abilities.controls) return tr("This model takes expression, pose and facing from the prompt only.");
  return {};
}

void CharacterRow::showAbilities(const api::ModelAbilities& abilities) {
  strength_->setEnabled(abilities.characters);
  for (WordCombo* combo : {expression_, pose_, facing_}) combo->setEnabled(abilities.controls && abilities.characters);
  const QString reason = reasonFor(abilities);
  strength_->setExplanation(abilities.characters ? tr("How strongly the references lead the drawing.") : reason);
  expression_->setToolTip(abilities.controls ? tr("Choose an expression or write one.") : reason);
  pose_->setToolTip(abilities.controls ? tr("Choose a pose or write one.") : reason);
  facing_->setToolTip(abilities.controls ? tr("Where this person looks, as we see it.") : reason);
}

void CharacterRow::restyle() {
  const qreal ratio = devicePixelRatioF();
  const int side = space::medium;
  QPixmap dot(QSize(side, side) * ratio);
  dot.setDevicePixelRatio(ratio);
  dot.fill(Qt::transparent);
  QPainter painter(&dot);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme_.colours().strongLine, 1));
  painter.setBrush(colour_);
  painter.drawEllipse(QRectF(0.5, 0.5, side - 1, side - 1));
  painter.end();
  swatch_->setPixmap(dot);
  name_->setFont(theme_.font(TextRole::strong));
}

void CharacterRow::mousePressEvent(QMouseEvent* event) {
  emit chosen();
  QFrame::mousePressEvent(event);
}

}  // namespace koma::ui
