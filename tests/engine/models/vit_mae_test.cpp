// SPDX-License-Identifier: Apache-2.0
#include "engine/models/vit_mae.h"

#include <ATen/core/grad_mode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/tensor_record.h"

using koma::models::VitMae;
using koma::models::VitMaeConfig;
using koma::test::Record;
using koma::test::relative_error;

namespace {

constexpr double tolerance = 5e-5;  // × standard deviation: float32 on a CPU
const std::string file = std::string(KOMA_TEST_DATA) + "/reference/clip_mae.safetensors";

}  // namespace

class VitMaeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void statesAgreeWithTransformersWithAndWithoutAChoiceOfPatches();
  void aWholeAutoencodersFileIsReadAndItsDecoderPassedOver();
  void wrongShapesAreErrors();
};

void VitMaeTest::statesAgreeWithTransformersWithAndWithoutAChoiceOfPatches() {
  const at::NoGradGuard no_gradients;
  const Record reference(file);
  const auto weights = reference.weights();
  const VitMae model(weights, VitMaeConfig::from_json(reference.config()));

  const at::Tensor some = model.forward(reference.in("pixels"), reference.in("noise"));
  const at::Tensor all = model.forward(reference.in("pixels"));

  QVERIFY(weights.unused().empty());
  QCOMPARE(some.size(1), std::int64_t(1 + 14));  // ⌊36 · 0.4⌋ patches are kept
  QVERIFY(relative_error(some, reference.out("some")) < tolerance);
  QVERIFY(relative_error(all, reference.out("all")) < tolerance);
}

void VitMaeTest::aWholeAutoencodersFileIsReadAndItsDecoderPassedOver() {
  const at::NoGradGuard no_gradients;
  const Record reference(file);
  std::map<std::string, at::Tensor> whole = {{"decoder.decoder_norm.weight", at::ones({4})},
                                             {"decoder.mask_token", at::ones({1, 1, 4})}};
  for (const auto& [name, tensor] : koma::tensors::read_safetensors(file)) {
    if (name.starts_with("weights.")) whole["vit." + name.substr(8)] = tensor;
  }
  const koma::tensors::Weights weights(std::make_shared<koma::tensors::MapSource>(std::move(whole)));

  const VitMae model(weights, VitMaeConfig::from_json(reference.config()));

  QVERIFY(relative_error(model.forward(reference.in("pixels")), reference.out("all")) < tolerance);
  QVERIFY(weights.unused().empty());
}

void VitMaeTest::wrongShapesAreErrors() {
  const Record reference(file);
  const VitMae model(reference.weights(), VitMaeConfig::from_json(reference.config()));
  QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.forward(at::zeros({1, 3, 20, 24})));
  QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.forward(at::zeros({1, 3, 24, 24}), at::zeros({1, 35})));
}

QTEST_APPLESS_MAIN(VitMaeTest)
#include "vit_mae_test.moc"
