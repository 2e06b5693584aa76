// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <QString>
#include <QWidget>

#include "engine/manga/page.h"

class QPainter;

namespace koma::ui {

class Theme;

/// The trade's name of a paper preset, translated; empty for an unknown id.
[[nodiscard]] QString paperName(const std::string& preset);
/// What the paper is for, one short sentence; empty for an unknown id.
[[nodiscard]] QString paperPurpose(const std::string& preset);
/// "182 × 257 mm".
[[nodiscard]] QString sizeText(const manga::Size& size);

/// Draws a sheet, its upper left corner of the bleed at `origin`, `scale` pixels to the mm: bleed, trim, inner frame.
void paintPaper(QPainter& painter, const manga::Paper& paper, const QPointF& origin, double scale, const Theme& theme);

/// One sheet as large as there is room, with its lines named and its sides measured.
class PaperPreview : public QWidget {
  Q_OBJECT
 public:
  explicit PaperPreview(const Theme& theme, QWidget* parent = nullptr);

  void setPaper(const manga::Paper& paper);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintMeasures(QPainter& painter, const QRectF& trim) const;
  void paintLegend(QPainter& painter, const QRectF& area) const;

  const Theme& theme_;
  manga::Paper paper_;
};

}  // namespace koma::ui
