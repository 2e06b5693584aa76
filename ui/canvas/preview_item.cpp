// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/preview_item.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <cmath>
#include <utility>

#include "ui/style/theme.h"

namespace koma::ui {
namespace {

QString previewWords(const char* text, int n = -1) {
  return QCoreApplication::translate("PreviewItem", text, nullptr, n);
}

}  // namespace

void PreviewItem::offer(const QImage& image, int step, int steps, double secondsLeft) {
  if (!image.isNull()) {
    image_ = image;
    waiting_ = true;
  }
  step_ = step;
  steps_ = steps;
  secondsLeft_ = secondsLeft;
}

bool PreviewItem::takePainted(bool shown) {
  return shown && std::exchange(waiting_, false);
}

QString PreviewItem::text() const {
  if (steps_ <= 0) return previewWords(QT_TRANSLATE_NOOP("PreviewItem", "Preparing…"));
  const QString step = previewWords(QT_TRANSLATE_NOOP("PreviewItem", "Step %1 of %2")).arg(step_).arg(steps_);
  if (secondsLeft_ < 0) return step;
  if (secondsLeft_ < 90) {
    return previewWords(QT_TRANSLATE_NOOP("PreviewItem", "Step %1 of %2 · %3 s left"))
        .arg(step_)
        .arg(steps_)
        .arg(int(std::ceil(secondsLeft_)));
  }
  return previewWords(QT_TRANSLATE_NOOP("PreviewItem", "Step %1 of %2 · %3 min left"))
      .arg(step_)
      .arg(steps_)
      .arg(int(std::ceil(secondsLeft_ / 60)));
}

void PreviewItem::paintBadge(QPainter& painter, const QRectF& panel, const Theme& theme) const {
  const QFont font = theme.font(TextRole::caption);
  const QFontMetrics metrics(font);
  const QString label = text();
  const QSizeF size(metrics.horizontalAdvance(label) + 2 * space::small, metrics.height() + 2 * space::tight + 3);
  if (panel.width() < size.width() / 2 || panel.height() < size.height()) return;

  const Colours& colours = theme.colours();
  const QRectF badge(
      QPointF(std::round(panel.left()) + space::small, std::round(panel.bottom() - size.height()) - space::small),
      size);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(colours.line);
  painter.setBrush(colours.raised);
  painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), space::tight, space::tight);
  painter.setFont(font);
  painter.setPen(colours.text);
  painter.drawText(badge.adjusted(0, 0, 0, -3), Qt::AlignCenter, label);
  if (steps_ > 0) {
    QRectF bar(badge.left() + space::small, badge.bottom() - 5, badge.width() - 2 * space::small, 2);
    painter.fillRect(bar, colours.line);
    bar.setWidth(bar.width() * std::min(1.0, double(step_) / steps_));
    painter.fillRect(bar, colours.accent);
  }
  painter.restore();
}

}  // namespace koma::ui
