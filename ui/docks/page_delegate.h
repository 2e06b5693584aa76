// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace koma::ui {

class PageThumbnails;
class Theme;

/// Paints a page of the strip: its thumbnail, towards the page it lies open with, and its number.
class PageDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  PageDelegate(const PageThumbnails& thumbnails, const Theme& theme, QObject* parent = nullptr);

  /// Height of a thumbnail in pixels.
  void setHeight(int height) { height_ = height; }
  [[nodiscard]] int height() const noexcept { return height_; }
  /// What a cell needs besides the thumbnail.
  [[nodiscard]] int margin() const;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  [[nodiscard]] int numberHeight() const;
  [[nodiscard]] QRect sheet(const QRect& cell, const QModelIndex& index) const;
  const PageThumbnails& thumbnails_;
  const Theme& theme_;
  int height_ = 120;
};

}  // namespace koma::ui
