// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/hole_masks.h"

#include <QTest>

using namespace koma;
using synthesis::hole_mask;
using synthesis::HoleRules;

namespace {

/// The share of a mask that is a hole, after a look at its values.
double share(const cv::Mat& mask) {
  const int ones = cv::countNonZero(mask == 1), zeros = cv::countNonZero(mask == 0);
  return ones + zeros == mask.rows * mask.cols ? double(ones) / (ones + zeros) : -1;
}

}  // namespace

class HoleMasksTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_kind_leaves_a_hole_data() {
    QTest::addColumn<double>("strokes");
    QTest::addColumn<double>("boxes");
    QTest::addColumn<double>("strips");
    QTest::newRow("strokes") << 1.0 << 0.0 << 0.0;
    QTest::newRow("boxes") << 0.0 << 1.0 << 0.0;
    QTest::newRow("strips") << 0.0 << 0.0 << 1.0;
  }
  void every_kind_leaves_a_hole() {
    QFETCH(double, strokes);
    QFETCH(double, boxes);
    QFETCH(double, strips);
    const HoleRules rules{.strokes = strokes, .boxes = boxes, .strips = strips};
    synthesis::Random random(3);
    for (int i = 0; i < 200; ++i) {
      const double hole = share(hole_mask(random, {96, 64}, rules));
      QVERIFY2(hole > 0 && hole <= 1, qPrintable(QString::number(hole)));
    }
  }

  void strips_lie_along_the_border_and_have_the_rules_depth() {
    synthesis::Random random(5);
    const HoleRules rules{.strokes = 0, .boxes = 0, .least_strip = 0.35, .most_strip = 0.4};
    for (int i = 0; i < 100; ++i) {
      const cv::Mat mask = hole_mask(random, {200, 100}, rules);
      QCOMPARE(mask.at<float>(50, 100), 0.0F);  // 2 · 0.4 never meet
      const auto depth = [&](const cv::Mat& line) { return cv::countNonZero(line); };
      const int left = depth(mask(cv::Rect(0, 50, 100, 1))), top = depth(mask(cv::Rect(100, 0, 1, 50)));
      QVERIFY(left == 0 || (left >= 70 && left <= 80));
      QVERIFY(top == 0 || (top >= 35 && top <= 40));
    }
  }

  void the_same_numbers_give_the_same_mask_in_proportion_to_the_picture() {
    synthesis::Random one(7), two(7), large(7);
    const HoleRules boxes{.strokes = 0, .strips = 0};
    const cv::Mat small = hole_mask(one, {256, 256}, boxes);
    QCOMPARE(cv::countNonZero(small != hole_mask(two, {256, 256}, boxes)), 0);
    // Boxes of 35 to 160 pixels of 512.
    QVERIFY(share(small) >= 17.0 * 17 / 256 / 256);
    cv::Mat border = small.clone();
    border(cv::Rect(5, 5, 246, 246)).setTo(0);
    QCOMPARE(cv::countNonZero(border), 0);
    QVERIFY(share(hole_mask(large, {512, 512}, boxes)) <= 4 * 160.0 * 160 / 512 / 512);
  }
};

QTEST_APPLESS_MAIN(HoleMasksTest)
#include "hole_masks_test.moc"
