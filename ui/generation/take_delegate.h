// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace koma::ui {

class Theme;

/// Draws a take as a thumbnail with its date; the one that the page shows has a frame and a mark. Owned by the takes'
/// dock.
class TakeDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit TakeDelegate(const Theme& theme, QObject* parent = nullptr) : QStyledItemDelegate(parent), theme_(theme) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  void paintPicture(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
  const Theme& theme_;
};

}  // namespace koma::ui
