// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/card.h"

#include <QPainter>

#include "ui/style/theme.h"

namespace koma::ui {

Card::Card(const Theme& theme, QWidget* parent) : QFrame(parent), theme_(theme), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(space::medium, space::small, space::medium, space::small);
  column_->setSpacing(space::small);
}

void Card::setLively(bool lively) {
  lively_ = lively;
  update();
}

void Card::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Colours& colours = theme_.colours();
  painter.setPen(lively_ ? colours.accent : colours.line);
  painter.setBrush(colours.raised);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::radius, space::radius);
}

}  // namespace koma::ui
