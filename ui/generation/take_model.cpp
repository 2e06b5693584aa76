// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/take_model.h"

#include <QImage>
#include <algorithm>

#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/generation/recipe_text.h"
#include "ui/style/theme.h"

namespace koma::ui {

TakeModel::TakeModel(Document& document, PictureLibrary& pictures, QObject* parent)
    : QAbstractListModel(parent), document_(document), pictures_(pictures), side_(space::thumbnail) {
  connect(&document_, &Document::changed, this, [this](const Change& change) {
    const auto* panel = std::get_if<PanelChanged>(&change);
    if (!panel || panel->panel == panel_) refresh();
  });
  connect(&pictures_, &PictureLibrary::ready, this, &TakeModel::pictureChanged);
  connect(&pictures_, &PictureLibrary::failed, this, &TakeModel::pictureChanged);
}

void TakeModel::setPanel(manga::PanelId panel) {
  if (panel == panel_) return;
  beginResetModel();
  panel_ = panel;
  rows_.clear();
  accepted_ = {};
  endResetModel();
  refresh();
}

int TakeModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(rows_.size());
}

int TakeModel::acceptedRow() const {
  const auto found = std::ranges::find(rows_, accepted_, &manga::Take::id);
  return found == rows_.end() ? -1 : int(found - rows_.begin());
}

QVariant TakeModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const manga::Take& take = rows_[std::size_t(index.row())];
  const bool accepted = take.id == accepted_;
  switch (role) {
    case Qt::AccessibleTextRole:
      return accepted ? tr("Take of %1, shown on the page").arg(takeDate(take)) : tr("Take of %1").arg(takeDate(take));
    case Qt::ToolTipRole:
      if (const QString problem = pictures_.problem(take.picture); !problem.isEmpty()) return problem;
      return accepted ? tr("The page shows this take") : tr("Press Enter to show this take on the page");
    case acceptedRole:
      return accepted;
    case dateRole:
      return takeDate(take);
    case pictureRole:
      return pictures_.picture(take.picture, side_);
    case problemRole:
      return pictures_.problem(take.picture);
    default:
      return {};
  }
}

void TakeModel::refresh() {
  const manga::Panel* panel = manga::find_panel(document_.project(), panel_);
  std::vector<manga::Take> target;
  if (panel) target.assign(panel->takes.rbegin(), panel->takes.rend());
  // Row by row, so that what is selected stays so. The order of takes never changes.
  const auto has = [](const std::vector<manga::Take>& takes, manga::TakeId id) {
    return std::ranges::find(takes, id, &manga::Take::id) != takes.end();
  };
  for (int i = rowCount() - 1; i >= 0; --i) {
    if (has(target, takeAt(i).id)) continue;
    beginRemoveRows({}, i, i);
    rows_.erase(rows_.begin() + i);
    endRemoveRows();
  }
  for (int i = 0; i < int(target.size()); ++i) {
    if (i < rowCount() && takeAt(i).id == target[std::size_t(i)].id) continue;
    beginInsertRows({}, i, i);
    rows_.insert(rows_.begin() + i, target[std::size_t(i)]);
    endInsertRows();
  }
  accepted_ = panel ? panel->accepted : manga::TakeId{};
  if (!rows_.empty()) emit dataChanged(index(0), index(rowCount() - 1));
}

void TakeModel::pictureChanged(const std::string& asset) {
  for (int i = 0; i < rowCount(); ++i) {
    if (takeAt(i).picture == asset) emit dataChanged(index(i), index(i));
  }
}

}  // namespace koma::ui
