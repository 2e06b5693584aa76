// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/dataset/reading_order.h"

using namespace koma::dataset;

class ReadingOrderTest : public QObject {
  Q_OBJECT

  static std::vector<std::size_t> order(std::initializer_list<std::pair<int, int>> corners, int page_width) {
    std::vector<DatasetFrame> frames;
    for (const auto& [left, top] : corners) frames.push_back({{left, top, left + 50, top + 50}, "", {}, {}});
    return reading_order(frames, page_width);
  }

 private slots:
  void theLeftHalfComesFirstAndRowsRunFromRightToLeft() {
    // Page of 1600: the left half ends at 700.
    QVERIFY(order({{900, 0}, {100, 0}, {400, 30}, {300, 400}, {1200, 0}}, 1600) ==
            (std::vector<std::size_t>{2, 1, 3, 4, 0}));
  }
  void theMiddleBelongsToTheRight() {
    QVERIFY(order({{700, 0}, {699, 900}}, 1600) == (std::vector<std::size_t>{1, 0}));
  }
  void rowsAreOfAHundredPixelsAndHalvesGoToEven() {
    // 50 and 0 round to row 0, 150 to row 2, 149 to row 1.
    QVERIFY(order({{10, 150}, {300, 149}, {10, 0}, {20, 50}}, 1600) == (std::vector<std::size_t>{3, 2, 1, 0}));
  }
  void noPanelsNoOrder() { QVERIFY(order({}, 1600).empty()); }
};

QTEST_APPLESS_MAIN(ReadingOrderTest)
#include "reading_order_test.moc"
