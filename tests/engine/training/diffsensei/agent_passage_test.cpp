// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/agent_passage.h"

#include <ATen/ATen.h>

#include <QTest>

#include "engine/models/llama.h"
#include "engine/models/qwen_resampler.h"
#include "engine/tensors/weight_sources.h"

using namespace koma;
using training::Passage;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

constexpr std::int64_t vocabulary = 90, between = 3, text = 11, first_image = 20;

tensors::Weights fresh(std::uint64_t seed) {
  return tensors::Weights(std::make_shared<tensors::InitialiserSource>(seed), "fresh");
}

tensors::Weights stored(const Tensors& tensors) {
  return tensors::Weights(std::make_shared<tensors::MapSource>(tensors, "a test"), "stored");
}

Tensors parameters_of(const nn::Module& module) {
  Tensors tensors;
  for (const auto& item : module.named_parameters()) tensors[item.key()] = item.value().detach();
  return tensors;
}

/// Tokens as a resampler's last norm leaves them. // → [1, 64, width]
at::Tensor tokens_of(const Passage& passage) {
  const at::Tensor x = at::randn({1, 64, passage.width});
  return at::layer_norm(x, {passage.width}) * passage.deviation + passage.mean;
}

/// The agent's answer to `tokens`.
at::Tensor answer(const Passage& passage, const at::Tensor& tokens) {
  models::LlamaConfig config;
  config.vocab_size = vocabulary;
  config.hidden_size = passage.hidden();
  config.intermediate_size = 64;
  config.num_hidden_layers = 2;
  config.num_attention_heads = config.num_key_value_heads = Passage::heads;
  config.head_dim = passage.hidden() / Passage::heads;
  Tensors weights = parameters_of(models::Llama(fresh(1), config));
  passage.open(weights, config.rope_theta, first_image);
  const models::Llama llama(stored(weights), config);

  const models::AgentResamplers::Config sizes{{passage.grid_size, passage.hidden(), Passage::heads, passage.width},
                                              {passage.grid_size, passage.width, Passage::heads, passage.hidden()}};
  Tensors around = parameters_of(models::AgentResamplers(fresh(2), sizes));
  passage.open_resamplers(around);
  const models::AgentResamplers resamplers(stored(around), sizes);

  const at::Tensor words = llama.embed(at::arange(text + between).unsqueeze(0));
  const at::Tensor places = llama.embed(at::arange(first_image, first_image + 64).unsqueeze(0));
  const at::Tensor read =
      at::cat({words.slice(1, 0, text), resamplers.input().forward(tokens), words.slice(1, text), places}, 1);
  return resamplers.output().forward(llama.forward(read).slice(1, -64));
}

}  // namespace

class AgentPassageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void what_is_told_is_answered_data() {
    QTest::addColumn<int>("width");
    QTest::newRow("mini's tokens") << 128;
    QTest::newRow("a tiny checkpoint's") << 48;
    QTest::newRow("heads that four does not divide") << 56;
  }

  void what_is_told_is_answered() {
    QFETCH(int, width);
    at::manual_seed(4);
    const Passage passage{width, 64 + between, 0.3, 0.7, 8};
    const at::Tensor tokens = tokens_of(passage);
    const at::Tensor off = answer(passage, tokens) - tokens;
    // Attention is sharp, not absolute: neighbours shine through a little.
    const double share = off.pow(2).mean().item<double>() / (0.7 * 0.7);
    QVERIFY2(share < 0.05, qPrintable(QString("%1 of the variance is lost").arg(share)));
  }

  void about_nobody_nothing_is_answered() {
    const Passage passage{128, 64 + between, 0.3, 0.7, 8};
    const at::Tensor said = answer(passage, at::zeros({1, 64, 128}));
    QVERIFY((said - 0.3).abs().max().item<double>() < 0.1);
  }

  void another_distance_is_not_answered() {
    at::manual_seed(4);
    const Passage passage{128, 64 + between + 5, 0, 1, 8};
    const at::Tensor tokens = tokens_of(passage);
    QVERIFY((answer(passage, tokens) - tokens).pow(2).mean().item<double>() > 0.5);
  }

  void wide_tokens_do_not_fit() {
    QVERIFY(Passage::fits(128) && Passage::fits(48));
    QVERIFY(!Passage::fits(2048) && !Passage::fits(100));
  }
};

QTEST_APPLESS_MAIN(AgentPassageTest)
#include "agent_passage_test.moc"
