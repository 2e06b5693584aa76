// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/graphed_step.h"

#include <ATen/ATen.h>

#include <QTest>

#include "tests/support/fake_step_graph.h"

using koma::pipelines::GraphedStep;
using namespace koma::test;

namespace {

at::Tensor doubled_sum(const std::vector<at::Tensor>& inputs) {
  at::Tensor sum = inputs[0] * 2;
  for (std::size_t i = 1; i < inputs.size(); ++i) sum = sum + inputs[i];
  return sum;
}

}  // namespace

class GraphedStepTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { recorded = replayed = 0; }

  void each_set_of_shapes_is_computed_once_recorded_once_and_then_replayed() {
    GraphedStep step(doubled_sum, record);
    for (int i = 0; i < 5; ++i) {
      for (const int rows : {1, 2}) {
        const at::Tensor x = at::randn({rows, 3}), y = at::randn({rows, 3});
        QVERIFY(at::equal(step({x, y}), x * 2 + y));
        QVERIFY(at::equal(step({x}), x * 2));
      }
    }
    QCOMPARE(recorded, 4);
    QCOMPARE(replayed, 4 * 4);
    QVERIFY(!step.take_note());
  }

  void without_a_recorder_every_call_computes() {
    GraphedStep step(doubled_sum, nullptr);
    for (int i = 0; i < 3; ++i) QVERIFY(at::equal(step({at::ones({2})}), at::full({2}, 2.0)));
    QVERIFY(!step.take_note());
  }

  void after_a_failure_every_call_computes_and_one_note_says_why() {
    GraphedStep step(doubled_sum, refuse_to_record);
    for (int i = 0; i < 4; ++i) QVERIFY(at::equal(step({at::ones({2})}), at::full({2}, 2.0)));
    QCOMPARE(recorded, 1);
    const auto note = step.take_note();
    QVERIFY(note && note->ends_with("operation not permitted when stream is capturing"));
    QVERIFY(!step.take_note());
  }
};

QTEST_GUILESS_MAIN(GraphedStepTest)
#include "graphed_step_test.moc"
