// SPDX-License-Identifier: Apache-2.0
#include "engine/models/clip_vision_model.h"

#include <ATen/core/grad_mode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/models/vit_mae.h"
#include "engine/tensors/pixels.h"
#include "tests/support/diffsensei_fixture.h"
#include "tests/support/tensor_record.h"

using koma::models::ClipVisionConfig;
using koma::models::ClipVisionModel;
using koma::test::Record;
using koma::test::relative_error;

namespace {

constexpr double tolerance = 5e-5;  // × standard deviation: float32 on a CPU

Record record(const std::string& name) {
  return Record(std::string(KOMA_TEST_DATA) + "/reference/clip_" + name + ".safetensors");
}

/// io.json, "feature_images": tall in colour, wide and small in grey, and a black square.
std::vector<koma::Image> feature_pictures() {
  const auto folder = koma::test::fixture_folder / "images";
  return {koma::to_rgb(koma::read_picture(folder / "tall.png")), koma::to_grey(koma::read_picture(folder / "wide.png")),
          koma::to_grey(koma::read_picture(folder / "small.png")),
          koma::Image(224, 224, 1, std::vector<std::uint8_t>(224 * 224, 0))};
}

}  // namespace

class ClipVisionModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bothEncodersOfTheFixtureSeeItsPicturesAsDiffSensei();
  void penultimateStatesAgreeWithTransformers_data();
  void penultimateStatesAgreeWithTransformers();
  void theStemMakesTheTokensOfModelMini();
  void picturesOfAnotherSizeAreAnError();
};

void ClipVisionModelTest::bothEncodersOfTheFixtureSeeItsPicturesAsDiffSensei() {
  const at::NoGradGuard no_gradients;
  const auto io = koma::tensors::read_safetensors(koma::test::fixture_folder / "io.safetensors");
  const auto clip_weights = koma::test::fixture_weights("clip_image_encoder");
  const auto magi_weights = koma::test::fixture_weights("magi_image_encoder");
  const ClipVisionModel clip(clip_weights,
                             ClipVisionConfig::from_json(koma::test::fixture_config("clip_image_encoder")));
  const koma::models::VitMae magi(
      magi_weights, koma::models::VitMaeConfig::from_json(koma::test::fixture_config("magi_image_encoder")));
  const auto pictures = feature_pictures();

  std::vector<at::Tensor> clip_input, magi_input;
  for (const koma::Image& picture : pictures) {
    clip_input.push_back(koma::tensors::clip_pixels(picture));
    magi_input.push_back(koma::tensors::magi_pixels(picture));
  }
  const at::Tensor some = magi.forward(at::stack(magi_input), io.at("magi.noise"));  // [4, 13, C]
  const at::Tensor all = magi.forward(at::stack(magi_input));                        // [4, 50, C]

  QVERIFY(clip_weights.unused().empty());
  QVERIFY(magi_weights.unused().empty());
  QVERIFY(relative_error(clip.forward(at::stack(clip_input)), io.at("clip.penultimate")) < tolerance);
  QVERIFY(relative_error(some.select(1, 0), io.at("magi.cls")) < tolerance);
  QVERIFY(relative_error(some.slice(0, 0, 1), io.at("magi.last_hidden")) < tolerance);
  QVERIFY(relative_error(all.select(1, 0), io.at("magi.cls_ratio0")) < tolerance);
}

void ClipVisionModelTest::penultimateStatesAgreeWithTransformers_data() {
  QTest::addColumn<QString>("name");
  for (const char* name : {"vision", "vision_grey", "vision_stem"}) QTest::newRow(name) << QString(name);
}

void ClipVisionModelTest::penultimateStatesAgreeWithTransformers() {
  const at::NoGradGuard no_gradients;
  QFETCH(const QString, name);
  const Record reference = record(name.toStdString());
  const auto weights = reference.weights();

  const ClipVisionModel model(weights, ClipVisionConfig::from_json(reference.config()));
  const at::Tensor states = model.forward(reference.in("pixels"));

  QVERIFY(relative_error(states, reference.out("penultimate")) < tolerance);
  QVERIFY(weights.unused().empty());
  QCOMPARE(states.size(1), model.config().tokens());
}

void ClipVisionModelTest::theStemMakesTheTokensOfModelMini() {
  const auto json = nlohmann::json::parse(R"({"image_size": 96, "num_channels": 1, "hidden_size": 128,
    "intermediate_size": 256, "num_hidden_layers": 3, "num_attention_heads": 4, "hidden_act": "gelu", "patch_size": 2,
    "stem_channels": [32, 64, 96], "architectures": ["CLIPVisionModelWithProjection"], "projection_dim": 128})");
  const auto source = std::make_shared<koma::tensors::InitialiserSource>(1);
  const ClipVisionModel model(koma::tensors::Weights(source).trainable(), ClipVisionConfig::from_json(json));

  const at::Tensor states = model.forward(at::rand({2, 1, 96, 96}));
  states.square().mean().backward();

  QCOMPARE(states.sizes(), at::IntArrayRef({2, 37, 128}));
  const auto names = model.named_parameters();
  for (const char* name : {"vision_model.embeddings.stem.0.weight", "vision_model.embeddings.stem_norm.2.bias",
                           "vision_model.encoder.layers.1.mlp.fc2.weight"}) {
    QVERIFY2(names.contains(name) && names[name].grad().defined(), name);
  }
  // The last block is stored but not used.
  QVERIFY(names.contains("vision_model.encoder.layers.2.mlp.fc2.weight"));
  QVERIFY(!names["vision_model.encoder.layers.2.mlp.fc2.weight"].grad().defined());
}

void ClipVisionModelTest::picturesOfAnotherSizeAreAnError() {
  const Record reference = record("vision");
  const ClipVisionModel model(reference.weights(), ClipVisionConfig::from_json(reference.config()));
  QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.forward(at::zeros({1, 3, 30, 31})));
  QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.forward(at::zeros({1, 1, 30, 30})));
}

QTEST_APPLESS_MAIN(ClipVisionModelTest)
#include "clip_vision_model_test.moc"
