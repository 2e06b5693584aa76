// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/memory_line.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/generation_fixture.h"
#include "ui/document/panel_commands.h"
#include "ui/generation/draw_bar.h"
#include "ui/generation/memory_question.h"
#include "ui/generation/panel_dock.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

constexpr std::uint64_t gigabyte = 1ull << 30;

struct Fixture : tests::GenerationFixture {
  Fixture() {
    line.question()->setForecast(
        [this](const api::GenerationRequest& request) {
          asked.push_back(request);
          const auto needed = std::uint64_t(*request.width) * std::uint64_t(*request.height) * 40'000;
          MemoryNeed need{needed, available, {}};
          if (!need.fits())
            need.remedies = {{MemoryRemedyKind::tiled_decoding, 1, "Decoding in tiles saves 1.2 GB."},
                             {MemoryRemedyKind::smaller_picture, 0.5, ""}};
          return need;
        },
        background);
    dock.show();
    selection.select(panel(0).id);
  }
  Theme theme{*qApp};
  PanelDock dock{document, selection, service, library, theme};
  MemoryLine& line = *dock.drawBar()->memory();
  std::uint64_t available = 100 * gigabyte;
  std::vector<api::GenerationRequest> asked;
};

}  // namespace

class MemoryLineTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void what_is_needed_stands_beside_what_is_free();
  void quick_changes_ask_once_and_for_the_last();
  void what_does_not_fit_is_mended_by_a_button();
  void another_way_to_work_is_offered_where_the_engine_has_one();
  void without_a_panel_nothing_is_said();
};

void MemoryLineTest::what_is_needed_stands_beside_what_is_free() {
  Fixture f;
  QVERIFY(!f.line.isVisible());
  QTRY_VERIFY(f.line.isVisible());
  QVERIFY2(f.line.text().contains("5.5 GB of 100.0 GB"), qPrintable(f.line.text()));
  QVERIFY(f.line.findChildren<QPushButton*>().isEmpty());
}

void MemoryLineTest::quick_changes_ask_once_and_for_the_last() {
  Fixture f;
  QTRY_COMPARE(f.asked.size(), 1u);
  for (const double size : {0.9, 0.8, 0.7, 0.5}) {
    setSettings(f.document, f.panel(0).id, {.model = "", .size = size, .unknown = {}});
  }
  QTRY_COMPARE(f.asked.size(), 2u);
  QVERIFY(*f.asked.back().width < *f.asked.front().width);
  QTest::qWait(0);
  QCOMPARE(f.asked.size(), 2u);
}

void MemoryLineTest::what_does_not_fit_is_mended_by_a_button() {
  Fixture f;
  f.available = 2 * gigabyte;
  QTRY_VERIFY(f.line.isVisible());
  QVERIFY2(f.line.text().contains("only 2.0 GB"), qPrintable(f.line.text()));
  QTest::mouseClick(f.line.findChild<QPushButton*>(), Qt::LeftButton);
  QCOMPARE(*f.panel(0).settings.size, 0.5);
  QTRY_VERIFY(f.line.need()->fits());
  QTRY_VERIFY(f.line.findChildren<QPushButton*>().isEmpty());
  f.document.history().undo();
  QVERIFY(!f.panel(0).settings.size);
}

void MemoryLineTest::another_way_to_work_is_offered_where_the_engine_has_one() {
  Fixture f;
  std::vector<MemoryRemedyKind> saved;
  f.line.setSaver([&](MemoryRemedyKind kind) {
    saved.push_back(kind);
    f.available = 100 * gigabyte;
  });
  f.available = 2 * gigabyte;
  QTRY_VERIFY(f.line.isVisible());
  QCOMPARE(f.line.findChildren<QPushButton*>().size(), 2);
  auto* tiles = f.line.findChild<QPushButton*>();
  QCOMPARE(tiles->toolTip(), QString("Decoding in tiles saves 1.2 GB."));
  QTest::mouseClick(tiles, Qt::LeftButton);
  QCOMPARE(saved, std::vector{MemoryRemedyKind::tiled_decoding});
  QTRY_VERIFY(f.line.need()->fits());  // it was asked again
}

void MemoryLineTest::without_a_panel_nothing_is_said() {
  Fixture f;
  QTRY_VERIFY(f.line.isVisible());
  f.selection.clear();
  QVERIFY(!f.line.isVisible());
}

QTEST_MAIN(MemoryLineTest)
#include "memory_line_test.moc"
