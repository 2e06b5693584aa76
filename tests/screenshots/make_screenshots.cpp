// SPDX-License-Identifier: Apache-2.0
// Pictures of the real window for the README and for looking at it: every tool and dock in use.
#include <QApplication>
#include <QCommandLineParser>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTreeView>
#include <cstdio>

#include "app/base/resources.h"
#include "app/service/endpoint_file.h"
#include "app/studio.h"
#include "tests/screenshots/assistant_scene.h"
#include "tests/screenshots/planning_scene.h"
#include "tests/support/model_shelf.h"
#include "tests/support/studio_hand.h"
#include "ui/canvas/tool_box.h"
#include "ui/dialogs/models_dialog.h"
#include "ui/document/page_commands.h"
#include "ui/generation/control_list.h"
#include "ui/generation/drawing_form.h"
#include "ui/generation/lora_list.h"
#include "ui/generation/panel_dock.h"
#include "ui/generation/panel_parts.h"
#include "ui/generation/people_list.h"
#include "ui/generation/repaint_form.h"
#include "ui/shell/actions.h"
#include "ui/style/section.h"

using namespace koma;

namespace {

class Photographer {
 public:
  Photographer(app::Studio& studio, QString folder, QSize size)
      : window_(studio.window()), hand_(window_), folder_(std::move(folder)) {
    QDir().mkpath(folder_);
    window_.resize(size);
    window_.show();
    window_.activateWindow();
    wait(600);
  }

  /// Lets the window work; pictures are made ready in the background.
  static void wait(int ms) {
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < ms) QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
  }
  void shoot(const QString& name, QWidget* what = nullptr) {
    wait(settle_);
    QWidget& widget = what ? *what : static_cast<QWidget&>(window_);
    widget.grab().save(folder_ + "/" + name + ".png");
    QTextStream(stdout) << name << Qt::endl;
  }

  void startPage() { shoot("start"); }

  void open(const QString& bundle) {
    window_.openWork(bundle.toStdString());
    while (!window_.session().isOpen()) wait(50);
    wait(1500);
  }

  void work() {
    select(1);
    raise("dock.panel");
    shoot("work");
    for (const char* dock : {"dock.cast", "dock.objects", "dock.model"}) {
      raise(dock);
      shoot(dock);
    }
    raise("dock.panel");
    raise("dock.takes");
    window_.actions()["page.next"]->trigger();
    window_.actions()["view.fitSpread"]->trigger();
    wait(1000);
    shoot("spread");
    window_.actions()["view.spread"]->trigger();
    window_.actions()["page.previous"]->trigger();
    window_.actions()["view.fit"]->trigger();
  }

  void tools() {
    hand_.key(Qt::Key_1);
    half({30, 200}, {150, 240}, "tool-panel");
    hand_.key(Qt::Key_F);
    half({10, 60}, {176, 66}, "tool-knife");
    hand_.key(Qt::Key_2);
    half({60, 40}, {100, 85}, "tool-character");
    hand_.key(Qt::Key_3);
    half({110, 200}, {150, 235}, "tool-balloon");
    hand_.key(Qt::Key_T);
    const manga::Balloon& balloon = hand_.page().balloons.front();
    hand_.click(balloon.bounds.centre().x, balloon.bounds.centre().y);
    QInputMethodEvent composing(QString::fromUtf8("かんがえ"), {});
    QCoreApplication::sendEvent(&window_.canvas(), &composing);
    shoot("tool-text");
    hand_.key(Qt::Key_Escape);
    window_.document().history().setIndex(0);
    select(0);
    hand_.key(Qt::Key_B);
    half({50, 40}, {90, 60}, "tool-mask");
    hand_.key(Qt::Key_V);
    window_.selection().select(hand_.page().balloons.front().id);
    shoot("tool-select");
  }

  void drawing() {
    select(0);
    window_.actions()["draw.clear"]->trigger();  // what the work had in its queue
    wait(300);
    window_.actions()["draw.page"]->trigger();
    raise("dock.queue");
    QElapsedTimer clock;
    clock.start();
    const auto& running = window_.generation().running();
    while (clock.elapsed() < 30'000 && !(running && running->step >= 4)) wait(5);
    settle_ = 60;
    shoot("drawing");
    settle_ = 500;
    window_.actions()["draw.clear"]->trigger();
    wait(500);
  }

  void dialogs() {
    select(0);
    for (const char* id :
         {"edit.preferences", "file.export", "file.setup", "takes.enlarge", "help.keys", "help.about"}) {
      window_.actions()[id]->trigger();
      wait(700);
      for (QDialog* dialog : window_.findChildren<QDialog*>()) {
        if (!dialog->isVisible()) continue;
        shoot(QString("dialog-") + (strchr(id, '.') + 1), dialog);
        dialog->close();
      }
      wait(100);
    }
  }

  /// A panel among three prompts, with the region tool and in the dock.
  void regions() {
    select(1);
    const manga::PanelId panel = window_.selection().panel();
    ui::Document& document = window_.document();
    ui::divideRegion(document, {panel, 0}, manga::DivideInto::rows);
    ui::divideRegion(document, {panel, 1}, manga::DivideInto::columns);
    const char* prompts[] = {"evening sky with lanterns", "a girl waiting under a roof", ""};
    for (std::size_t i = 0; i < 3; ++i) ui::setRegionPrompt(document, {panel, i}, prompts[i]);
    window_.selection().select(ui::RegionRef{panel, 1});
    raise("dock.panel");
    hand_.key(Qt::Key_R);
    window_.findChild<ui::PanelDock*>()->editRegion({panel, 1});
    window_.actions()["view.panel"]->trigger();
    shoot("regions");
    window_.actions()["view.fit"]->trigger();
    raise("dock.objects");
    shoot("regions-objects");
    hand_.key(Qt::Key_V);
    document.history().setIndex(0);
  }

  void planning(const ui::Theme& theme) {
    tests::photographPlanning(window_.document(), theme, &window_,
                              [this](const QString& name, QWidget* what) { shoot(name, what); });
  }

  void assistant(const ui::Theme& theme) {
    select(0);
    tests::photographAssistant(window_, theme, window_.selection().panel(),
                               [this](const QString& name, QWidget* what) { shoot(name, what); });
    raise("dock.panel");
  }

  /// The model manager, with a model that can be used and one that cannot.
  void models() {
    window_.actions()["draw.models"]->trigger();
    auto* dialog = window_.findChild<ui::ModelsDialog*>();
    choose(*dialog, "Manga XL");
    shoot("models", dialog);
    choose(*dialog, "Old");
    shoot("models-broken", dialog);
    QTest::keyClicks(dialog->search(), "watercolour");
    shoot("models-none", dialog);
    dialog->setEntries({});
    shoot("models-empty", dialog);
    dialog->close();
    wait(100);
  }

  /// LoRAs, control pictures and the sampler of a panel.
  void parts() {
    raise("dock.panel");
    select(1);
    const manga::Panel& panel = hand_.page().panels.at(1);
    const auto id = panel.id;
    window_.document().edit("Parts", [&](ui::Draft& draft) {
      manga::Panel& changed = draft.panel(id);
      changed.settings.model = "manga-xl";
      changed.settings.sampler = "dpmpp_2m";
      changed.settings.loras = {{.model = "ink", .weight = 0.8}, {.model = "pencil", .weight = 1}};
      if (!changed.takes.empty()) {
        changed.controls = {{.picture = changed.takes.front().picture, .model = "pose-xl", .preprocessor = "openpose"}};
      }
    });
    for (ui::Section* section : window_.findChildren<ui::Section*>()) section->setOpen(true);
    auto* dock = window_.findChild<ui::PanelDock*>();
    auto* scroll = dock->findChild<QScrollArea*>();
    scrollTo(*scroll, *dock->parts()->loras());
    shoot("parts-loras");
    scrollTo(*scroll, *dock->parts()->controls());
    shoot("parts-controls");
    scrollTo(*scroll, *dock->drawing());
    shoot("parts-drawing");
    window_.document().history().undo();
    raise("dock.model");
    shoot("dock.model-work");
  }

  /// What a model can do, what of a panel it cannot draw, and what its language agent takes.
  void warnings() {
    raise("dock.panel");
    select(1);
    const manga::Panel& panel = hand_.page().panels.at(1);
    const manga::Rect frame = manga::bounds_of(panel.frame);
    const auto id = panel.id;
    window_.document().edit("Warnings", [&](ui::Draft& draft) {
      manga::Panel& changed = draft.panel(id);
      changed.settings.model = "sensei";
      changed.settings.agent = true;
      const auto& cast = window_.document().project().cast;
      for (std::size_t i = changed.characters.size(); i < 6; ++i) {
        manga::CharacterBox box;
        box.character = cast[i % cast.size()].id;
        const float left = 0.02f + 0.16f * float(i);
        box.box = {left, 0.35f, i == 4 ? left : left + 0.2f, 0.95f};
        changed.characters.push_back(box);
      }
      for (int i = 0; i < 9; ++i) {
        manga::Balloon balloon;
        balloon.id = draft.newId<manga::Balloon>();
        balloon.bounds = {frame.left + 3 + frame.width / 9.5 * i, frame.top + 3, 9.0 - 0.2 * i, 11};
        balloon.text = "え";
        draft.page(hand_.page().id).balloons.push_back(balloon);
      }
    });
    auto* dock = window_.findChild<ui::PanelDock*>();
    for (ui::Section* section : dock->findChildren<ui::Section*>()) section->setOpen(true);
    auto* scroll = dock->findChild<QScrollArea*>();
    scroll->verticalScrollBar()->setValue(0);
    shoot("warnings");
    scrollTo(*scroll, *dock->people());
    shoot("warnings-people");
    scrollTo(*scroll, *dock->drawing());
    shoot("agent");
    window_.document().edit("Agent", [&](ui::Draft& draft) { draft.panel(id).settings.model = "manga-xl"; });
    scrollTo(*scroll, *dock->drawing());
    shoot("agent-none");
    window_.document().history().setIndex(window_.document().history().index() - 2);
  }

  /// A mask is painted, its settings stand beside it, and only it is drawn anew.
  void repaint() {
    raise("dock.panel");
    select(1);
    const manga::Rect frame = manga::bounds_of(hand_.page().panels.at(1).frame);
    window_.canvas().fitPanel();
    wait(300);
    hand_.key(Qt::Key_B);
    const double left = frame.left + frame.width * 0.35, right = frame.left + frame.width * 0.6;
    for (double y = frame.top + frame.height * 0.3; y < frame.top + frame.height * 0.75; y += 5) {
      hand_.drag({left, y}, {right, y});
      wait(120);
    }
    auto* dock = window_.findChild<ui::PanelDock*>();
    dock->parts()->repaintSection()->setOpen(true);
    scrollTo(*dock->findChild<QScrollArea*>(), *dock->parts()->repaint());
    shoot("repaint");
    window_.actions()["draw.panel"]->trigger();
    QElapsedTimer clock;
    clock.start();
    const auto& running = window_.generation().running();
    while (clock.elapsed() < 30'000 && !(running && running->step >= 5)) wait(5);
    settle_ = 60;
    shoot("repainting");
    settle_ = 500;
    while (clock.elapsed() < 60'000 && window_.generation().running()) wait(20);
    hand_.key(Qt::Key_V);
    shoot("repainted");
    window_.actions()["draw.maskClear"]->trigger();
    window_.actions()["view.fit"]->trigger();
  }

  void errors() {
    QMimeData data;
    QFile text(folder_ + "/not a picture.png");
    if (text.open(QIODevice::WriteOnly)) text.write("words");
    text.close();
    data.setUrls({QUrl::fromLocalFile(text.fileName())});
    test::StudioHand::drop(window_.canvas(), hand_.pixel(90, 60), data);
    wait(300);
    window_.openWork("/nowhere/Lost.koma");
    wait(300);
    shoot("errors");
    text.remove();
  }

  void emptyWork() {
    window_.actions()["file.close"]->trigger();
    wait(800);
    manga::Project project;
    project.title = "Empty";
    project.pages.push_back({.id = project.new_id<manga::Page>()});
    window_.session().create((folder_ + "/Empty.koma").toStdString(), project);
    wait(1200);
    shoot("empty");
    QDir(folder_ + "/Empty.koma").removeRecursively();
  }

 private:
  static void choose(ui::ModelsDialog& dialog, const QString& name) {
    for (int row = 0; row < dialog.view()->model()->rowCount(); ++row) {
      const QModelIndex index = dialog.view()->model()->index(row, 0);
      if (index.data().toString() == name) dialog.view()->setCurrentIndex(index);
    }
  }
  static void scrollTo(QScrollArea& area, const QWidget& part) {
    wait(50);
    area.verticalScrollBar()->setValue(part.mapTo(area.widget(), QPoint()).y() - 60);
  }
  void raise(const char* dock) {
    auto* widget = window_.findChild<QDockWidget*>(QLatin1StringView(dock));
    widget->show();
    widget->raise();
  }
  void select(std::size_t panel) { window_.selection().select(hand_.page().panels.at(panel).id); }
  /// A drag that has not ended yet.
  void half(QPointF from, QPointF to, const QString& name) {
    hand_.press(from.x(), from.y());
    hand_.moveTo((from.x() + to.x()) / 2, (from.y() + to.y()) / 2);
    hand_.moveTo(to.x(), to.y());
    shoot(name);
    hand_.key(Qt::Key_Escape);
    hand_.release(to.x(), to.y());
  }

  ui::MainWindow& window_;
  test::StudioHand hand_;
  QString folder_;
  int settle_ = 500;  ///< ms that a scene is given before it is photographed
};

/// Beside the embedded model what an author may have, so that there is something to see.
std::vector<api::ModelEntry> shelf(const std::vector<std::filesystem::path>& folders) {
  std::vector<api::ModelEntry> models = api::ModelCatalog(folders).entries();
  for (api::ModelEntry& model : models) {
    model.abilities.samplers = model.abilities.repaints = true;
  }
  for (const api::ModelEntry& model : tests::model_shelf()) models.push_back(model);
  models.push_back({.id = "sensei",
                    .name = "DiffSensei",
                    .family = "diffsensei",
                    .folder = "/models/sensei",
                    .bytes = 44'600'000'000,
                    .abilities = {.characters = true,
                                  .dialog_boxes = true,
                                  .samplers = true,
                                  .loras = true,
                                  .repaints = true,
                                  .agent = true,
                                  .max_characters = 4,
                                  .max_dialog_boxes = 8},
                    .words = {},
                    .agent_problem = {},
                    .problem = {}});
  return models;
}

ui::MemoryNeed forecast(const api::GenerationRequest& request) {
  const bool large = request.model != "mini";
  constexpr std::uint64_t megabyte = 1 << 20;
  if (!large) return {640 * megabyte, 9'800 * megabyte, {}};
  if (request.mllm.enabled) return {9'400 * megabyte, 9'800 * megabyte, {}, 26'000 * megabyte, true};
  return {11'400 * megabyte,
          9'800 * megabyte,
          {{ui::MemoryRemedyKind::tiled_decoding, 1, "Decoding in tiles saves 1.2 GB."},
           {ui::MemoryRemedyKind::smaller_picture, 0.75, ""}}};
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QApplication::setApplicationName("komawari");
  QApplication::setApplicationDisplayName("Komawari");
  const QString everything =
      "start,work,tools,drawing,regions,planning,assistant,dialogs,models,parts,warnings,repaint,errors,empty";
  QCommandLineParser parser;
  parser.addHelpOption();
  parser.addOptions({{"size", "Of the window.", "WxH", "1440x900"},
                     {"theme", "light or dark.", "theme", "light"},
                     {"language", "en, ja or zh_CN.", "language", "en"},
                     {"mini", "Draws with the embedded model, not with the demo."},
                     {"only", QString("Scenes: %1.").arg(everything), "scenes", everything}});
  parser.addPositionalArgument("work", "A drawn copy of the sample work; it is changed.");
  parser.addPositionalArgument("out", "Folder for the pictures.");
  parser.process(application);
  const QStringList arguments = parser.positionalArguments();
  if (arguments.size() != 2) parser.showHelp(2);

  QTemporaryDir home;
  {
    ui::SettingsValues values;
    values.preferences.theme = parser.value("theme") == "dark" ? ui::ThemeChoice::dark : ui::ThemeChoice::light;
    values.preferences.language = parser.value("language");
    ui::Settings(home.filePath("settings.json").toStdString()).set(values);
    app::writeEndpoints(home.filePath("endpoints.json").toStdString(), tests::assistantEndpoints());
  }
  app::Studio studio(application, {.resources = app::findResources(),
                                   .demo = !parser.isSet("mini"),
                                   .demoStepSeconds = 0.2,
                                   .readModels = parser.isSet("mini") ? ui::ReadModels() : shelf,
                                   .forecastMemory = parser.isSet("mini") ? ui::ForecastMemory() : forecast,
                                   .saveMemory = [](ui::MemoryRemedyKind) {},
                                   .home = home.path().toStdString()});
  const QStringList size = parser.value("size").split('x');
  Photographer photographer(studio, arguments[1], {size.front().toInt(), size.back().toInt()});
  const QStringList scenes = parser.value("only").split(',');
  if (scenes.contains("start")) photographer.startPage();
  if (scenes != QStringList{"start"}) photographer.open(arguments[0]);
  if (scenes.contains("work")) photographer.work();
  if (scenes.contains("tools")) photographer.tools();
  if (scenes.contains("drawing")) photographer.drawing();
  if (scenes.contains("regions")) photographer.regions();
  if (scenes.contains("planning") || scenes.contains("assistant")) {
    ui::Theme theme(application);
    theme.choose(parser.value("theme") == "dark" ? ui::ThemeChoice::dark : ui::ThemeChoice::light);
    if (scenes.contains("planning")) photographer.planning(theme);
    if (scenes.contains("assistant")) photographer.assistant(theme);
  }
  if (scenes.contains("dialogs")) photographer.dialogs();
  if (scenes.contains("models")) photographer.models();
  if (scenes.contains("parts")) photographer.parts();
  if (scenes.contains("warnings")) photographer.warnings();
  if (scenes.contains("repaint")) photographer.repaint();
  if (scenes.contains("errors")) photographer.errors();
  if (scenes.contains("empty")) photographer.emptyWork();
  return 0;
}
