// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/panel_regions.h"

#include <QtTest>

using namespace koma::manga;
using koma::UnitBox;

namespace {

Panel divided(const std::string& split, std::size_t regions) {
  Panel panel;
  panel.division.split = split;
  panel.regions.resize(regions);
  for (std::size_t i = 0; i < regions; ++i) panel.regions[i].prompt = std::string(1, char('a' + i));
  place_regions(panel, region_boxes(panel));
  return panel;
}

std::string words(const Panel& panel) {
  std::string text;
  for (const Region& region : panel.regions) text += region.prompt.empty() ? "-" : region.prompt;
  return text;
}

}  // namespace

class PanelRegionsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_split_says_where_the_regions_lie() {
    const Panel panel = divided("1,1,1;3,1,3", 4);
    const std::vector<UnitBox> boxes = region_boxes(panel);
    QVERIFY((boxes[0] == UnitBox{0, 0, 0.5f, 0.25f}));
    QVERIFY((boxes[3] == UnitBox{0.25f, 0.25f, 1, 1}));
    QVERIFY(panel.regions[3].box == boxes[3]);
  }

  void a_split_that_does_not_fit_gives_way_to_the_boxes_data() {
    QTest::addColumn<QString>("split");
    QTest::newRow("fewer cells") << "1";
    QTest::newRow("more cells") << "1,1;1,1;1";
    QTest::newRow("no grammar") << "half and half";
    QTest::newRow("none") << "";
  }
  void a_split_that_does_not_fit_gives_way_to_the_boxes() {
    QFETCH(QString, split);
    Panel panel;
    panel.division.split = split.toStdString();
    panel.regions.resize(2);
    panel.regions[1].box = {0.25f, 0, 1, 1};
    QVERIFY(!split_rows(panel));
    QVERIFY((region_boxes(panel)[1] == UnitBox{0.25f, 0, 1, 1}));
  }

  void dragged_dividers_are_still_a_split() {
    Panel panel = divided("1,1", 2);
    place_regions(panel, {{0, 0, 0.3f, 1}, {0.3f, 0, 1, 1}});
    QCOMPARE(panel.division.split, std::string("0.3,0.7"));
    QVERIFY((panel.regions[1].box == UnitBox{0.3f, 0, 1, 1}));

    place_regions(panel, {{0, 0, 0.3f, 1}, {0.4f, 0, 1, 1}});
    QCOMPARE(panel.division.split, std::string());
    QVERIFY((region_boxes(panel)[1] == UnitBox{0.4f, 0, 1, 1}));
  }

  void rows_are_found_in_boxes_and_written_again_data() {
    QTest::addColumn<QString>("split");
    for (const char* split : {"1,1", "1,1,1", "1;1", "0.25;0.75,1,1", "1,1,1;1,0.4,0.6", "1;1;1,1,1,1"}) {
      QTest::newRow(split) << split;
    }
  }
  void rows_are_found_in_boxes_and_written_again() {
    QFETCH(QString, split);
    Panel panel;
    panel.division.split = split.toStdString();
    std::size_t cells = 0;
    for (const SplitRow& row : parse_split(panel.division.split)) cells += row.widths.size();
    panel.regions.resize(cells);
    const auto rows = rows_of(region_boxes(panel));
    QVERIFY(rows);
    QCOMPARE(to_text(*rows), split.toStdString());
  }

  void boxes_with_gaps_or_overlaps_are_no_rows() {
    QVERIFY(!rows_of({}));
    QVERIFY(!rows_of({{0, 0, 0.5f, 1}}));
    QVERIFY(!rows_of({{0, 0, 0.5f, 1}, {0.4f, 0, 1, 1}}));
    QVERIFY(!rows_of({{0.5f, 0, 1, 1}, {0, 0, 0.5f, 1}}));
    QVERIFY(!rows_of({{0, 0, 1, 0.5f}}));
    QVERIFY(!rows_of({{0, 0, 1, 1}, {0, 1, 1, 1}}));
  }

  void dividing_keeps_a_split_where_one_can_say_it() {
    Panel panel;
    divide_region(panel, 0, DivideInto::columns);
    QCOMPARE(panel.division.split, std::string("1,1"));
    panel.regions[0].prompt = "a";
    panel.regions[1].prompt = "b";
    divide_region(panel, 0, DivideInto::columns);
    QCOMPARE(panel.division.split, std::string("0.5,0.5,1"));
    QCOMPARE(words(panel), std::string("a-b"));

    divide_region(panel, 1, DivideInto::rows);
    QCOMPARE(panel.division.split, std::string());
    QCOMPARE(panel.regions.size(), std::size_t(4));
    QVERIFY((panel.regions[1].box == UnitBox{0.25f, 0, 0.5f, 0.5f}));
    QVERIFY((panel.regions[2].box == UnitBox{0.25f, 0.5f, 0.5f, 1}));
    QVERIFY((panel.regions[3].box == UnitBox{0.5f, 0, 1, 1}));
  }

  void a_whole_row_is_divided_in_rows() {
    Panel panel;
    divide_region(panel, 0, DivideInto::rows);
    divide_region(panel, 1, DivideInto::rows);
    divide_region(panel, 2, DivideInto::columns);
    QCOMPARE(panel.division.split, std::string("1;0.5;0.5,0.5,0.5"));
    QCOMPARE(panel.regions.size(), std::size_t(4));
  }

  void a_neighbour_gets_the_place_of_a_cell_that_goes_data() {
    QTest::addColumn<int>("region");
    QTest::addColumn<QString>("split");
    QTest::addColumn<QString>("left");
    QTest::newRow("first of a row") << 0 << "1;2,1,1,1"
                                    << "bcde";
    QTest::newRow("last of a row") << 1 << "1;2,1,1,1"
                                   << "acde";
    QTest::newRow("middle") << 3 << "1,1,3;2,2,1"
                            << "abce";
  }
  void a_neighbour_gets_the_place_of_a_cell_that_goes() {
    QFETCH(int, region);
    QFETCH(QString, split);
    QFETCH(QString, left);
    Panel panel = divided("1,1,3;2,1,1,1", 5);
    remove_region(panel, std::size_t(region));
    QCOMPARE(panel.division.split, split.toStdString());
    QCOMPARE(words(panel), left.toStdString());
    QVERIFY(split_rows(panel));
  }

  void a_row_that_goes_leaves_its_height_to_the_next() {
    Panel panel = divided("1;1;2", 3);
    remove_region(panel, 0);
    QCOMPARE(panel.division.split, std::string("2;2"));
    remove_region(panel, 1);
    QCOMPARE(panel.division.split, std::string("1"));
    QVERIFY((panel.regions[0].box == UnitBox{0, 0, 1, 1}));
    remove_region(panel, 0);
    QCOMPARE(panel.division.split, std::string());
    QVERIFY(panel.regions.empty());
  }

  void free_boxes_come_and_go_without_touching_the_others() {
    Panel panel = divided("", 3);
    panel.regions[0].box = {0, 0, 0.5f, 0.5f};
    const Region last = panel.regions[2];
    remove_region(panel, 1);
    QCOMPARE(panel.regions.size(), std::size_t(2));
    QVERIFY(panel.regions[1] == last);
    remove_region(panel, 7);
    QCOMPARE(panel.regions.size(), std::size_t(2));
  }
};

QTEST_APPLESS_MAIN(PanelRegionsTest)
#include "panel_regions_test.moc"
