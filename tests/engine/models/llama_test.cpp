// SPDX-License-Identifier: Apache-2.0
#include "engine/models/llama.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/agent_fixture.h"
#include "tests/support/tensor_record.h"
#include "tests/support/tiny_llama.h"

using koma::models::Llama;
using koma::models::LlamaConfig;
using koma::test::relative_error;

namespace {

constexpr double tolerance = 5e-5;  // × standard deviation: float32 on a CPU, as the fixture's README states

LlamaConfig fixture_sizes() {
  return LlamaConfig::from_json(koma::test::read_json(koma::test::agent_folder / "llm/config.json"));
}

koma::tensors::Weights made(std::uint64_t seed = 3) {
  return koma::tensors::Weights(std::make_shared<koma::tensors::InitialiserSource>(seed));
}

}  // namespace

class LlamaTest : public QObject {
  Q_OBJECT

  std::map<std::string, at::Tensor> io_;
  nlohmann::json facts_;

  [[nodiscard]] const at::Tensor& of(const std::string& agent_case, const char* what) const {
    return io_.at("agent." + agent_case + "." + what);
  }

 private Q_SLOTS:
  void initTestCase() {
    io_ = koma::test::agent_values();
    facts_ = koma::test::agent_facts();
  }

  void statesAndLogitsAgreeWithTransformers() {
    const at::NoGradGuard no_gradients;
    const auto weights = koma::test::llama_weights();
    const Llama model(weights, fixture_sizes());
    QVERIFY_THROWS_EXCEPTION(koma::Error, weights.expect_all_used());  // the rotary frequencies are left
    weights.expect_all_used({koma::models::llama_buffers});
    const std::int64_t images = facts_["generated_image_tokens"].get<std::int64_t>();
    for (const std::string agent_case : {"0", "1", "2"}) {
      const at::Tensor& read = of(agent_case, "input_embeddings");
      const std::int64_t length = read.size(1);
      const at::Tensor answer = of(agent_case, "generated_ids").slice(0, 0, 2 + images).unsqueeze(0);
      const at::Tensor states = model.forward(at::cat({read, model.embed(answer)}, 1));
      QCOMPARE(states.size(1), length + 2 + images);
      QVERIFY(relative_error(states[0].slice(0, length + 2), of(agent_case, "image_hidden")) < tolerance);
      QVERIFY(relative_error(model.logits(states[0][length - 1]), of(agent_case, "logits_after_prompt")) < tolerance);
    }
  }

  void embeddingsAreThoseOfTheTable() {
    const at::NoGradGuard no_gradients;
    const Llama model(koma::test::llama_weights(), fixture_sizes());
    const at::Tensor embedded = model.embed(of("0", "input_ids").unsqueeze(0));
    const at::Tensor text = of("0", "image_position").eq(0);
    QVERIFY(at::equal(embedded[0].index({text}), of("0", "input_embeddings")[0].index({text})));
  }

  void sharedKeysAreThoseOfRepeatedHeads() {
    const at::NoGradGuard no_gradients;
    const Llama shared(made(), koma::test::tiny_llama());
    std::map<std::string, at::Tensor> repeated;
    for (const auto& item : shared.named_parameters()) {
      const bool keys =
          item.key().find("k_proj") != std::string::npos || item.key().find("v_proj") != std::string::npos;
      repeated[item.key()] =
          keys ? item.value().view({2, 1, 4, 12}).expand({2, 3, 4, 12}).reshape({24, 12}) : item.value();
    }
    LlamaConfig config = koma::test::tiny_llama();
    config.num_key_value_heads = 6;
    const koma::tensors::Weights weights(std::make_shared<koma::tensors::MapSource>(repeated));
    const Llama plain(weights, config);
    const at::Tensor ids = at::tensor({1, 5, 2, 9, 0}, at::kLong).unsqueeze(0);
    QVERIFY(at::allclose(shared.forward(shared.embed(ids)), plain.forward(plain.embed(ids)), 1e-5, 1e-6));
  }

  void whatFollowsChangesNothingBefore() {
    const at::NoGradGuard no_gradients;
    const Llama model(made(), koma::test::tiny_llama());
    const at::Tensor ids = at::tensor({1, 5, 2, 9, 0, 7}, at::kLong).unsqueeze(0);
    const at::Tensor whole = model.forward(model.embed(ids));
    const at::Tensor start = model.forward(model.embed(ids.slice(1, 0, 3)));
    QVERIFY(at::allclose(whole.slice(1, 0, 3), start, 1e-5, 1e-6));
  }

  void tiedEmbeddingsAreTheHead() {
    LlamaConfig config = koma::test::tiny_llama();
    config.tie_word_embeddings = true;
    const Llama model(made().trainable(), config);
    for (const auto& item : model.named_parameters()) QVERIFY(item.key() != "lm_head.weight");
    const at::Tensor states = at::randn({3, 12});
    const at::Tensor table = model.named_parameters()["model.embed_tokens.weight"];
    QVERIFY(at::equal(model.logits(states), at::matmul(states, table.t())));
    model.logits(states).sum().backward();
    QVERIFY(table.grad().defined());
  }

  void gradientsReachEveryParameter() {
    const Llama model(made().trainable(), koma::test::tiny_llama());
    const at::Tensor ids = at::tensor({1, 5, 2, 9}, at::kLong).unsqueeze(0);
    model.logits(model.forward(model.embed(ids))).square().sum().backward();
    for (const auto& item : model.named_parameters()) {
      QVERIFY2(item.value().grad().defined() && item.value().grad().abs().sum().item<float>() > 0, item.key().c_str());
    }
  }

  void eightBitsGiveAlmostTheSame() {
    const at::NoGradGuard no_gradients;
    const Llama model(koma::test::llama_weights(), fixture_sizes());
    const auto weights = koma::test::llama_weights();
    const Llama small(weights, fixture_sizes(), {.int8 = true});
    weights.expect_all_used({koma::models::llama_buffers});
    const at::Tensor& read = of("0", "input_embeddings");
    const at::Tensor expected = model.forward(read), actual = small.forward(read);
    QVERIFY(!at::equal(expected, actual));
    const double cosine = at::cosine_similarity(expected.flatten(), actual.flatten(), 0).item<double>();
    QVERIFY2(cosine > 0.999, qPrintable(QString::number(cosine)));
  }

  void aPassCanBeStoppedBetweenLayers() {
    const at::NoGradGuard no_gradients;
    const Llama model(made(), koma::test::tiny_llama());
    int calls = 0;
    const auto stop = [&] {
      if (++calls == 2) throw koma::Error(koma::ErrorCode::internal, "stop");
    };
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)model.forward(at::zeros({1, 3, 12}), stop));
    QCOMPARE(calls, 2);
  }

  void whatIsNotComputedIsRefused_data() {
    QTest::addColumn<QString>("config");
    QTest::newRow("scaled positions") << R"({"rope_scaling": {"rope_type": "llama3"}})";
    QTest::newRow("another activation") << R"({"hidden_act": "gelu"})";
    QTest::newRow("keys that do not divide") << R"({"num_attention_heads": 8, "num_key_value_heads": 3})";
    QTest::newRow("an odd head") << R"({"hidden_size": 15, "num_attention_heads": 3})";
    QTest::newRow("no number") << R"({"rms_norm_eps": "small"})";
  }
  void whatIsNotComputedIsRefused() {
    QFETCH(QString, config);
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)LlamaConfig::from_json(nlohmann::json::parse(config.toStdString())));
  }

  void missingKeysAreTransformersDefaults() {
    const LlamaConfig config = LlamaConfig::from_json(nlohmann::json::parse(R"({"num_attention_heads": 16})"));
    QCOMPARE(config.head_dim, std::int64_t(256));
    QCOMPARE(config.num_key_value_heads, std::int64_t(16));
    QCOMPARE(config.rms_norm_eps, 1e-6);
  }
};

QTEST_GUILESS_MAIN(LlamaTest)
#include "llama_test.moc"
