// SPDX-License-Identifier: Apache-2.0
// Who tells whom. Nothing is decided here; a connection that grows into a decision belongs into a class of its own.
#include <unistd.h>

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QTimer>
#include <fstream>

#include "ui/assistant/assistant_dock.h"
#include "ui/canvas/mask_tool.h"
#include "ui/canvas/page_view.h"
#include "ui/canvas/selection_keys.h"
#include "ui/canvas/tool_box.h"
#include "ui/characters/cast_dock.h"
#include "ui/docks/objects_dock.h"
#include "ui/docks/pages_dock.h"
#include "ui/document/background.h"
#include "ui/document/panel_commands.h"
#include "ui/document/qt_values.h"
#include "ui/generation/draw_bar.h"
#include "ui/generation/model_dock.h"
#include "ui/generation/panel_dock.h"
#include "ui/generation/takes_dock.h"
#include "ui/shell/actions.h"
#include "ui/shell/canvas_drops.h"
#include "ui/shell/dialog_actions.h"
#include "ui/shell/edit_actions.h"
#include "ui/shell/file_actions.h"
#include "ui/shell/job_attachment.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menus.h"
#include "ui/shell/page_actions.h"
#include "ui/shell/plan_actions.h"
#include "ui/shell/settings.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tool_strip.h"
#include "ui/style/notice_bar.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

manga::Project projectFor(const NewWork& work) {
  manga::Project project;
  project.title = work.title.toStdString();
  project.direction = work.direction;
  project.paper = work.paper;
  for (int i = 0; i < work.pages; ++i) {
    project.pages.push_back({.id = project.new_id<manga::Page>(), .paper = work.paper});
  }
  return project;
}

/// Of this process, in bytes; 0 when the system does not tell.
qint64 residentMemory() {
  std::ifstream statm("/proc/self/statm");
  qint64 size = 0, resident = 0;
  statm >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

}  // namespace

void MainWindow::openWork(const std::filesystem::path& bundle, bool draw) {
  drawWhenOpen_ = draw;
  session_.open(bundle);
}

void MainWindow::connectSession() {
  attachment_ = new JobAttachment(place_.jobs, place_.background, this);
  connect(attachment_, &JobAttachment::attached, this, [this] {
    if (std::exchange(drawWhenOpen_, false)) generation_.generateAllUndrawn();
  });
  connect(&session_, &DocumentSession::opened, this, &MainWindow::showOpened);
  connect(&session_, &DocumentSession::closed, this, &MainWindow::showClosed);
  connect(&session_, &DocumentSession::busyChanged, start_, &StartPage::setBusy);
  // What is edited while one work makes way for another would be lost.
  connect(&session_, &DocumentSession::busyChanged, this, [this](bool busy) {
    view_->setEnabled(!busy);
    for (QDockWidget* dock : docks_) dock->setEnabled(!busy);
    if (!busy && view_->isVisible()) view_->setFocus();
  });
  connect(&session_, &DocumentSession::leaveRefused, this, [this] { mayClose_ = false; });
  connect(&session_, &DocumentSession::saveStateChanged, this, [this](SaveState state) {
    const auto& problem = session_.saveProblem();
    status_->setSaveState(state, problem ? QString::fromStdString(problem->text) : QString());
  });
  connect(&document_, &Document::changed, this, [this](const Change& change) {
    if (std::holds_alternative<WorkChanged>(change)) showTitle();
  });
  connect(start_, &StartPage::createRequested, this, [this](const NewWork& work) {
    session_.create(toPath(work.bundle), projectFor(work));
    SettingsValues values = place_.settings.values();
    values.worksFolder = QFileInfo(work.bundle).path();
    place_.settings.set(values);
  });
  connect(start_, &StartPage::openRequested, this, [this](const QString& path) { openWork(toPath(path)); });
  connect(start_, &StartPage::chooseRequested, file_, &FileActions::chooseWork);
  connect(start_, &StartPage::sampleRequested, file_, &FileActions::openSample);
  connect((*actions_)["file.sample"], &QAction::triggered, file_, &FileActions::openSample);
  connect(start_, &StartPage::removeRequested, this, [this](const QString& path) { recent_.remove(toPath(path)); });
  connect(&recent_, &RecentWorks::changed, this, &MainWindow::showRecent);
}

void MainWindow::showRecent() {
  std::vector<RecentCard> cards;
  std::vector<QString> files;
  for (const RecentWork& work : recent_.works()) {
    cards.push_back({QString::fromStdString(work.bundle.string()), work.title, work.opened, {}, work.missing});
    files.push_back(QString::fromStdString(work.thumbnail.string()));
  }
  start_->setRecent(cards);
  // The thumbnails lie on the disk; the cards are shown again when they are read.
  place_.background.run(
      this,
      [cards, files]() mutable {
        for (std::size_t i = 0; i < cards.size(); ++i) cards[i].thumbnail.load(files[i]);
        return cards;
      },
      [this](std::vector<RecentCard> read) { start_->setRecent(std::move(read)); });
}

void MainWindow::showOpened() {
  attachment_->want(session_.journal());
  const std::string bundle = session_.bundle().string();
  edit_->setBundle(bundle);
  pageActions_->setOpen(true);
  file_->setOpen(true);
  plan_->setOpen(true);
  assistant_->setOpen(true);
  stack_->setCurrentWidget(view_);
  toolStrip_->show();
  for (QDockWidget* dock : docks_) dock->show();
  // While docks are moved the window needs more room than in the end.
  const QSize before = size();
  if (!bringDocksBack()) arrangeDocks();
  if (!isMaximized() && !isFullScreen()) resize(before);
  showTitle();
  status_->setHint(tools_->active()->hint());
  view_->setFocus();
  // The docks take their places when events are handled next; only then is it known how large the canvas is.
  QTimer::singleShot(0, view_, &PageView::fitPage);
}

void MainWindow::showClosed() {
  attachment_->want(nullptr);
  if (stack_->currentWidget() == view_) docksBeforeHiding_ = saveState(layoutVersion);
  edit_->setBundle({});
  pageActions_->setOpen(false);
  file_->setOpen(false);
  plan_->setOpen(false);
  assistant_->setOpen(false);
  for (QDockWidget* dock : docks_) dock->hide();
  toolStrip_->hide();
  stack_->setCurrentWidget(start_);
  noticeBar_->dismissAll();  // they spoke of the work that was open
  status_->setSaveState(SaveState::closed);
  status_->setHint({});
  status_->setPlace({});
  status_->setZoom(0);
  showTitle();
  recent_.look();
  if (mayClose_) close();
}

void MainWindow::showTitle() {
  // Qt adds the program's name by itself.
  setWindowTitle(session_.isOpen() ? session_.title() : QString());
}

void MainWindow::connectCanvas() {
  connect(tools_, &ToolBox::activeChanged, this, [this] { view_->setTool(tools_->active()); });
  view_->setTool(tools_->active());
  connect(view_, &PageView::toolWanted, tools_, &ToolBox::activate);
  connect(view_, &PageView::escapePressed, this, [this] { tools_->activate(QStringLiteral("select")); });
  connect(view_, &PageView::hintChanged, status_, &StatusLine::setHint);
  connect(view_, &PageView::zoomChanged, status_, &StatusLine::setZoom);
  connect(view_, &PageView::pointerMoved, this, [this](manga::PageId, QPointF place) { status_->setPlace(place); });
  connect(view_, &PageView::pointerLeft, this, [this] { status_->setPlace({}); });
  connect(status_, &StatusLine::zoomClicked, view_, &PageView::fitPage);
  connect(view_, &PageView::characterDropped, this,
          [this](manga::PageId, manga::PanelId panel, QPointF place, manga::CharacterId character) {
            const manga::Panel* target = manga::find_panel(document_.project(), panel);
            if (target) selection_.select(placeCharacter(document_, panel, boxFor(*target, character, fromQt(place))));
          });
  connect(view_, &PageView::filesDropped, this,
          [this](manga::PageId, const std::optional<Thing>& thing, QPointF, const QList<QUrl>& files) {
            drops_->drop(files, thing);
          });
  connect(view_, &PageView::contextMenuRequested, this,
          [this](QPoint global, manga::PageId page, QPointF, const std::vector<Thing>& things) {
            selection_.setPage(page);
            if (!things.empty() && !selection_.contains(things.front())) selection_.select(things.front());
            showThingMenu(global);
          });
  connect(tools_, &ToolBox::stackAsked, this, &MainWindow::showStack);
}

void MainWindow::showThingMenu(QPoint global) {
  contextMenu(*this, *actions_, !selection_.empty(), bool(selection_.panel()), bool(selection_.balloon()))
      ->popup(global);
}

void MainWindow::showStack(const std::vector<Thing>& things, QPointF pixel) {
  const manga::Page* page = manga::find_page(document_.project(), selection_.page());
  if (!page) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (const Thing& thing : things) {
    menu->addAction(nameOf(document_.project(), *page, thing), &selection_,
                    [this, thing] { selection_.select(thing); });
  }
  menu->popup(view_->mapToGlobal(pixel.toPoint()));
}

void MainWindow::connectDocks() {
  connect(edit_, &EditActions::picturePasted, cast_, &CastDock::pastePicture);
  connect((*actions_)["edit.pasteReference"], &QAction::triggered, cast_, &CastDock::pastePicture);
  connect((*actions_)["edit.rename"], &QAction::triggered, this, [this] {
    auto* dock = findChild<QDockWidget*>(QStringLiteral("dock.objects"));
    dock->show();
    dock->raise();
    objects_->view()->setFocus();
    objects_->view()->edit(objects_->view()->currentIndex());
  });
  connect((*actions_)["view.nextPart"], &QAction::triggered, this, [this] { goToPart(1); });
  connect((*actions_)["view.previousPart"], &QAction::triggered, this, [this] { goToPart(-1); });
  connect((*actions_)["view.docks"], &QAction::triggered, this, &MainWindow::toggleDocks);
  connect(takes_, &TakesDock::compareRequested, view_, &PageView::compareTake);
  connect((*actions_)["takes.newer"], &QAction::triggered, takes_, [this] { takes_->browse(-1); });
  connect((*actions_)["takes.older"], &QAction::triggered, takes_, [this] { takes_->browse(1); });
  connect((*actions_)["takes.compare"], &QAction::triggered, takes_, &TakesDock::toggleBlink);
  connect((*actions_)["takes.enlarge"], &QAction::triggered, takes_, &TakesDock::enlarge);
  connect(view_, &PageView::escapePressed, takes_, &TakesDock::endCompare);
  connect(pages_, &PagesDock::openWanted, view_, [this] { view_->setFocus(); });
  connect(takes_, &TakesDock::compareEnded, view_, [this] { view_->compareTake({}, {}); });
  connect(objects_, &ObjectsDock::revealWanted, this, [this](manga::PageId page, const std::vector<Thing>& things) {
    selection_.setPage(page);
    selection_.set(things);
    view_->fitPanel();
    view_->setFocus();
  });
  connect(objects_, &ObjectsDock::contextMenuWanted, this, [this](const QPoint& global) { showThingMenu(global); });
  connect(pages_, &PagesDock::thumbnailPainted, &session_, &DocumentSession::keepThumbnail);
}

void MainWindow::connectGeneration() {
  connect(&generation_, &GenerationService::aboutToSubmit, &session_, &DocumentSession::saveNow);
  connect(&generation_, &GenerationService::previewReady, view_, &PageView::showPreview);
  connect(&generation_, &GenerationService::jobProgressed, view_,
          [this](api::JobId, manga::PanelId panel, int step, int steps, double left) {
            view_->showPreview(panel, {}, step, steps, left);
          });
  connect(&generation_, &GenerationService::jobStopped, view_,
          [this](api::JobId, manga::PanelId panel) { view_->endPreview(panel); });
  connect(view_, &PageView::previewPainted, &generation_, [this] { generation_.previewPainted(); });
  connect(view_, &PageView::cancelRequested, &generation_, &GenerationService::cancelPanel);
  connect(&generation_, &GenerationService::panelRequested, this, [this](manga::PanelId panel) {
    const manga::Page* page = manga::page_of(document_.project(), panel);
    if (!page) return;
    selection_.setPage(page->id);
    selection_.select(panel);
    view_->fitPanel();
  });
}

void MainWindow::connectDrawing() {
  const auto draw = [this](bool first) {
    if (selection_.panel())
      panel_->draw(first);
    else
      notices_.say({.text = tr("Select a panel first: click it, or press Ctrl+Tab."), .key = "draw"});
  };
  connect((*actions_)["draw.panel"], &QAction::triggered, this, [=] { draw(false); });
  connect((*actions_)["draw.front"], &QAction::triggered, this, [=] { draw(true); });
  connect((*actions_)["draw.page"], &QAction::triggered, this, [this] { generation_.generatePage(selection_.page()); });
  connect((*actions_)["draw.rest"], &QAction::triggered, this, [this] { generation_.generateAllUndrawn(); });
  connect((*actions_)["draw.cancel"], &QAction::triggered, this, [this] {
    if (generation_.running()) generation_.cancel(generation_.running()->job);
  });
  connect((*actions_)["draw.clear"], &QAction::triggered, this, [this] { generation_.cancelAll(); });
}

void MainWindow::connectModels() {
  models_ = new ModelActions(*actions_,
                             {generation_, place_.settings, place_.background, place_.theme, place_.modelFolders,
                              place_.readModels, place_.hashModel},
                             *model_, *this);
  connect(&memoryTimer_, &QTimer::timeout, this, [this] {
    place_.background.run(
        this, [] { return residentMemory(); }, [this](qint64 bytes) { model_->setMemory(bytes); });
  });
  constexpr int everySeconds = 3;
  memoryTimer_.start(everySeconds * 1000);
  models_->find();
}

void MainWindow::connectSettings() {
  new DialogActions(
      *actions_,
      {document_, selection_, session_, place_.settings, place_.background, place_.theme, place_.resources / "fonts"},
      *this);
  connect(&place_.settings, &Settings::changed, this, &MainWindow::takeOverSettings);
  connect(&place_.settings, &Settings::failed, this, [this](const QString& reason) {
    notices_.say({.kind = Notice::Kind::warning, .text = reason, .key = "settings"});
  });
  connect(&place_.theme, &Theme::changed, this, [this] { update(); });
  takeOverSettings();
}

void MainWindow::takeOverSettings() {
  const Preferences& preferences = place_.settings.preferences();
  if (place_.theme.choice() != preferences.theme) place_.theme.choose(preferences.theme);
  generation_.setAcceptNew(preferences.acceptNewPictures);
  generation_.setPreviewQuality(preferences.previews);
  panel_->drawBar()->setPreviewQuality(preferences.previews);
  pictures_.setBudget(std::size_t(preferences.pictureMemory) << 20);
  pages_->setGutters(preferences.gutters);
  if (!place_.settings.values().worksFolder.isEmpty()) start_->setFolder(place_.settings.values().worksFolder);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  rememberLayout();
  if (!session_.isOpen()) {
    event->accept();
    return;
  }
  // The last save goes through the disk's thread; the window follows when it is done.
  event->ignore();
  mayClose_ = true;
  session_.close();
}

void MainWindow::changeEvent(QEvent* event) {
  QMainWindow::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedBundle(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QString bundle = droppedBundle(event->mimeData());
  if (!bundle.isEmpty()) openWork(toPath(bundle));
}

}  // namespace koma::ui
