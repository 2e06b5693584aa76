// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/pages_dock.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <algorithm>

#include "ui/docks/page_delegate.h"
#include "ui/docks/page_thumbnails.h"
#include "ui/docks/pages_model.h"
#include "ui/docks/template_icon.h"
#include "ui/document/document.h"
#include "ui/document/page_commands.h"
#include "ui/document/selection.h"
#include "ui/style/empty_state.h"
#include "ui/style/icons.h"
#include "ui/style/local_keys.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int smallestSheet = 72, largestSheet = 220;  ///< heights in pixels

/// The names of manga::page_templates(), for lupdate only: the engine knows no Qt.
[[maybe_unused]] constexpr const char* templateNames[] = {
    QT_TRANSLATE_NOOP("PageTemplates", "One panel"),         QT_TRANSLATE_NOOP("PageTemplates", "Four in a column"),
    QT_TRANSLATE_NOOP("PageTemplates", "Five panels"),       QT_TRANSLATE_NOOP("PageTemplates", "Six panels"),
    QT_TRANSLATE_NOOP("PageTemplates", "Large first panel"), QT_TRANSLATE_NOOP("PageTemplates", "Large last panel"),
};

}  // namespace

PagesDock::PagesDock(Document& document, Selection& selection, PictureLibrary& pictures, Background& background,
                     const Theme& theme, const std::filesystem::path& fontsFolder, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      theme_(theme),
      model_(new PagesModel(document, this)),
      thumbnails_(new PageThumbnails(document, pictures, background, fontsFolder, this)),
      delegate_(new PageDelegate(*thumbnails_, theme, this)),
      view_(new QListView(this)),
      empty_(new EmptyState(QStringLiteral("pages"), tr("A work without pages. Add the first one."), theme, this)),
      templates_(new QMenu(tr("Page template"), this)) {
  empty_->setButton(tr("Add page"), tr("Add a page (Ctrl+Alt+N)"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, space::small, 0);
  row->setSpacing(0);
  row->addWidget(buildTools());
  row->addWidget(view_, 1);
  row->addWidget(empty_, 1);
  setUpView();
  addActions();

  connect(empty_, &EmptyState::buttonClicked, this, &PagesDock::addAfterCurrent);
  connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &PagesDock::takeCurrent);
  connect(view_, &QListView::doubleClicked, this,
          [this](const QModelIndex& index) { emit openWanted(model_->idAt(index)); });
  connect(&selection_, &Selection::pageChanged, this, &PagesDock::showSelection);
  connect(model_, &QAbstractItemModel::modelReset, this, &PagesDock::showSelection);
  connect(&document_, &Document::changed, this, &PagesDock::showDirection);
  connect(thumbnails_, &PageThumbnails::painted, view_->viewport(), qOverload<>(&QWidget::update));
  connect(thumbnails_, &PageThumbnails::painted, this, &PagesDock::thumbnailPainted);
  connect(view_->horizontalScrollBar(), &QScrollBar::valueChanged, this, &PagesDock::tellVisible);
  connect(view_->verticalScrollBar(), &QScrollBar::valueChanged, this, &PagesDock::tellVisible);
  connect(&theme_, &Theme::changed, view_, [this] { view_->viewport()->update(); });
  showDirection();
  showSelection();
}

void PagesDock::setUpView() {
  view_->setModel(model_);
  view_->setItemDelegate(delegate_);
  view_->setAccessibleName(tr("Pages"));
  view_->setFlow(QListView::LeftToRight);
  view_->setResizeMode(QListView::Adjust);
  view_->setUniformItemSizes(true);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  view_->setDragEnabled(true);
  view_->setAcceptDrops(true);
  view_->setDropIndicatorShown(true);
  view_->setDragDropMode(QAbstractItemView::InternalMove);
  view_->setDefaultDropAction(Qt::MoveAction);
  view_->setContextMenuPolicy(Qt::ActionsContextMenu);
  view_->setMinimumHeight(smallestSheet + delegate_->margin());
  view_->viewport()->installEventFilter(this);
}

QWidget* PagesDock::buildTools() {
  auto* tools = new QWidget(this);
  const auto button = [&](const QString& name, const QString& text, const QString& toolTip) {
    auto* made = new QToolButton(tools);
    made->setAutoRaise(true);
    made->setIconSize({space::icon, space::icon});
    made->setIcon(icon(name, theme_));
    made->setAccessibleName(text);
    made->setToolTip(toolTip);
    return made;
  };
  auto* add = button(QStringLiteral("page-add"), tr("Add page"), tr("Add a page after this one (Ctrl+Alt+N)"));
  duplicate_ = button(QStringLiteral("duplicate"), tr("Duplicate page"), tr("Duplicate this page (Ctrl+D)"));
  template_ = button(QStringLiteral("page-template"), tr("Page template"), tr("Give an empty page panels (Ctrl+T)"));
  remove_ = button(QStringLiteral("delete"), tr("Delete page"), tr("Delete this page (Del)"));
  connect(add, &QToolButton::clicked, this, &PagesDock::addAfterCurrent);
  connect(duplicate_, &QToolButton::clicked, this, &PagesDock::duplicateCurrent);
  connect(remove_, &QToolButton::clicked, this, &PagesDock::removeCurrent);
  template_->setPopupMode(QToolButton::InstantPopup);
  template_->setMenu(templates_);
  connect(templates_, &QMenu::aboutToShow, this, &PagesDock::fillTemplates);
  auto* column = new QVBoxLayout(tools);
  column->setContentsMargins(space::tight, space::tight, space::tight, space::tight);
  column->setSpacing(space::hair);
  for (QToolButton* tool : {add, duplicate_, template_, remove_}) column->addWidget(tool);
  column->addStretch(1);
  return tools;
}

void PagesDock::addActions() {
  auto* keys = new LocalKeys(view_);
  const auto add = [&](const QString& text, const QKeySequence& shortcut, auto what, bool shown = true) {
    auto* action = new QAction(text, this);
    action->setVisible(shown);
    connect(action, &QAction::triggered, this, what);
    keys->add(action, shortcut);
  };
  const auto open = [this] {
    if (current()) emit openWanted(current());
  };
  add(tr("Work on this page"), Qt::Key_Return, open);
  add(tr("Work on this page"), Qt::Key_Enter, open, false);
  add(tr("Add page"), Qt::CTRL | Qt::ALT | Qt::Key_N, [this] { addAfterCurrent(); });
  add(tr("Duplicate page"), Qt::CTRL | Qt::Key_D, [this] { duplicateCurrent(); });
  add(tr("Page template"), Qt::CTRL | Qt::Key_T, [this] {
    if (template_->isEnabled()) template_->showMenu();
  });
  // The arrows follow the strip: in a work read from the right the next page lies left.
  add(tr("Page to the left"), Qt::ALT | Qt::Key_Left, [this] { step(model_->rightToLeft() ? 1 : -1); });
  add(tr("Page to the right"), Qt::ALT | Qt::Key_Right, [this] { step(model_->rightToLeft() ? -1 : 1); });
  add(
      tr("Next page"), Qt::Key_PageDown, [this] { step(1); }, false);
  add(
      tr("Previous page"), Qt::Key_PageUp, [this] { step(-1); }, false);
  add(tr("Move left"), Qt::ALT | Qt::SHIFT | Qt::Key_Left, [this] { moveCurrent(model_->rightToLeft() ? 1 : -1); });
  add(tr("Move right"), Qt::ALT | Qt::SHIFT | Qt::Key_Right, [this] { moveCurrent(model_->rightToLeft() ? -1 : 1); });
  add(tr("Delete page"), QKeySequence::Delete, [this] { removeCurrent(); });
  add(
      tr("Delete page"), Qt::Key_Backspace, [this] { removeCurrent(); }, false);
}

void PagesDock::fillTemplates() {
  templates_->clear();
  for (const manga::PageTemplate& one : manga::page_templates()) {
    auto* action = templates_->addAction(templateIcon(one, model_->rightToLeft(), theme_),
                                         QCoreApplication::translate("PageTemplates", one.name));
    connect(action, &QAction::triggered, this, [this, id = std::string(one.id)] {
      if (current()) applyTemplate(document_, current(), id, gutters_);
    });
  }
}

manga::PageId PagesDock::current() const {
  return model_->idAt(view_->currentIndex());
}

void PagesDock::takeCurrent() {
  if (following_ || !current()) return;
  following_ = true;
  selection_.setPage(current());
  following_ = false;
}

void PagesDock::showSelection() {
  const bool none = model_->rowCount() == 0;
  empty_->setVisible(none);
  view_->setVisible(!none);
  duplicate_->setEnabled(!none);
  remove_->setEnabled(!none);
  showDirection();
  if (following_) return;
  following_ = true;
  view_->setCurrentIndex(model_->indexOf(selection_.page()));
  view_->scrollTo(view_->currentIndex());
  following_ = false;
  tellVisible();
}

void PagesDock::showDirection() {
  view_->setLayoutDirection(model_->rightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
  const manga::Page* page = manga::find_page(document_.project(), selection_.page());
  // On a page with work on it a template would be a surprise; there it is in the menu of the page.
  template_->setEnabled(page && page->panels.empty());
}

void PagesDock::fitStrip() {
  const QSize room = view_->viewport()->size();
  const int line = room.height() - delegate_->margin();
  // In a strip a page is as high as the dock; in a tall dock pages wrap.
  const bool wraps = room.height() > room.width();
  const int height = std::clamp(wraps ? 2 * smallestSheet : line, smallestSheet, largestSheet);
  if (view_->isWrapping() != wraps) view_->setWrapping(wraps);
  if (height != delegate_->height()) {
    delegate_->setHeight(height);
    view_->doItemsLayout();
  }
  thumbnails_->setSide(int(std::max(height, 2 * smallestSheet) * devicePixelRatioF()));
  tellVisible();
}

void PagesDock::tellVisible() {
  std::vector<manga::PageId> pages{selection_.page()};
  for (int row = 0; row < model_->rowCount(); ++row) {
    const QModelIndex index = model_->index(row);
    if (view_->visualRect(index).intersects(view_->viewport()->rect())) pages.push_back(model_->idAt(index));
  }
  thumbnails_->setVisible(std::move(pages));
}

bool PagesDock::eventFilter(QObject* watched, QEvent* event) {
  if (watched == view_->viewport() && event->type() == QEvent::Resize) {
    // Not inside of the view's own layout.
    QMetaObject::invokeMethod(this, &PagesDock::fitStrip, Qt::QueuedConnection);
  }
  return QWidget::eventFilter(watched, event);
}

void PagesDock::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) view_->doItemsLayout();
  QWidget::changeEvent(event);
}

void PagesDock::step(int rows) {
  const QModelIndex to = model_->index(view_->currentIndex().row() + rows);
  if (to.isValid()) selection_.setPage(model_->idAt(to));
}

void PagesDock::moveCurrent(int rows) {
  const int to = view_->currentIndex().row() + rows;
  if (!current() || to < 0 || to >= model_->rowCount()) return;
  movePage(document_, current(), std::size_t(to));
}

void PagesDock::addAfterCurrent() {
  const int row = view_->currentIndex().isValid() ? view_->currentIndex().row() + 1 : model_->rowCount();
  selection_.setPage(addPage(document_, std::size_t(row)));
}

void PagesDock::duplicateCurrent() {
  if (current()) selection_.setPage(duplicatePage(document_, current()));
}

void PagesDock::removeCurrent() {
  const manga::PageId page = current();
  if (!page) return;
  // The next page takes its place.
  const int row = view_->currentIndex().row();
  const QModelIndex next = model_->index(row + 1 < model_->rowCount() ? row + 1 : row - 1);
  if (next.isValid()) selection_.setPage(model_->idAt(next));
  removePages(document_, std::span(&page, 1));
}

}  // namespace koma::ui
