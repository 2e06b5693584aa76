// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/panel_samples.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/error.h"
#include "tests/support/manga_pages.h"

using namespace koma;
using namespace koma::training;

namespace {

namespace fs = std::filesystem;

PanelSamples::Options options(std::int64_t batch = 4) {
  PanelSamples::Options options;
  options.plan = {.batch = batch};
  options.rules = {.text_drop = 0, .character_drop = 0};
  return options;
}

std::string refusal(const fs::path& annotations, const fs::path& images) {
  try {
    (void)PanelSamples(annotations, images, options());
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

bool equal(const PanelSample& a, const PanelSample& b) {
  return a.picture == b.picture && a.caption == b.caption && a.seed == b.seed && a.time_ids == b.time_ids &&
         a.characters.size() == b.characters.size();
}

}  // namespace

class PanelSamplesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    root_ = folder_->path().toStdString();
    test::write_striped_pages(root_, 3);
  }

  void a_row_is_a_panel_with_its_characters_and_boxes() {
    PanelSamples samples(root_ / "annotations.json", root_ / "pages", options(6));
    QCOMPARE(samples.panels(), std::size_t(6));
    QCOMPARE(samples.pages(), std::size_t(3));
    int seen = 0;
    for (const PanelSample& sample : samples.batch(0)) {
      QCOMPARE(sample.picture.width(), 256);
      QCOMPARE(sample.picture.height(), 256);
      QVERIFY(sample.time_ids == (std::array<float, 6>{256, 256, 0, 0, 256, 256}));
      QCOMPARE(sample.dialogs.size(), std::size_t(1));
      if (!QString::fromStdString(sample.caption).endsWith("waits")) continue;
      ++seen;
      QCOMPARE(sample.characters.size(), std::size_t(1));
      QCOMPARE(sample.characters[0].box.left, 20.0f / 256);
      QCOMPARE(sample.characters[0].target.width(), 100);
      QCOMPARE(sample.characters[0].source.height(), 200);
    }
    QCOMPARE(seen, 3);
  }

  void a_model_with_a_native_size_is_told_that_alone() {
    PanelSamples::Options asked = options();
    asked.sizes.native_size = [](const PixelSize& bucket) { return PixelSize{bucket.width / 2, bucket.height / 4}; };
    PanelSamples samples(root_ / "annotations.json", root_ / "pages", asked);
    for (const PanelSample& sample : samples.batch(0)) {
      QCOMPARE(sample.picture.width(), 128);
      QCOMPARE(sample.picture.height(), 64);
      QVERIFY(sample.time_ids == (std::array<float, 6>{64, 128, 0, 0, 64, 128}));
    }
  }

  void batches_come_again_as_they_were_in_any_order() {
    PanelSamples forward(root_ / "annotations.json", root_ / "pages", options());
    PanelSamples jumping(root_ / "annotations.json", root_ / "pages", options());
    std::vector<std::vector<PanelSample>> batches;
    for (int i = 0; i < 4; ++i) batches.push_back(forward.batch(i));
    for (const int i : {3, 1, 2, 0}) {
      const auto again = jumping.batch(i);
      for (std::size_t row = 0; row < again.size(); ++row) QVERIFY(equal(again[row], batches[std::size_t(i)][row]));
    }
  }

  void a_page_that_cannot_be_read_is_passed_over_and_counted() {
    std::ofstream(root_ / "pages" / "1.png", std::ios::trunc) << "no picture";
    PanelSamples samples(root_ / "annotations.json", root_ / "pages", options(6));
    const auto rows = samples.batch(0);
    QCOMPARE(rows.size(), std::size_t(6));
    for (const PanelSample& sample : rows) QVERIFY(sample.caption.starts_with("a boy"));  // pages 0 and 2
    QCOMPARE(samples.unread().count, std::size_t(1));
    QVERIFY(samples.unread().first_problem.find("1.png") != std::string::npos);
  }

  void a_picture_smaller_than_its_annotations_is_passed_over_too() {
    write_png(root_ / "pages" / "1.png", Image(100, 100, 3, std::vector<std::uint8_t>(30000, 9)));
    PanelSamples samples(root_ / "annotations.json", root_ / "pages", options(6));
    for (int i = 0; i < 3; ++i) (void)samples.batch(i);
    QCOMPARE(samples.unread().count, std::size_t(1));
    QVERIFY(samples.unread().first_problem.find("outside the picture") != std::string::npos);
  }

  void when_nothing_can_be_read_there_is_a_sentence() {
    for (const char* name : {"0.png", "1.png", "2.png"}) fs::remove(root_ / "pages" / name);
    PanelSamples samples(root_ / "annotations.json", root_ / "pages", options());
    try {
      (void)samples.batch(0);
      QFAIL("not refused");
    } catch (const Error& error) {
      QVERIFY(std::string(error.what()).find("none of the pictures can be read") != std::string::npos);
    }
  }

  void what_is_missing_is_named() {
    QVERIFY(refusal(root_ / "none.json", root_ / "pages").find("none.json") != std::string::npos);
    QVERIFY(refusal(root_ / "annotations.json", root_ / "nowhere").find("no folder of pictures") != std::string::npos);
    std::ofstream(root_ / "empty.json") << "[]";
    QVERIFY(refusal(root_ / "empty.json", root_ / "pages").find("no panel to learn from") != std::string::npos);
  }

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  fs::path root_;
};

QTEST_APPLESS_MAIN(PanelSamplesTest)
#include "panel_samples_test.moc"
