// SPDX-License-Identifier: Apache-2.0
#include "ui/style/empty_state.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {

EmptyState::EmptyState(const QString& iconName, const QString& sentence, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      iconName_(iconName),
      theme_(theme),
      picture_(new QLabel(this)),
      sentence_(new QLabel(sentence, this)),
      button_(new QPushButton(this)) {
  sentence_->setWordWrap(true);
  sentence_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  picture_->setAlignment(Qt::AlignCenter);
  button_->hide();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::wide, space::wide, space::wide, space::wide);
  column->setSpacing(space::medium);
  column->addStretch(1);
  column->addWidget(picture_);
  column->addWidget(sentence_);
  column->addWidget(button_, 0, Qt::AlignHCenter);
  column->addStretch(2);
  connect(button_, &QPushButton::clicked, this, &EmptyState::buttonClicked);
  connect(&theme_, &Theme::changed, this, &EmptyState::restyle);
  restyle();
}

void EmptyState::setSentence(const QString& sentence) {
  sentence_->setText(sentence);
}

void EmptyState::setButton(const QString& text, const QString& toolTip) {
  button_->setText(text);
  button_->setToolTip(toolTip);
  button_->setVisible(!text.isEmpty());
}

void EmptyState::restyle() {
  // Twice the size of a button's icon: it stands alone and is looked at, not clicked.
  picture_->setPixmap(icon(iconName_, theme_).pixmap(QSize(2 * space::icon, 2 * space::icon), QIcon::Disabled));
  QPalette colours = sentence_->palette();
  colours.setColor(QPalette::WindowText, theme_.colours().quietText);
  sentence_->setPalette(colours);
}

}  // namespace koma::ui
