// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMainWindow>
#include <QTimer>
#include <filesystem>
#include <memory>

#include "engine/api/endpoint_service.h"
#include "engine/api/job_service.h"
#include "engine/api/plan_service.h"
#include "engine/api/project_service.h"
#include "ui/canvas/page_flags.h"
#include "ui/document/document.h"
#include "ui/document/document_session.h"
#include "ui/document/picture_library.h"
#include "ui/document/recent_works.h"
#include "ui/document/selection.h"
#include "ui/generation/generation_service.h"
#include "ui/generation/memory_need.h"
#include "ui/shell/model_actions.h"
#include "ui/style/notices.h"

class QDockWidget;
class QStackedWidget;

namespace koma::ui {

struct AssistantPlace;
class Actions;
class AssistantDock;
class Background;
class CanvasDrops;
class CastDock;
class EditActions;
class FileActions;
class JobAttachment;
class ModelDock;
class NoticeBar;
class ObjectsDock;
class PageActions;
class PagesDock;
class PictureExtender;
class PlanActions;
class PageView;
class PanelDock;
class QueueDock;
class SessionNotices;
class Settings;
class StartPage;
class StatusLine;
class TakesDock;
class Theme;
class ToolBox;
class ToolStrip;
class ViewActions;

/// What the window is given; everything outlives it.
struct Workplace {
  api::ProjectService& projects;
  api::JobService& jobs;
  Background& background;
  Theme& theme;
  Settings& settings;
  std::filesystem::path resources;                  ///< holds fonts/, models/, samples/
  std::vector<std::filesystem::path> modelFolders;  ///< that the engine knows; the first is for the author's models
  ReadModels readModels = {};                       ///< empty: api::ModelCatalog
  HashModel hashModel = {};                         ///< empty: hashes cannot be asked for
  ForecastMemory forecastMemory = {};               ///< empty: nothing is said about memory
  SaveMemory saveMemory = {};                       ///< empty: only smaller pictures are offered
  api::PlanService* plans = nullptr;                ///< null: nothing is planned
  api::EndpointService* endpoints = nullptr;        ///< null as well then
  RecentPlaces recent = RecentPlaces::ofSystem();
};

/// The studio's window: makes the parts, connects them, decides nothing. The start page stands in it while no work is
/// open.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  explicit MainWindow(Workplace place);
  ~MainWindow() override;

  /// Opens a work; with `draw` every panel without a picture is put into the queue then.
  void openWork(const std::filesystem::path& bundle, bool draw = false);

  [[nodiscard]] Document& document() noexcept { return document_; }
  [[nodiscard]] Selection& selection() noexcept { return selection_; }
  [[nodiscard]] DocumentSession& session() noexcept { return session_; }
  [[nodiscard]] GenerationService& generation() noexcept { return generation_; }
  [[nodiscard]] Actions& actions() noexcept { return *actions_; }
  [[nodiscard]] PageView& canvas() noexcept { return *view_; }
  [[nodiscard]] ToolBox& tools() noexcept { return *tools_; }

 protected:
  void closeEvent(QCloseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void buildCentre();
  void buildDocks();
  [[nodiscard]] AssistantPlace assistantPlace();
  void buildToolStrip();
  void arrangeDocks();
  void restoreLayout();
  void rememberLayout();
  void retranslate();
  QDockWidget* dock(const QString& name, QWidget* content);

  void connectSession();
  void connectCanvas();
  void connectDocks();
  void connectGeneration();
  void connectDrawing();
  void connectModels();
  void connectParts();
  void connectMasks();
  void connectAssistant();
  [[nodiscard]] PageFlags flagsOf(const manga::Page& page) const;
  void connectSettings();
  void takeOverSettings();
  void showOpened();
  void showClosed();
  void showTitle();
  void showRecent();
  void toggleDocks();
  /// As they were when they were hidden last; false when that is not known.
  bool bringDocksBack();
  static constexpr int layoutVersion = 1;  ///< rises with new docks
  /// Moves the focus to the page or a dock that is seen.
  void goToPart(int step);
  void showThingMenu(QPoint global);
  void showStack(const std::vector<Thing>& things, QPointF pixel);

  Workplace place_;
  Document document_;
  Selection selection_;
  PictureLibrary pictures_;
  RecentWorks recent_;
  Notices notices_;
  DocumentSession session_;
  GenerationService generation_;

  Actions* actions_;
  EditActions* edit_;
  PageActions* pageActions_;
  FileActions* file_ = nullptr;
  JobAttachment* attachment_ = nullptr;
  ViewActions* viewActions_ = nullptr;
  CanvasDrops* drops_ = nullptr;
  ModelActions* models_ = nullptr;
  PictureExtender* extender_ = nullptr;
  PlanActions* plan_ = nullptr;
  StatusLine* status_;
  NoticeBar* noticeBar_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  StartPage* start_ = nullptr;
  PageView* view_ = nullptr;
  ToolBox* tools_ = nullptr;
  ToolStrip* toolStrip_ = nullptr;
  PanelDock* panel_ = nullptr;
  TakesDock* takes_ = nullptr;
  CastDock* cast_ = nullptr;
  ObjectsDock* objects_ = nullptr;
  PagesDock* pages_ = nullptr;
  QueueDock* queue_ = nullptr;
  ModelDock* model_ = nullptr;
  AssistantDock* assistant_ = nullptr;
  QList<QDockWidget*> docks_;
  QTimer memoryTimer_;
  QByteArray docksBeforeHiding_;
  bool drawWhenOpen_ = false;
  bool mayClose_ = false;  ///< the work is saved and closed: the window may go
};

}  // namespace koma::ui
