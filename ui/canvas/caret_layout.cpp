// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/caret_layout.h"

#include <algorithm>
#include <cmath>

namespace koma::ui {
namespace {

/// UTF-16 places of all code points of a text, and of its end.
std::vector<int> codePointPlaces(const QString& text) {
  std::vector<int> places;
  for (int i = 0; i < text.size(); ++i) {
    if (!text[i].isLowSurrogate()) places.push_back(i);
  }
  places.push_back(int(text.size()));
  return places;
}

/// The smallest distance from a point to a line segment.
double distance(const QLineF& line, QPointF point) {
  const QPointF along = line.p2() - line.p1();
  const double length = QPointF::dotProduct(along, along);
  const double t = length > 0 ? std::clamp(QPointF::dotProduct(point - line.p1(), along) / length, 0.0, 1.0) : 0;
  const QPointF away = line.pointAt(t) - point;
  return std::hypot(away.x(), away.y());
}

}  // namespace

CaretLayout::CaretLayout(const manga::Balloon& balloon, const QString& text, const lettering::FontLibrary& fonts) {
  const lettering::BalloonSetting setting = lettering::settingOf(balloon, text);
  vertical_ = setting.options.mode == lettering::WritingMode::vertical;
  block_ = lettering::setText(text, setting.options, setting.look, setting.area, fonts);
  const double em = block_.size > 0 ? block_.size : setting.look.size;
  pitch_ = em * (setting.look.pitch > 0 ? setting.look.pitch : 1.5);
  const std::vector<int> places = codePointPlaces(text);
  for (const lettering::TextCell& cell : block_.cells) addStops(cell, places);
  if (stops_.empty()) {
    QRectF box(0, 0, em, em);
    box.moveCenter(setting.area.bounds.center());
    stops_.push_back({0, lineAcross(box, 0), 0});
  }
  addLooseEnds(text);
}

QLineF CaretLayout::lineAcross(const QRectF& box, double along) const {
  if (vertical_) return {box.left(), box.top() + along, box.right(), box.top() + along};
  return {box.left() + along, box.top(), box.left() + along, box.bottom()};
}

void CaretLayout::addStops(const lettering::TextCell& cell, const std::vector<int>& places) {
  // Capitals may be longer than what was written: no place lies behind the end.
  const auto placeOf = [&](std::size_t codePoint) { return places[std::min(codePoint, places.size() - 1)]; };
  const std::size_t count = cell.stops.size() - 1;
  for (std::size_t i = 0; i <= count; ++i) {
    const int place = placeOf(cell.offset + i);
    // Where two cells meet in a line their stops are one; at the start of a line both its own and the last line's end
    // count, and the start is the one that the caret takes.
    if (!stops_.empty() && stops_.back().place == place) {
      if (i > 0) continue;
      stops_.pop_back();
    }
    stops_.push_back({place, lineAcross(cell.box, cell.stops[i]), cell.line});
    if (i == 0) continue;
    QRectF box = cell.box;
    if (vertical_) {
      box.setTop(cell.box.top() + cell.stops[i - 1]);
      box.setBottom(cell.box.top() + cell.stops[i]);
    } else {
      box.setLeft(cell.box.left() + cell.stops[i - 1]);
      box.setRight(cell.box.left() + cell.stops[i]);
    }
    pieces_.push_back({placeOf(cell.offset + i - 1), place, box});
  }
}

/// Places without a cell: behind blanks that end a line, and behind line ends with nothing after them.
void CaretLayout::addLooseEnds(const QString& text) {
  const QPointF step = vertical_ ? QPointF(-pitch_, 0) : QPointF(0, pitch_);
  const QPointF blank = vertical_ ? QPointF(0, pitch_ / 3) : QPointF(pitch_ / 3, 0);
  std::vector<Stop> all;
  std::size_t next = 0;
  for (int place = 0; place <= text.size(); ++place) {
    if (next < stops_.size() && stops_[next].place == place) {
      all.push_back(stops_[next++]);
      continue;
    }
    if (place < text.size() && text[place].isLowSurrogate()) continue;
    if (all.empty()) {
      all.push_back(stops_.front());
      all.back().place = place;
      continue;
    }
    Stop loose = all.back();
    loose.place = place;
    if (text[place - 1] == QChar('\n')) {
      // The line begins where the block does.
      loose.caret.translate(step);
      ++loose.line;
      const QPointF start = vertical_ ? QPointF(0, block_.bounds.top() - loose.caret.y1()) : QPointF();
      if (!block_.bounds.isEmpty()) loose.caret.translate(start);
    } else {
      loose.caret.translate(blank);
    }
    all.push_back(loose);
  }
  stops_ = std::move(all);
}

const CaretLayout::Stop& CaretLayout::stopFor(int place) const {
  const auto after = std::ranges::lower_bound(stops_, place, {}, &Stop::place);
  return after == stops_.end() ? stops_.back() : *after;
}

QLineF CaretLayout::caret(int place) const {
  return stopFor(place).caret;
}

std::vector<QRectF> CaretLayout::boxes(int from, int to) const {
  std::vector<QRectF> boxes;
  for (const Piece& piece : pieces_) {
    if (piece.from >= from && piece.to <= to) boxes.push_back(piece.box);
  }
  return boxes;
}

int CaretLayout::placeAt(QPointF point) const {
  const auto nearest =
      std::ranges::min_element(stops_, {}, [&](const Stop& stop) { return distance(stop.caret, point); });
  return nearest->place;
}

int CaretLayout::lineStart(int place) const {
  const std::size_t line = stopFor(place).line;
  return std::ranges::find(stops_, line, &Stop::line)->place;
}

int CaretLayout::lineEnd(int place) const {
  const std::size_t line = stopFor(place).line;
  int end = place;
  for (const Stop& stop : stops_) {
    if (stop.line == line) end = std::max(end, stop.place);
  }
  return end;
}

int CaretLayout::beside(int place, int by) const {
  const Stop& from = stopFor(place);
  const std::size_t last = stops_.back().line;
  if ((by < 0 && from.line == 0) || (by > 0 && from.line >= last)) return by < 0 ? 0 : stops_.back().place;
  const std::size_t line = by < 0 ? from.line - 1 : from.line + 1;
  const auto along = [&](const Stop& stop) { return vertical_ ? stop.caret.y1() : stop.caret.x1(); };
  const Stop* nearest = nullptr;
  for (const Stop& stop : stops_) {
    if (stop.line != line) continue;
    if (!nearest || std::abs(along(stop) - along(from)) < std::abs(along(*nearest) - along(from))) nearest = &stop;
  }
  return nearest ? nearest->place : place;
}

}  // namespace koma::ui
