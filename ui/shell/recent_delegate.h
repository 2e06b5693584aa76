// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace koma::ui {

class Theme;

/// Draws a recent work: its first page, its title, when it was open.
class RecentDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit RecentDelegate(const Theme& theme, QObject* parent = nullptr);

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  void paintThumbnail(QPainter& painter, const QRect& room, const QModelIndex& index) const;

  const Theme& theme_;
};

}  // namespace koma::ui
