// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace koma::ui {

class Theme;

/// Draws "Ctrl+Z;Ctrl+Y" as the caps of keys.
class KeyCapDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit KeyCapDelegate(const Theme& theme, QObject* parent = nullptr);

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  /// Calls `draw(text, left, width, isCap)` for each piece; returns the whole width.
  template <typename Draw>
  int layOut(const QString& keys, Draw draw) const;

  const Theme& theme_;
};

/// "Ctrl++" as "Ctrl" and "+".
[[nodiscard]] QStringList keyCaps(const QString& keys);

}  // namespace koma::ui
