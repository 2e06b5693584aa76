// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/marked_picture.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int highest = 260;    // device-independent pixels
constexpr int askedSide = 512;  // of the picture that is asked for

}  // namespace

MarkedPicture::MarkedPicture(manga::Turn turn, const QRectF& part, PictureLibrary& pictures, const Theme& theme,
                             QWidget* parent)
    : QWidget(parent), turn_(std::move(turn)), part_(part), pictures_(pictures), theme_(theme) {
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  QStringList names;
  for (const manga::NamedBox& box : turn_.boxes) names << toQt(box.label);
  setAccessibleName(turn_.area ? tr("The picture with the part that is to be drawn anew")
                               : tr("The picture with marks: %1").arg(names.join(QStringLiteral(", "))));
  connect(&pictures_, &PictureLibrary::ready, this, [this](const std::string& asset) {
    if (asset == turn_.picture) look();
  });
  connect(&theme_, &Theme::changed, this, [this] { update(); });
  look();
}

void MarkedPicture::look() {
  if (turn_.picture.empty()) return;
  const QImage whole = pictures_.picture(turn_.picture, askedSide);
  if (whole.isNull()) return;
  const QRect seen(qRound(part_.left() * whole.width()), qRound(part_.top() * whole.height()),
                   std::max(1, qRound(part_.width() * whole.width())),
                   std::max(1, qRound(part_.height() * whole.height())));
  picture_ = whole.copy(seen.intersected(whole.rect()));
  updateGeometry();
  update();
}

int MarkedPicture::heightForWidth(int width) const {
  if (picture_.isNull()) return 0;
  return std::min(highest, int(qint64(width) * picture_.height() / std::max(1, picture_.width())));
}

QSize MarkedPicture::sizeHint() const {
  return {space::thumbnail, heightForWidth(space::thumbnail)};
}

QRectF MarkedPicture::placed(const UnitBox& box, const QRectF& frame) const {
  const auto across = [&](double x) { return frame.left() + (x - part_.left()) / part_.width() * frame.width(); };
  const auto down = [&](double y) { return frame.top() + (y - part_.top()) / part_.height() * frame.height(); };
  return QRectF(QPointF(across(box.left), down(box.top)), QPointF(across(box.right), down(box.bottom)))
      .intersected(frame);
}

void MarkedPicture::drawBox(QPainter& painter, const QRectF& box, const QString& label) const {
  const Colours& colours = theme_.colours();
  // On paper white and on ink black alike.
  painter.setPen(QPen(colours.onAccent, space::tight));
  painter.drawRect(box);
  painter.setPen(QPen(colours.accent, space::hair));
  painter.drawRect(box);
  if (label.isEmpty()) return;
  const QFontMetrics metrics(painter.font());
  const QString text = metrics.elidedText(label, Qt::ElideRight, std::max(40, int(box.width()) - space::small));
  const QRectF plate(box.topLeft(), QSizeF(metrics.horizontalAdvance(text) + space::small, metrics.height()));
  painter.fillRect(plate, colours.accent);
  painter.setPen(colours.onAccent);
  painter.drawText(plate, Qt::AlignCenter, text);
}

void MarkedPicture::paintEvent(QPaintEvent*) {
  if (picture_.isNull()) return;
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  QSizeF size = picture_.size();
  size.scale(QSizeF(this->size()), Qt::KeepAspectRatio);
  const QRectF frame(QPointF(0, 0), size);
  painter.drawImage(frame, picture_);
  painter.setClipRect(frame);
  painter.setFont(theme_.font(TextRole::caption));
  painter.setBrush(Qt::NoBrush);
  if (turn_.area) {
    const QRectF area = placed(*turn_.area, frame).adjusted(1, 1, -1, -1);
    QColor tint = theme_.colours().maskTint;
    painter.fillRect(area, tint);
    drawBox(painter, area, {});
  }
  for (const manga::NamedBox& box : turn_.boxes) drawBox(painter, placed(box.box, frame), toQt(box.label));
}

}  // namespace koma::ui
