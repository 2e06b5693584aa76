// SPDX-License-Identifier: Apache-2.0
#include "engine/models/qwen_resampler.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/agent_fixture.h"
#include "tests/support/tensor_record.h"

using koma::models::AgentResamplers;
using koma::models::QwenResampler;
using koma::models::QwenResamplerConfig;
using koma::test::relative_error;

namespace {

constexpr double tolerance = 5e-5;  // × standard deviation: float32 on a CPU, as the fixture's README states

koma::tensors::Weights stored(const char* file) {
  return koma::tensors::Weights(koma::tensors::open_weights(koma::test::agent_folder / "agent" / file), "mllm_agent");
}

const nlohmann::json heads =
    nlohmann::json::parse(R"({"input_resampler": {"num_heads": 4}, "output_resampler": {"num_heads": 4}})");

}  // namespace

class QwenResamplerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bothDirectionsAgreeWithDiffSensei_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("safetensors") << "model.safetensors";
    QTest::newRow("pickle") << "pytorch_model.bin";
  }
  void bothDirectionsAgreeWithDiffSensei() {
    QFETCH(QString, file);
    const at::NoGradGuard no_gradients;
    const auto io = koma::test::agent_values();
    const auto weights = stored(qPrintable(file));
    const AgentResamplers model(weights, AgentResamplers::Config::detect(weights, heads));
    QVERIFY(weights.unused().empty());
    QCOMPARE(model.input().queries(), std::int64_t(64));
    QCOMPARE(model.input().config().kv_dim, std::int64_t(56));
    for (const std::string count : {"49", "64"}) {
      const std::string name = "resampler_in." + count;
      QVERIFY(relative_error(model.input().forward(io.at(name + ".in")), io.at(name + ".out")) < tolerance);
    }
    for (const std::string count : {"16", "64"}) {
      const std::string name = "resampler_out." + count;
      QVERIFY(relative_error(model.output().forward(io.at(name + ".in")), io.at(name + ".out")) < tolerance);
    }
    for (const std::string agent_case : {"0", "1", "2"}) {
      const auto of = [&](const char* what) { return io.at("agent." + agent_case + "." + what); };
      const at::Tensor read = model.input().forward(of("character_tokens"))[0];
      QVERIFY(relative_error(read, of("input_embeddings")[0].index({of("image_position").eq(1)})) < tolerance);
      QVERIFY(relative_error(model.output().forward(of("image_hidden").unsqueeze(0)), of("adapted_tokens")) <
              tolerance);
    }
  }

  void storedPlacesAreTheSinusoids() {
    const auto weights = stored("model.safetensors");
    const at::Tensor table = weights.take("input_resampler.pos_embed", {64, 80});
    QVERIFY(at::allclose(table, koma::models::grid_sinusoids(8, 80), 0, 1e-6));
  }

  void aNewResamplerHasThemFrozenAndLearnsTheRest() {
    const QwenResamplerConfig config{3, 16, 2, 12};
    const koma::tensors::Weights weights(std::make_shared<koma::tensors::InitialiserSource>(5));
    const QwenResampler model(weights.trainable(), config);
    model.forward(at::randn({2, 4, 12})).square().sum().backward();
    for (const auto& item : model.named_parameters()) {
      const bool frozen = item.key() == "pos_embed";
      QVERIFY2(item.value().requires_grad() == !frozen, item.key().c_str());
      if (!frozen) QVERIFY2(item.value().grad().defined(), item.key().c_str());
    }
  }

  void whatDoesNotFitIsRefused() {
    const auto weights = stored("model.safetensors");
    // The public model has 32 heads, which do not divide this one's widths.
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)AgentResamplers::Config::detect(weights, nullptr));
    const AgentResamplers model(weights, AgentResamplers::Config::detect(weights, heads));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.input().forward(at::zeros({1, 64, 57})));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.input().forward(at::zeros({1, 63, 56})));
    const koma::tensors::Weights ragged(
        std::make_shared<koma::tensors::MapSource>(std::map<std::string, at::Tensor>{{"query", at::zeros({63, 8})}}));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)QwenResamplerConfig::detect(ragged, 4));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)QwenResamplerConfig::from_json({{"embed_dim", 30}}, "agent"));
  }
};

QTEST_GUILESS_MAIN(QwenResamplerTest)
#include "qwen_resampler_test.moc"
