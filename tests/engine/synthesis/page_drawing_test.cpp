// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <set>

#include "engine/base/error.h"
#include "engine/synthesis/annotation.h"
#include "engine/synthesis/page_drawing.h"
#include "engine/synthesis/page_layout.h"

using namespace koma;
using namespace koma::synthesis;

class PageDrawingTest : public QObject {
  Q_OBJECT
 private slots:
  void panelsLieApartInsideThePage_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("usual") << 1024 << 720;
    QTest::newRow("flat") << 2048 << 1024;
    QTest::newRow("square") << 2048 << 2048;
    QTest::newRow("small") << 512 << 384;
  }
  void panelsLieApartInsideThePage() {
    QFETCH(int, width);
    QFETCH(int, height);
    std::set<std::size_t> counts;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      Random random(seed);
      const auto panels = page_panels(random, width, height);
      counts.insert(panels.size());
      for (std::size_t i = 0; i < panels.size(); ++i) {
        const auto& panel = panels[i];
        QVERIFY(panel.x >= 8 && panel.y >= 8 && panel.br().x <= width - 8 && panel.br().y <= height - 8);
        QVERIFY(3 * panel.width >= panel.height && 3 * panel.height >= panel.width);
        // No panel crosses the fold, and no two come nearer than a gutter.
        QVERIFY(panel.br().x < width / 2 || panel.x > width / 2);
        for (std::size_t j = 0; j < i; ++j) {
          const cv::Rect wider(panel.x - 5, panel.y - 5, panel.width + 10, panel.height + 10);
          QCOMPARE((wider & panels[j]).area(), 0);
        }
      }
    }
    QVERIFY(*counts.begin() >= 2 && *counts.rbegin() <= 5);
    QVERIFY(counts.size() >= 2);
  }

  void sizesThatAreNoDoublePageAreRefused() {
    Random random(1);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(page_panels(random, 500, 400)), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(page_panels(random, 1024, 400)), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(page_panels(random, 1024, 1025)), Error);
  }

  void aCastComesAgainAndIsDifferentWithinAPanel() {
    int with_two_panels = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      Random random(seed);
      const DrawnPage page = draw_page(random, {.held_out = seed % 2 == 0});
      std::set<int> people;
      std::multiset<int> appearances;
      for (const auto& panel : page.panels) {
        std::set<int> here;
        for (const auto& who : panel.labels.characters) {
          QCOMPARE(held_out(who.identity), seed % 2 == 0);
          here.insert(identity_number(who.identity));
        }
        QCOMPARE(here.size(), panel.labels.characters.size());
        people.insert(here.begin(), here.end());
        appearances.insert(here.begin(), here.end());
      }
      QVERIFY(people.size() <= 4);
      if (std::ranges::any_of(people, [&](int who) { return appearances.count(who) > 1; })) ++with_two_panels;
    }
    QVERIFY(with_two_panels >= 15);
  }

  void annotationsLieWhereThePanelsAreDrawn() {
    Random random(5);
    const DrawnPage page = draw_page(random, {});
    const auto entry = page_annotation(page, "5.png");
    QCOMPARE(entry.image_path, std::string("5.png"));
    QCOMPARE(entry.sources.width1 + entry.sources.width2, page.picture.width());
    QCOMPARE(entry.frames.size(), page.panels.size());
    for (std::size_t i = 0; i < entry.frames.size(); ++i) {
      const auto& frame = entry.frames[i];
      const PanelLabels& labels = page.panels[i].labels;
      QCOMPARE(frame.bbox.width(), labels.width);
      QCOMPARE(frame.caption, labels.caption);
      QCOMPARE(frame.characters.size(), labels.characters.size());
      for (const auto& who : frame.characters) {
        QVERIFY(who.bbox.left >= frame.bbox.left && who.bbox.right <= frame.bbox.right);
        QVERIFY(who.bbox.top >= frame.bbox.top && who.bbox.bottom <= frame.bbox.bottom);
        QVERIFY(who.bbox.width() > 0 && who.bbox.height() > 0);
      }
      // The panel's own pixels, unchanged, with a black border around them.
      const DrawnPanel alone = draw_labels(labels);
      for (int y = 0; y < labels.height; ++y) {
        const auto* row = page.picture.row(frame.bbox.top + y) + frame.bbox.left;
        QVERIFY(std::equal(row, row + labels.width, alone.picture.row(y)));
      }
      QCOMPARE(int(page.picture.row(frame.bbox.top - 1)[frame.bbox.left]), 0);
      QCOMPARE(int(page.picture.row(frame.bbox.top)[frame.bbox.right]), 0);
    }
  }

  void whoIsSeenFromBehindHasNoCleanFace() {
    Random random(6);
    DrawnPage page = draw_page(random, {});
    for (auto& panel : page.panels) {
      for (auto& who : panel.labels.characters) who.view = View::back;
    }
    for (const auto& frame : page_annotation(page, "6.png").frames) {
      for (const auto& who : frame.characters) QVERIFY(who.type == dataset::FaceType::exaggerated);
    }
  }
};

QTEST_APPLESS_MAIN(PageDrawingTest)
#include "page_drawing_test.moc"
