// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace koma::ui {

class PictureLibrary;
class Theme;

/// Paints a member of the cast as a card: portrait, colour, name, words, further references, strength.
class CardDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  CardDelegate(PictureLibrary& pictures, const Theme& theme, QObject* parent = nullptr);

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;

 private:
  [[nodiscard]] QRect nameRect(const QRect& card) const;
  PictureLibrary& pictures_;
  const Theme& theme_;
};

}  // namespace koma::ui
