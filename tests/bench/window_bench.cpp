// SPDX-License-Identifier: Apache-2.0
// How the real window feels: its longest pauses, how late a preview is, how long a start and a cancel take. Prints a
// markdown table with the aims beside the numbers; asserts nothing.
#include <QApplication>
#include <QElapsedTimer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <string>

#include "app/studio.h"
#include "tests/support/studio_hand.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/shell/actions.h"

using namespace koma;

namespace {

void row(const std::string& measure, double milliseconds, const char* aim = "") {
  std::printf("| %-58s | %7.1f ms | %7s |\n", measure.c_str(), milliseconds, aim);
  std::fflush(stdout);
}

/// A timer that should fire every two milliseconds; what it is late by, the GUI thread was not there for.
class Heart : public QObject {
 public:
  Heart() {
    connect(&timer_, &QTimer::timeout, this, [this] {
      if (clock_.isValid()) pauses_.push_back(double(clock_.nsecsElapsed()) / 1e6 - every);
      clock_.start();
    });
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.start(every);
  }
  void report(const char* what) {
    std::sort(pauses_.begin(), pauses_.end());
    const auto share = [&](double part) {
      return pauses_.empty() ? 0 : pauses_[std::size_t(double(pauses_.size() - 1) * part)];
    };
    row(std::string("longest pause of the GUI thread while ") + what, share(1), "16 ms");
    row(std::string("pause of the GUI thread while ") + what + ", 99 %", share(0.99), "8 ms");
    pauses_.clear();
    clock_.invalidate();
  }

 private:
  static constexpr int every = 2;
  QTimer timer_;
  QElapsedTimer clock_;
  std::vector<double> pauses_;
};

template <class Until>
void work(Until until, int most = 60'000) {
  QElapsedTimer clock;
  clock.start();
  while (!until() && clock.elapsed() < most) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
}
void rest(int ms) {
  work([] { return false; }, ms);
}

void measureDrawing(app::Studio& studio, test::StudioHand& hand, Heart& heart) {
  ui::MainWindow& window = studio.window();
  std::vector<double> late;
  QElapsedTimer arrived;
  QObject::connect(&window.generation(), &ui::GenerationService::previewReady, &heart, [&] { arrived.start(); });
  QObject::connect(&window.canvas(), &ui::PageView::previewPainted, &heart, [&] {
    if (arrived.isValid()) late.push_back(double(arrived.nsecsElapsed()) / 1e6);
    arrived.invalidate();
  });
  window.actions()["draw.clear"]->trigger();  // what the work had in its queue
  work([&] { return window.generation().queue().empty(); });
  window.selection().select(hand.page().panels.front().id);
  bool ended = false;
  QObject::connect(&window.generation(), &ui::GenerationService::jobEnded, &heart, [&] { ended = true; });
  for (int round = 0; round < 3; ++round) {
    ended = false;
    window.actions()["draw.panel"]->trigger();
    work([&] { return ended; });
  }
  heart.report("drawing");
  std::sort(late.begin(), late.end());
  if (!late.empty()) {
    row("preview, from its arrival to the painted frame, median", late[late.size() / 2]);
    row("preview, from its arrival to the painted frame, 95 %", late[std::size_t(double(late.size() - 1) * 0.95)],
        "50 ms");
  }
  ended = false;
  bool started = false;
  QObject::connect(&window.generation(), &ui::GenerationService::jobProgressed, &heart, [&] { started = true; });
  window.actions()["draw.panel"]->trigger();
  work([&] { return started; });
  QElapsedTimer cancel;
  cancel.start();
  window.actions()["draw.cancel"]->trigger();
  work([&] { return ended; });
  row("cancel to idle", double(cancel.nsecsElapsed()) / 1e6);
}

void measureDragging(ui::MainWindow& window, test::StudioHand& hand, Heart& heart) {
  const manga::Point from = hand.page().balloons.back().bounds.centre();
  hand.key(Qt::Key_V);
  hand.press(from.x, from.y);
  for (int i = 0; i < 120; ++i) {
    hand.moveTo(from.x - 30 + 60.0 * (i % 40) / 40, from.y + 20.0 * i / 120);
    rest(8);
  }
  hand.key(Qt::Key_Escape);
  hand.release(from.x, from.y);
  heart.report("dragging");
  static_cast<void>(window);
}

void measureExport(ui::MainWindow& window, Heart& heart) {
  window.actions()["file.export"]->trigger();
  auto* dialog = window.findChild<ui::ExportDialog*>();
  rest(1500);
  bool written = false;
  QObject::connect(dialog, &ui::ExportDialog::exported, &heart, [&] { written = true; });
  for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
    if (button->isDefault()) button->click();
  }
  work([&] { return written; });
  heart.report("exporting");
  dialog->close();
}

}  // namespace

int main(int argc, char** argv) {
  QElapsedTimer cold;
  cold.start();
  QApplication application(argc, argv);
  if (argc < 2) {
    std::fprintf(stderr, "usage: window_bench WORK.koma [--demo]: a drawn copy of the sample work; it is changed\n");
    return 2;
  }
  const QTemporaryDir home;
  const bool demo = argc > 2 && qstrcmp(argv[2], "--demo") == 0;
  app::Studio studio(application, {.resources = KOMA_RESOURCES, .demo = demo, .home = home.path().toStdString()});
  ui::MainWindow& window = studio.window();
  window.resize(1920, 1080);
  window.show();
  work([&] { return window.isVisible(); });
  QCoreApplication::processEvents();
  std::printf("The real window at 1920 x 1080, %s draws\n\n", demo ? "the demo" : "mini");
  std::printf("| %-58s | %10s | %7s |\n|---|--:|--:|\n", "measure", "value", "aim");
  row("cold start to the window, without the engine", double(cold.nsecsElapsed()) / 1e6, "1000 ms");

  Heart heart;
  rest(500);
  heart.report("resting");
  window.openWork(argv[1]);
  work([&] { return window.session().isOpen(); });
  rest(2000);
  heart.report("opening");
  test::StudioHand hand(window);
  measureDragging(window, hand, heart);
  measureDrawing(studio, hand, heart);
  measureExport(window, heart);
  return 0;
}
