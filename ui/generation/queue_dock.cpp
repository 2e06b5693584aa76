// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/queue_dock.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPersistentModelIndex>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/generation/generation_service.h"
#include "ui/generation/job_delegate.h"
#include "ui/generation/job_model.h"
#include "ui/style/empty_state.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

QString keys(const QKeySequence& sequence) {
  return sequence.toString(QKeySequence::NativeText);
}

}  // namespace

QueueDock::QueueDock(GenerationService& service, const Theme& theme, QWidget* parent)
    : QDockWidget(parent),
      service_(service),
      theme_(theme),
      model_(new JobModel(service, this)),
      pages_(new QStackedWidget(this)),
      empty_(new EmptyState(QStringLiteral("queue"), {}, theme, this)),
      list_(new QListView(this)),
      summary_(new QLabel(this)) {
  setObjectName(QStringLiteral("queueDock"));
  list_->setModel(model_);
  list_->setItemDelegate(new JobDelegate(theme, list_));
  list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  list_->setDragDropMode(QAbstractItemView::InternalMove);
  list_->setDropIndicatorShown(true);
  list_->setDragDropOverwriteMode(false);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setUniformItemSizes(true);
  list_->installEventFilter(this);

  auto* bar = new QHBoxLayout;
  bar->setSpacing(space::hair);
  bar->addWidget(summary_);
  bar->addStretch(1);
  for (auto [button, name] :
       {std::pair(&retry_, "retry"), std::pair(&up_, "move-up"), std::pair(&down_, "move-down"),
        std::pair(&lane_, "lane-background"), std::pair(&cancel_, "cancel"), std::pair(&cancelAll_, "cancel-all")}) {
    *button = addButton(QString::fromLatin1(name));
    bar->addWidget(*button);
  }
  auto* queue = new QWidget(pages_);
  auto* column = new QVBoxLayout(queue);
  column->setContentsMargins(space::small, space::tight, space::small, space::small);
  column->setSpacing(space::tight);
  column->addLayout(bar);
  column->addWidget(list_, 1);
  pages_->addWidget(empty_);
  pages_->addWidget(queue);
  setWidget(pages_);

  connect(cancel_, &QToolButton::clicked, this, &QueueDock::cancelOrForget);
  connect(cancelAll_, &QToolButton::clicked, &service_, &GenerationService::cancelAll);
  connect(retry_, &QToolButton::clicked, this, [this] { forSelected([this](int row) { model_->retry(row); }); });
  connect(lane_, &QToolButton::clicked, this, [this] { forSelected([this](int row) { model_->switchLane(row); }); });
  connect(up_, &QToolButton::clicked, this, [this] { moveSelected(-1); });
  connect(down_, &QToolButton::clicked, this, [this] { moveSelected(1); });
  connect(list_, &QListView::activated, this, [this](const QModelIndex& index) { goTo(index.row()); });
  connect(list_, &QListView::customContextMenuRequested, this, &QueueDock::showMenu);
  connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &QueueDock::showButtons);
  connect(model_, &JobModel::countsChanged, this, &QueueDock::showCounts);
  connect(model_, &JobModel::dataChanged, this, &QueueDock::showButtons);
  connect(&theme_, &Theme::changed, list_->viewport(), qOverload<>(&QWidget::update));
  retranslate();
}

QToolButton* QueueDock::addButton(const QString& iconName) {
  auto* button = new QToolButton(this);
  button->setIcon(icon(iconName, theme_));
  button->setIconSize({space::icon, space::icon});
  return button;
}

void QueueDock::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QDockWidget::changeEvent(event);
}

void QueueDock::retranslate() {
  setWindowTitle(tr("Queue"));
  list_->setAccessibleName(tr("Pictures that are drawn and that wait"));
  empty_->setSentence(tr("Pictures that are being drawn, and those that wait, appear here.\n"
                         "Select a panel and press %1.")
                          .arg(keys(QKeySequence(Qt::CTRL | Qt::Key_Return))));
  const auto explain = [](QToolButton* button, const QString& name, const QString& keys) {
    button->setAccessibleName(name);
    //: a button's name and its key
    button->setToolTip(keys.isEmpty() ? name : tr("%1 (%2)").arg(name, keys));
  };
  explain(cancel_, tr("Cancel"), keys(QKeySequence(Qt::Key_Delete)));
  explain(retry_, tr("Draw once more"), QStringLiteral("R"));
  explain(up_, tr("Earlier"), keys(QKeySequence(Qt::ALT | Qt::Key_Up)));
  explain(down_, tr("Later"), keys(QKeySequence(Qt::ALT | Qt::Key_Down)));
  explain(lane_, tr("To the other lane; what is in the background gives way"), QStringLiteral("B"));
  explain(cancelAll_, tr("Cancel everything"), keys(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X)));
  showCounts();
}

void QueueDock::showCounts() {
  pages_->setCurrentIndex(model_->rowCount() == 0 ? 0 : 1);
  const int active = model_->activeCount();
  summary_->setText(active == 0 ? tr("Nothing to draw") : tr("%n picture(s) to draw", nullptr, active));
  cancelAll_->setEnabled(active > 0);
  showButtons();
}

void QueueDock::showButtons() {
  const QList<int> rows = selectedRows();
  const auto any = [&](auto is) { return std::ranges::any_of(rows, is); };
  const auto waits = [this](int row) { return model_->stateAt(row) == JobModel::State::waiting; };
  cancel_->setEnabled(!rows.isEmpty());
  retry_->setEnabled(any([this](int row) { return !model_->isActive(row); }));
  up_->setEnabled(any(waits));
  down_->setEnabled(any(waits));
  lane_->setEnabled(any([this](int row) { return model_->isActive(row); }));
}

QList<int> QueueDock::selectedRows() const {
  QList<int> rows;
  for (const QModelIndex& index : list_->selectionModel()->selectedRows()) rows << index.row();
  std::ranges::sort(rows);
  return rows;
}

void QueueDock::forSelected(const std::function<void(int)>& verb) {
  // The rows move while they are worked on.
  QList<QPersistentModelIndex> chosen;
  for (const int row : selectedRows()) chosen << model_->index(row);
  for (const QPersistentModelIndex& index : chosen) {
    if (index.isValid()) verb(index.row());
  }
}

void QueueDock::moveSelected(int places) {
  // One at a time: moving many past each other by single steps would mix their order.
  const QList<int> rows = selectedRows();
  if (!rows.isEmpty()) model_->moveBy(places < 0 ? rows.first() : rows.last(), places);
}

void QueueDock::goTo(int row) {
  emit service_.panelRequested(model_->jobAt(row).spec.panel);
}

void QueueDock::cancelOrForget() {
  bool ended = false;
  forSelected([&](int row) {
    ended = ended || !model_->isActive(row);
    model_->cancel(row);
  });
  if (ended) model_->forgetEnded();
}

bool QueueDock::takeKey(int key, Qt::KeyboardModifiers modifiers) {
  const bool plain = modifiers.testFlag(Qt::NoModifier) || modifiers == Qt::KeypadModifier;
  if (modifiers.testFlag(Qt::AltModifier) && (key == Qt::Key_Up || key == Qt::Key_Down)) {
    moveSelected(key == Qt::Key_Up ? -1 : 1);
  } else if (plain && (key == Qt::Key_Delete || key == Qt::Key_Backspace)) {
    cancelOrForget();
  } else if (plain && key == Qt::Key_R) {
    forSelected([this](int row) { model_->retry(row); });
  } else if (plain && key == Qt::Key_B) {
    forSelected([this](int row) { model_->switchLane(row); });
  } else if (plain && (key == Qt::Key_Return || key == Qt::Key_Enter) && list_->currentIndex().isValid()) {
    goTo(list_->currentIndex().row());
  } else {
    return false;
  }
  return true;
}

bool QueueDock::eventFilter(QObject* watched, QEvent* event) {
  if (watched == list_ && event->type() == QEvent::ShortcutOverride) {
    // The list's own keys go before the window's: Delete here is not Delete on the page.
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Delete || key->key() == Qt::Key_Backspace || key->key() == Qt::Key_B ||
        key->key() == Qt::Key_R) {
      if (key->modifiers() == Qt::NoModifier) event->accept();
    }
    return false;
  }
  if (watched == list_ && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (takeKey(key->key(), key->modifiers())) return true;
  }
  return QDockWidget::eventFilter(watched, event);
}

QMenu* QueueDock::menuFor(int row) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto add = [&](const char* name, const QString& text, auto verb) {
    return menu->addAction(icon(QString::fromLatin1(name), theme_), text, this, verb);
  };
  const auto each = [this](auto verb) { return [this, verb] { forSelected([&](int at) { (model_->*verb)(at); }); }; };
  add("panel", tr("Show panel"), [this, row] { goTo(row); });
  menu->addSeparator();
  if (model_->isActive(row)) {
    const bool background = model_->jobAt(row).spec.lane == api::Lane::background;
    if (model_->stateAt(row) == JobModel::State::waiting) {
      add("move-up", tr("Earlier"), [this] { moveSelected(-1); });
      add("move-down", tr("Later"), [this] { moveSelected(1); });
    }
    add(background ? "lane-interactive" : "lane-background",
        background ? tr("Draw before the background") : tr("Draw in the background"), each(&JobModel::switchLane));
    menu->addSeparator();
    add("cancel", tr("Cancel"), each(&JobModel::cancel));
  } else {
    add("retry", tr("Draw once more"), each(&JobModel::retry));
    add("remove", tr("Clear what has ended"), [this] { model_->forgetEnded(); });
  }
  add("cancel-all", tr("Cancel everything"), [this] { service_.cancelAll(); })->setEnabled(model_->activeCount() > 0);
  return menu;
}

void QueueDock::showMenu(QPoint place) {
  const QModelIndex index = list_->indexAt(place);
  if (index.isValid()) menuFor(index.row())->popup(list_->viewport()->mapToGlobal(place));
}

}  // namespace koma::ui
