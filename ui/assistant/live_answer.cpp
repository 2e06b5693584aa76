// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/live_answer.h"

#include <QLabel>
#include <QPushButton>

#include "ui/style/theme.h"

namespace koma::ui {

LiveAnswer::LiveAnswer(const Theme& theme, QWidget* parent)
    : Card(theme, parent),
      question_(new QLabel(this)),
      answer_(new QLabel(this)),
      again_(new QPushButton(tr("Ask &again"), this)) {
  setLively(true);
  for (QLabel* label : {question_, answer_}) {
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    column().addWidget(label);
  }
  answer_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  answer_->setAccessibleName(tr("What the model writes"));
  column().addWidget(again_, 0, Qt::AlignRight);
  connect(again_, &QPushButton::clicked, this, &LiveAnswer::againWanted);
  connect(&theme, &Theme::changed, this, &LiveAnswer::restyle);
  restyle();
  hide();
}

QString LiveAnswer::text() const {
  return answer_->text();
}

void LiveAnswer::begin(const QString& question) {
  written_.clear();
  thoughts_.clear();
  question_->setText(question);
  again_->hide();
  show(QStringLiteral("…"), true);
  show();
}

void LiveAnswer::write(const QString& text, bool thinking) {
  (thinking ? thoughts_ : written_) += text;
  show(written_.isEmpty() ? thoughts_ : written_, written_.isEmpty());
}

void LiveAnswer::again(const QString& reason) {
  written_.clear();
  thoughts_.clear();
  show(tr("Asked once more: %1").arg(reason), true);
}

void LiveAnswer::fail(const QString& sentence) {
  again_->show();
  show(sentence, false);
}

void LiveAnswer::show(const QString& text, bool quiet) {
  answer_->setText(text);
  if (quiet_ == quiet) return;
  quiet_ = quiet;
  restyle();
}

void LiveAnswer::restyle() {
  const Colours& colours = theme().colours();
  question_->setFont(theme().font(TextRole::strong));
  QPalette palette = answer_->palette();
  palette.setColor(QPalette::WindowText, quiet_ ? colours.quietText : colours.text);
  answer_->setPalette(palette);
}

}  // namespace koma::ui
