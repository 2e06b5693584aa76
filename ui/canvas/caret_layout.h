// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineF>
#include <QString>
#include <vector>

#include "engine/manga/balloon.h"
#include "ui/lettering/page_painter.h"

namespace koma::ui {

/// A balloon's text as it is set, with the places where a caret may stand. Lengths in mm on the page, places in UTF-16
/// units of the text. A value, made anew after every keystroke.
class CaretLayout {
 public:
  CaretLayout() = default;
  CaretLayout(const manga::Balloon& balloon, const QString& text, const lettering::FontLibrary& fonts);

  [[nodiscard]] const lettering::TextBlock& block() const noexcept { return block_; }
  [[nodiscard]] bool vertical() const noexcept { return vertical_; }
  /// The caret before a place: across the column or line.
  [[nodiscard]] QLineF caret(int place) const;
  /// Around the characters from one place to another, a rectangle for each piece of a line.
  [[nodiscard]] std::vector<QRectF> boxes(int from, int to) const;
  /// The place nearest to a point.
  [[nodiscard]] int placeAt(QPointF point) const;
  /// Start and end of the set line that holds a place.
  [[nodiscard]] int lineStart(int place) const;
  [[nodiscard]] int lineEnd(int place) const;
  /// The place beside this one in the next line of reading (`by` 1) or the one before (−1).
  [[nodiscard]] int beside(int place, int by) const;

 private:
  struct Stop {
    int place = 0;
    QLineF caret;
    std::size_t line = 0;
  };
  void addStops(const lettering::TextCell& cell, const std::vector<int>& places);
  void addLooseEnds(const QString& text);
  [[nodiscard]] QLineF lineAcross(const QRectF& box, double along) const;
  [[nodiscard]] const Stop& stopFor(int place) const;

  lettering::TextBlock block_;
  bool vertical_ = true;
  double pitch_ = 0;         ///< mm from line to line
  std::vector<Stop> stops_;  ///< never empty once made; by place
  struct Piece {
    int from = 0, to = 0;
    QRectF box;
  };
  std::vector<Piece> pieces_;
};

}  // namespace koma::ui
