// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/reference_drawing.h"

#include <QTest>
#include <algorithm>
#include <numeric>

#include "engine/base/error.h"

using namespace koma;
using namespace koma::synthesis;

class ReferenceDrawingTest : public QObject {
  Q_OBJECT

 private slots:
  void references_are_never_blank();
  void the_ground_is_white();
  void the_same_seed_gives_the_same_reference();
  void another_seed_varies_the_same_person();
  void nonsense_is_refused();
};

void ReferenceDrawingTest::references_are_never_blank() {
  Random random(1);
  for (int i = 0; i < 200; ++i) {
    const Image picture = draw_reference(random, random_identity(random));
    QCOMPARE(picture.width(), 96);
    QCOMPARE(picture.height(), 96);
    const auto dark = std::ranges::count_if(picture.pixels(), [](int v) { return v < 60; });
    QVERIFY(dark > 96 * 96 / 50);
    QVERIFY(dark < 96 * 96 / 2);
  }
}

void ReferenceDrawingTest::the_ground_is_white() {
  Random random(2);
  for (int i = 0; i < 50; ++i) {
    const Image picture = draw_reference(random, random_identity(random));
    // Ears and tails may reach an edge; the upper corners are always free.
    for (const int x : {0, 1, 2, 3, 92, 93, 94, 95}) QCOMPARE(int(picture.row(0)[x]), 255);
  }
}

void ReferenceDrawingTest::the_same_seed_gives_the_same_reference() {
  Random a(3), b(3);
  QVERIFY(draw_reference(a, {}) == draw_reference(b, {}));
}

void ReferenceDrawingTest::another_seed_varies_the_same_person() {
  Random a(3), b(4);
  QVERIFY(!(draw_reference(a, {}) == draw_reference(b, {})));
}

void ReferenceDrawingTest::nonsense_is_refused() {
  Random random(1);
  Identity nobody;
  nobody.hair = 12;
  QVERIFY_THROWS_EXCEPTION(Error, (void)draw_reference(random, nobody));
  QVERIFY_THROWS_EXCEPTION(Error, (void)draw_reference(random, {}, 0));
}

QTEST_APPLESS_MAIN(ReferenceDrawingTest)
#include "reference_drawing_test.moc"
