// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/buckets.h"

#include <QTest>

using namespace koma::training;

class BucketsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_sizes_are_the_published_table() {
    // specs/diffsensei.md 6.3, height × width of the largest area, wide half and square.
    const int table[17][2] = {{512, 2048}, {512, 1984}, {544, 1920}, {576, 1856}, {576, 1792}, {608, 1728},
                              {640, 1664}, {640, 1600}, {672, 1536}, {704, 1472}, {736, 1408}, {768, 1344},
                              {832, 1280}, {864, 1216}, {896, 1152}, {960, 1088}, {1024, 1024}};
    for (int tier = 0; tier < bucket_tiers; ++tier) {
      const int divisor = tier == 2 ? 1 : tier == 1 ? 2 : 4;
      for (int i = 0; i < 17; ++i) {
        const PixelSize wide{table[i][1] / divisor, table[i][0] / divisor}, tall{wide.height, wide.width};
        QVERIFY(size_of({tier, i}) == wide);
        QVERIFY(size_of({tier, bucket_shapes - 1 - i}) == tall);
        QCOMPARE(wide.width % 8 + wide.height % 8, 0);
      }
    }
  }

  void every_size_is_its_own_nearest() {
    for (int tier = 0; tier < bucket_tiers; ++tier) {
      for (int shape = 0; shape < bucket_shapes; ++shape) {
        const Bucket bucket{tier, shape};
        QVERIFY(nearest_bucket(size_of(bucket)) == bucket);
      }
    }
  }

  void area_decides_before_shape() {
    QCOMPARE(nearest_bucket({300, 250}).tier, 0);
    QCOMPARE(nearest_bucket({404, 404}).tier, 0);  // 163,216: nearer to 65,536 than to 262,144
    QCOMPARE(nearest_bucket({405, 405}).tier, 1);
    QCOMPARE(nearest_bucket({3000, 2000}).tier, 2);
    QCOMPARE(nearest_bucket({3000, 2000}, 0).tier, 0);
    QVERIFY(size_of(nearest_bucket({5000, 300})) == (PixelSize{2048, 512}));  // wider than any
    QVERIFY(size_of(nearest_bucket({100, 900})) == (PixelSize{128, 512}));
  }

  void batches_are_rounded_half_to_even() {
    const auto sizes = [](std::int64_t base) {
      return std::array{bucket_batch(base, 0), bucket_batch(base, 1), bucket_batch(base, 2)};
    };
    QVERIFY(sizes(8) == (std::array<std::int64_t, 3>{8, 2, 1}));
    QVERIFY(sizes(16) == (std::array<std::int64_t, 3>{16, 4, 1}));
    QVERIFY(sizes(6) == (std::array<std::int64_t, 3>{6, 2, 1}));    // 1.5 → 2
    QVERIFY(sizes(10) == (std::array<std::int64_t, 3>{10, 2, 1}));  // 2.5 → 2
    QVERIFY(sizes(24) == (std::array<std::int64_t, 3>{24, 6, 2}));  // 1.5 → 2
    QVERIFY(sizes(1) == (std::array<std::int64_t, 3>{1, 1, 1}));
  }

  void a_panel_covers_its_bucket_and_is_cut_in_the_middle() {
    const BucketFit tall = fit_to_bucket({100, 333}, {256, 256});
    QVERIFY(tall.scaled == (PixelSize{256, 852}));  // 852.48, truncated
    QCOMPARE(tall.left, 0);
    QCOMPARE(tall.top, 298);
    QVERIFY(tall.time_ids() == (std::array<float, 6>{333, 100, 298, 0, 256, 256}));
    const BucketFit wide = fit_to_bucket({1000, 300}, {272, 240});
    QVERIFY(wide.scaled == (PixelSize{800, 240}));
    QCOMPARE(wide.left, 264);
    QCOMPARE(wide.top, 0);
    const BucketFit same = fit_to_bucket({256, 256}, {256, 256});
    QVERIFY(same.scaled == same.size);
  }
};

QTEST_APPLESS_MAIN(BucketsTest)
#include "buckets_test.moc"
