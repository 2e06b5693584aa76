// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/dataset/statistics.h"

using namespace koma::dataset;

class StatisticsTest : public QObject {
  Q_OBJECT
 private slots:
  void aPageIsCounted() {
    const PixelBox box{0, 0, 130, 300};
    DatasetPage page;
    // 1 is seen clean in both panels, 2 clean once and vague once, 3 in one panel only, its type unsaid.
    page.frames.push_back({box, "x", {{1, box, FaceType::clean}, {2, box, FaceType::clean}}, {{box}}});
    page.frames.push_back({box, "", {{1, box, FaceType::clean}, {2, box, FaceType::vague}, {3, box, {}}}, {}});
    Statistics counts;
    counts.add(page);

    QCOMPARE(counts.panels, std::int64_t(2));
    QCOMPARE(counts.characters, std::int64_t(5));
    QCOMPARE(counts.panels_without_caption, std::int64_t(1));
    QCOMPARE(counts.pages_without_url, std::int64_t(1));
    QCOMPARE(counts.characters_with_reference, std::int64_t(3));
    QVERIFY((counts.types == std::array<std::int64_t, 3>{3, 1, 0}));
    QCOMPARE(counts.types_missing, std::int64_t(1));
    QVERIFY(counts.panel_side == (Histogram{{128, 2}}));
    QVERIFY(counts.characters_per_panel == (Histogram{{2, 1}, {3, 1}}));
    QVERIFY(counts.people_per_page == (Histogram{{3, 1}}));
    QCOMPARE(to_json(counts)["dialogs_per_panel"].dump(), std::string(R"({"0":1,"1":1})"));
  }
};

QTEST_APPLESS_MAIN(StatisticsTest)
#include "statistics_test.moc"
