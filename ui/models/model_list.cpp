// SPDX-License-Identifier: Apache-2.0
#include "ui/models/model_list.h"

#include <algorithm>

#include "ui/document/qt_values.h"
#include "ui/models/model_words.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int shownDigits = 10;  // of a hash; they tell files apart

}  // namespace

ModelList::ModelList(const Theme& theme, QObject* parent) : QAbstractTableModel(parent), theme_(theme) {
  connect(&theme_, &Theme::changed, this, [this] {
    if (!entries_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
  });
}

void ModelList::setEntries(std::vector<api::ModelEntry> entries) {
  beginResetModel();
  entries_ = std::move(entries);
  endResetModel();
}

void ModelList::setHash(const std::filesystem::path& file, const QString& hash) {
  hashes_[file] = hash;
  const auto found = std::ranges::find(entries_, file, &api::ModelEntry::folder);
  if (found == entries_.end()) return;
  const QModelIndex cell = index(int(found - entries_.begin()), Column::hash);
  emit dataChanged(cell, cell);
}

QString ModelList::hashOf(const api::ModelEntry& entry) const {
  const auto found = hashes_.find(entry.folder);
  return found == hashes_.end() ? QString() : found->second;
}

int ModelList::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(entries_.size());
}

int ModelList::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columns;
}

QString ModelList::text(const api::ModelEntry& entry, int column) const {
  switch (column) {
    case name:
      return toQt(entry.name);
    case kind:
      return kindName(entry.kind);
    case family:
      return entry.family.empty() ? tr("Not known") : familyName(entry.family);
    case size:
      return entry.bytes == 0 ? tr("Not known") : byteText(entry.bytes);
    case hash:
      return hashOf(entry).left(shownDigits);
    default:
      return entry.problem.empty() ? tr("Ready") : tr("Cannot be used");
  }
}

QVariant ModelList::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const api::ModelEntry& entry = entries_[std::size_t(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return text(entry, index.column());
    case Qt::ToolTipRole:
      if (index.column() == hash) return hashOf(entry);
      return entry.problem.empty() ? toQt(entry.folder.string()) : toQt(entry.problem);
    case Qt::DecorationRole:
      if (index.column() != state) return {};
      return icon(entry.problem.empty() ? QStringLiteral("check") : QStringLiteral("warning"), theme_);
    case Qt::ForegroundRole:
      if (!entry.problem.empty() && index.column() == state) return theme_.colours().bad;
      return index.column() == name ? theme_.colours().text : theme_.colours().quietText;
    case Qt::FontRole:
      return index.column() == name ? theme_.font(TextRole::strong) : QVariant();
    case Qt::TextAlignmentRole:
      return int(Qt::AlignVCenter | (index.column() == size ? Qt::AlignRight : Qt::AlignLeft));
    case sortRole:
      return index.column() == size ? QVariant(qulonglong(entry.bytes)) : QVariant(text(entry, index.column()));
    case wordsRole:
      return QStringList{toQt(entry.name),         toQt(entry.id),       toQt(entry.folder.string()),
                         familyName(entry.family), kindName(entry.kind), hashOf(entry)}
          .join(u' ');
    default:
      return {};
  }
}

QVariant ModelList::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return int(Qt::AlignVCenter | (section == size ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole) return {};
  //: a column of the list of models
  const QString names[] = {tr("Name"), tr("Kind"), tr("Family"), tr("Size"), tr("Hash"), tr("State")};
  return names[section];
}

ModelFilter::ModelFilter(ModelList& list, QObject* parent) : QSortFilterProxyModel(parent), list_(list) {
  setSourceModel(&list);
  setSortRole(ModelList::sortRole);
  setSortCaseSensitivity(Qt::CaseInsensitive);
  setSortLocaleAware(true);
}

void ModelFilter::setKind(std::optional<api::ModelKind> kind) {
  kind_ = kind;
  invalidateFilter();
}

void ModelFilter::setFamily(const std::string& family) {
  family_ = family;
  invalidateFilter();
}

void ModelFilter::setWords(const QString& words) {
  words_ = words.split(u' ', Qt::SkipEmptyParts);
  invalidateFilter();
}

bool ModelFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const api::ModelEntry& entry = list_.entry(row);
  if (kind_ && entry.kind != *kind_) return false;
  if (!family_.empty() && entry.family != family_) return false;
  const QString words = list_.data(list_.index(row, 0, parent), ModelList::wordsRole).toString();
  return std::ranges::all_of(words_, [&](const QString& word) { return words.contains(word, Qt::CaseInsensitive); });
}

}  // namespace koma::ui
