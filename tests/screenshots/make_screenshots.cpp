// SPDX-License-Identifier: Apache-2.0
// Pictures of the real window for the README and for looking at it: every tool and dock in use.
#include <QApplication>
#include <QCommandLineParser>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>
#include <cstdio>

#include "app/base/resources.h"
#include "app/studio.h"
#include "tests/support/studio_hand.h"
#include "ui/canvas/tool_box.h"
#include "ui/document/page_commands.h"
#include "ui/shell/actions.h"

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
    for (const char* id : {"edit.preferences", "file.export", "file.setup", "help.keys", "help.about"}) {
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

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QApplication::setApplicationName("komawari");
  QApplication::setApplicationDisplayName("Komawari");
  QCommandLineParser parser;
  parser.addHelpOption();
  parser.addOptions({{"size", "Of the window.", "WxH", "1440x900"},
                     {"theme", "light or dark.", "theme", "light"},
                     {"language", "en, ja or zh_CN.", "language", "en"},
                     {"mini", "Draws with the embedded model, not with the demo."},
                     {"only", "Scenes: start,work,tools,drawing,dialogs,errors,empty.", "scenes",
                      "start,work,tools,drawing,dialogs,errors,empty"}});
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
  }
  app::Studio studio(application, {.resources = app::findResources(),
                                   .demo = !parser.isSet("mini"),
                                   .demoStepSeconds = 0.2,
                                   .home = home.path().toStdString()});
  const QStringList size = parser.value("size").split('x');
  Photographer photographer(studio, arguments[1], {size.front().toInt(), size.back().toInt()});
  const QStringList scenes = parser.value("only").split(',');
  if (scenes.contains("start")) photographer.startPage();
  if (scenes != QStringList{"start"}) photographer.open(arguments[0]);
  if (scenes.contains("work")) photographer.work();
  if (scenes.contains("tools")) photographer.tools();
  if (scenes.contains("drawing")) photographer.drawing();
  if (scenes.contains("dialogs")) photographer.dialogs();
  if (scenes.contains("errors")) photographer.errors();
  if (scenes.contains("empty")) photographer.emptyWork();
  return 0;
}
