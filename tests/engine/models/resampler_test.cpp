// SPDX-License-Identifier: Apache-2.0
#include "engine/models/resampler.h"

#include <ATen/core/grad_mode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/diffsensei_fixture.h"
#include "tests/support/tensor_record.h"

using koma::models::Resampler;
using koma::models::ResamplerConfig;
using koma::test::fixture_weights;
using koma::test::Record;
using koma::test::relative_error;

namespace {

constexpr double tolerance = 5e-5;        // × standard deviation: float32 on a CPU, as the fixture's README states
constexpr std::int64_t fixture_head = 8;  // configs/model/diffsensei.yaml: resampler.dim_head

std::map<std::string, at::Tensor> fixture_values() {
  return koma::tensors::read_safetensors(koma::test::fixture_folder / "io.safetensors");
}

}  // namespace

class ResamplerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void sizesAreReadFromThePublicWeights();
  void tokensAgreeWithDiffSensei();
  void withoutMagiItAgreesWithTheEquations();
  void trainingNamesWithAWrapperAreRead();
  void aNewResamplerLearns();
  void featuresOfAnotherWidthAreAnError();
};

void ResamplerTest::sizesAreReadFromThePublicWeights() {
  const auto config = ResamplerConfig::detect(fixture_weights("image_proj_model"), fixture_head);

  QCOMPARE(config.dim, std::int64_t(40));
  QCOMPARE(config.depth, std::int64_t(2));
  QCOMPARE(config.heads, std::int64_t(5));
  QCOMPARE(config.num_queries, std::int64_t(16));
  QCOMPARE(config.num_dummy_tokens, std::int64_t(16));
  QCOMPARE(config.embedding_dim, std::int64_t(32));
  QCOMPARE(config.magi_embedding_dim, std::int64_t(24));
  QCOMPARE(config.output_dim, std::int64_t(56));
  QCOMPARE(config.ff_mult, std::int64_t(4));
  // 40 does not divide into heads of 64: a public file needs its head width stated when it is another one.
  QVERIFY_THROWS_EXCEPTION(koma::Error, (void)ResamplerConfig::detect(fixture_weights("image_proj_model")));
}

void ResamplerTest::tokensAgreeWithDiffSensei() {
  const at::NoGradGuard no_gradients;
  const auto io = fixture_values();
  const auto weights = fixture_weights("image_proj_model");
  const Resampler model(weights, ResamplerConfig::detect(weights, fixture_head));

  const auto& features = io.at("resampler.clip");
  const auto& magi = io.at("resampler.magi");
  const at::Tensor real = model.forward(io.at("clip.penultimate").unsqueeze(0), io.at("magi.cls").unsqueeze(0));

  QVERIFY(weights.unused().empty());
  QVERIFY(relative_error(model.forward(features, magi), io.at("resampler.out")) < tolerance);
  QVERIFY(relative_error(model.forward(at::zeros_like(features), at::zeros_like(magi)), io.at("resampler.out_zero")) <
          tolerance);
  QVERIFY(relative_error(real, io.at("resampler.out_real")) < tolerance);
}

void ResamplerTest::withoutMagiItAgreesWithTheEquations() {
  const at::NoGradGuard no_gradients;
  const Record reference(std::string(KOMA_TEST_DATA) + "/reference/clip_resampler.safetensors");
  const auto weights = reference.weights();
  const Resampler model(weights, ResamplerConfig::from_json(reference.config()));

  const at::Tensor tokens = model.forward(reference.in("features"));

  QVERIFY(weights.unused().empty());
  QVERIFY(relative_error(tokens, reference.out("tokens")) < tolerance);
  QVERIFY(at::equal(model.characters(reference.in("features")), tokens.slice(1, 3)));
}

void ResamplerTest::trainingNamesWithAWrapperAreRead() {
  const auto file = koma::test::fixture_folder / "checkpoint/image_generator/image_proj_model/model.safetensors";
  std::map<std::string, at::Tensor> wrapped;
  for (const auto& [name, tensor] : koma::tensors::read_safetensors(file)) wrapped["module." + name] = tensor;
  const koma::tensors::Weights weights(std::make_shared<koma::tensors::MapSource>(std::move(wrapped)));

  const Resampler model(weights, ResamplerConfig::detect(weights, fixture_head));

  QVERIFY(weights.unused().empty());
  QVERIFY(model.named_parameters().contains("latents"));
}

void ResamplerTest::aNewResamplerLearns() {
  const auto json = nlohmann::json::parse(R"({"dim": 128, "depth": 2, "dim_head": 32, "heads": 4, "num_queries": 8,
    "num_dummy_tokens": 8, "embedding_dim": 128, "magi_embedding_dim": null, "output_dim": 128, "ff_mult": 2})");
  const auto source = std::make_shared<koma::tensors::InitialiserSource>(7);
  const Resampler model(koma::tensors::Weights(source).trainable(), ResamplerConfig::from_json(json));

  const at::Tensor tokens = model.forward(at::randn({2, 4, 37, 128}));
  (tokens * at::randn_like(tokens)).sum().backward();

  QCOMPARE(tokens.sizes(), at::IntArrayRef({2, 8 + 4 * 8, 128}));
  for (const auto& item : model.named_parameters()) {
    QVERIFY2(item.value().grad().defined() && item.value().grad().abs().sum().item<double>() > 0, item.key().c_str());
  }
}

void ResamplerTest::featuresOfAnotherWidthAreAnError() {
  const auto weights = fixture_weights("image_proj_model");
  const Resampler model(weights, ResamplerConfig::detect(weights, fixture_head));
  QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.forward(at::zeros({1, 4, 50, 31}), at::zeros({1, 4, 24})));
  QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.forward(at::zeros({1, 4, 50, 32})));
  QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.forward(at::zeros({1, 4, 50, 32}), at::zeros({1, 3, 24})));
}

QTEST_APPLESS_MAIN(ResamplerTest)
#include "resampler_test.moc"
