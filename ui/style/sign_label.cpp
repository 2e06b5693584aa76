// SPDX-License-Identifier: Apache-2.0
#include "ui/style/sign_label.h"

#include <QPainter>

#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {

SignLabel::SignLabel(const QString& name, const Theme& theme, QWidget* parent, int side)
    : QWidget(parent), theme_(theme), side_(side > 0 ? side : space::icon) {
  setSign(name);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAttribute(Qt::WA_TransparentForMouseEvents);
}

void SignLabel::setSign(const QString& name) {
  icon_ = icon(name, theme_);
  update();
}

QSize SignLabel::sizeHint() const {
  const QMargins margins = contentsMargins();
  return QSize(side_ + margins.left() + margins.right(), side_ + margins.top() + margins.bottom());
}

void SignLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  icon_.paint(&painter, contentsRect(), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

}  // namespace koma::ui
