// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/page_sketch.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextOption>
#include <algorithm>

#include "engine/manga/panel_regions.h"
#include "ui/document/qt_values.h"
#include "ui/style/region_colours.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr QRgb ink = 0xff202020;

/// As large as the words may be in a box of this height, in pixels.
QFont small(const QFont& font, double height) {
  QFont sized = font;
  sized.setPixelSize(std::clamp(int(height / 3), 7, 13));
  return sized;
}

}  // namespace

PageSketch::PageSketch(const QString& title, const Theme& theme, QWidget* parent)
    : QWidget(parent), title_(title), theme_(theme) {
  setAccessibleName(title);
  connect(&theme_, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PageSketch::show(const manga::Page& page, const manga::Project& project) {
  page_ = page;
  cast_ = project.cast;
  setAccessibleDescription(tr("%1 panels, %2 balloons").arg(page.panels.size()).arg(page.balloons.size()));
  update();
}

void PageSketch::paintPanel(QPainter& painter, const manga::Panel& panel, double scale) const {
  const QRectF frame = boundsOf(panel);
  painter.save();
  QPainterPath inside;
  inside.addPolygon(toQt(panel.frame));
  painter.setClipPath(inside, Qt::IntersectClip);
  const std::vector<UnitBox> regions = manga::region_boxes(panel);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    QColor tint = regionColour(i);
    painter.setPen(QPen(tint, 1 / scale));
    tint.setAlphaF(0.16F);
    painter.setBrush(tint);
    painter.drawRect(placed(regions[i], frame));
  }
  for (const manga::CharacterBox& box : panel.characters) {
    const auto who = std::ranges::find(cast_, box.character, &manga::Character::id);
    const QColor colour = who == cast_.end() ? QColor(Qt::gray) : colourOf(*who);
    const QRectF rect = placed(box.box, frame);
    painter.setPen(QPen(colour, 1.5 / scale, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    if (who == cast_.end()) continue;
    painter.save();
    const QTransform toPixels = painter.worldTransform();
    painter.resetTransform();
    const QRectF pixels = toPixels.mapRect(rect);
    painter.setFont(small(theme_.font(TextRole::caption), pixels.height()));
    painter.setPen(colour.darker(140));
    painter.drawText(pixels.adjusted(2, 1, -2, -1), Qt::AlignLeft | Qt::AlignTop, toQt(who->name));
    painter.restore();
  }
  painter.restore();
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(ink), std::max(panel.border_width, 0.4)));
  painter.drawPolygon(toQt(panel.frame));
}

void PageSketch::paintBalloon(QPainter& painter, const manga::Balloon& balloon, double scale) const {
  const QRectF rect = toQt(balloon.bounds);
  painter.setPen(QPen(QColor(ink), 1 / scale));
  painter.setBrush(Qt::white);
  if (balloon.shape == manga::BalloonShape::box) {
    painter.drawRect(rect);
  } else {
    painter.drawEllipse(rect);
  }
  for (const manga::Tail& tail : balloon.tails) painter.drawLine(rect.center(), toQt(tail.tip));
  painter.save();
  const QRectF pixels = painter.worldTransform().mapRect(rect);
  painter.resetTransform();
  const QFont font = small(theme_.font(TextRole::caption), pixels.height());
  painter.setFont(font);
  painter.setPen(QColor(ink));
  QTextOption option(Qt::AlignCenter);
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  const QString words = toQt(balloon.text).simplified();
  const auto room = qsizetype(std::max(1.0, pixels.width() * pixels.height() / (font.pixelSize() * font.pixelSize())));
  painter.setClipRect(pixels);
  painter.drawText(pixels.adjusted(3, 1, -3, -1), words.size() > room ? words.left(room) + u'…' : words, option);
  painter.restore();
}

void PageSketch::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const int heading = fontMetrics().height() + space::tight;
  painter.setPen(theme_.colours().quietText);
  painter.drawText(QRect(0, 0, width(), heading), Qt::AlignHCenter | Qt::AlignTop, title_);
  const QSizeF paper(page_.paper.trim.width, page_.paper.trim.height);
  if (paper.isEmpty()) return;
  QRectF place(QPointF(), paper.scaled(width() - 2, height() - heading - 2, Qt::KeepAspectRatio));
  place.moveCenter(QPointF(width() / 2.0, heading + (height() - heading) / 2.0));
  painter.setPen(QPen(theme_.colours().line, 1));
  painter.setBrush(Qt::white);
  painter.drawRect(place);
  const double scale = place.width() / paper.width();
  painter.setClipRect(place);
  painter.translate(place.topLeft());
  painter.scale(scale, scale);
  for (const manga::Panel& panel : page_.panels) {
    if (!panel.hidden) paintPanel(painter, panel, scale);
  }
  for (const manga::Balloon& balloon : page_.balloons) {
    if (!balloon.hidden) paintBalloon(painter, balloon, scale);
  }
}

}  // namespace koma::ui
