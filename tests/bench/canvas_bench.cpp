// SPDX-License-Identifier: Apache-2.0
// What the canvas costs on the GUI thread: canvas_bench
// A spread with 14 finished panels and 14 balloons at 3840 × 2160, while another thread computes without pause, as a
// generator does. Measures and prints; never judges. Nothing is shown: Qt's offscreen platform paints into memory.
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QThreadPool>
#include <QTimer>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <ctime>
#include <iostream>
#include <numeric>
#include <thread>

#include "tests/bench/measuring.h"
#include "tests/support/canvas_work.h"
#include "ui/canvas/page_view.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/style/notices.h"
#include "ui/style/theme.h"

namespace koma::bench {
namespace {

constexpr QSize screen(3840, 2160);
constexpr int frames = 240;
constexpr int previews = 60;

/// One thread behind the canvas, as on a machine of two cores; knows whether it is idle.
class CountingBackground : public ui::Background {
 public:
  CountingBackground() { pool_.setMaxThreadCount(1); }
  ~CountingBackground() override { pool_.waitForDone(); }
  void post(std::function<void()> work) override {
    ++open_;
    pool_.start([this, work = std::move(work)] {
      work();
      --open_;
    });
  }
  [[nodiscard]] bool idle() const { return open_ == 0; }

 private:
  QThreadPool pool_;
  std::atomic<int> open_ = 0;
};

/// Multiplies and adds through more memory than the caches hold, until it is destroyed.
class BusyGenerator {
 public:
  BusyGenerator() {
    thread_ = std::jthread([](const std::stop_token& stop) {
      std::vector<float> weights(8 << 20, 0.5F);
      float sum = 0;
      while (!stop.stop_requested()) {
        for (float& weight : weights) sum += (weight = weight * 0.999F + 0.001F);
      }
      if (sum < 0) std::cerr << sum;
    });
  }

 private:
  std::jthread thread_;
};

/// What this thread has computed: on a machine that others use too, the wall clock tells how long it had to wait.
double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

/// How long each turn of a loop took, on the wall and in computing.
struct Turns {
  std::vector<double> wall, computed;
};

double percentile(std::vector<double> values, double share) {
  std::ranges::sort(values);
  return values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

class Bench {
 public:
  explicit Bench(QApplication& application)
      : theme_(application),
        work_(4),
        pictures_(background_),
        document_(work_.project()),
        selection_(document_),
        view_(document_, selection_, pictures_, background_, theme_, notices_, KOMA_RESOURCES "/fonts") {
    pictures_.setBundle(work_.bundle());
    view_.resize(screen);
    view_.show();
    selection_.setPage(work_.project().pages[1].id);
    view_.fitSpread();
    settle();
  }

  void run() {
    add_rate("pan, spread in full", panned());
    view_.zoomAt(middle(), 2.5);
    settle();
    add_rate("pan, two and a half times closer", panned());
    view_.fitSpread();
    settle();
    add_rate("zoom", zoomed());
    view_.fitSpread();
    settle();
    add_stall("drag a balloon", dragged(false));
    add_stall("drag a balloon's size", dragged(true));
    open();
    preview();
    print_table(rows_);
  }

 private:
  [[nodiscard]] QPointF middle() const { return view_.rect().center(); }

  /// Until everything is painted ahead.
  void settle() {
    QElapsedTimer quiet;
    quiet.start();
    while (quiet.elapsed() < 300) {
      QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
      if (!background_.idle()) quiet.restart();
    }
    view_.repaint();
  }

  Turns timed(int times, auto&& step) {
    Turns turns;
    for (int i = 0; i < times; ++i) {
      const Clock::time_point start = Clock::now();
      const double before = thread_seconds();
      step(i);
      // What the window system asks for sixty times a second; the offscreen one would wait for idle time.
      QEvent request(QEvent::UpdateRequest);
      QCoreApplication::sendEvent(&view_, &request);
      QCoreApplication::processEvents();
      turns.wall.push_back(seconds_since(start));
      turns.computed.push_back(thread_seconds() - before);
    }
    return turns;
  }

  Turns panned() {
    return timed(frames, [&](int i) { view_.scrollBy(QPointF(i / 60 % 2 == 0 ? 12 : -12, 5 * std::sin(i * 0.1))); });
  }

  Turns zoomed() {
    return timed(frames, [&](int i) { view_.zoomAt(middle(), i / 40 % 2 == 0 ? 1.03 : 1 / 1.03); });
  }

  Turns dragged(bool size) {
    manga::Page page = document_.project().pages[1];
    Turns turns = timed(frames, [&](int i) {
      manga::Balloon& balloon = page.balloons.front();
      const double step = 0.6 * std::sin(i * 0.05);
      size ? balloon.bounds.width += step : balloon.bounds.left += step;
      if (!size) balloon.tails.front().tip.x += step;
      view_.showDraft(page);
      view_.updateOverlay();
    });
    view_.clearDraft();
    settle();
    return turns;
  }

  void open() {
    Turns stalls;
    std::vector<double> sharp;
    for (const std::size_t index : {3U, 1U, 3U, 1U}) {
      const Clock::time_point start = Clock::now();
      Turns first = timed(1, [&](int) { view_.setPage(document_.project().pages[index].id); });
      do {
        const Turns turn = timed(1, [](int) {});
        first.wall.push_back(turn.wall.front());
        first.computed.push_back(turn.computed.front());
      } while (!background_.idle() || seconds_since(start) < 0.02);
      sharp.push_back(seconds_since(start));
      stalls.wall.push_back(largest(first.wall));
      stalls.computed.push_back(largest(first.computed));
      settle();
    }
    add_stall("open a spread", stalls);
    rows_.push_back({"open a spread: all pictures sharp", in_milliseconds(median(sharp)), "", "[≤ 500 ms]"});
  }

  void preview() {
    const manga::PanelId panel = document_.project().pages[1].panels.front().id;
    std::vector<double> latencies;
    QEventLoop loop;
    Clock::time_point offered;
    QObject::connect(&view_, &ui::PageView::previewPainted, &loop, [&] {
      latencies.push_back(seconds_since(offered));
      loop.quit();
    });
    for (int i = 0; i < previews; ++i) {
      const QImage image = test::CanvasWork::drawing(i, {64, 80});
      offered = Clock::now();
      view_.showPreview(panel, image, i, previews, 1);
      QTimer::singleShot(2000, &loop, &QEventLoop::quit);
      loop.exec();
    }
    view_.endPreview(panel);
    rows_.push_back({"preview, offer to screen: median", in_milliseconds(median(latencies)), "", ""});
    rows_.push_back({"preview, offer to screen: 95 %", in_milliseconds(percentile(latencies, 0.95)), "", "[≤ 50 ms]"});
  }

  /// A rate of frames.
  void add_rate(const std::string& name, const Turns& turns) {
    const auto rate = [](const std::vector<double>& seconds) {
      return std::to_string(int(double(seconds.size()) / std::reduce(seconds.begin(), seconds.end()))) + " frames/s";
    };
    rows_.push_back({name, rate(turns.wall), rate(turns.computed), "[≥ 50 frames/s]"});
    rows_.push_back(
        {name + ": longest frame", in_milliseconds(largest(turns.wall)), in_milliseconds(largest(turns.computed)), ""});
  }

  void add_stall(const std::string& name, const Turns& turns) {
    rows_.push_back({name + ": longest stall", in_milliseconds(largest(turns.wall)),
                     in_milliseconds(largest(turns.computed)), "[≤ 16 ms]"});
    rows_.push_back(
        {name + ": median", in_milliseconds(median(turns.wall)), in_milliseconds(median(turns.computed)), ""});
    rows_.push_back({name + ": 99 %", in_milliseconds(percentile(turns.wall, 0.99)),
                     in_milliseconds(percentile(turns.computed, 0.99)), "[≤ 8 ms]"});
  }

  std::vector<std::vector<std::string>> rows_ = {{"measure", "wall", "computed", "aim"}};
  CountingBackground background_;
  ui::Theme theme_;
  ui::Notices notices_;
  test::CanvasWork work_;
  ui::PictureLibrary pictures_;
  ui::Document document_;
  ui::Selection selection_;
  ui::PageView view_;
};

}  // namespace
}  // namespace koma::bench

int main(int count, char** values) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(count, values);
  try {
    const koma::bench::BusyGenerator generator;
    std::cout << "Canvas of 3840 × 2160, a spread of 14 panels and 14 balloons; " << koma::bench::machine() << "\n\n";
    koma::bench::Bench(application).run();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "canvas_bench: " << error.what() << "\n";
    return 1;
  }
}
