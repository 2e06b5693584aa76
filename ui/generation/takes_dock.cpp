// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/takes_dock.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "engine/base/error.h"
#include "ui/document/panel_commands.h"
#include "ui/document/qt_values.h"
#include "ui/document/selection.h"
#include "ui/generation/panel_label.h"
#include "ui/generation/recipe_text.h"
#include "ui/generation/take_comparison.h"
#include "ui/generation/take_delegate.h"
#include "ui/generation/take_model.h"
#include "ui/style/empty_state.h"
#include "ui/style/icons.h"
#include "ui/style/notices.h"
#include "ui/style/quiet_label.h"
#include "ui/style/section.h"
#include "ui/style/theme.h"

namespace koma::ui {

TakesDock::TakesDock(Document& document, Selection& selection, PictureLibrary& pictures, Background& background,
                     Notices& notices, const Theme& theme, QWidget* parent)
    : QDockWidget(tr("Takes"), parent),
      document_(document),
      selection_(selection),
      pictures_(pictures),
      background_(background),
      notices_(notices),
      theme_(theme),
      model_(new TakeModel(document, pictures, this)),
      comparison_(new TakeComparison(this)),
      pages_(new QStackedWidget(this)),
      empty_(new EmptyState(QStringLiteral("takes"), {}, theme, this)),
      list_(new QListView(this)),
      count_(new QLabel(this)),
      recipe_(new Section(tr("Recipe"), theme, this)) {
  setObjectName(QStringLiteral("takesDock"));
  list_->setModel(model_);
  list_->setItemDelegate(new TakeDelegate(theme, list_));
  list_->setViewMode(QListView::IconMode);
  list_->setMovement(QListView::Static);
  list_->setResizeMode(QListView::Adjust);
  list_->setUniformItemSizes(true);
  list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setAccessibleName(tr("Takes of the panel, the newest first"));
  list_->installEventFilter(this);
  layOut();
  connect(&selection_, &Selection::changed, this, &TakesDock::showPanel);
  connect(&document_, &Document::changed, this, &TakesDock::showCounts);
  connect(list_, &QListView::customContextMenuRequested, this, &TakesDock::showMenu);
  connect(list_, &QListView::doubleClicked, this, &TakesDock::accept);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &TakesDock::showCurrent);
  connect(model_, &TakeModel::modelReset, this, &TakesDock::showCurrent);
  connect(model_, &TakeModel::rowsRemoved, this, &TakesDock::showCurrent);
  connect(recipe_, &Section::toggled, this, &TakesDock::showCurrent);
  connect(comparison_, &TakeComparison::requested, this, &TakesDock::compareRequested);
  connect(comparison_, &TakeComparison::ended, this, &TakesDock::compareEnded);
  connect(&theme_, &Theme::changed, list_->viewport(), qOverload<>(&QWidget::update));
  showPanel();
}

void TakesDock::layOut() {
  auto* bar = new QHBoxLayout;
  bar->setSpacing(space::hair);
  bar->addWidget(count_);
  bar->addStretch(1);
  accept_ = addButton("accept", tr("Show this take on the page"), tr("Enter"), &TakesDock::accept);
  blink_ = addButton("compare", tr("Compare in place: blink against the accepted take"), QStringLiteral("X"),
                     &TakesDock::toggleBlink);
  blink_->setCheckable(true);
  recall_ = addButton("recall", tr("Take up its prompt, seed and settings again"), {}, &TakesDock::recall);
  enlarge_ = addButton("zoom", tr("Enlarge for print"), tr("Ctrl+Alt+E"), &TakesDock::enlarge);
  remove_ = addButton("delete", tr("Delete the selected takes"), tr("Del"), &TakesDock::removeSelected);
  for (QToolButton* button : {accept_, blink_, recall_, enlarge_, remove_}) bar->addWidget(button);

  recipe_->setOpen(false);
  recipeForm_ = new QFormLayout;
  recipeForm_->setContentsMargins(0, 0, 0, 0);
  recipeForm_->setHorizontalSpacing(space::medium);
  recipeForm_->setVerticalSpacing(space::hair);
  recipeForm_->setRowWrapPolicy(QFormLayout::DontWrapRows);
  recipeForm_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  recipe_->body()->addLayout(recipeForm_);

  auto* takes = new QWidget(pages_);
  auto* column = new QVBoxLayout(takes);
  column->setContentsMargins(space::medium, space::tight, space::medium, space::small);
  column->setSpacing(space::tight);
  column->addLayout(bar);
  column->addWidget(list_, 1);
  column->addWidget(recipe_);
  pages_->addWidget(empty_);
  pages_->addWidget(takes);
  setWidget(pages_);
}

QToolButton* TakesDock::addButton(const char* iconName, const QString& text, const QString& keys,
                                  void (TakesDock::*verb)()) {
  auto* button = new QToolButton(this);
  button->setIcon(icon(QString::fromLatin1(iconName), theme_));
  button->setIconSize({space::icon, space::icon});
  button->setAccessibleName(text);
  //: what a button does, and its key
  button->setToolTip(keys.isEmpty() ? text : tr("%1 (%2)").arg(text, keys));
  connect(button, &QToolButton::clicked, this, verb);
  return button;
}

bool TakesDock::isComparing() const {
  return comparison_->shows();
}

const manga::Take* TakesDock::current() const {
  const QModelIndex index = list_->currentIndex();
  return index.isValid() ? &model_->takeAt(index.row()) : nullptr;
}

void TakesDock::showPanel() {
  const manga::PanelId panel = selection_.panel();
  if (panel != model_->panel()) endCompare();
  model_->setPanel(panel);
  model_->setPictureSide(int(space::thumbnail * devicePixelRatioF()));
  if (!list_->currentIndex().isValid() && model_->rowCount() > 0) {
    list_->setCurrentIndex(model_->index(std::max(0, model_->acceptedRow())));
  }
  showCounts();
}

void TakesDock::showCounts() {
  const int takes = model_->rowCount();
  const bool other = model_->acceptedRow() >= 0 && shownTake_ != model_->takeAt(model_->acceptedRow()).id;
  if (other) {
    // What the page shows now is what the author looks at.
    shownTake_ = model_->takeAt(model_->acceptedRow()).id;
    if (!isComparing()) list_->setCurrentIndex(model_->index(model_->acceptedRow()));
  }
  if (!list_->currentIndex().isValid() && takes > 0) list_->setCurrentIndex(model_->index(0));
  pages_->setCurrentIndex(takes == 0 ? 0 : 1);
  count_->setText(tr("%n take(s)", nullptr, takes));
  empty_->setSentence(model_->panel() ? tr("No takes yet. Everything that is drawn for this panel is kept here.")
                                      : tr("Select a panel to see everything that was drawn for it."));
  blink_->setEnabled(blinkPartner() != nullptr);
}

void TakesDock::showCurrent() {
  const manga::Take* take = current();
  for (QToolButton* button : {accept_, recall_, enlarge_, remove_}) button->setEnabled(take != nullptr);
  blink_->setEnabled(blinkPartner() != nullptr);
  if (comparison_->blinks()) {
    // Browsing while it blinks compares the next one.
    if (const manga::Take* partner = blinkPartner()) {
      comparison_->blink(model_->panel(), take->picture, partner->picture);
    } else {
      endCompare();
    }
  }
  if (!recipe_->isOpen()) return;
  while (recipeForm_->rowCount() > 0) recipeForm_->removeRow(0);
  if (!take) return;
  for (const RecipeLine& line : recipeLines(*take)) {
    auto* name = new QuietLabel(line.name, theme_);
    name->setWordWrap(false);
    auto* value = new QLabel(line.value);
    value->setFont(theme_.font(TextRole::caption));
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setToolTip(line.full);
    recipeForm_->addRow(name, value);
  }
}

void TakesDock::browse(int places) {
  const int last = model_->rowCount() - 1;
  if (last < 0) return;
  const int from = list_->currentIndex().isValid() ? list_->currentIndex().row() : 0;
  const int row = std::clamp(from + places, 0, last);
  list_->setCurrentIndex(model_->index(row));
  if (comparison_->blinks()) return;
  if (row == model_->acceptedRow()) {
    endCompare();
  } else {
    comparison_->show(model_->panel(), model_->takeAt(row).picture);
  }
}

const manga::Take* TakesDock::blinkPartner() const {
  const manga::Take* take = current();
  if (!take || model_->rowCount() < 2) return nullptr;
  const int accepted = model_->acceptedRow();
  if (accepted >= 0 && accepted != list_->currentIndex().row()) return &model_->takeAt(accepted);
  // The accepted one itself is compared with its neighbour.
  const int row = list_->currentIndex().row();
  return &model_->takeAt(row + 1 < model_->rowCount() ? row + 1 : row - 1);
}

void TakesDock::toggleBlink() {
  const manga::Take* partner = blinkPartner();
  if (comparison_->blinks() || !partner) {
    endCompare();
  } else {
    comparison_->blink(model_->panel(), current()->picture, partner->picture);
  }
  blink_->setChecked(comparison_->blinks());
}

void TakesDock::endCompare() {
  comparison_->end();
  blink_->setChecked(false);
}

void TakesDock::accept() {
  const manga::Take* take = current();
  if (!take) return;
  acceptTake(document_, model_->panel(), take->id);
  endCompare();
}

void TakesDock::removeSelected() {
  std::vector<manga::TakeId> takes;
  for (const QModelIndex& index : list_->selectionModel()->selectedIndexes()) {
    takes.push_back(model_->takeAt(index.row()).id);
  }
  if (takes.empty()) return;
  endCompare();
  removeTakes(document_, model_->panel(), takes);
}

void TakesDock::recall() {
  const manga::Take* take = current();
  if (!take) return;
  try {
    recallTake(document_, model_->panel(), take->id);
  } catch (const Error& error) {
    const QString what = panelLabel(document_.project(), model_->panel());
    notices_.say({Notice::Kind::warning,
                  tr("The recipe of this take of %1 cannot be read.").arg(what),
                  QString::fromUtf8(error.what()),
                  {},
                  {},
                  QStringLiteral("recall")});
  }
}

void TakesDock::enlarge() {
  if (const manga::Take* take = current()) emit enlargeRequested(model_->panel(), take->id);
}

void TakesDock::copyRecipe() {
  if (const manga::Take* take = current()) QGuiApplication::clipboard()->setText(recipeJson(*take));
}

void TakesDock::showRecipe() {
  recipe_->setOpen(true);
}

bool TakesDock::takeKey(int key, Qt::KeyboardModifiers modifiers) {
  if (modifiers != Qt::NoModifier && modifiers != Qt::KeypadModifier) return false;
  switch (key) {
    case Qt::Key_Comma:
      browse(-1);
      return true;
    case Qt::Key_Period:
      browse(1);
      return true;
    case Qt::Key_X:
      toggleBlink();
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      accept();
      return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      removeSelected();
      return true;
    case Qt::Key_Escape:
      if (!isComparing()) return false;
      endCompare();
      return true;
    default:
      return false;
  }
}

bool TakesDock::eventFilter(QObject* watched, QEvent* event) {
  if (watched != list_) return QDockWidget::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  if (event->type() == QEvent::ShortcutOverride && key->modifiers() == Qt::NoModifier) {
    // Here Delete means a take and Esc the comparison, whatever they mean on the page.
    const bool escape = key->key() == Qt::Key_Escape && isComparing();
    const int ours[] = {Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Comma, Qt::Key_Period, Qt::Key_X};
    if (escape || std::ranges::find(ours, key->key()) != std::end(ours)) event->accept();
    return event->isAccepted();
  }
  if (event->type() == QEvent::KeyPress && takeKey(key->key(), key->modifiers())) return true;
  return QDockWidget::eventFilter(watched, event);
}

void TakesDock::showMenu(QPoint place) {
  if (!list_->indexAt(place).isValid()) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto add = [&](const char* iconName, const QString& text, void (TakesDock::*verb)()) {
    menu->addAction(icon(QString::fromLatin1(iconName), theme_), text, this, verb);
  };
  add("accept", tr("Show on the page"), &TakesDock::accept);
  add("compare", tr("Compare in place"), &TakesDock::toggleBlink);
  menu->addSeparator();
  add("recall", tr("Recall all settings"), &TakesDock::recall);
  add("recipe", tr("Show recipe"), &TakesDock::showRecipe);
  add("copy", tr("Copy recipe"), &TakesDock::copyRecipe);
  menu->addSeparator();
  add("zoom", tr("Enlarge for print…"), &TakesDock::enlarge);
  add("save-as", tr("Save picture as…"), &TakesDock::saveAs);
  add("delete", tr("Delete"), &TakesDock::removeSelected);
  menu->popup(list_->viewport()->mapToGlobal(place));
}

}  // namespace koma::ui
