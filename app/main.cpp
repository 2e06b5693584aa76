// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTextStream>

#include "app/base/resources.h"
#include "app/studio.h"

namespace {

void describe(QCommandLineParser& parser) {
  parser.setApplicationDescription("Komawari, a manga studio: draw panels and boxes, watch them draw themselves.");
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addOption({"demo", "Draws with a scripted stand-in instead of a model."});
  parser.addOption({"draw", "Draws every panel of the work that has no picture yet."});
  parser.addPositionalArgument("work", "A work to open, TITLE.koma", "[work]");
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QApplication::setApplicationName("komawari");
  QApplication::setApplicationDisplayName("Komawari");
  QApplication::setApplicationVersion(KOMA_VERSION);
  QApplication::setDesktopFileName("komawari");

  QCommandLineParser parser;
  describe(parser);
  parser.process(application);
  const QStringList works = parser.positionalArguments();
  if (works.size() > 1) {
    QTextStream(stderr) << "komawari: one work at a time; see komawari --help\n";
    return 2;
  }
  koma::app::Studio studio(application, {.resources = koma::app::findResources(), .demo = parser.isSet("demo")});
  studio.window().show();
  if (!works.isEmpty()) studio.window().openWork(works.front().toStdString(), parser.isSet("draw"));
  return QApplication::exec();
}
