// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/turn_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/assistant/assistant_terms.h"
#include "ui/assistant/marked_picture.h"
#include "ui/document/qt_values.h"
#include "ui/style/quiet_label.h"
#include "ui/style/theme.h"

namespace koma::ui {

TurnCard::TurnCard(manga::Turn turn, TurnContext context, PictureLibrary& pictures, const Theme& theme, QWidget* parent)
    : Card(theme, parent), turn_(std::move(turn)), context_(std::move(context)) {
  addQuestion();
  if (!turn_.answer.empty()) {
    answer_ = addText(toQt(turn_.answer));
    setAccessibleName(answer_->text());
  }
  if (!turn_.boxes.empty() || turn_.area)
    column().addWidget(new MarkedPicture(turn_, context_.part, pictures, theme, this));
  addProposal();
  if (const QString source = sourceText(turn_); !source.isEmpty()) addText(source, true);
  addButtons();
  connect(&theme, &Theme::changed, this, &TurnCard::restyle);
  restyle();
}

QLabel* TurnCard::addText(const QString& text, bool quiet) {
  QLabel* label = quiet ? new QuietLabel(text, theme(), this) : new QLabel(text, this);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column().addWidget(label);
  return label;
}

void TurnCard::addQuestion() {
  const QString title = turnTitle(turn_.kind, context_.person), words = toQt(turn_.question);
  //: %1 a quick action such as "Refine prompt", %2 the author's words
  const QString both = tr("%1: %2").arg(title, words);
  question_ = addText(title.isEmpty() ? words : words.isEmpty() ? title : both);
}

void TurnCard::addProposal() {
  if (turn_.prompt.empty()) return;
  difference_ = addText(toQt(turn_.prompt));
  difference_->setAccessibleName(toQt(turn_.prompt));
  if (turn_.negative_prompt && toQt(*turn_.negative_prompt) != context_.leftOut) {
    leftOut_ = addText(tr("Leave out: %1").arg(toQt(*turn_.negative_prompt)), true);
  }
}

void TurnCard::addButtons() {
  const QString text = acceptText(turn_, context_.person);
  if (text.isEmpty()) return;
  if (turn_.state != manga::TurnState::open) {
    addText(stateText(turn_.state), true);
    return;
  }
  auto* row = new QHBoxLayout;
  row->setSpacing(space::small);
  accept_ = new QPushButton(text, this);
  accept_->setProperty("primary", true);
  accept_->setToolTip(acceptHint(turn_, context_.person));
  dismiss_ = new QPushButton(tr("Dismiss"), this);
  dismiss_->setToolTip(tr("Nothing changes; the answer stays in the conversation"));
  row->addStretch(1);
  row->addWidget(dismiss_);
  row->addWidget(accept_);
  column().addLayout(row);
  connect(accept_, &QPushButton::clicked, this, &TurnCard::accepted);
  connect(dismiss_, &QPushButton::clicked, this, &TurnCard::dismissed);
}

void TurnCard::restyle() {
  const Colours& colours = theme().colours();
  question_->setFont(theme().font(TextRole::strong));
  if (!difference_) return;
  // A difference to words that have changed since says nothing.
  const bool open = turn_.state == manga::TurnState::open && turn_.kind != manga::TurnKind::similar;
  difference_->setTextFormat(open ? Qt::RichText : Qt::PlainText);
  difference_->setText(
      open ? inlineDifference(context_.words, toQt(turn_.prompt), {colours.bad.name(), colours.good.name()})
           : toQt(turn_.prompt));
}

}  // namespace koma::ui
