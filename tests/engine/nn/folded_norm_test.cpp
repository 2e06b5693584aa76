// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/folded_norm.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace koma::nn;

namespace {

constexpr std::int64_t groups = 3;
constexpr double epsilon = 1e-5;

/// A map, a weight and a bias that want gradients, the map channels-last and far from zero.
std::array<at::Tensor, 3> inputs() {
  const at::Tensor x = (at::randn({2, 6, 5, 4}) * 2 + 3).contiguous(at::MemoryFormat::ChannelsLast);
  return {x.requires_grad_(), (at::randn({6}) + 1).requires_grad_(), at::randn({6}).requires_grad_()};
}

}  // namespace

class FoldedNormTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void it_agrees_with_torch_forward_and_backward() {
    const auto [x, weight, bias] = inputs();
    const at::Tensor pull = at::randn({2, 6, 5, 4});
    (at::group_norm(x, groups, weight, bias, epsilon) * pull).sum().backward();
    std::vector<at::Tensor> wanted;
    for (const at::Tensor& leaf : {x, weight, bias}) {
      wanted.push_back(leaf.grad().clone());
      leaf.mutable_grad().reset();
    }

    const at::Tensor y = apply_folded(x, folded_group_norm(x, weight, bias, {groups, epsilon}));
    (y * pull).sum().backward();

    QVERIFY(at::allclose(y, at::group_norm(x, groups, weight, bias, epsilon), 1e-4, 1e-4));
    QVERIFY(y.is_contiguous(at::MemoryFormat::ChannelsLast));
    QVERIFY(at::allclose(x.grad(), wanted[0], 1e-3, 1e-4));
    QVERIFY(at::allclose(weight.grad(), wanted[1], 1e-3, 1e-3));
    QVERIFY(at::allclose(bias.grad(), wanted[2], 1e-3, 1e-3));
  }

  void maps_of_bfloat16_stay_so_and_their_sums_do_not() {
    const auto [x, weight, bias] = inputs();
    const at::Tensor half = x.detach().to(at::kBFloat16).requires_grad_();
    const FoldedNorm norm = folded_group_norm(half, weight, bias, {groups, epsilon});
    QCOMPARE(norm.scale.scalar_type(), at::kFloat);
    const at::Tensor y = apply_folded(half, norm);
    QCOMPARE(y.scalar_type(), at::kBFloat16);
    const at::Tensor exact = at::group_norm(half.to(at::kFloat), groups, weight, bias, epsilon);
    QVERIFY((y.to(at::kFloat) - exact).abs().max().item<float>() < 0.06F);
    y.sum().backward();
    QCOMPARE(half.grad().scalar_type(), at::kBFloat16);
  }

  void a_cpu_keeps_torchs_own() { QVERIFY(!folds_norms(at::zeros({1, 2, 2, 2}))); }
};

QTEST_APPLESS_MAIN(FoldedNormTest)
#include "folded_norm_test.moc"
