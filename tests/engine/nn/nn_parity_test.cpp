// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/nn/resnet_block.h"
#include "engine/nn/timestep_embedding.h"
#include "engine/nn/transformer_block.h"
#include "engine/tensors/weight_sources.h"
#include "tests/support/compare_tensors.h"

using koma::test::part_tolerance;
using koma::test::Record;
using koma::test::reference;
using namespace koma::nn;

class NnParityTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aResidualBlockAgreesWithDiffusers_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("scale_shift");
    QTest::newRow("added time") << "nn_resnet_default" << false;
    QTest::newRow("scale and shift") << "nn_resnet_scale_shift" << true;
  }
  void aResidualBlockAgreesWithDiffusers() {
    QFETCH(QString, file);
    QFETCH(bool, scale_shift);
    const Record record = reference(file.toStdString());
    const ResnetBlock2D block(
        record.weights(),
        {.inputs = 8, .outputs = 12, .time_channels = 20, .groups = 4, .epsilon = 1e-5, .scale_shift = scale_shift});
    KOMA_COMPARE_TENSORS(block.forward(record.in("x"), record.in("time")), record.out("y"), part_tolerance);
  }

  void aResidualBlockWithoutTimeKeepsItsInput() {
    const Record record = reference("nn_resnet_plain");
    const ResnetBlock2D block(record.weights(), {.inputs = 8, .outputs = 8, .groups = 4, .epsilon = 1e-6});
    KOMA_COMPARE_TENSORS(block.forward(record.in("x")), record.out("y"), part_tolerance);
  }

  void halvingAgreesForBothPaddings() {
    const Record around = reference("nn_downsample"), right = reference("nn_downsample_right");
    const Downsample2D symmetric(around.weights(), 8, true), asymmetric(right.weights(), 8, false);
    KOMA_COMPARE_TENSORS(symmetric.forward(around.in("x")), around.out("y"), part_tolerance);
    KOMA_COMPARE_TENSORS(asymmetric.forward(right.in("x")), right.out("y"), part_tolerance);
  }

  void enlargingReachesOddSizes() {
    const Record record = reference("nn_upsample");
    const Upsample2D up(record.weights(), 8);
    KOMA_COMPARE_TENSORS(up.forward(record.in("x"), 10, 14), record.out("double"), part_tolerance);
    KOMA_COMPARE_TENSORS(up.forward(record.in("x"), 9, 13), record.out("odd"), part_tolerance);
  }

  void sinusoidsAgreeForEveryOption() {
    const Record record = reference("nn_sinusoids");
    for (const int size : {16, 15}) {
      for (const int flip : {0, 1}) {
        for (const int shift : {0, 1}) {
          const std::string name = std::to_string(size) + "_" + std::to_string(flip) + "_" + std::to_string(shift);
          const at::Tensor ours = sinusoids(record.in("numbers"), {size, flip == 1, static_cast<double>(shift)});
          KOMA_COMPARE_TENSORS(ours, record.out(name), part_tolerance);
        }
      }
    }
  }

  void aTransformerAgreesForBothProjections_data() {
    QTest::addColumn<bool>("linear");
    QTest::newRow("convolutions") << false;
    QTest::newRow("linears, scores in float32") << true;
  }
  void aTransformerAgreesForBothProjections() {
    QFETCH(bool, linear);
    const Record record = reference(linear ? "nn_transformer_linear" : "nn_transformer_conv");
    const Weights weights = record.weights();
    const Transformer2DModel model(weights, {.channels = 16,
                                             .heads = 2,
                                             .layers = 2,
                                             .context_channels = 20,
                                             .groups = 4,
                                             .linear_projection = linear,
                                             .upcast = linear});
    KOMA_COMPARE_TENSORS(model.forward(record.in("x"), {.text = record.in("context")}), record.out("y"),
                         part_tolerance);
    weights.expect_all_used();
  }

  void parameterNamesAreTheCheckpointsNames() {
    const Record record = reference("nn_transformer_conv");
    const Transformer2DModel model(
        record.weights(),
        {.channels = 16, .heads = 2, .layers = 2, .context_channels = 20, .groups = 4, .linear_projection = false});
    std::set<std::string> ours, stored;
    for (const auto& parameter : model.named_parameters()) ours.insert(parameter.key());
    for (const std::string& name : record.weights().unused()) stored.insert(name);
    QCOMPARE(ours, stored);
  }

  void equalStrengthsEqualTheImageScale() {
    // Given a layer with image tokens.
    const Weights weights(std::make_shared<koma::tensors::InitialiserSource>(3));
    const CrossAttention layer(weights, {.channels = 16, .heads = 2}, 12, true);
    const at::Tensor x = at::randn({2, 9, 16}), text = at::randn({2, 5, 12}), image = at::randn({2, 6, 12});

    // When the whole image counts 0.6, or each of its tokens does.
    const at::Tensor scaled = layer.forward(x, {.text = text, .image = image, .image_scale = 0.6});
    const at::Tensor strengths =
        layer.forward(x, {.text = text, .image = image, .image_strength = at::full({2, 6}, 0.6)});

    // Then both are the same, and neither is the text alone.
    KOMA_COMPARE_TENSORS(strengths, scaled, 1e-5);
    const at::Tensor text_only = layer.forward(x, {.text = text});
    QVERIFY(koma::test::relative_error(text_only, scaled) > 0.01);
  }

  void storedKeysAndValuesChangeNothing() {
    const Weights weights(std::make_shared<koma::tensors::InitialiserSource>(4));
    const CrossAttention layer(weights, {.channels = 16, .heads = 2}, 12, true);
    AttentionContext context{.text = at::randn({2, 5, 12}), .image = at::randn({2, 6, 12})};
    const at::Tensor x = at::randn({2, 9, 16}), fresh = layer.forward(x, context);
    const std::unordered_map<const CrossAttention*, KeyValues> stored{{&layer, layer.project(context)}};
    context.prepared = &stored;
    context.text = context.image = at::Tensor();
    QVERIFY(at::equal(layer.forward(x, context), fresh));
  }
};

QTEST_GUILESS_MAIN(NnParityTest)
#include "nn_parity_test.moc"
