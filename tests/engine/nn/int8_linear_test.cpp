// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/int8_linear.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "engine/tensors/weight_sources.h"

using koma::nn::Int8Linear;
using koma::nn::Int8Weight;

namespace {

Int8Linear layer_of(const at::Tensor& weight, const at::Tensor& bias, at::ScalarType type = at::kFloat) {
  std::map<std::string, at::Tensor> tensors = {{"weight", weight}};
  if (bias.defined()) tensors["bias"] = bias;
  const koma::tensors::Weights weights(std::make_shared<koma::tensors::MapSource>(tensors), "layer", at::kCPU, type);
  return Int8Linear(weights, weight.size(1), weight.size(0), bias.defined());
}

}  // namespace

class Int8LinearTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyNumberIsWithinHalfAStep() {
    at::manual_seed(1);
    // More rows than fit into one block, of very different sizes, and one of zeros.
    at::Tensor weight = at::randn({1500, 4000}) * at::logspace(-4, 3, 1500).unsqueeze(1);
    weight[7].zero_();
    const Int8Weight small = koma::nn::quantized(weight);
    const at::Tensor error = (small.numbers.to(at::kFloat) * small.steps.unsqueeze(1) - weight).abs().amax(1);
    const at::Tensor bound = weight.abs().amax(1) / 254;
    QVERIFY((error <= bound * 1.0001).all().item<bool>());
    QCOMPARE(small.numbers[7].abs().max().item<int>(), 0);
    QCOMPARE(small.numbers.abs().max().item<int>(), 127);
  }

  void productsAreWithinTheErrorOfTheWeights() {
    at::manual_seed(2);
    const at::Tensor weight = at::randn({1100, 5000}), bias = at::randn({1100}), x = at::randn({2, 3, 5000});
    const Int8Linear layer = layer_of(weight, bias);
    const at::Tensor exact = at::linear(x, weight, bias);
    const at::Tensor error = (layer.forward(x) - exact).abs();  // [2, 3, 1100]
    const at::Tensor bound = x.abs().sum(-1, true) * (weight.abs().amax(1) / 254);
    QVERIFY((error <= bound).all().item<bool>());
    QVERIFY(error.mean().item<double>() < 0.02 * exact.abs().mean().item<double>());
  }

  void bfloat16GivesAlmostTheSame() {
    at::manual_seed(3);
    const at::Tensor weight = at::randn({64, 300}).to(at::kBFloat16), x = at::randn({5, 300}).to(at::kBFloat16);
    const Int8Linear layer = layer_of(weight, {}, at::kBFloat16);
    const at::Tensor y = layer.forward(x), exact = at::linear(x.to(at::kFloat), weight.to(at::kFloat));
    QVERIFY(y.scalar_type() == at::kBFloat16);
    QVERIFY(at::cosine_similarity(y.to(at::kFloat).flatten(), exact.flatten(), 0).item<double>() > 0.9995);
  }
};

QTEST_GUILESS_MAIN(Int8LinearTest)
#include "int8_linear_test.moc"
