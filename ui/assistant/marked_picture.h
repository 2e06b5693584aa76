// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <QWidget>

#include "engine/manga/conversation.h"

namespace koma::ui {

class PictureLibrary;
class Theme;

/// A picture of the work with what an answer points at: boxes with their names, and the part that is to be drawn anew.
/// Takes no place while the picture is not at hand. Owned by the card of a turn.
class MarkedPicture : public QWidget {
  Q_OBJECT
 public:
  /// `part` of the picture is seen, in 0…1 of it.
  MarkedPicture(manga::Turn turn, const QRectF& part, PictureLibrary& pictures, const Theme& theme,
                QWidget* parent = nullptr);

  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void look();
  [[nodiscard]] QRectF placed(const UnitBox& box, const QRectF& frame) const;
  void drawBox(QPainter& painter, const QRectF& box, const QString& label) const;

  manga::Turn turn_;
  QRectF part_;
  PictureLibrary& pictures_;
  const Theme& theme_;
  QImage picture_;
};

}  // namespace koma::ui
