// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/foreign_style.h"

#include <QTest>
#include <algorithm>

#include "engine/synthesis/reference_drawing.h"
#include "tests/support/drawn_pictures.h"

using namespace koma;
using namespace koma::synthesis;
using namespace koma::test;

namespace {

Image reference_of(std::uint64_t seed) {
  Random random(seed);
  return draw_reference(random, random_identity(random));
}

Image styled(const Image& reference, std::uint64_t seed) {
  Random random(seed);
  return in_foreign_style(random, reference);
}

}  // namespace

class ForeignStyleTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_same_seed_gives_the_same_picture_and_another_seed_another() {
    const Image reference = reference_of(1);
    QCOMPARE(styled(reference, 2), styled(reference, 2));
    QVERIFY(mean_difference(styled(reference, 2), styled(reference, 3)) > 1);
  }

  void people_stay_further_apart_than_styles() {
    double people = 0, styles = 0;
    for (std::uint64_t seed = 10; seed < 40; ++seed) {
      const Image one = reference_of(seed), other = reference_of(seed + 100);
      styles += mean_difference(one, styled(one, seed)) / 30;
      people += mean_difference(one, other) / 30;
    }
    QVERIFY2(styles > 3, qPrintable(QString::number(styles)));
    QVERIFY2(people > styles, qPrintable(QString("%1 and %2").arg(people).arg(styles)));
  }

  void nothing_comes_out_blank() {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      const Image picture = styled(reference_of(seed % 20), seed);
      const auto [low, high] = std::ranges::minmax(picture.pixels());
      QVERIFY2(high - low > 60, qPrintable(QString("seed %1: %2 to %3").arg(seed).arg(low).arg(high)));
    }
  }
};

QTEST_GUILESS_MAIN(ForeignStyleTest)
#include "foreign_style_test.moc"
