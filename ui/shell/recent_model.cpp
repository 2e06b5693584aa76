// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/recent_model.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

namespace koma::ui {

void RecentModel::set(std::vector<RecentCard> cards) {
  beginResetModel();
  cards_ = std::move(cards);
  endResetModel();
}

void RecentModel::setThumbnail(const QString& path, const QImage& thumbnail) {
  for (std::size_t i = 0; i < cards_.size(); ++i) {
    if (cards_[i].path != path) continue;
    cards_[i].thumbnail = thumbnail;
    emit dataChanged(index(int(i)), index(int(i)), {Qt::DecorationRole});
  }
}

int RecentModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(cards_.size());
}

QVariant RecentModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const RecentCard& card = cards_[std::size_t(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return card.title;
    case Qt::DecorationRole:
      return card.thumbnail;
    case Qt::ToolTipRole:
      return QDir::toNativeSeparators(card.path);
    case Qt::AccessibleDescriptionRole:
      return card.missing ? tr("It is no longer at %1").arg(QDir::toNativeSeparators(card.path))
                          : QDir::toNativeSeparators(card.path);
    case openedRole:
      return card.opened;
    case missingRole:
      return card.missing;
    case pathRole:
      return card.path;
    default:
      return {};
  }
}

Qt::ItemFlags RecentModel::flags(const QModelIndex& index) const {
  return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QString dayText(const QDateTime& time, const QDateTime& now) {
  if (!time.isValid()) return {};
  const QDateTime local = time.toLocalTime();
  const QString clock = QLocale().toString(local.time(), QLocale::ShortFormat);
  const qint64 days = local.date().daysTo(now.toLocalTime().date());
  //: %1 is the time of the day.
  if (days == 0) return QCoreApplication::translate("RecentModel", "Today, %1").arg(clock);
  if (days == 1) return QCoreApplication::translate("RecentModel", "Yesterday, %1").arg(clock);
  return QLocale().toString(local.date(), QLocale::ShortFormat);
}

}  // namespace koma::ui
