// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/drop_veil.h"

#include <QPainter>

#include "ui/style/theme.h"

namespace koma::ui {

DropVeil::DropVeil(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  hide();
}

void DropVeil::showZone(const QRect& zone, const QString& caption) {
  caption_ = caption;
  setGeometry(zone);
  raise();
  show();
  update();
}

void DropVeil::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Colours& colours = theme_.colours();
  QColor tint = colours.accent;
  tint.setAlpha(36);
  painter.setPen(QPen(colours.accent, 2, Qt::DashLine));
  painter.setBrush(tint);
  painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), space::radius, space::radius);
  painter.setFont(theme_.font(TextRole::strong));
  const int widest = std::max(1, width() - 2 * space::medium);
  QRect label = painter.boundingRect(QRect(0, 0, widest, height()), Qt::AlignCenter | Qt::TextWordWrap, caption_);
  label.adjust(-space::small, -space::tight, space::small, space::tight);
  label.moveCenter(rect().center());
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.accent);
  painter.drawRoundedRect(label, space::radius, space::radius);
  painter.setPen(colours.onAccent);
  painter.drawText(label, Qt::AlignCenter | Qt::TextWordWrap, caption_);
}

}  // namespace koma::ui
