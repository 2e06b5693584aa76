// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/cast_dock.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/characters/cast_model.h"
#include "ui/characters/cast_view.h"
#include "ui/characters/character_details.h"
#include "ui/characters/drop_veil.h"
#include "ui/characters/picture_intake.h"
#include "ui/document/character_commands.h"
#include "ui/document/document.h"
#include "ui/document/selection.h"
#include "ui/style/empty_state.h"
#include "ui/style/icons.h"
#include "ui/style/local_keys.h"
#include "ui/style/theme.h"

namespace koma::ui {

CastDock::CastDock(Document& document, Selection& selection, PictureLibrary& pictures, api::ProjectService& service,
                   Background& background, Notices& notices, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      theme_(theme),
      intake_(new PictureIntake(service, background, notices, this)),
      model_(new CastModel(document, this)),
      pages_(new QStackedWidget(this)),
      empty_(new EmptyState(QStringLiteral("cast"),
                            tr("Nobody here yet. Drop a picture of your hero, or add a character."), theme)),
      view_(new CastView(*model_, pictures, theme)),
      details_(new CharacterDetails(document, pictures, *intake_, theme)),
      veil_(new DropVeil(theme, this)) {
  setAcceptDrops(true);
  empty_->setButton(tr("Add character"), tr("Add somebody and give them a name"));
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidget(details_);
  detailsPage_ = scroll;
  list_ = buildList();
  for (QWidget* page : {static_cast<QWidget*>(empty_), list_, detailsPage_}) pages_->addWidget(page);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(pages_);

  connect(empty_, &EmptyState::buttonClicked, this, &CastDock::addNew);
  connect(view_, &CastView::currentCharacterChanged, &selection_, [this](manga::CharacterId character) {
    if (character) selection_.setCharacter(character);
  });
  connect(view_, &CastView::picturesDropped, this, &CastDock::take);
  connect(view_, &QListView::doubleClicked, this,
          [this](const QModelIndex& index) { openDetails(model_->idAt(index)); });
  connect(details_, &CharacterDetails::backWanted, this, &CastDock::showList);
  connect(&selection_, &Selection::characterChanged, this, &CastDock::followSelection);
  connect(model_, &QAbstractItemModel::modelReset, this, &CastDock::choosePage);
  connect(&document_, &Document::changed, this, [this](const Change& change) {
    if (std::holds_alternative<ProjectReset>(change)) intake_->forget();
  });
  addActions();
  choosePage();
}

QWidget* CastDock::buildList() {
  auto* page = new QWidget;
  const auto button = [&](const QString& name, const QString& text, const QString& toolTip, auto what) {
    auto* made = new QToolButton(page);
    made->setAutoRaise(true);
    made->setIconSize({space::icon, space::icon});
    made->setIcon(icon(name, theme_));
    made->setText(text);
    made->setAccessibleName(text);
    made->setToolTip(toolTip);
    connect(made, &QToolButton::clicked, this, what);
    return made;
  };
  auto* tools = new QHBoxLayout;
  tools->setContentsMargins(space::small, space::tight, space::small, 0);
  auto* add =
      button(QStringLiteral("character-add"), tr("Add character"), tr("Add character (Insert)"), [this] { addNew(); });
  add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  tools->addWidget(add);
  tools->addStretch(1);
  tools->addWidget(button(QStringLiteral("picture-add"), tr("Add pictures…"),
                          tr("Add characters from picture files (Ctrl+O)"), [this] { choosePictures(); }));
  tools->addWidget(button(QStringLiteral("delete"), tr("Remove character"), tr("Remove the chosen character (Del)"),
                          [this] { removeCurrent(); }));
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::tight);
  column->addLayout(tools);
  column->addWidget(view_, 1);
  return page;
}

void CastDock::addActions() {
  auto* keys = new LocalKeys(view_);
  const auto add = [&](const QString& text, const QKeySequence& shortcut, auto what, bool shown = true) {
    auto* action = new QAction(text, this);
    action->setVisible(shown);
    connect(action, &QAction::triggered, this, what);
    keys->add(action, shortcut);
  };
  const auto details = [this] { openDetails(view_->current()); };
  add(tr("Details"), Qt::Key_Return, details);
  add(tr("Details"), Qt::Key_Enter, details, false);
  add(tr("Rename"), Qt::Key_F2, [this] {
    if (view_->currentIndex().isValid()) view_->edit(view_->currentIndex());
  });
  add(tr("Add character"), Qt::Key_Insert, [this] { addNew(); });
  add(tr("Add pictures…"), QKeySequence::Open, [this] { choosePictures(); });
  add(tr("Paste a picture"), QKeySequence::Paste, [this] { pastePicture(); });
  add(tr("Paste as reference"), Qt::CTRL | Qt::SHIFT | Qt::Key_R, [this] { pastePicture(); });
  add(tr("Move up"), Qt::ALT | Qt::Key_Up, [this] { moveCurrent(-1); });
  add(tr("Move down"), Qt::ALT | Qt::Key_Down, [this] { moveCurrent(1); });
  add(tr("Remove"), QKeySequence::Delete, [this] { removeCurrent(); });
  add(
      tr("Remove"), Qt::Key_Backspace, [this] { removeCurrent(); }, false);
  view_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void CastDock::choosePage() {
  const bool gone = !manga::find_character(document_.project(), details_->character());
  if (model_->rowCount() == 0) {
    pages_->setCurrentWidget(empty_);
  } else if (pages_->currentWidget() != detailsPage_ || gone) {
    pages_->setCurrentWidget(list_);
  }
  followSelection();
}

void CastDock::followSelection() {
  view_->setCurrent(selection_.character());
  if (pages_->currentWidget() == detailsPage_ && selection_.character()) {
    details_->setCharacter(selection_.character());
  }
}

void CastDock::showList() {
  pages_->setCurrentWidget(model_->rowCount() == 0 ? static_cast<QWidget*>(empty_) : list_);
  view_->setFocus();
}

void CastDock::openDetails(manga::CharacterId character) {
  if (!manga::find_character(document_.project(), character)) return;
  selection_.setCharacter(character);
  details_->setCharacter(character);
  pages_->setCurrentWidget(detailsPage_);
  details_->focusName();
}

void CastDock::addNew() {
  //: Name of a new member of the cast; %1 is a number.
  const QString name = tr("Character %1").arg(model_->rowCount() + 1);
  openDetails(addCharacter(document_, name));
}

void CastDock::choosePictures() {
  intake_->choose(window(), true,
                  [this](const api::StoredPicture& picture, const QString& name) { keep(picture.asset, name, {}); });
}

void CastDock::take(const QMimeData& data, manga::CharacterId on) {
  intake_->take(data,
                [this, on](const api::StoredPicture& picture, const QString& name) { keep(picture.asset, name, on); });
}

void CastDock::pastePicture() {
  intake_->paste([this, on = selection_.character()](const api::StoredPicture& picture, const QString& name) {
    keep(picture.asset, name, on);
  });
}

void CastDock::keep(const manga::AssetId& picture, const QString& name, manga::CharacterId on) {
  if (on) {
    // Undo may have taken the character away while the file was read.
    if (manga::find_character(document_.project(), on)) addReference(document_, on, {.picture = picture});
    return;
  }
  const QString called = name.isEmpty() ? tr("Character %1").arg(model_->rowCount() + 1) : name;
  selection_.setCharacter(addCharacter(document_, called, picture));
}

void CastDock::moveCurrent(int by) {
  const QModelIndex index = view_->currentIndex();
  const int to = index.row() + by;
  if (!index.isValid() || to < 0 || to >= model_->rowCount()) return;
  moveCharacter(document_, model_->idAt(index), std::size_t(to));
}

void CastDock::removeCurrent() {
  const QModelIndex index = view_->currentIndex();
  if (!index.isValid()) return;
  const int row = index.row();
  removeCharacter(document_, model_->idAt(index));
  // The next one takes its place, so that the keyboard can go on.
  const QModelIndex next = model_->index(std::min(row, model_->rowCount() - 1));
  if (next.isValid()) selection_.setCharacter(model_->idAt(next));
}

void CastDock::dragEnterEvent(QDragEnterEvent* event) {
  if (!PictureIntake::accepts(*event->mimeData())) return;
  event->setDropAction(Qt::CopyAction);
  event->accept();
  veil_->showZone(rect(), tr("New character"));
}

void CastDock::dragLeaveEvent(QDragLeaveEvent*) {
  veil_->hide();
}

void CastDock::dropEvent(QDropEvent* event) {
  veil_->hide();
  event->setDropAction(Qt::CopyAction);
  event->accept();
  take(*event->mimeData(), {});
}

}  // namespace koma::ui
