// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/objects_model.h"

#include <QMimeData>
#include <QScopedValueRollback>
#include <algorithm>

#include "engine/manga/panel_layout.h"
#include "engine/manga/panel_regions.h"
#include "ui/docks/object_looks.h"
#include "ui/docks/stacking.h"
#include "ui/document/document.h"
#include "ui/document/thing_commands.h"
#include "ui/document/things.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr const char* nodeMimeType = "application/x-komawari-object";

}  // namespace

/// A page or a thing on it. Holds names only; values are read from the document.
struct ObjectsModel::Node {
  Node* parent = nullptr;
  int row = 0;
  manga::PageId page;
  std::optional<Thing> thing;
  int number = 0;  ///< of a panel, in reading order
  std::vector<std::unique_ptr<Node>> children;

  Node* add(const Thing& child) {
    auto made = std::make_unique<Node>();
    made->parent = this;
    made->row = int(children.size());
    made->page = page;
    made->thing = child;
    children.push_back(std::move(made));
    return children.back().get();
  }
  [[nodiscard]] bool sameAs(const Node& other) const {
    return thing == other.thing && page == other.page &&
           std::ranges::equal(children, other.children, [](const auto& a, const auto& b) { return a->sameAs(*b); });
  }
  [[nodiscard]] Node* find(const Thing& sought) {
    if (thing == sought) return this;
    for (const auto& child : children) {
      if (Node* found = child->find(sought)) return found;
    }
    return nullptr;
  }
};

ObjectsModel::ObjectsModel(Document& document, PictureLibrary& pictures, const Theme& theme, QObject* parent)
    : QAbstractItemModel(parent), document_(document), pictures_(pictures), theme_(theme) {
  connect(&document, &Document::changed, this, &ObjectsModel::documentChanged);
  reload();
}

ObjectsModel::~ObjectsModel() = default;

// --- the tree --------------------------------------------------------------------------------------------------------

std::unique_ptr<ObjectsModel::Node> ObjectsModel::treeOf(const manga::Page& page) const {
  auto root = std::make_unique<Node>();
  root->page = page.id;
  std::vector<const manga::Balloon*> balloons;  // the front ones first
  for (const manga::Balloon& balloon : page.balloons) balloons.insert(balloons.begin(), &balloon);
  int number = 0;
  for (const std::size_t index : manga::reading_order(page.panels, document_.project().direction)) {
    const manga::Panel& panel = page.panels[index];
    Node* node = root->add(panel.id);
    node->number = ++number;
    std::erase_if(balloons, [&](const manga::Balloon* balloon) {
      const bool here = manga::contains(panel.frame, balloon->bounds.centre());
      if (here) node->add(balloon->id);
      return here;
    });
    for (std::size_t i = panel.characters.size(); i-- > 0;) node->add(BoxRef{panel.id, i});
    // Cells as they are read, free regions the topmost first.
    const std::size_t regions = panel.regions.size();
    const bool cells = manga::split_rows(panel).has_value();
    for (std::size_t i = 0; i < regions; ++i) node->add(RegionRef{panel.id, cells ? i : regions - 1 - i});
  }
  for (const manga::Balloon* balloon : balloons) root->add(balloon->id);
  return root;
}

void ObjectsModel::reload() {
  const QScopedValueRollback rebuilding(rebuilding_, true);
  beginResetModel();
  pages_.clear();
  for (const manga::Page& page : document_.project().pages) {
    pages_.push_back(treeOf(page));
    pages_.back()->row = int(pages_.size()) - 1;
  }
  endResetModel();
}

void ObjectsModel::reloadPage(manga::PageId id) {
  const manga::Page* page = manga::find_page(document_.project(), id);
  const auto old = std::ranges::find_if(pages_, [&](const auto& node) { return node->page == id; });
  if (!page || old == pages_.end()) return;
  auto tree = treeOf(*page);
  tree->row = (*old)->row;
  const QModelIndex top = index(tree->row, 0);
  if (tree->sameAs(**old)) {
    // Names, icons and states only.
    const auto tell = [this](const auto& self, const QModelIndex& parent) -> void {
      const int rows = rowCount(parent);
      if (rows == 0) return;
      emit dataChanged(index(0, 0, parent), index(rows - 1, LockColumn, parent));
      for (int row = 0; row < rows; ++row) self(self, index(row, 0, parent));
    };
    tell(tell, top);
    return;
  }
  const QScopedValueRollback rebuilding(rebuilding_, true);
  if (!(*old)->children.empty()) {
    beginRemoveRows(top, 0, int((*old)->children.size()) - 1);
    (*old)->children.clear();
    endRemoveRows();
  }
  if (!tree->children.empty()) {
    beginInsertRows(top, 0, int(tree->children.size()) - 1);
    (*old)->children = std::move(tree->children);
    for (const auto& child : (*old)->children) child->parent = old->get();
    endInsertRows();
  }
}

void ObjectsModel::documentChanged(const Change& change) {
  if (const auto* panel = std::get_if<PanelChanged>(&change)) return reloadPage(panel->page);
  if (const auto* balloon = std::get_if<BalloonChanged>(&change)) return reloadPage(balloon->page);
  if (const auto* page = std::get_if<PageChanged>(&change)) return reloadPage(page->page);
  if (std::holds_alternative<CharacterChanged>(change)) {
    for (const auto& page : pages_) reloadPage(page->page);
    return;
  }
  reload();
}

ObjectsModel::Node* ObjectsModel::nodeAt(const QModelIndex& index) const {
  return index.isValid() ? static_cast<Node*>(index.internalPointer()) : nullptr;
}

const manga::Page* ObjectsModel::pageOf(const Node& node) const {
  return manga::find_page(document_.project(), node.page);
}

manga::PageId ObjectsModel::pageAt(const QModelIndex& index) const {
  const Node* node = nodeAt(index);
  return node ? node->page : manga::PageId();
}

std::optional<Thing> ObjectsModel::thingAt(const QModelIndex& index) const {
  const Node* node = nodeAt(index);
  return node ? node->thing : std::nullopt;
}

QModelIndex ObjectsModel::indexOf(manga::PageId page) const {
  const auto found = std::ranges::find_if(pages_, [&](const auto& node) { return node->page == page; });
  return found == pages_.end() ? QModelIndex() : createIndex((*found)->row, 0, found->get());
}

QModelIndex ObjectsModel::indexOf(const Thing& thing) const {
  for (const auto& page : pages_) {
    if (Node* node = page->find(thing)) return createIndex(node->row, 0, node);
  }
  return {};
}

QModelIndex ObjectsModel::index(int row, int column, const QModelIndex& parent) const {
  const Node* above = nodeAt(parent);
  const auto& list = above ? above->children : pages_;
  if (row < 0 || row >= int(list.size()) || column < 0 || column >= ColumnCount) return {};
  return createIndex(row, column, list[std::size_t(row)].get());
}

QModelIndex ObjectsModel::parent(const QModelIndex& index) const {
  const Node* node = nodeAt(index);
  return node && node->parent ? createIndex(node->parent->row, 0, node->parent) : QModelIndex();
}

int ObjectsModel::rowCount(const QModelIndex& parent) const {
  if (parent.column() > 0) return 0;
  const Node* node = nodeAt(parent);
  return int(node ? node->children.size() : pages_.size());
}

// --- what it shows ---------------------------------------------------------------------------------------------------

QString ObjectsModel::nameOf(const Node& node) const {
  if (!node.thing) return tr("Page %1").arg(node.row + 1);
  const manga::Page* page = pageOf(node);
  return page ? thingName(document_.project(), *page, *node.thing, node.number) : QString();
}

QIcon ObjectsModel::iconOf(const Node& node) const {
  const manga::Page* page = pageOf(node);
  if (!node.thing || !page) return icon(QStringLiteral("page"), theme_);
  return thingIcon(document_.project(), *page, *node.thing, pictures_, theme_);
}

QVariant ObjectsModel::data(const QModelIndex& index, int role) const {
  const Node* node = nodeAt(index);
  const manga::Page* page = node ? pageOf(*node) : nullptr;
  if (!page) return {};
  if (index.column() == NameColumn) {
    if (role == Qt::DisplayRole || role == Qt::EditRole || role == Qt::ToolTipRole) return nameOf(*node);
    if (role == Qt::DecorationRole) return iconOf(*node);
    const bool hidden = node->thing && isHidden(*page, *node->thing);
    if (role == Qt::ForegroundRole && hidden) return theme_.colours().disabledText;
    return {};
  }
  if (!node->thing) return {};
  const bool hide = index.column() == HideColumn;
  const bool on = hide ? isHidden(*page, *node->thing) : isLocked(*page, *node->thing);
  switch (role) {
    case StateRole:
      return on;
    case Qt::DecorationRole:
      if (hide) return icon(on ? QStringLiteral("hide") : QStringLiteral("show"), theme_);
      return icon(on ? QStringLiteral("lock") : QStringLiteral("unlock"), theme_);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
      if (hide) return on ? tr("Hidden: click to show (H)") : tr("Shown: click to hide (H)");
      return on ? tr("Locked: click to unlock (L)") : tr("Free: click to lock (L)");
    default:
      return {};
  }
}

Qt::ItemFlags ObjectsModel::flags(const QModelIndex& index) const {
  const Node* node = nodeAt(index);
  if (!node) return Qt::NoItemFlags;
  Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
  const bool panel = node->thing && std::holds_alternative<manga::PanelId>(*node->thing);
  const bool box = node->thing && std::holds_alternative<BoxRef>(*node->thing);
  const auto* region = node->thing ? std::get_if<RegionRef>(&*node->thing) : nullptr;
  if (index.column() == NameColumn && node->thing && !box && !region) flags |= Qt::ItemIsEditable;
  // Panels stand in reading order, which their frames decide.
  const bool cell = region && isCell(*pageOf(*node), *region);
  if (node->thing && !panel && !cell) flags |= Qt::ItemIsDragEnabled;
  if (!node->thing || panel) flags |= Qt::ItemIsDropEnabled;
  return flags;
}

// --- what it changes -------------------------------------------------------------------------------------------------

bool ObjectsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  const std::optional<Thing> thing = thingAt(index);
  if (!thing) return false;
  if (role == StateRole && index.column() == HideColumn) {
    setHidden(document_, std::span(&*thing, 1), value.toBool());
    return true;
  }
  if (role == StateRole && index.column() == LockColumn) {
    setLocked(document_, std::span(&*thing, 1), value.toBool());
    return true;
  }
  if (role != Qt::EditRole || index.column() != NameColumn || value.toString() == nameOf(*nodeAt(index))) return false;
  renameThing(document_, *thing, value.toString().trimmed());
  return true;
}

QStringList ObjectsModel::mimeTypes() const {
  return {nodeMimeType};
}

QMimeData* ObjectsModel::mimeData(const QModelIndexList& indexes) const {
  const Node* node = indexes.isEmpty() ? nullptr : nodeAt(indexes.front());
  if (!node || !node->parent) return nullptr;
  auto* data = new QMimeData;
  // The way from the page's row to the thing's.
  QList<QByteArray> rows;
  for (; node; node = node->parent) rows.prepend(QByteArray::number(node->row));
  data->setData(nodeMimeType, rows.join(' '));
  return data;
}

ObjectsModel::Node* ObjectsModel::dragged(const QMimeData& data, const QModelIndex& parent) const {
  QModelIndex at;
  for (const QByteArray& row : data.data(nodeMimeType).split(' ')) at = index(row.toInt(), 0, at);
  Node* node = nodeAt(at);
  return node && node->parent == nodeAt(parent) ? node : nullptr;
}

bool ObjectsModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex& to) const {
  return row >= 0 && data->hasFormat(nodeMimeType) && dragged(*data, to);
}

bool ObjectsModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                const QModelIndex& to) {
  if (!canDropMimeData(data, action, row, column, to)) return false;
  const Node* node = dragged(*data, to);
  const auto& siblings = node->parent->children;
  // Rows count with the thing still in its old place. Only things of its kind have a stacking in common.
  std::vector<Thing> above;
  for (int i = 0; i < row; ++i) {
    const Thing& other = *siblings[std::size_t(i)]->thing;
    if (i != node->row && other.index() == node->thing->index()) above.push_back(other);
  }
  std::optional<Thing> below;
  for (std::size_t i = std::size_t(row); i < siblings.size() && !below; ++i) {
    const Thing& other = *siblings[i]->thing;
    if (int(i) != node->row && other.index() == node->thing->index()) below = other;
  }
  emit thingMoved(
      stackBetween(document_, *node->thing, above.empty() ? std::nullopt : std::optional(above.back()), below));
  return false;  // The move is done; the view must not remove the row as after a move elsewhere.
}

}  // namespace koma::ui
