// SPDX-License-Identifier: Apache-2.0
#include "engine/models/controlnet.h"

#include <QTest>

#include "engine/base/error.h"
#include "tests/support/compare_tensors.h"

using koma::test::part_tolerance;
using koma::test::Record;
using koma::test::reference;
using namespace koma::models;
using koma::tensors::InitialiserSource;
using koma::tensors::MapSource;
using koma::tensors::Weights;

namespace {

/// A recorded ControlNet with its conditions.
struct Control {
  explicit Control(const Record& record)
      : weights(record.weights()["controlnet"]),
        model(weights, ControlNetConfig::from_json(record.config().at("controlnet"))),
        conditions{.text = record.in("text")} {
    if (!model.config().unet.text_time) return;
    conditions.pooled = record.in("pooled");
    conditions.time_ids = record.in("time_ids");
  }

  /// Two pictures at once, as recorded. The hints have one row, which serves every row of the batch.
  ControlResiduals both(const Record& record) const {
    const auto prepared = model.prepare(conditions);
    ControlResiduals sum;
    for (const int i : {0, 1}) {
      const at::Tensor hint = model.embed(record.in("picture" + std::to_string(i)));
      sum += model.forward(record.in("sample"), record.in("timestep"), hint, prepared, record.config().at("scales")[i]);
    }
    return sum;
  }

  Weights weights;
  ControlNetModel model;
  UNetConditions conditions;
};

nlohmann::json small_config() {
  return {{"block_out_channels", {4, 8}},
          {"down_block_types", {"CrossAttnDownBlock2D", "DownBlock2D"}},
          {"layers_per_block", 1},
          {"attention_head_dim", 2},
          {"cross_attention_dim", 6},
          {"norm_num_groups", 2},
          {"conditioning_embedding_out_channels", {2, 3, 4, 5}}};
}

}  // namespace

class ControlNetTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void itAndTheDenoiserAgreeWithDiffusers_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("Stable Diffusion 1") << "controlnet_sd1";
    QTest::newRow("Stable Diffusion XL") << "controlnet_sdxl";
  }
  void itAndTheDenoiserAgreeWithDiffusers() {
    // Given a denoiser and a ControlNet that sees two pictures, each with its scale.
    QFETCH(QString, file);
    const Record record = reference(file.toStdString());
    const Control control(record);
    control.weights.expect_all_used();
    const UNet2DConditionModel unet(record.weights()["unet"],
                                    UNet2DConditionConfig::from_json(record.config().at("unet")));
    control.model.config().expect_fits(unet.config(), "control.safetensors");

    // When the denoiser runs with the sum of both.
    KOMA_COMPARE_TENSORS(control.model.embed(record.in("picture0")), record.out("hint"), part_tolerance);
    const ControlResiduals residuals = control.both(record);
    KOMA_COMPARE_TENSORS(residuals.mid, record.out("mid"), part_tolerance);
    const auto prepared = unet.prepare(control.conditions);
    const at::Tensor out = unet.forward(record.in("sample"), record.in("timestep"), prepared, &residuals);

    // Then it answers as diffusers' does, and otherwise than without.
    KOMA_COMPARE_TENSORS(out, record.out("sample"), part_tolerance);
    const at::Tensor plain = unet.forward(record.in("sample"), record.in("timestep"), prepared);
    QVERIFY(koma::test::relative_error(plain, out) > 0.01);
    const ControlResiduals none;
    QVERIFY(at::equal(unet.forward(record.in("sample"), record.in("timestep"), prepared, &none), plain));
  }

  void onePoolingOverTheWholePictureAgreesWithDiffusers() {
    const Record record = reference("controlnet_pooled");  // blue first, and "shuffle"
    const Control control(record);
    const auto prepared = control.model.prepare(control.conditions);
    const at::Tensor hint = control.model.embed(record.in("picture0"));
    KOMA_COMPARE_TENSORS(hint, record.out("hint"), part_tolerance);
    const auto residuals = control.model.forward(record.in("sample"), record.in("timestep"), hint, prepared);
    KOMA_COMPARE_TENSORS(residuals.down.back(), record.out("last"), part_tolerance);
    KOMA_COMPARE_TENSORS(control.both(record).mid, record.out("mid"), part_tolerance);
  }

  void anotherFamilysResidualsAreRefused() {
    const Record sd1 = reference("controlnet_sd1"), sdxl = reference("controlnet_sdxl");
    const Control control(sdxl);
    const UNet2DConditionModel unet(sd1.weights()["unet"], UNet2DConditionConfig::from_json(sd1.config().at("unet")));
    ControlResiduals short_list = Control(sd1).both(sd1);
    short_list.down.pop_back();
    const auto prepared = unet.prepare({.text = sd1.in("text")});
    QVERIFY_EXCEPTION_THROWN((void)unet.forward(sd1.in("sample"), sd1.in("timestep"), prepared, &short_list),
                             koma::Error);
    try {
      control.model.config().expect_fits(unet.config(), "depth.safetensors");
      QFAIL("the ControlNet was accepted");
    } catch (const koma::Error& error) {
      QCOMPARE(error.what(),
               "depth.safetensors: this ControlNet is made for SDXL, the model is SD 1.x; choose one made for the "
               "model's family");
    }
  }

  void aNewControlNetChangesNothing() {
    // Given a ControlNet that has learnt nothing yet: its exits start at zero.
    const ControlNetModel model(Weights(std::make_shared<InitialiserSource>(3)),
                                ControlNetConfig::from_json(small_config()));
    const auto prepared = model.prepare({.text = at::randn({1, 4, 6})});
    const at::Tensor hint = model.embed(at::rand({1, 3, 32, 40}));
    QCOMPARE(hint.sizes().vec(), (std::vector<int64_t>{1, 4, 4, 5}));
    QCOMPARE(model.config().factor(), 8);

    // When it runs, then its residuals are zero: one for the entry, one per block and one per halving.
    const auto residuals = model.forward(at::randn({1, 4, 4, 5}), at::tensor({500.F}), hint, prepared);
    QCOMPARE(residuals.down.size(), std::size_t(4));
    for (const at::Tensor& residual : residuals.down) QVERIFY(residual.eq(0).all().item<bool>());
    QVERIFY(residuals.mid.eq(0).all().item<bool>());
  }

  void adaptersOfOtherKindsAreNamed_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("kind");
    QTest::newRow("union") << "task_embedding"
                           << "union ControlNet";
    QTest::newRow("Control-LoRA") << "lora_controlnet"
                                  << "Control-LoRA";
    QTest::newRow("T2I-Adapter") << "body.0.block1.weight"
                                 << "T2I-Adapter";
  }
  void adaptersOfOtherKindsAreNamed() {
    QFETCH(QString, key);
    QFETCH(QString, kind);
    const auto source =
        std::make_shared<MapSource>(std::map<std::string, at::Tensor>{{key.toStdString(), at::ones(1)}});
    try {
      (void)ControlNetModel(Weights(source), ControlNetConfig::from_json(small_config()));
      QFAIL("the weights were accepted");
    } catch (const koma::Error& error) {
      QVERIFY(error.code() == koma::ErrorCode::unsupported);
      QVERIFY2(QString(error.what()).contains(kind), error.what());
    }
  }

  void aWrongConfigIsRefusedByItsKey_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("said");
    QTest::newRow("union class") << "_class_name"
                                 << "\"ControlNetUnionModel\""
                                 << "union ControlNet";
    QTest::newRow("adapter class") << "_class_name"
                                   << "\"T2IAdapter\""
                                   << "T2I-Adapter";
    QTest::newRow("order") << "controlnet_conditioning_channel_order"
                           << "\"gbr\""
                           << "controlnet.controlnet_conditioning_channel_order";
    QTest::newRow("four channels") << "conditioning_channels"
                                   << "4"
                                   << "controlnet.conditioning_channels";
    QTest::newRow("a key of the denoiser's") << "layers_per_block"
                                             << "[1, 2, 3]"
                                             << "controlnet.layers_per_block";
  }
  void aWrongConfigIsRefusedByItsKey() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, said);
    nlohmann::json config = small_config();
    config[key.toStdString()] = nlohmann::json::parse(value.toStdString());
    try {
      (void)ControlNetConfig::from_json(config);
      QFAIL("the config was accepted");
    } catch (const koma::Error& error) {
      QVERIFY2(QString(error.what()).contains(said), error.what());
    }
  }
};

QTEST_GUILESS_MAIN(ControlNetTest)
#include "controlnet_test.moc"
