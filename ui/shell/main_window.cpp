// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/main_window.h"

#include <QDockWidget>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/assistant/assistant_dock.h"
#include "ui/canvas/page_view.h"
#include "ui/canvas/tool_box.h"
#include "ui/characters/cast_dock.h"
#include "ui/docks/objects_dock.h"
#include "ui/docks/pages_dock.h"
#include "ui/docks/session_notices.h"
#include "ui/generation/model_dock.h"
#include "ui/generation/panel_dock.h"
#include "ui/generation/queue_dock.h"
#include "ui/generation/takes_dock.h"
#include "ui/shell/actions.h"
#include "ui/shell/canvas_drops.h"
#include "ui/shell/edit_actions.h"
#include "ui/shell/file_actions.h"
#include "ui/shell/menus.h"
#include "ui/shell/page_actions.h"
#include "ui/shell/settings.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tool_strip.h"
#include "ui/shell/view_actions.h"
#include "ui/style/notice_bar.h"
#include "ui/style/theme.h"

namespace koma::ui {

MainWindow::MainWindow(Workplace place)
    : place_(std::move(place)),
      selection_(document_),
      pictures_(place_.background),
      recent_(place_.background, place_.recent),
      session_(document_, place_.projects, pictures_, recent_, place_.background),
      generation_(place_.jobs, document_, pictures_, notices_),
      actions_(new Actions(place_.theme, this)),
      edit_(new EditActions(
          *actions_, document_, selection_, notices_, [this] { return place_.settings.preferences().gutters; }, this)),
      pageActions_(new PageActions(*actions_, document_, selection_, this)),
      file_(new FileActions(*actions_, session_, place_.settings, place_.resources, *this)),
      status_(new StatusLine(place_.theme, this)) {
  setObjectName("mainWindow");
  setStatusBar(status_);
  setAcceptDrops(true);
  new SessionNotices(session_, notices_, this);
  buildCentre();
  buildToolStrip();
  buildDocks();
  connectSession();
  connectCanvas();
  connectDocks();
  connectGeneration();
  connectDrawing();
  connectModels();
  connectParts();
  connectMasks();
  connectAssistant();
  connectSettings();
  restoreLayout();
  retranslate();
  showClosed();
  recent_.load();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre() {
  auto* centre = new QWidget(this);
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  noticeBar_ = new NoticeBar(notices_, place_.theme, centre);
  stack_ = new QStackedWidget(centre);
  layout->addWidget(noticeBar_);
  layout->addWidget(stack_, 1);
  start_ = new StartPage(place_.background, place_.theme, stack_);
  view_ = new PageView(document_, selection_, pictures_, place_.background, place_.theme, notices_,
                       place_.resources / "fonts", stack_);
  tools_ = new ToolBox(*view_, this);
  view_->installEventFilter(tools_);
  stack_->addWidget(start_);
  stack_->addWidget(view_);
  setCentralWidget(centre);
}

void MainWindow::arrangeDocks() {
  constexpr int sideWidth = 330, stripHeight = 190;
  QDockWidget *panel = docks_[0], *cast = docks_[1], *objects = docks_[2], *takes = docks_[3], *model = docks_[4],
              *pages = docks_[5], *queue = docks_[6], *assistant = docks_[7];
  addDockWidget(Qt::RightDockWidgetArea, panel);
  addDockWidget(Qt::RightDockWidgetArea, takes);
  tabifyDockWidget(panel, cast);
  tabifyDockWidget(cast, objects);
  tabifyDockWidget(objects, assistant);
  tabifyDockWidget(takes, model);
  addDockWidget(Qt::BottomDockWidgetArea, pages);
  addDockWidget(Qt::BottomDockWidgetArea, queue);
  splitDockWidget(pages, queue, Qt::Horizontal);
  panel->raise();
  takes->raise();
  resizeDocks({panel, takes}, {sideWidth, sideWidth}, Qt::Horizontal);
  resizeDocks({panel, takes}, {3, 2}, Qt::Vertical);
  resizeDocks({pages, queue}, {stripHeight, stripHeight}, Qt::Vertical);
  resizeDocks({pages, queue}, {2, 1}, Qt::Horizontal);
}

bool MainWindow::bringDocksBack() {
  if (restoreState(docksBeforeHiding_, layoutVersion)) return true;
  // A layout from before there was an assistant knows no place for it.
  if (!restoreState(docksBeforeHiding_, 0)) return false;
  QDockWidget *panel = docks_[0], *assistant = docks_[7];
  tabifyDockWidget(panel, assistant);
  panel->raise();
  return true;
}

QDockWidget* MainWindow::dock(const QString& name, QWidget* content) {
  auto* dock = qobject_cast<QDockWidget*>(content);
  if (!dock) {
    dock = new QDockWidget(this);
    dock->setWidget(content);
  }
  dock->setObjectName(name);  // what saveState() knows it by
  docks_ << dock;
  return dock;
}

void MainWindow::buildDocks() {
  panel_ = new PanelDock(document_, selection_, generation_, pictures_, place_.theme, this);
  takes_ = new TakesDock(document_, selection_, pictures_, place_.background, notices_, place_.theme, this);
  cast_ =
      new CastDock(document_, selection_, pictures_, place_.projects, place_.background, notices_, place_.theme, this);
  objects_ = new ObjectsDock(document_, selection_, pictures_, place_.theme, this);
  pages_ = new PagesDock(document_, selection_, pictures_, place_.background, place_.theme, place_.resources / "fonts",
                         this);
  queue_ = new QueueDock(generation_, place_.theme, this);
  model_ = new ModelDock(document_, generation_, place_.theme, this);
  assistant_ = new AssistantDock(assistantPlace(), this);
  setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);

  dock("dock.panel", panel_);
  dock("dock.cast", cast_);
  dock("dock.objects", objects_);
  dock("dock.takes", takes_);
  dock("dock.model", model_);
  dock("dock.pages", pages_);
  dock("dock.queue", queue_);
  dock("dock.assistant", assistant_);
  arrangeDocks();
}

void MainWindow::buildToolStrip() {
  toolStrip_ = new ToolStrip(*tools_, place_.theme, this);
  addToolBar(Qt::LeftToolBarArea, toolStrip_);
  actions_->bindPlainKeys(view_);
  viewActions_ = new ViewActions(*actions_, *view_, place_.settings, place_.theme, this);
  drops_ = new CanvasDrops(document_, place_.projects, place_.background, notices_, this);
}

void MainWindow::retranslate() {
  actions_->retranslate();
  status_->retranslate();
  const std::pair<const char*, QString> titles[] = {
      {"dock.panel", tr("Panel")}, {"dock.cast", tr("Cast")},          {"dock.objects", tr("Objects")},
      {"dock.takes", tr("Takes")}, {"dock.model", tr("Model")},        {"dock.pages", tr("Pages")},
      {"dock.queue", tr("Queue")}, {"dock.assistant", tr("Assistant")}};
  for (const auto& [name, title] : titles) findChild<QDockWidget*>(QLatin1StringView(name))->setWindowTitle(title);
  toolStrip_->retranslate();
  QList<QAction*> windows;
  for (QDockWidget* dock : docks_) windows << dock->toggleViewAction();
  windows << toolStrip_->toggleViewAction();
  buildMenus(*this, *actions_, toolStrip_->actions(), windows);
  showTitle();
}

void MainWindow::restoreLayout() {
  const SettingsValues& values = place_.settings.values();
  if (!restoreGeometry(values.geometry)) resize(1440, 900);
  docksBeforeHiding_ = values.docks;
}

void MainWindow::rememberLayout() {
  SettingsValues values = place_.settings.values();
  values.geometry = saveGeometry();
  if (stack_->currentWidget() == view_) docksBeforeHiding_ = saveState(layoutVersion);
  values.docks = docksBeforeHiding_;
  place_.settings.set(values);
}

void MainWindow::goToPart(int step) {
  QList<QWidget*> parts = {view_};
  for (QDockWidget* dock : docks_) {
    if (dock->isVisible() && !dock->visibleRegion().isEmpty()) parts << dock;
  }
  const QWidget* focus = focusWidget();
  qsizetype at = 0;
  for (qsizetype i = 0; i < parts.size(); ++i) {
    if (focus && (parts[i] == focus || parts[i]->isAncestorOf(focus))) at = i;
  }
  QWidget* part = parts[(at + step + parts.size()) % parts.size()];
  QWidget* target = part;
  while (!(target->focusPolicy() & Qt::TabFocus && target->isVisible() && target->isEnabled())) {
    target = target->nextInFocusChain();
    if (target == part || !part->isAncestorOf(target)) break;
  }
  target->setFocus(Qt::TabFocusReason);
}

void MainWindow::toggleDocks() {
  const bool hide = std::ranges::any_of(docks_, [](const QDockWidget* dock) { return dock->isVisible(); });
  if (hide) {
    docksBeforeHiding_ = saveState(layoutVersion);
    for (QDockWidget* dock : docks_) dock->hide();
  } else if (!bringDocksBack() ||
             std::ranges::none_of(docks_, [](const QDockWidget* dock) { return dock->isVisible(); })) {
    for (QDockWidget* dock : docks_) dock->show();
  }
}

}  // namespace koma::ui
