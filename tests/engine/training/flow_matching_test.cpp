// SPDX-License-Identifier: Apache-2.0
#include "engine/training/flow_matching.h"

#include <ATen/ATen.h>

#include <QTest>

#include "engine/training/picture_tensors.h"

using namespace koma::training;

class FlowMatchingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_path_leads_from_the_drawing_to_the_noise() {
    const at::Tensor drawing = at::full({3, 4, 2, 2}, 2.0), noise = at::full({3, 4, 2, 2}, -1.0);
    const FlowSample flow = flow_sample(drawing, noise, at::tensor({0.0f, 0.5f, 1.0f}));
    QCOMPARE(flow.noised[0].mean().item<double>(), 2.0);
    QCOMPARE(flow.noised[1].mean().item<double>(), 0.5);
    QCOMPARE(flow.noised[2].mean().item<double>(), -1.0);
    QVERIFY(at::equal(flow.velocity, noise - drawing));
  }

  void times_lie_between_drawing_and_noise_with_the_stated_median() {
    at::Generator generator = seeded(1);
    const at::Tensor times = draw_times(20'000, generator);
    QVERIFY(times.min().item<double>() > 0 && times.max().item<double>() < 1);
    // The median of a logistic-normal variable is the logistic of the mean; its standard error here is about 0.003.
    QVERIFY(std::abs(times.median().item<double>() - 1 / (1 + std::exp(-0.2))) < 0.015);
  }

  void the_mask_covers_the_head_and_its_hair() {
    // A head of 24 pixels in the middle of 128×64, and an empty place.
    const at::Tensor heads = at::tensor({64.0f, 32.0f, 24.0f, 0.0f, 0.0f, 0.0f}).view({1, 2, 3});
    const at::Tensor mask = head_mask(heads, 8, 16);  // [1, 8, 16]
    QCOMPARE(mask[0][4][8].item<float>(), 1.0f);
    QCOMPARE(mask[0][4][4].item<float>(), 0.0f);         // 28 pixels to the left, reach is 27.6
    QCOMPARE(mask[0][0][0].item<float>(), 0.0f);         // the empty place covers nothing
    const double expected = 3.14159 * 27.6 * 27.6 / 64;  // cells of a disc, the grid is coarse
    QVERIFY(std::abs(mask.sum().item<double>() - expected) < 6);
  }

  void heads_and_hands_count_three_times_figures_twice() {
    const at::Tensor heads = at::tensor({64.0f, 16.0f, 8.0f}).view({1, 1, 3});
    const at::Tensor hands = at::tensor({20.0f, 44.0f, 6.0f, 0.0f, 0.0f, 0.0f}).view({1, 2, 3});
    const at::Tensor boxes = at::tensor({0.25f, 0.0f, 0.75f, 1.0f}).view({1, 1, 4});  // columns 4 to 11
    const at::Tensor weight = importance(heads, hands, boxes, 8, 16);                 // [1, 8, 16]
    QCOMPARE(weight[0][1][8].item<float>(), 3.0f);                                    // the head
    QCOMPARE(weight[0][5][2].item<float>(), 3.0f);                                    // a hand that has left the box
    QCOMPARE(weight[0][6][4].item<float>(), 2.0f);                                    // the box's first column
    QCOMPARE(weight[0][6][3].item<float>(), 1.0f);                                    // beside it
    QCOMPARE(weight[0][0][0].item<float>(), 1.0f);                                    // where the empty hand lies
    const at::Tensor nobody = at::zeros({1, 1, 3});
    QVERIFY(at::equal(importance(nobody, nobody, at::zeros({1, 1, 4}), 8, 16), at::ones({1, 8, 16})));
  }
};

QTEST_APPLESS_MAIN(FlowMatchingTest)
#include "flow_matching_test.moc"
