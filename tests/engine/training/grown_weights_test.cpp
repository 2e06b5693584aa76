// SPDX-License-Identifier: Apache-2.0
#include "engine/training/grown_weights.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace koma::training;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

at::Tensor filled(at::IntArrayRef sizes, double value) {
  return at::full(sizes, value, at::kFloat);
}

at::Tensor column(std::initializer_list<float> values) {
  return at::tensor(std::vector<float>(values)).unsqueeze(1);
}

}  // namespace

class GrownWeightsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void what_fits_is_kept_and_what_does_not_begins_anew() {
    const Tensors before{{"a.weight", filled({2, 2}, 1)}, {"b.weight", filled({2, 2}, 1)}, {"gone", filled({1}, 1)}};
    const GrownWeights grown = grown_weights(
        before, {{"a.weight", filled({2, 2}, 5)}, {"b.weight", filled({3, 2}, 5)}, {"c.weight", filled({1}, 5)}}, {});
    QVERIFY(at::equal(grown.weights.at("a.weight"), filled({2, 2}, 1)));
    QVERIFY(at::equal(grown.weights.at("b.weight"), filled({3, 2}, 5)));
    QCOMPARE(grown.weights.size(), std::size_t(3));
    QCOMPARE(grown.fresh, (std::vector<std::string>{"b.weight", "c.weight"}));
    QVERIFY(grown.grown.empty());
  }

  void codes_keep_their_rows_and_the_last_stays_the_last() {
    const std::string name = "unet.character_painter.expression.weight";
    const GrownWeights grown = grown_weights({{name, column({1, 2, 9})}}, {{name, column({5, 5, 5, 5, 5})}}, {});
    QVERIFY(at::equal(grown.weights.at(name), column({1, 2, 5, 5, 9})));
    QCOMPARE(grown.grown, std::vector<std::string>{name});
  }

  void a_new_table_of_codes_changes_nothing_at_first() {
    const std::string name = "unet.character_painter.view.weight";
    const GrownWeights grown = grown_weights({}, {{name, filled({4, 2}, 5)}}, {});
    QVERIFY(at::equal(grown.weights.at(name), filled({4, 2}, 0)));
  }

  void words_keep_their_vectors_wherever_they_stand() {
    const std::string name = "text_encoder_2.text_model.embeddings.token_embedding.weight";
    const Words words{{"a", "girl", "end"}, {"a", "boy", "girl", "end"}};
    const GrownWeights grown = grown_weights({{name, column({1, 2, 3})}}, {{name, column({5, 6, 7, 8})}}, words);
    QVERIFY(at::equal(grown.weights.at(name), column({1, 6, 2, 3})));
  }

  void further_tokens_are_not_heard_yet() {
    const std::string reader = "unet.character_painter.identity.weight", queries = "image_proj_model.latents";
    const GrownWeights grown = grown_weights({{reader, filled({2, 3}, 1)}, {queries, filled({1, 2, 4}, 1)}},
                                             {{reader, filled({2, 6}, 5)}, {queries, filled({1, 3, 4}, 5)}}, {});
    QVERIFY(at::equal(grown.weights.at(reader).narrow(1, 0, 3), filled({2, 3}, 1)));
    QVERIFY(at::equal(grown.weights.at(reader).narrow(1, 3, 3), filled({2, 3}, 0)));
    QVERIFY(at::equal(grown.weights.at(queries).narrow(1, 0, 2), filled({1, 2, 4}, 1)));
    QVERIFY(at::equal(grown.weights.at(queries).narrow(1, 2, 1), filled({1, 1, 4}, 5)));
  }
};

QTEST_APPLESS_MAIN(GrownWeightsTest)
#include "grown_weights_test.moc"
