// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QDateTime>
#include <QImage>
#include <QString>
#include <vector>

namespace koma::ui {

/// A work that was open before, as the start page shows it.
struct RecentCard {
  QString path, title;
  QDateTime opened;
  QImage thumbnail;      ///< of its first page; may be null
  bool missing = false;  ///< nothing is at its path any more
};

/// The recent works as an item model.
class RecentModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { openedRole = Qt::UserRole, missingRole, pathRole };
  using QAbstractListModel::QAbstractListModel;

  void set(std::vector<RecentCard> cards);
  /// Nothing happens for a path that is not listed.
  void setThumbnail(const QString& path, const QImage& thumbnail);
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  std::vector<RecentCard> cards_;
};

/// "Today, 14:03", "Yesterday, 9:20" or a date.
[[nodiscard]] QString dayText(const QDateTime& time, const QDateTime& now);

}  // namespace koma::ui
