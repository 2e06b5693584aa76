// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/lora_training.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QTest>
#include <algorithm>

#include "engine/base/error.h"
#include "engine/nn/layers.h"
#include "engine/tensors/weight_sources.h"
#include "engine/training/picture_tensors.h"
#include "tests/support/tiny_llama.h"

using namespace koma;
using namespace koma::training;

namespace {

class Pair final : public nn::Module {
 public:
  explicit Pair(const nn::Weights& weights)
      : first_(child<nn::Linear>("first", weights, 6, 5)), second_(child<nn::Linear>("second", weights, 5, 3)) {}
  [[nodiscard]] at::Tensor forward(const at::Tensor& x) const { return second_->forward(first_->forward(x)); }

 private:
  std::shared_ptr<nn::Linear> first_, second_;
};

std::shared_ptr<Pair> pair() {
  return std::make_shared<Pair>(tensors::Weights(std::make_shared<tensors::InitialiserSource>(1), "pair"));
}

}  // namespace

class LoraTrainingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void nothing_changes_at_first_and_only_the_change_learns() {
    const auto model = pair();
    const at::Tensor x = at::linspace(-1, 1, 12).view({2, 6});
    const at::Tensor before = model->forward(x);
    const LoraLayers lora(*model, [](const std::string& name) { return name == "first"; }, {.rank = 2, .alpha = 4});
    QVERIFY(at::equal(model->forward(x), before));
    const NamedTensors parameters = lora.parameters("p.");
    QCOMPARE(parameters.size(), std::size_t(2));
    QCOMPARE(parameters[0].first, std::string("p.first.down"));
    QVERIFY(parameters[0].second.sizes() == at::IntArrayRef({2, 6}));
    for (const auto& [name, tensor] : parameters) tensor.set_requires_grad(true);
    model->forward(x).pow(2).sum().backward();
    QVERIFY(parameters[1].second.grad().abs().sum().item<double>() > 0);
    for (const auto& item : model->named_parameters()) QVERIFY(!item.value().grad().defined());
  }

  void a_new_lora_of_a_llama_changes_nothing_and_is_all_that_learns_of_a_projection() {
    models::Llama model(tensors::Weights(std::make_shared<tensors::InitialiserSource>(3), "llm").trainable(),
                        test::tiny_llama());
    const at::Tensor ids = at::tensor({1, 5, 2, 9}, at::kLong).unsqueeze(0);
    const at::Tensor before = model.forward(model.embed(ids)).detach();
    const auto is_projection = [](const std::string& name) { return name.ends_with("_proj"); };
    const LoraLayers lora(model, is_projection, {.rank = 2, .alpha = 4});
    QVERIFY(at::equal(model.forward(model.embed(ids)), before));
    const NamedTensors parameters = lora.parameters("");
    QCOMPARE(parameters.size(), std::size_t(2 * 7 * 2));
    for (const auto& item : model.named_parameters())
      item.value().set_requires_grad(item.key().find("_proj.weight") == std::string::npos);
    for (const auto& [name, tensor] : parameters) tensor.set_requires_grad(true);
    model.logits(model.forward(model.embed(ids))).square().sum().backward();
    for (const auto& item : model.named_parameters()) {
      const bool projection = item.key().find("_proj.weight") != std::string::npos;
      QVERIFY2(item.value().grad().defined() == !projection, item.key().c_str());
    }
    const at::NoGradGuard no_gradients;
    const auto up = std::ranges::find(parameters, "model.layers.0.mlp.up_proj.up", &NamedTensors::value_type::first);
    QVERIFY(up != parameters.end());
    up->second.fill_(0.3);
    QVERIFY(!at::allclose(model.forward(model.embed(ids)), before, 1e-4, 1e-5));
  }

  void a_folded_change_gives_what_the_layer_gave() {
    const auto model = pair();
    const at::Tensor x = at::linspace(-1, 1, 12).view({2, 6});
    at::Tensor with;
    {
      const LoraLayers lora(*model, [](const std::string&) { return true; }, {.rank = 2, .alpha = 3});
      at::Generator generator = seeded(5);
      for (const auto& [name, tensor] : lora.parameters("")) tensor.copy_(at::randn(tensor.sizes(), generator));
      with = model->forward(x);
      for (const std::string layer : {"first", "second"}) {
        at::Tensor down, up;
        for (const auto& [name, tensor] : lora.parameters("")) {
          if (name == layer + ".down") down = tensor;
          if (name == layer + ".up") up = tensor;
        }
        model->replace(layer + ".weight", model->values(layer + ".weight") + lora_delta(down, up, 1.5));
      }
    }  // the changes are gone, the folded ones stay
    QVERIFY(at::allclose(model->forward(x), with, 1e-5, 1e-6));
  }

  void dropout_depends_on_the_rows_seeds_only() {
    RowDropout dropout(0.5);
    const at::Tensor x = at::ones({4, 50, 3});
    dropout.begin({11, 12, 13, 14}, at::kCPU);
    const at::Tensor whole = dropout.apply(x);
    QVERIFY(!at::equal(dropout.apply(x), whole));  // the next layer has its own mask
    dropout.begin({13, 14}, at::kCPU);
    QVERIFY(at::equal(dropout.apply(x.narrow(0, 0, 2)), whole.narrow(0, 2, 2)));
    const double kept = whole.gt(0).to(at::kFloat).mean().item<double>();
    QVERIFY(kept > 0.4 && kept < 0.6);
    QCOMPARE(whole.max().item<float>(), 2.0f);
    QVERIFY_THROWS_EXCEPTION(Error, (void)dropout.apply(x));
    dropout.begin({}, at::kCPU);
    QVERIFY(at::equal(dropout.apply(x), x));
  }

  void a_network_without_wanted_layers_is_refused() {
    const auto model = pair();
    QVERIFY_THROWS_EXCEPTION(Error, LoraLayers(
                                        *model, [](const std::string&) { return false; }, LoraOptions{}));
  }
};

QTEST_APPLESS_MAIN(LoraTrainingTest)
#include "lora_training_test.moc"
