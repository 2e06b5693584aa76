// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <map>
#include <optional>
#include <vector>

#include "engine/api/model_catalog.h"

namespace koma::ui {

class Theme;

/// The models that were found, one in a row. Hashes are told by whoever computed them.
class ModelList : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { name, kind, family, size, hash, state, columns };
  enum Role {
    sortRole = Qt::UserRole,  ///< what a column is sorted by
    wordsRole                 ///< what the search looks at
  };

  explicit ModelList(const Theme& theme, QObject* parent = nullptr);

  void setEntries(std::vector<api::ModelEntry> entries);
  [[nodiscard]] const std::vector<api::ModelEntry>& entries() const noexcept { return entries_; }
  [[nodiscard]] const api::ModelEntry& entry(int row) const { return entries_.at(std::size_t(row)); }
  /// Of a file or folder, in hexadecimal.
  void setHash(const std::filesystem::path& file, const QString& hash);
  [[nodiscard]] QString hashOf(const api::ModelEntry& entry) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  [[nodiscard]] QString text(const api::ModelEntry& entry, int column) const;

  const Theme& theme_;
  std::vector<api::ModelEntry> entries_;
  std::map<std::filesystem::path, QString> hashes_;
};

/// What of the list is wanted: of a kind, of a family, with words in name, path, family or hash.
class ModelFilter : public QSortFilterProxyModel {
  Q_OBJECT
 public:
  explicit ModelFilter(ModelList& list, QObject* parent = nullptr);

  void setKind(std::optional<api::ModelKind> kind);
  void setFamily(const std::string& family);
  void setWords(const QString& words);

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  ModelList& list_;
  std::optional<api::ModelKind> kind_;
  std::string family_;
  QStringList words_;
};

}  // namespace koma::ui
