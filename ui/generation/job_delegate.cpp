// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/job_delegate.h"

#include <QPainter>

#include "ui/generation/job_model.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

QString iconOf(JobModel::State state, int lane) {
  switch (state) {
    case JobModel::State::running:
      return QStringLiteral("generate");
    case JobModel::State::waiting:
      return lane == int(api::Lane::background) ? QStringLiteral("lane-background")
                                                : QStringLiteral("lane-interactive");
    case JobModel::State::finished:
      return QStringLiteral("check");
    case JobModel::State::failed:
      return QStringLiteral("warning");
    case JobModel::State::cancelled:
      return QStringLiteral("cancel");
  }
  return {};
}

void paintProgress(QPainter& painter, const QRect& bar, double share, const Colours& colours) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.line);
  const double radius = bar.height() / 2.0;
  painter.drawRoundedRect(bar, radius, radius);
  if (share <= 0) return;
  QRectF done = bar;
  done.setWidth(std::max(double(bar.height()), bar.width() * share));
  painter.setBrush(colours.accent);
  painter.drawRoundedRect(done, radius, radius);
}

}  // namespace

QSize JobDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  const int lines =
      QFontMetrics(theme_.font(TextRole::body)).height() + QFontMetrics(theme_.font(TextRole::caption)).height();
  return {space::huge * 3, std::max(space::touchTarget, lines + 2 * space::small + space::tight)};
}

void JobDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyleOptionViewItem background = option;
  initStyleOption(&background, index);
  background.text.clear();
  const QWidget* view = option.widget;
  view->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, view);

  const Colours& colours = theme_.colours();
  const auto state = index.data(JobModel::stateRole).value<JobModel::State>();
  const bool over = state != JobModel::State::running && state != JobModel::State::waiting;
  QRect inside = option.rect.adjusted(space::small, space::tight, -space::small, -space::tight);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const QRect picture(inside.left(), inside.center().y() - space::icon / 2, space::icon, space::icon);
  icon(iconOf(state, index.data(JobModel::laneRole).toInt()), theme_)
      .paint(painter, picture, Qt::AlignCenter, over ? QIcon::Disabled : QIcon::Normal);
  inside.setLeft(picture.right() + space::small);

  QFont nameFont = theme_.font(state == JobModel::State::running ? TextRole::strong : TextRole::body);
  painter->setFont(nameFont);
  painter->setPen(over ? colours.quietText : colours.text);
  const QFontMetrics nameMetrics(nameFont);
  const QString time = index.data(JobModel::timeLeftRole).toString();
  const QFont smallFont = theme_.font(TextRole::caption);
  const QFontMetrics smallMetrics(smallFont);
  const int timeWidth = time.isEmpty() ? 0 : smallMetrics.horizontalAdvance(time) + space::small;
  const QRect name(inside.left(), inside.top(), inside.width() - timeWidth, nameMetrics.height());
  painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                    nameMetrics.elidedText(index.data().toString(), Qt::ElideRight, name.width()));

  painter->setFont(smallFont);
  painter->setPen(colours.quietText);
  painter->drawText(QRect(inside.right() - timeWidth, name.top(), timeWidth + 1, name.height()),
                    Qt::AlignRight | Qt::AlignVCenter, time);
  if (state == JobModel::State::failed) painter->setPen(colours.bad);
  const QRect second(inside.left(), name.bottom() + 1, inside.width(), smallMetrics.height());
  painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter, index.data(JobModel::stateTextRole).toString());
  if (state == JobModel::State::running) {
    const int steps = index.data(JobModel::stepsRole).toInt();
    const QRect bar(inside.left(), second.bottom() + space::hair, inside.width(), space::tight);
    paintProgress(*painter, bar, steps > 0 ? double(index.data(JobModel::stepRole).toInt()) / steps : 0, colours);
  }
  painter->restore();
}

}  // namespace koma::ui
