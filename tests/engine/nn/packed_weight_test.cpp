// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QTest>

#include "engine/nn/layers.h"
#include "engine/tensors/weight_sources.h"

using namespace koma::nn;

namespace {

Weights random_weights(at::ScalarType type) {
  return Weights(std::make_shared<koma::tensors::InitialiserSource>(3), {}, at::kCPU, type);
}

/// The largest difference as a part of the largest value.
double distance(const at::Tensor& ours, const at::Tensor& reference) {
  const at::Tensor difference = (ours.to(at::kDouble) - reference.to(at::kDouble)).abs();
  return difference.max().item<double>() / reference.to(at::kDouble).abs().max().item<double>();
}

/// bfloat16 keeps 8 bits; the unfused reference rounds twice, the fused product once.
double tolerance(at::ScalarType type) {
  return type == at::kFloat ? 1e-5 : 1.0 / 64;
}

void add_types() {
  QTest::addColumn<int>("type");
  QTest::newRow("float32") << int(at::kFloat);
  QTest::newRow("bfloat16") << int(at::kBFloat16);
}

}  // namespace

class PackedWeightTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aPackedConvolutionAgrees_data() { add_types(); }
  void aPackedConvolutionAgrees() {
    QFETCH(int, type);
    const auto scalar = at::ScalarType(type);
    const Conv2d conv(random_weights(scalar), 32, 48, {.kernel = 3, .stride = 2});
    for (const std::int64_t side : {16, 9, 16}) {
      const at::Tensor x = at::randn({2, 32, side, side}).to(scalar);
      const at::Tensor residual = at::randn({2, 48, (side + 1) / 2, (side + 1) / 2}).to(scalar);
      const at::Tensor plain = conv.forward(x);
      const c10::InferenceMode inference;
      // A convolution that eager torch gives to oneDNN as well has the same bits.
      if (scalar == at::kBFloat16) QVERIFY(at::equal(conv.forward(x), plain));
      QVERIFY(distance(conv.forward(x), plain) < tolerance(scalar));
      QVERIFY(distance(conv.forward(x, Activation::silu), at::silu(plain)) < tolerance(scalar));
      QVERIFY(distance(conv.forward(x, Activation::gelu), at::gelu(plain)) < tolerance(scalar));
      QVERIFY(distance(conv.add_to(residual, x), residual + plain) < tolerance(scalar));
    }
  }

  void aPackedLinearAgrees_data() { add_types(); }
  void aPackedLinearAgrees() {
    QFETCH(int, type);
    const auto scalar = at::ScalarType(type);
    const Linear linear(random_weights(scalar), 40, 72);
    for (const std::int64_t rows : {5, 77, 5}) {
      const at::Tensor x = at::randn({2, rows, 40}).to(scalar);
      const at::Tensor residual = at::randn({2, rows, 72}).to(scalar);
      const at::Tensor plain = linear.forward(x);
      const c10::InferenceMode inference;
      QVERIFY(distance(linear.forward(x), plain) < tolerance(scalar));
      QVERIFY(distance(linear.forward(x, Activation::silu), at::silu(plain)) < tolerance(scalar));
      QVERIFY(distance(linear.forward(x, Activation::gelu), at::gelu(plain)) < tolerance(scalar));
      QVERIFY(distance(linear.add_to(residual, x), residual + plain) < tolerance(scalar));
    }
  }

  void aPackedWeightLeavesNoSecondCopyAndCanBeRead() {
    const Linear linear(random_weights(at::kFloat), 256, 512);
    const at::Tensor before = linear.values("weight").clone();
    const c10::InferenceMode inference;
    (void)linear.forward(at::randn({4, 256}));
    const at::Tensor registered = linear.named_parameters()["weight"];
    QVERIFY(registered.sizes() == before.sizes());
    QVERIFY(registered.storage().nbytes() <= sizeof(float));
    QVERIFY(at::equal(linear.values("weight"), before));
  }

  void trainingFindsThePlainWeightAgain() {
    const Conv2d conv(random_weights(at::kFloat), 8, 8, {});
    const at::Tensor before = conv.values("weight").clone(), x = at::randn({1, 8, 6, 6});
    const at::Tensor plain = conv.forward(x);
    {
      const c10::InferenceMode inference;
      (void)conv.forward(x);
    }
    QVERIFY(at::equal(conv.forward(x), plain));
    QVERIFY(at::equal(conv.named_parameters()["weight"], before));
  }

  void weightsWithGradientStayPlain() {
    const Linear linear(random_weights(at::kFloat).trainable(), 8, 8);
    const c10::InferenceMode inference;
    (void)linear.forward(at::randn({4, 8}));
    QVERIFY(linear.named_parameters()["weight"].storage().nbytes() >= 8 * 8 * sizeof(float));
  }

  void replacedValuesArePackedAnew() {
    Conv2d conv(random_weights(at::kFloat), 8, 8, {});
    const at::Tensor x = at::randn({1, 8, 6, 6});
    const c10::InferenceMode inference;
    const at::Tensor old = conv.forward(x);
    const at::Tensor weight = conv.values("weight"), bias = conv.values("bias");
    conv.replace("weight", weight * 2);
    conv.replace("bias", bias * 2);
    QVERIFY(at::equal(conv.forward(x), old * 2));
  }
};

QTEST_APPLESS_MAIN(PackedWeightTest)
#include "packed_weight_test.moc"
