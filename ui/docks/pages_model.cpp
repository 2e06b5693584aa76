// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/pages_model.h"

#include <QMimeData>
#include <algorithm>

#include "ui/document/document.h"
#include "ui/document/page_commands.h"

namespace koma::ui {
namespace {

constexpr const char* pageMimeType = "application/x-komawari-page";

}  // namespace

PagesModel::PagesModel(Document& document, QObject* parent) : QAbstractListModel(parent), document_(document) {
  connect(&document, &Document::changed, this, &PagesModel::documentChanged);
  reload();
}

void PagesModel::documentChanged(const Change& change) {
  if (std::holds_alternative<ProjectReset>(change) || std::holds_alternative<PagesChanged>(change)) {
    reload();
  } else if (const auto* changed = std::get_if<PageChanged>(&change)) {
    const QModelIndex index = indexOf(changed->page);
    if (index.isValid()) emit dataChanged(index, index);
  }
}

void PagesModel::reload() {
  beginResetModel();
  ids_.clear();
  for (const manga::Page& page : document_.project().pages) ids_.push_back(page.id);
  endResetModel();
}

manga::PageId PagesModel::idAt(const QModelIndex& index) const {
  return index.isValid() && index.row() < int(ids_.size()) ? ids_[std::size_t(index.row())] : manga::PageId();
}

QModelIndex PagesModel::indexOf(manga::PageId page) const {
  const auto found = std::ranges::find(ids_, page);
  return found == ids_.end() ? QModelIndex() : index(int(found - ids_.begin()));
}

bool PagesModel::rightToLeft() const {
  return document_.project().direction == manga::ReadingDirection::right_to_left;
}

int PagesModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(ids_.size());
}

QVariant PagesModel::data(const QModelIndex& index, int role) const {
  const manga::Page* page = manga::find_page(document_.project(), idAt(index));
  if (!page) return {};
  if (role == Qt::DisplayRole) return QString::number(index.row() + 1);
  if (role == Qt::AccessibleTextRole) return tr("Page %1").arg(index.row() + 1);
  if (role == Qt::ToolTipRole) {
    return tr("Page %1, %n panel(s)", nullptr, int(page->panels.size())).arg(index.row() + 1);
  }
  return {};
}

Qt::ItemFlags PagesModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::ItemIsDropEnabled;
  return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
}

QStringList PagesModel::mimeTypes() const {
  return {pageMimeType};
}

QMimeData* PagesModel::mimeData(const QModelIndexList& indexes) const {
  if (indexes.isEmpty()) return nullptr;
  auto* data = new QMimeData;
  data->setData(pageMimeType, QByteArray::number(qulonglong(idAt(indexes.front()).value)));
  return data;
}

bool PagesModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex&) {
  const QModelIndex from = indexOf({data->data(pageMimeType).toULongLong()});
  if (!from.isValid()) return false;
  const int target = row < 0 ? rowCount() : row;  // behind the last
  const int to = from.row() < target ? target - 1 : target;
  if (to != from.row()) movePage(document_, idAt(from), std::size_t(to));
  return false;  // The move is done; the view must not remove the page as after a move elsewhere.
}

}  // namespace koma::ui
