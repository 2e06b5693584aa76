// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QWidget>
#include <optional>

#include "engine/base/head_frame.h"

namespace koma::ui {

class Theme;

/// A picture with a rectangle that says which part of it counts: dragged by its edges, corners and middle, drawn anew
/// outside of it; arrow keys move it, with Alt they change its size, with Shift in larger steps.
class CropView : public QWidget {
  Q_OBJECT
 public:
  explicit CropView(const Theme& theme, QWidget* parent = nullptr);

  void setPicture(const QImage& picture);
  /// In 0…1 of the picture.
  [[nodiscard]] UnitBox crop() const;
  void setCrop(const UnitBox& crop);
  /// Where the picture and the rectangle lie, in pixels of this widget.
  [[nodiscard]] QRectF pictureRect() const;
  [[nodiscard]] QRectF cropRect() const;

  [[nodiscard]] QSize sizeHint() const override { return {640, 480}; }

 signals:
  void cropChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// Which edges a drag moves; all four: the whole rectangle.
  struct Grip {
    bool left = false, top = false, right = false, bottom = false;
    [[nodiscard]] bool none() const { return !left && !top && !right && !bottom; }
    [[nodiscard]] bool all() const { return left && top && right && bottom; }
  };
  struct Drag {
    Grip grip;
    QPointF from;
    QRectF crop;
  };
  [[nodiscard]] Grip gripAt(QPointF place) const;
  [[nodiscard]] static Qt::CursorShape cursorFor(const Grip& grip);
  void change(const QRectF& crop);

  const Theme& theme_;
  QImage picture_;
  QRectF crop_{0, 0, 1, 1};
  std::optional<Drag> drag_;
};

}  // namespace koma::ui
