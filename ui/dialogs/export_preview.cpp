// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/export_preview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {

ExportPreview::ExportPreview(int pages, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      pages_(pages),
      previous_(new QToolButton(this)),
      next_(new QToolButton(this)),
      number_(new QLabel(this)) {
  setMinimumSize(260, 340);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  previous_->setIcon(icon(QStringLiteral("chevron-left"), theme));
  previous_->setToolTip(tr("Previous page"));
  previous_->setAccessibleName(previous_->toolTip());
  next_->setIcon(icon(QStringLiteral("chevron-right"), theme));
  next_->setToolTip(tr("Next page"));
  next_->setAccessibleName(next_->toolTip());
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addStretch(1);
  auto* row = new QHBoxLayout;
  row->addStretch();
  row->addWidget(previous_);
  row->addWidget(number_);
  row->addWidget(next_);
  row->addStretch();
  column->addLayout(row);
  connect(previous_, &QToolButton::clicked, this, [this] { setPage(page_ - 1); });
  connect(next_, &QToolButton::clicked, this, [this] { setPage(page_ + 1); });
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
  showNumber();
}

void ExportPreview::setPage(int page) {
  page = std::clamp(page, 0, std::max(0, pages_ - 1));
  if (page == page_) return;
  page_ = page;
  showNumber();
  emit pageChanged(page);
}

void ExportPreview::showNumber() {
  number_->setText(tr("Page %1 of %2").arg(page_ + 1).arg(pages_));
  previous_->setEnabled(page_ > 0);
  next_->setEnabled(page_ + 1 < pages_);
}

void ExportPreview::setPicture(const QImage& picture) {
  picture_ = picture;
  message_.clear();
  update();
}

void ExportPreview::setMessage(const QString& message) {
  picture_ = {};
  message_ = message;
  update();
}

QRect ExportPreview::room() const {
  return rect().adjusted(0, 0, 0, -next_->sizeHint().height() - space::small);
}

int ExportPreview::side() const {
  const QRect inside = room().adjusted(space::wide, space::wide, -space::wide, -space::wide);
  return int(std::max({inside.width(), inside.height(), 64}) * devicePixelRatioF());
}

void ExportPreview::paintEvent(QPaintEvent*) {
  const Colours& colours = theme_.colours();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.pasteboard);
  painter.drawRoundedRect(room(), space::radius, space::radius);
  const QRect inside = room().adjusted(space::wide, space::wide, -space::wide, -space::wide);
  if (picture_.isNull()) {
    painter.setPen(colours.text);
    painter.drawText(inside, int(Qt::AlignCenter) | Qt::TextWordWrap, message_);
    return;
  }
  const QSize size = picture_.size().scaled(inside.size(), Qt::KeepAspectRatio);
  QRect page({}, size);
  page.moveCenter(inside.center());
  painter.setBrush(colours.paperShadow);
  painter.drawRoundedRect(page.translated(0, 2).adjusted(-1, 0, 1, 1), 2, 2);
  // A low resolution shows its pixels, as it will on the reader's screen.
  const bool coarse = picture_.width() < size.width() * devicePixelRatioF() * 0.9;
  painter.setRenderHint(QPainter::SmoothPixmapTransform, !coarse);
  painter.drawImage(page, picture_);
}

void ExportPreview::resizeEvent(QResizeEvent*) {
  emit resized();
}

}  // namespace koma::ui
