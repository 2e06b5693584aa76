// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/batch_plan.h"

#include <QTest>
#include <set>

using namespace koma::training;

namespace {

/// Panels of three buckets: 10, 5 and 1.
std::vector<Bucket> panels() {
  std::vector<Bucket> buckets(10, Bucket{0, 16});
  buckets.insert(buckets.end(), 5, Bucket{0, 3});
  buckets.push_back({1, 20});
  return buckets;
}

}  // namespace

class BatchPlanTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void an_epoch_shows_every_panel_and_every_batch_is_of_one_bucket() {
    const BatchPlan plan(panels(), {.batch = 4});
    QCOMPARE(plan.batches_per_epoch(), 3 + 2 + 1);
    for (int epoch = 0; epoch < 3; ++epoch) {
      std::set<std::size_t> seen;
      for (int i = 0; i < 6; ++i) {
        const PlannedBatch batch = plan.batch(epoch * 6 + i);
        QCOMPARE(batch.panels.size(), batch.bucket.tier == 0 ? std::size_t(4) : std::size_t(1));
        for (const std::size_t panel : batch.panels) {
          QVERIFY(panels()[panel] == batch.bucket);
          seen.insert(panel);
        }
      }
      QCOMPARE(seen.size(), panels().size());
    }
  }

  void equal_seeds_give_equal_batches_others_do_not() {
    const BatchPlan one(panels(), {.batch = 4, .seed = 7}), same(panels(), {.batch = 4, .seed = 7}),
        other(panels(), {.batch = 4, .seed = 8});
    bool differs = false;
    for (int i = 0; i < 12; ++i) {
      QVERIFY(one.batch(i).panels == same.batch(i).panels);
      QVERIFY(one.batch(i).seeds == same.batch(i).seeds);
      differs = differs || one.batch(i).panels != other.batch(i).panels;
    }
    QVERIFY(differs);
    QVERIFY(one.batch(0).panels != one.batch(6).panels || one.batch(1).panels != one.batch(7).panels);
  }

  void processes_share_what_one_with_all_their_batches_sees() {
    const std::vector<Bucket> small(11, Bucket{0, 16});
    const BatchPlan whole(small, {.batch = 6, .seed = 3});
    for (int i = 0; i < 4; ++i) {
      PlannedBatch joined{whole.batch(i).bucket, {}, {}};
      for (int rank = 0; rank < 3; ++rank) {
        const PlannedBatch share = BatchPlan(small, {.batch = 2, .rank = rank, .world = 3, .seed = 3}).batch(i);
        joined.panels.insert(joined.panels.end(), share.panels.begin(), share.panels.end());
        joined.seeds.insert(joined.seeds.end(), share.seeds.begin(), share.seeds.end());
      }
      QVERIFY(joined.panels == whole.batch(i).panels);
      QVERIFY(joined.seeds == whole.batch(i).seeds);
    }
  }

  void a_batch_larger_than_its_bucket_repeats_panels_with_other_numbers() {
    const BatchPlan plan({Bucket{0, 0}, Bucket{0, 0}}, {.batch = 5});
    const PlannedBatch batch = plan.batch(0);
    QCOMPARE(batch.panels.size(), std::size_t(5));
    QCOMPARE(batch.panels[0], batch.panels[2]);
    QCOMPARE(std::set<std::uint64_t>(batch.seeds.begin(), batch.seeds.end()).size(), std::size_t(5));
  }
};

QTEST_APPLESS_MAIN(BatchPlanTest)
#include "batch_plan_test.moc"
