// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/drop_layer.h"

#include <QPainter>

#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {

DropLayer::DropLayer(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  hide();
}

void DropLayer::paintEvent(QPaintEvent*) {
  const Colours& colours = theme_.colours();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor veil = colours.window;
  veil.setAlphaF(0.86f);
  painter.fillRect(rect(), veil);
  painter.setPen(QPen(colours.accent, 2, Qt::DashLine));
  painter.drawRoundedRect(QRectF(rect()).adjusted(space::large, space::large, -space::large, -space::large), 12, 12);
  const QRect sign(width() / 2 - space::wide, height() / 2 - 2 * space::wide - space::small, 2 * space::wide,
                   2 * space::wide);
  icon(QStringLiteral("open"), theme_).paint(&painter, sign, Qt::AlignCenter, QIcon::Normal, QIcon::On);
  painter.setFont(theme_.font(TextRole::title));
  painter.setPen(colours.text);
  painter.drawText(QRect(0, height() / 2, width(), space::huge), Qt::AlignCenter, tr("Drop the work to open it"));
}

}  // namespace koma::ui
