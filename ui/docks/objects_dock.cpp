// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/objects_dock.h"

#include <QAction>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/docks/objects_model.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/document/thing_commands.h"
#include "ui/style/empty_state.h"
#include "ui/style/local_keys.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// An open branch is no switched-on icon.
class NameDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_Open;
  }
};

/// Draws a state as an icon in the middle of its column, faint as long as it is the usual one.
class StateDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    QStyleOptionViewItem ground = option;
    ground.state &= ~QStyle::State_HasFocus;
    option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, option.widget);
    QRect place(0, 0, space::large, space::large);
    place.moveCenter(option.rect.center());
    const bool on = index.data(ObjectsModel::StateRole).toBool();
    qvariant_cast<QIcon>(index.data(Qt::DecorationRole))
        .paint(painter, place, Qt::AlignCenter, on ? QIcon::Normal : QIcon::Disabled);
  }
};

}  // namespace

ObjectsDock::ObjectsDock(Document& document, Selection& selection, PictureLibrary& pictures, const Theme& theme,
                         QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      model_(new ObjectsModel(document, pictures, theme, this)),
      view_(new QTreeView(this)),
      empty_(new EmptyState(QStringLiteral("objects"),
                            tr("Everything you draw on the pages is listed here: panels, people, balloons."), theme,
                            this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(view_);
  column->addWidget(empty_);
  setUpView();
  addActions();
  connect(view_, &QTreeView::clicked, this, &ObjectsDock::clicked);
  connect(view_, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
    if (index.column() == ObjectsModel::NameColumn) emit revealWanted(model_->pageAt(index), chosen());
  });
  connect(view_, &QWidget::customContextMenuRequested, this,
          [this](const QPoint& place) { emit contextMenuWanted(view_->viewport()->mapToGlobal(place)); });
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ObjectsDock::takeSelection);
  connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ObjectsDock::takeSelection);
  connect(&selection_, &Selection::changed, this, &ObjectsDock::showSelection);
  connect(&selection_, &Selection::pageChanged, this, &ObjectsDock::showSelection);
  connect(view_, &QTreeView::expanded, this, [this](const QModelIndex& index) { noteBranch(index, true); });
  connect(view_, &QTreeView::collapsed, this, [this](const QModelIndex& index) { noteBranch(index, false); });
  connect(model_, &QAbstractItemModel::modelReset, this, &ObjectsDock::reopen);
  connect(model_, &QAbstractItemModel::rowsInserted, this, &ObjectsDock::reopen);
  connect(model_, &ObjectsModel::thingMoved, &selection_, [this](const Thing& now) { selection_.select(now); });
  connect(&pictures, &PictureLibrary::ready, view_->viewport(), qOverload<>(&QWidget::update));
  connect(&theme, &Theme::changed, view_->viewport(), qOverload<>(&QWidget::update));
  showSelection();
}

void ObjectsDock::setUpView() {
  view_->setModel(model_);
  view_->setItemDelegateForColumn(ObjectsModel::NameColumn, new NameDelegate(view_));
  view_->setAccessibleName(tr("Objects"));
  view_->setFrameShape(QFrame::NoFrame);
  view_->setHeaderHidden(true);
  view_->setUniformRowHeights(true);
  view_->setIconSize({space::icon, space::icon});
  view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  view_->setEditTriggers(QAbstractItemView::EditKeyPressed);
  view_->setExpandsOnDoubleClick(false);
  view_->setDragDropMode(QAbstractItemView::InternalMove);
  view_->setContextMenuPolicy(Qt::CustomContextMenu);
  view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  QHeaderView* header = view_->header();
  header->setStretchLastSection(false);
  header->setMinimumSectionSize(space::touchTarget);
  header->setSectionResizeMode(ObjectsModel::NameColumn, QHeaderView::Stretch);
  for (const int narrow : {ObjectsModel::HideColumn, ObjectsModel::LockColumn}) {
    header->setSectionResizeMode(narrow, QHeaderView::Fixed);
    header->resizeSection(narrow, space::touchTarget);
    view_->setItemDelegateForColumn(narrow, new StateDelegate(view_));
  }
}

void ObjectsDock::addActions() {
  auto* keys = new LocalKeys(view_);
  const auto add = [&](const QString& text, const QKeySequence& shortcut, auto what) {
    auto* action = new QAction(text, this);
    connect(action, &QAction::triggered, this, what);
    keys->add(action, shortcut);
  };
  const auto reveal = [this] { emit revealWanted(selection_.page(), chosen()); };
  const auto remove = [this] {
    const auto things = chosen();
    if (!things.empty()) removeThings(document_, things);
  };
  const auto restack = [this](Restack how) {
    const auto things = chosen();
    if (!things.empty()) selection_.set(restackThings(document_, things, how));
  };
  add(tr("Show on the page"), Qt::Key_Return, reveal);
  add(tr("Show on the page"), Qt::Key_Enter, reveal);
  add(tr("Rename"), Qt::Key_F2, [this] { renameCurrent(); });
  add(tr("Hide or show"), Qt::Key_H, [this] { toggle(ObjectsModel::HideColumn); });
  add(tr("Lock or unlock"), Qt::Key_L, [this] { toggle(ObjectsModel::LockColumn); });
  add(tr("Remove"), QKeySequence::Delete, remove);
  add(tr("Remove"), Qt::Key_Backspace, remove);
  add(tr("Bring forward"), Qt::CTRL | Qt::Key_BracketRight, [restack] { restack(Restack::raise); });
  add(tr("Send backward"), Qt::CTRL | Qt::Key_BracketLeft, [restack] { restack(Restack::lower); });
  add(tr("Bring to front"), Qt::CTRL | Qt::SHIFT | Qt::Key_BracketRight, [restack] { restack(Restack::toFront); });
  add(tr("Send to back"), Qt::CTRL | Qt::SHIFT | Qt::Key_BracketLeft, [restack] { restack(Restack::toBack); });
}

void ObjectsDock::renameCurrent() {
  const QModelIndex name = view_->currentIndex().siblingAtColumn(ObjectsModel::NameColumn);
  if (name.flags().testFlag(Qt::ItemIsEditable)) view_->edit(name);
}

std::vector<Thing> ObjectsDock::chosen() const {
  std::vector<Thing> things;
  const manga::PageId page = model_->pageAt(view_->currentIndex());
  for (const QModelIndex& index : view_->selectionModel()->selectedRows()) {
    const std::optional<Thing> thing = model_->thingAt(index);
    // A selection is of one page: that of the thing last clicked.
    if (thing && model_->pageAt(index) == page) things.push_back(*thing);
  }
  return things;
}

void ObjectsDock::takeSelection() {
  const manga::PageId page = model_->pageAt(view_->currentIndex());
  if (following_ || model_->rebuilding() || !page) return;
  following_ = true;
  selection_.setPage(page);
  selection_.set(chosen());
  following_ = false;
}

void ObjectsDock::noteBranch(const QModelIndex& index, bool open) {
  const std::optional<Thing> panel = model_->thingAt(index);
  if (panel && open) openPanels_.insert(*panel);
  if (panel && !open) openPanels_.erase(*panel);
  if (!panel && open) openPages_.insert(model_->pageAt(index));
  if (!panel && !open) openPages_.erase(model_->pageAt(index));
}

void ObjectsDock::reopen() {
  for (const manga::PageId page : openPages_) view_->expand(model_->indexOf(page));
  for (const Thing& panel : openPanels_) view_->expand(model_->indexOf(panel));
  showSelection();
}

void ObjectsDock::showSelection() {
  const bool none = model_->rowCount() == 0;
  empty_->setVisible(none);
  view_->setVisible(!none);
  if (following_ || none) return;
  following_ = true;
  QItemSelection rows;
  QModelIndex last;
  for (const Thing& thing : selection_.things()) {
    const QModelIndex index = model_->indexOf(thing);
    if (!index.isValid()) continue;
    rows.select(index, index.siblingAtColumn(ObjectsModel::LockColumn));
    last = index;
  }
  const QModelIndex page = model_->indexOf(selection_.page());
  view_->expand(page);
  // The keyboard's place stays where it is as long as it is on this page.
  if (!last.isValid() && model_->pageAt(view_->currentIndex()) != selection_.page()) last = page;
  if (last.isValid()) {
    view_->selectionModel()->setCurrentIndex(last, QItemSelectionModel::NoUpdate);
    view_->expand(last.parent());
    view_->scrollTo(last);
  }
  view_->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
  following_ = false;
}

void ObjectsDock::clicked(const QModelIndex& index) {
  if (index.column() == ObjectsModel::NameColumn || !model_->thingAt(index)) return;
  model_->setData(index, !index.data(ObjectsModel::StateRole).toBool(), ObjectsModel::StateRole);
}

void ObjectsDock::toggle(int column) {
  const auto things = chosen();
  const QModelIndex state = view_->currentIndex().siblingAtColumn(column);
  if (things.empty() || !model_->thingAt(state)) return;
  const bool on = !state.data(ObjectsModel::StateRole).toBool();
  if (column == ObjectsModel::HideColumn) {
    ui::setHidden(document_, things, on);
  } else {
    ui::setLocked(document_, things, on);
  }
}

}  // namespace koma::ui
