// SPDX-License-Identifier: Apache-2.0
#include "engine/models/clip_text_model.h"

#include <ATen/core/grad_mode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/diffsensei_fixture.h"
#include "tests/support/tensor_record.h"

using koma::Error;
using koma::ErrorCode;
using koma::models::ClipTextConfig;
using koma::models::ClipTextModel;
using koma::test::fixture_config;
using koma::test::fixture_weights;
using koma::test::Record;
using koma::test::relative_error;

namespace {

constexpr double tolerance = 5e-5;  // × standard deviation: float32 on a CPU, as the fixture's README states

Record record(const std::string& name) {
  return Record(std::string(KOMA_TEST_DATA) + "/reference/clip_" + name + ".safetensors");
}

ErrorCode code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace

class ClipTextModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bothEncodersOfTheFixtureAgreeWithTransformers();
  void everyLayerPoolingAndSkipAgreesWithTransformers_data();
  void everyLayerPoolingAndSkipAgreesWithTransformers();
  void namesWithoutTheOuterLevelAreReadToo();
  void aTrainableModelGivesGradientsToEveryWeight();
  void idsAndSkipsOutOfRangeAreErrors();
  void aConfigurationThatContradictsItselfIsAnError();
};

void ClipTextModelTest::bothEncodersOfTheFixtureAgreeWithTransformers() {
  const at::NoGradGuard no_gradients;
  const auto io = koma::tensors::read_safetensors(koma::test::fixture_folder / "io.safetensors");
  for (const std::string number : {"1", "2"}) {
    const std::string part = number == "1" ? "text_encoder" : "text_encoder_2";
    const auto weights = fixture_weights(part);
    const ClipTextModel model(weights, ClipTextConfig::from_json(fixture_config(part)));

    const auto result = model.forward(io.at("text.ids" + number));

    QVERIFY(weights.unused().empty());
    const auto& penultimate = io.at("text.penultimate" + number);
    const double hidden_error = relative_error(result.hidden.slice(0, 0, penultimate.size(0)), penultimate);
    QVERIFY2(hidden_error < tolerance, qPrintable(QString::number(hidden_error)));
    if (number == "2") QVERIFY(relative_error(result.pooled, io.at("text.pooled")) < tolerance);
  }
}

void ClipTextModelTest::everyLayerPoolingAndSkipAgreesWithTransformers_data() {
  QTest::addColumn<QString>("name");
  for (const char* name : {"text", "text_projection", "text_legacy"}) QTest::newRow(name) << QString(name);
}

void ClipTextModelTest::everyLayerPoolingAndSkipAgreesWithTransformers() {
  const at::NoGradGuard no_gradients;
  QFETCH(const QString, name);
  const Record reference = record(name.toStdString());
  const auto weights = reference.weights();
  const ClipTextModel model(weights, ClipTextConfig::from_json(reference.config()));

  for (int skip = 0; skip < 4; ++skip) {
    const auto result = model.forward(reference.in("ids"), skip);
    QVERIFY(relative_error(result.hidden, reference.out("hidden" + std::to_string(4 - skip))) < tolerance);
    QVERIFY(relative_error(result.last, reference.out("last")) < tolerance);
    QVERIFY(relative_error(result.pooled, reference.out("pooled")) < tolerance);
    if (skip == 2) {
      QVERIFY(relative_error(model.final_norm(result.hidden), reference.out("skipped_and_normed")) < tolerance);
    }
  }
  QVERIFY(weights.unused().empty());
}

void ClipTextModelTest::namesWithoutTheOuterLevelAreReadToo() {
  const at::NoGradGuard no_gradients;
  const Record reference = record("text_projection");
  std::map<std::string, at::Tensor> renamed;
  const auto file = std::string(KOMA_TEST_DATA) + "/reference/clip_text_projection.safetensors";
  for (const auto& [name, tensor] : koma::tensors::read_safetensors(file)) {
    if (!name.starts_with("weights.")) continue;
    const std::string short_name = name.substr(8);
    renamed[short_name.starts_with("text_model.") ? short_name.substr(11) : short_name] = tensor;
  }
  const koma::tensors::Weights weights(std::make_shared<koma::tensors::MapSource>(std::move(renamed)));

  const ClipTextModel model(weights, ClipTextConfig::from_json(reference.config()));

  QVERIFY(relative_error(model.forward(reference.in("ids")).pooled, reference.out("pooled")) < tolerance);
  QVERIFY(weights.unused().empty());
  QVERIFY(model.named_parameters().contains("text_model.embeddings.token_embedding.weight"));
}

void ClipTextModelTest::aTrainableModelGivesGradientsToEveryWeight() {
  const auto source = std::make_shared<koma::tensors::InitialiserSource>(3);
  const auto config = ClipTextConfig::from_json(record("text_projection").config());
  const ClipTextModel model(koma::tensors::Weights(source).trainable(), config);

  const auto result = model.forward(at::arange(1, 13).unsqueeze(0));
  (result.pooled.sum() + result.hidden.square().mean()).backward();

  for (const auto& item : model.named_parameters()) {
    QVERIFY2(item.value().grad().defined(), item.key().c_str());
  }
  const double spread = result.hidden.std().item<double>();
  QVERIFY2(spread > 0.01 && spread < 1, qPrintable(QString::number(spread)));
}

void ClipTextModelTest::idsAndSkipsOutOfRangeAreErrors() {
  const Record reference = record("text");
  const ClipTextModel model(reference.weights(), ClipTextConfig::from_json(reference.config()));
  const auto ids = [](std::int64_t value, std::int64_t length) { return at::full({1, length}, value, at::kLong); };

  QCOMPARE(code_of([&] { (void)model.forward(ids(50, 4)); }), ErrorCode::invalid_argument);
  QCOMPARE(code_of([&] { (void)model.forward(ids(-1, 4)); }), ErrorCode::invalid_argument);
  QCOMPARE(code_of([&] { (void)model.forward(ids(1, 17)); }), ErrorCode::invalid_argument);
  QCOMPARE(code_of([&] { (void)model.forward(ids(1, 4), 4); }), ErrorCode::invalid_argument);
  const std::int64_t width = model.config().encoder.hidden_size;
  QCOMPARE(model.forward(ids(51, 4), 1, at::ones({2, width})).hidden.size(1), 4);
  QCOMPARE(code_of([&] { (void)model.forward(ids(52, 4), 1, at::ones({2, width})); }), ErrorCode::invalid_argument);
  QCOMPARE(code_of([&] { (void)model.forward(ids(50, 4), 1, at::ones({2, width + 1})); }), ErrorCode::invalid_argument);
}

void ClipTextModelTest::aConfigurationThatContradictsItselfIsAnError() {
  auto json = record("text").config();
  json["num_attention_heads"] = 5;
  QCOMPARE(code_of([&] { (void)ClipTextConfig::from_json(json); }), ErrorCode::invalid_file);
  json["num_attention_heads"] = 3;
  json["hidden_act"] = "relu";
  QCOMPARE(code_of([&] { (void)ClipTextConfig::from_json(json); }), ErrorCode::unsupported);
}

QTEST_APPLESS_MAIN(ClipTextModelTest)
#include "clip_text_model_test.moc"
