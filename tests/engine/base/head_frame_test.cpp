// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "engine/base/head_frame.h"

using namespace koma;

class HeadFrameTest : public QObject {
  Q_OBJECT

 private slots:
  void aBoxPlacesTheHeadByItsTopAndMiddle() {
    // 128 × 224 pixels at (64, 32): the width decides, r = 128 / 3.2 = 40.
    const HeadFrame head = head_frame({0.25f, 0.125f, 0.75f, 1.0f}, 256, 256);

    QVERIFY(std::abs(head.radius - 40) < 1e-3f);
    QVERIFY(std::abs(head.x - 128) < 1e-3f);
    QVERIFY(std::abs(head.y - (32 + 1.4f * 40)) < 1e-3f);
  }

  void aWideBoxIsLimitedByItsHeight() {
    const HeadFrame head = head_frame({0, 0, 1, 0.5f}, 400, 340);
    QVERIFY(std::abs(head.radius - 50) < 1e-3f);
  }

  void theCanonicalBoxOfAHeadGivesBackHeadAndShot_data() {
    QTest::addColumn<int>("shot");
    QTest::newRow("close-up") << int(Shot::close_up);
    QTest::newRow("bust") << int(Shot::bust);
    QTest::newRow("full") << int(Shot::full);
  }

  void theCanonicalBoxOfAHeadGivesBackHeadAndShot() {
    QFETCH(int, shot);
    const HeadFrame head{150, 90, 33};

    const UnitBox box = box_of(head, Shot(shot), 320, 192);

    const HeadFrame again = head_frame(box, 320, 192);
    QVERIFY(std::abs(again.x - head.x) < 1e-3f && std::abs(again.y - head.y) < 1e-3f);
    QVERIFY(std::abs(again.radius - head.radius) < 1e-3f);
    QCOMPARE(int(shot_of(box, 320, 192)), shot);
  }
};

QTEST_APPLESS_MAIN(HeadFrameTest)
#include "head_frame_test.moc"
