// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QPainter>
#include <string>

#include "engine/manga/page.h"

namespace koma::test {

/// A drawing stand-in: grey ground, hatching and a round figure. `name` only says that there is one.
inline QImage sampleDrawing(const manga::AssetId& name) {
  if (name.empty()) return {};
  QImage picture(700, 900, QImage::Format_Grayscale8);
  picture.fill(235);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(Qt::black, 1.5));
  for (int i = 0; i < 74; ++i) painter.drawLine(0, i * 15, 700, i * 15 - 200);
  painter.setPen(QPen(Qt::black, 6));
  painter.setBrush(QColor(190, 190, 190));
  painter.drawEllipse(QPointF(350, 520), 180, 220);
  return picture;
}

/// A B5 page in millimetres with five panels (one slanted, one bleeding off, one without picture) and seven balloons of
/// every shape, vertical and horizontal, Japanese and English.
inline manga::Page samplePage() {
  manga::Page page;
  std::uint64_t id = 1;
  const auto panel = [&](manga::Polygon frame, const char* picture) {
    manga::Panel made;
    made.id = {id++};
    made.frame = std::move(frame);
    made.takes.push_back({{id}, picture});
    made.accepted = {id++};
    page.panels.push_back(std::move(made));
  };
  panel(manga::polygon_of({93, 16, 73, 70}), "a.png");
  panel({{16, 16}, {91, 16}, {91, 80}, {16, 86}}, "b.png");
  panel(manga::polygon_of({-3, 92, 188, 62}), "c.png");
  panel(manga::polygon_of({93, 160, 73, 80}), "");
  panel(manga::polygon_of({16, 160, 75, 80}), "e.png");
  const auto balloon = [&](manga::BalloonShape shape, manga::Rect bounds, const char* text, double points,
                           bool vertical, std::vector<manga::Tail> tails) {
    manga::Balloon made;
    made.id = {id++};
    made.shape = shape;
    made.bounds = bounds;
    made.text = text;
    made.tails = std::move(tails);
    made.style.size = points;
    made.style.direction = vertical ? manga::TextDirection::vertical : manga::TextDirection::horizontal;
    if (shape == manga::BalloonShape::burst) made.line_width = 0.5;
    page.balloons.push_back(std::move(made));
  };
  using manga::BalloonShape;
  balloon(BalloonShape::ellipse, {138, 20, 25, 36}, "お前が犯人だったのか！？", 13, true, {{{135, 62}, 0, 0.15}});
  balloon(BalloonShape::ellipse, {19, 19, 26, 34}, "ち、違う……「俺」じゃない。", 13, true, {{{48, 52}, 0, -0.2}});
  balloon(BalloonShape::burst, {120, 95, 56, 52}, "待て――っ！！", 20, true, {{{112, 140}}});
  balloon(BalloonShape::rounded, {96, 163, 38, 14}, "12月25日、午後3時", 11, false, {});
  balloon(BalloonShape::ellipse, {118, 200, 44, 28}, "I told you to wait for me, didn't I?!", 11, false,
          {{{110, 232}, 0, 0.2}});
  balloon(BalloonShape::box, {18, 162, 12, 40}, "それが、最後の言葉だった。", 13, true, {});
  balloon(BalloonShape::ellipse, {40, 205, 30, 26}, "No way... That can't be true.", 11, false, {{{62, 195}, 0, 0.2}});
  return page;
}

}  // namespace koma::test
