// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/panel_message.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include "ui/style/palettes.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int smallestWidth = 72;  // view pixels
constexpr int widest = 320;        // longer lines are hard to read
constexpr int mostLines = 5;

/// Lines of at most `width`, the last one cut with an ellipsis when there are more than `most`.
QStringList brokenLines(const QString& text, const QFont& font, int width, int most) {
  QTextLayout layout(text, font);
  QTextOption option(Qt::AlignHCenter);
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  layout.setTextOption(option);
  layout.beginLayout();
  QStringList lines;
  for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
    line.setLineWidth(width);
    if (lines.size() + 1 == most && line.textStart() + line.textLength() < text.size()) {
      lines << QFontMetrics(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, width);
      break;
    }
    lines << text.mid(line.textStart(), line.textLength()).trimmed();
  }
  layout.endLayout();
  return lines;
}

}  // namespace

void paintMessage(QPainter& painter, const QRectF& place, Qt::Alignment alignment, const PanelMessage& message,
                  const Theme& theme) {
  const int width = std::min(int(place.width()) - 2 * space::medium, widest);
  const QFont font = theme.font(TextRole::body), actionFont = theme.font(TextRole::caption);
  const QFontMetrics metrics(font), actionMetrics(actionFont);
  const int room = int(place.height()) - 2 * space::small;
  if (width < smallestWidth || room < metrics.height()) return;
  // Sixteen pixels at a time, so that the same lines are met again while zooming.
  const int measure = width - width % 16;

  const QStringList actions = brokenLines(message.action, actionFont, measure, 2);
  const int actionHeight = int(actions.size()) * actionMetrics.lineSpacing();
  const int most = std::min(mostLines, (room - space::tight - actionHeight) / metrics.lineSpacing());
  const QStringList lines = most < 1 ? QStringList() : brokenLines(message.text, font, measure, most);
  const int height = int(lines.size()) * metrics.lineSpacing() + space::tight + actionHeight;

  const bool low = alignment.testFlag(Qt::AlignBottom);
  double y = low ? place.bottom() - height - space::small : place.center().y() - height / 2.0;
  const auto paintLines = [&](const QStringList& texts, const QFont& with, const QFontMetrics& of, const QColor& ink) {
    painter.setFont(with);
    painter.setPen(ink);
    for (const QString& line : texts) {
      painter.drawText(QRectF(place.center().x() - width / 2.0 - 8, y, width + 16, of.lineSpacing()),
                       Qt::AlignCenter | Qt::TextSingleLine, line);
      y += of.lineSpacing();
    }
  };
  // It stands on white paper in both looks.
  static const Colours colours = lightColours();
  painter.save();
  if (message.warning) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.bad);
    painter.setBrush(colours.field);
    const QRectF plate(place.center().x() - width / 2.0 - space::small, y - space::tight, width + 2 * space::small,
                       height + 2 * space::tight);
    painter.drawRoundedRect(plate, space::tight, space::tight);
  }
  paintLines(lines, font, metrics, message.warning ? colours.bad : colours.quietText);
  y += space::tight;
  paintLines(actions, actionFont, actionMetrics, colours.text);
  painter.restore();
}

}  // namespace koma::ui
