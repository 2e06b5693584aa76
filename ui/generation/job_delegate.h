// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace koma::ui {

class Theme;

/// Draws a row of the queue: state, what is drawn, progress and time left. Owned by the queue's dock.
class JobDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit JobDelegate(const Theme& theme, QObject* parent = nullptr) : QStyledItemDelegate(parent), theme_(theme) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const Theme& theme_;
};

}  // namespace koma::ui
