// SPDX-License-Identifier: Apache-2.0
#include "ui/style/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include "ui/style/theme.h"

namespace koma::ui {

FlowLayout::FlowLayout(QWidget* parent, int distance) : QLayout(parent) {
  setContentsMargins(0, 0, 0, 0);
  setSpacing(distance < 0 ? space::tight : distance);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item) {
  items_.emplace_back(item);
}

QLayoutItem* FlowLayout::itemAt(int index) const {
  return index >= 0 && index < count() ? items_[std::size_t(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
  if (index < 0 || index >= count()) return nullptr;
  QLayoutItem* item = items_[std::size_t(index)].release();
  items_.erase(items_.begin() + index);
  return item;
}

int FlowLayout::heightForWidth(int width) const {
  return arrange({0, 0, width, 0}, false);
}

void FlowLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  arrange(rect, true);
}

QSize FlowLayout::minimumSize() const {
  QSize size;
  for (const auto& item : items_) {
    if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
  }
  const QMargins margins = contentsMargins();
  return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

int FlowLayout::arrange(const QRect& rect, bool place) const {
  const QMargins margins = contentsMargins();
  const QRect inside = rect.marginsRemoved(margins);
  const auto direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
  int x = inside.x(), y = inside.y(), lineHeight = 0;
  for (const auto& item : items_) {
    if (item->isEmpty()) continue;
    const QSize size(std::min(item->sizeHint().width(), std::max(inside.width(), item->minimumSize().width())),
                     item->sizeHint().height());
    if (lineHeight > 0 && x + size.width() > inside.x() + inside.width()) {
      x = inside.x();
      y += lineHeight + spacing();
      lineHeight = 0;
    }
    if (place) item->setGeometry(QStyle::visualRect(direction, inside, {QPoint(x, y), size}));
    x += size.width() + spacing();
    lineHeight = std::max(lineHeight, size.height());
  }
  return y + lineHeight - rect.y() + margins.bottom();
}

}  // namespace koma::ui
