// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/key_cap_delegate.h"

#include <QPainter>

#include "ui/style/theme.h"

namespace koma::ui {

QStringList keyCaps(const QString& keys) {
  QStringList caps;
  QString cap;
  for (qsizetype i = 0; i < keys.size(); ++i) {
    // A plus that nothing follows or precedes is the key itself.
    const bool joins = keys[i] == u'+' && !cap.isEmpty() && i + 1 < keys.size();
    if (joins) {
      caps << cap.trimmed();
      cap.clear();
    } else {
      cap += keys[i];
    }
  }
  if (!cap.trimmed().isEmpty()) caps << cap.trimmed();
  return caps;
}

KeyCapDelegate::KeyCapDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}

template <typename Draw>
int KeyCapDelegate::layOut(const QString& keys, Draw draw) const {
  const QFontMetrics metrics(theme_.font(TextRole::caption));
  int left = space::small;
  bool first = true;
  for (const QString& alternative : keys.split(u';', Qt::SkipEmptyParts)) {
    if (!std::exchange(first, false)) {
      //: Stands between two keys that do the same.
      const QString between = tr("or");
      draw(between, left, metrics.horizontalAdvance(between), false);
      left += metrics.horizontalAdvance(between) + space::small;
    }
    for (const QString& cap : keyCaps(alternative)) {
      const int width = std::max(22, metrics.horizontalAdvance(cap) + 2 * space::small);
      draw(cap, left, width, true);
      left += width + space::tight;
    }
    left += space::tight;
  }
  return left;
}

void KeyCapDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Colours& colours = theme_.colours();
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, colours.accentQuiet);
  painter->setFont(theme_.font(TextRole::caption));
  const int height = painter->fontMetrics().height() + 2 * space::hair + 2;
  const int top = option.rect.center().y() - height / 2;
  layOut(index.data().toString(), [&](const QString& text, int left, int width, bool isCap) {
    const QRectF cap(option.rect.left() + left + 0.5, top + 0.5, width, height);
    if (isCap) {
      painter->setPen(Qt::NoPen);
      painter->setBrush(colours.strongLine);
      painter->drawRoundedRect(cap.translated(0, 1.5), 4, 4);
      painter->setPen(QPen(colours.strongLine, 1));
      painter->setBrush(colours.field);
      painter->drawRoundedRect(cap, 4, 4);
    }
    painter->setPen(isCap ? colours.text : colours.quietText);
    painter->drawText(cap, Qt::AlignCenter, text);
  });
  painter->restore();
}

QSize KeyCapDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
  const int width = layOut(index.data().toString(), [](const QString&, int, int, bool) {});
  return {width, QFontMetrics(theme_.font(TextRole::caption)).height() + space::medium + space::tight};
}

}  // namespace koma::ui
