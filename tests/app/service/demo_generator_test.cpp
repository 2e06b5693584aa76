// SPDX-License-Identifier: Apache-2.0
#include "app/service/demo_generator.h"

#include <QDir>
#include <QTest>
#include <cmath>

#include "app/service/demo_drawing.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"

using namespace koma;
using namespace koma::app;

namespace {

api::GenerationRequest request() {
  api::GenerationRequest request;
  request.prompt = "two friends meet, school background";
  request.width = 448;
  request.height = 320;
  request.steps = 6;
  request.seed = 11;
  request.characters = {{.name = "Mia", .box = {0.06f, 0.12f, 0.5f, 1.1f}, .expression = "laughing", .pose = "waving"},
                        {.name = "Ren", .box = {0.52f, 0.2f, 0.95f, 1.1f}}};
  request.dialog_boxes = {{0.36f, 0.03f, 0.66f, 0.3f}};
  return request;
}

/// What one run said.
struct Record {
  std::vector<api::GenerationEvent> events;
  std::vector<Image> previews;

  explicit Record(const DemoOptions& options, const api::GenerationRequest& request = ::request(), int stopAfter = 0) {
    std::stop_source stop;
    api::PreviewSlot slot;
    slot.want();
    const auto sink = [&](const api::GenerationEvent& event) {
      events.push_back(event);
      if (int(events.size()) == stopAfter) stop.request_stop();
      if (auto preview = slot.take()) previews.push_back(*preview);
      slot.want();
    };
    DemoGenerator(options).run(request, sink, slot, stop.get_token());
  }
  [[nodiscard]] const api::Finished& finished() const { return std::get<api::Finished>(events.back()); }
};

constexpr DemoOptions atOnce{.secondsPerStep = 0};

double difference(const Image& a, const Image& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i) sum += std::abs(int(a.pixels()[i]) - int(b.pixels()[i]));
  return sum / double(a.pixels().size());
}

}  // namespace

class DemoGeneratorTest : public QObject {
  Q_OBJECT

 private slots:
  void theSameRequestGivesTheSamePixelsAndAnotherSeedOthers() {
    const Record first(atOnce), again(atOnce);
    auto other = request();
    other.seed = 12;
    QVERIFY(first.finished().pictures[0].image == again.finished().pictures[0].image);
    QVERIFY(!(first.finished().pictures[0].image == Record(atOnce, other).finished().pictures[0].image));
  }

  void aRecipeDrawsEachPictureAgain() {
    auto open = request();
    open.count = 2;
    open.seed.reset();
    open.steps.reset();
    const Record drawn(atOnce, open);
    QCOMPARE(drawn.finished().pictures.size(), std::size_t(2));
    for (const auto& picture : drawn.finished().pictures) {
      QVERIFY(picture.recipe.request.seed.has_value());
      QVERIFY(Record(atOnce, picture.recipe.request).finished().pictures[0].image == picture.image);
    }
  }

  void everySizeIsMet_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("large") << 2048 << 1024;
    QTest::newRow("long") << 64 << 2048;
    QTest::newRow("small") << 64 << 64;
  }

  void everySizeIsMet() {
    QFETCH(int, width);
    QFETCH(int, height);
    auto sized = request();
    sized.width = width;
    sized.height = height;
    const Image picture = Record(atOnce, sized).finished().pictures[0].image;
    QCOMPARE(picture.width(), width);
    QCOMPARE(picture.height(), height);
  }

  void onlyWhatTheMaskShowsIsDrawnAnew() {
    api::GenerationRequest wanted = request();
    const Image old = Record(atOnce, wanted).finished().pictures[0].image;
    const int width = old.width(), height = old.height();
    std::vector<std::uint8_t> half(std::size_t(width) * std::size_t(height));
    for (std::size_t i = 0; i < half.size(); ++i) half[i] = int(i) % width < width / 2 ? 255 : 0;
    wanted.init_picture.image = old;
    wanted.mask.image = Image(width, height, 1, half);
    wanted.seed = 12;
    wanted.prompt = "a street at night";

    const Image drawn = Record(atOnce, wanted).finished().pictures[0].image;

    int inside = 0;
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width / 2; ++x) inside += drawn.row(y)[x] != old.row(y)[x];
      for (int x = width / 2; x < width; ++x) QCOMPARE(drawn.row(y)[x], old.row(y)[x]);
    }
    QVERIFY(inside > width * height / 20);
  }

  void strengthNothingKeepsEverything() {
    api::GenerationRequest wanted = request();
    const Image old = Record(atOnce, wanted).finished().pictures[0].image;
    wanted.init_picture.image = old;
    wanted.strength = 0;
    wanted.seed = 12;
    QVERIFY(Record(atOnce, wanted).finished().pictures[0].image == old);
  }

  void aMaskThatIsGoneFailsByName() {
    api::GenerationRequest wanted = request();
    wanted.init_picture.image = Record(atOnce, wanted).finished().pictures[0].image;
    wanted.mask.path = "/nowhere/mask.png";
    const Record record(atOnce, wanted);
    QVERIFY(std::get<api::Failed>(record.events.back()).text.find("mask.png") != std::string::npos);
  }

  void previewsResolveFromNoiseToThePicture() {
    const Record drawn(atOnce);
    QCOMPARE(drawn.previews.size(), std::size_t(6));
    const Image end = demoPreview(drawn.finished().pictures[0].image, 1, 11);
    QDir().mkpath(KOMA_TEST_OUTPUT);
    double last = 1000;
    for (std::size_t i = 0; i < drawn.previews.size(); ++i) {
      write_png(std::string(KOMA_TEST_OUTPUT "/demo-preview-") + std::to_string(i) + ".png", drawn.previews[i]);
      const double now = difference(drawn.previews[i], end);
      QVERIFY2(now < last, qPrintable(QString::number(now)));
      last = now;
    }
    QCOMPARE(last, 0.0);
    write_png(KOMA_TEST_OUTPUT "/demo-picture.png", drawn.finished().pictures[0].image);
  }

  void dialogueBoxesAreWhiteInside() {
    const Image picture = Record(atOnce).finished().pictures[0].image;
    QCOMPARE(int(picture.row(int(0.165 * 320))[int(0.51 * 448)]), 255);
  }

  void itEndsWithinAStepWhenStopped() {
    const Record stopped(atOnce, request(), 4);
    QCOMPARE(stopped.events.size(), std::size_t(5));
    QVERIFY(std::holds_alternative<api::Cancelled>(stopped.events.back()));
  }

  void itFailsWhereItIsToldTo() {
    const Record failed({.secondsPerStep = 0, .failAtStep = 3});
    QCOMPARE(failed.events.size(), std::size_t(4));
    QCOMPARE(std::get<api::Failed>(failed.events.back()).code, ErrorCode::out_of_memory);
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, Record({.secondsPerStep = 0, .throwAtStep = 2}));
  }

  void aMissingReferenceIsReportedAsTheEngineDoes() {
    auto broken = request();
    broken.characters[0].references = {{.path = "/nowhere/mia.png", .image = {}}};
    QCOMPARE(std::get<api::Failed>(Record(atOnce, broken).events.back()).code, ErrorCode::not_found);
  }
};

QTEST_GUILESS_MAIN(DemoGeneratorTest)
#include "demo_generator_test.moc"
