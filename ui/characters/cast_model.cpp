// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/cast_model.h"

#include <QMimeData>
#include <algorithm>

#include "ui/document/character_commands.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"

namespace koma::ui {

CastModel::CastModel(Document& document, QObject* parent) : QAbstractListModel(parent), document_(document) {
  connect(&document, &Document::changed, this, &CastModel::documentChanged);
  reload();
}

void CastModel::documentChanged(const Change& change) {
  if (std::holds_alternative<ProjectReset>(change) || std::holds_alternative<CastChanged>(change)) reload();
  if (const auto* changed = std::get_if<CharacterChanged>(&change)) {
    const QModelIndex index = indexOf(changed->character);
    if (index.isValid()) emit dataChanged(index, index);
  }
}

void CastModel::reload() {
  beginResetModel();
  ids_.clear();
  for (const manga::Character& character : document_.project().cast) ids_.push_back(character.id);
  endResetModel();
}

manga::CharacterId CastModel::idAt(const QModelIndex& index) const {
  return index.isValid() && index.row() < int(ids_.size()) ? ids_[std::size_t(index.row())] : manga::CharacterId();
}

const manga::Character* CastModel::characterAt(const QModelIndex& index) const {
  return manga::find_character(document_.project(), idAt(index));
}

QModelIndex CastModel::indexOf(manga::CharacterId character) const {
  const auto found = std::ranges::find(ids_, character);
  return found == ids_.end() ? QModelIndex() : index(int(found - ids_.begin()));
}

int CastModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(ids_.size());
}

QVariant CastModel::data(const QModelIndex& index, int role) const {
  const manga::Character* character = characterAt(index);
  if (!character) return {};
  const QString name = toQt(character->name);
  switch (role) {
    case Qt::DisplayRole:
      return name.isEmpty() ? tr("Unnamed") : name;
    case Qt::EditRole:
      return name;
    case Qt::DecorationRole:
      return colourOf(*character);
    case Qt::ToolTipRole:
      return tr("Drag onto a panel to place %1 there. Drop pictures here as references.").arg(name);
    case Qt::AccessibleDescriptionRole:
      return tr("%n reference(s)", nullptr, int(character->references.size()));
    default:
      return {};
  }
}

bool CastModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  const QString name = value.toString().trimmed();
  if (role != Qt::EditRole || !characterAt(index) || name.isEmpty()) return false;
  setName(document_, idAt(index), name);
  return true;
}

Qt::ItemFlags CastModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::ItemIsDropEnabled;
  return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
}

QStringList CastModel::mimeTypes() const {
  return {characterMimeType};
}

QMimeData* CastModel::mimeData(const QModelIndexList& indexes) const {
  if (indexes.isEmpty()) return nullptr;
  auto* data = new QMimeData;
  data->setData(characterMimeType, QByteArray::number(qulonglong(idAt(indexes.front()).value)));
  return data;
}

bool CastModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex&) const {
  return row >= 0 && data->hasFormat(characterMimeType);
}

bool CastModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex&) {
  const QModelIndex from = indexOf({data->data(characterMimeType).toULongLong()});
  if (!from.isValid() || row < 0) return false;
  // `row` counts with the card still in its old place.
  const int to = from.row() < row ? row - 1 : row;
  if (to != from.row()) moveCharacter(document_, idAt(from), std::size_t(to));
  return false;  // The move is done; the view must not remove the card as after a move elsewhere.
}

}  // namespace koma::ui
