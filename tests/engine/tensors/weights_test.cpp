// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/weights.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/error.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/tensors/weight_sources.h"

using namespace koma::tensors;

namespace {

std::shared_ptr<MapSource> source() {
  return std::make_shared<MapSource>(
      std::map<std::string, at::Tensor>{
          {"down.0.weight", at::ones({2, 3}, at::kHalf)}, {"down.0.bias", at::zeros({2})}, {"ids", at::arange(4)}},
      "toy.safetensors");
}

template <class Work>
std::string message_of(Work&& work) {
  try {
    work();
  } catch (const koma::Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

class WeightsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tensorsAreConvertedAndIndicesAreNot() {
    const Weights weights(source());
    QCOMPARE(weights["down"]["0"].take("weight", {2, 3}).scalar_type(), at::kFloat);
    QCOMPARE(weights["down.0"].take("bias", {2}).scalar_type(), at::kFloat);
    QCOMPARE(weights.take("ids", {4}).scalar_type(), at::kLong);
  }

  void everyFloat16BecomesTheBfloat16ThatTorchMakesOfIt() {
    // All 65536 bit patterns, three times over: more than one part of the conversion.
    const at::Tensor every = at::arange(65536).to(at::kShort).view(at::kHalf).repeat({3});
    const Weights weights(std::make_shared<MapSource>(std::map<std::string, at::Tensor>{{"all", every}}), {}, at::kCPU,
                          at::kBFloat16);
    const at::Tensor taken = weights.take("all", {3 * 65536}), expected = every.to(at::kBFloat16);
    QVERIFY(at::equal(taken.isnan(), expected.isnan()));
    const at::Tensor numbers = expected.isnan().logical_not();
    QVERIFY(at::equal(taken.masked_select(numbers), expected.masked_select(numbers)));
  }

  void aWrongShapeIsToldWithNameAndBothShapes() {
    const Weights weights(source(), "unet");
    QCOMPARE(message_of([&] {
               (void)weights["down.0"].take("weight", {2, 3, 1, 1});
             }),
             std::string("toy.safetensors: unet.down.0.weight: expected [2, 3, 1, 1], file has [2, 3]; the "
                         "configuration and the weights belong to different models"));
  }

  void aMissingTensorIsToldWithItsWholeName() {
    const Weights weights(source(), "unet");
    QVERIFY(message_of([&] { (void)weights["down.1"].take("weight", {2}); }).find("unet.down.1.weight") !=
            std::string::npos);
    QVERIFY(message_of([&] { (void)weights.shape("down.1.weight"); }).find("unet.down.1.weight") != std::string::npos);
  }

  void whatNobodyTookIsListed() {
    const Weights weights(source(), "unet");
    (void)weights["down.0"].take("weight", {2, 3});
    QCOMPARE(weights.unused(), (std::vector<std::string>{"down.0.bias", "ids"}));
    QCOMPARE(weights["down"].unused(), (std::vector<std::string>{"down.0.bias"}));
    QVERIFY(message_of([&] { weights.expect_all_used({"ids"}); }).find("down.0.bias") != std::string::npos);
    weights.expect_all_used({"ids", "bias"});
  }

  void theInitialiserDependsOnSeedAndNameOnly() {
    const Weights first(std::make_shared<InitialiserSource>(7)), again(std::make_shared<InitialiserSource>(7));
    const Weights other(std::make_shared<InitialiserSource>(8));
    (void)again.take("b", {5}, Init::normal(1));
    const at::Tensor a = first.take("a", {5}, Init::normal(1));
    QVERIFY(at::equal(again.take("a", {5}, Init::normal(1)), a));
    QVERIFY(!at::equal(first.take("b", {5}, Init::normal(1)), a));
    QVERIFY(!at::equal(other.take("a", {5}, Init::normal(1)), a));
    QVERIFY(!first.has("a") && first.unused().empty());
  }

  void initialValuesFollowTheirRule() {
    const Weights weights(std::make_shared<InitialiserSource>(1));
    QVERIFY(at::equal(weights.take("o", {3}, Init::ones()), at::ones({3})));
    QVERIFY(at::equal(weights.take("z", {3}, Init::zeros()), at::zeros({3})));
    const at::Tensor bell = weights.take("n", {10'000}, Init::normal(0.5));
    QVERIFY(std::abs(bell.std().item<float>() - 0.5F) < 0.02F);
    const at::Tensor flat = weights.take("u", {10'000}, Init::fan_in(16));
    QVERIFY(flat.abs().max().item<float>() <= 0.25F && flat.abs().max().item<float>() > 0.24F);
    QCOMPARE(Init::xavier(4, 2).scale, 1.0);
  }

  void layersAnswerFromTheTopAndTheInitialiserMakesTheRest() {
    const auto top = std::make_shared<MapSource>(std::map<std::string, at::Tensor>{{"ids", at::arange(2)}}, "top");
    const Weights weights(std::make_shared<LayeredSource>(
        std::vector<std::shared_ptr<const WeightSource>>{top, source(), std::make_shared<InitialiserSource>(1)}));
    QCOMPARE(weights.shape("ids"), (std::vector<std::int64_t>{2}));
    QVERIFY(weights.has("down.0.weight") && !weights.has("new"));
    QVERIFY(at::equal(weights.take("new", {2}, Init::ones()), at::ones({2})));
    QCOMPARE(weights.unused(), (std::vector<std::string>{"down.0.bias", "down.0.weight", "ids"}));
  }

  void aShardedModelIsOneSource() {
    write_safetensors(path("model-1.safetensors"), {{"a", at::ones({2})}});
    write_safetensors(path("model-2.safetensors"), {{"b", at::zeros({3})}});
    index(R"({"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}})");
    const Weights weights(open_weights(folder_.path().toStdString()));
    QVERIFY(at::equal(weights.take("a", {2}), at::ones({2})));
    QCOMPARE(weights.unused(), (std::vector<std::string>{"b"}));
  }

  void aBadIndexIsRefused_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("no JSON") << "{";
    QTest::newRow("no map") << "{}";
    QTest::newRow("another folder") << R"({"weight_map": {"a": "../model-1.safetensors"}})";
    QTest::newRow("absolute") << R"({"weight_map": {"a": "/etc/passwd"}})";
    QTest::newRow("a number") << R"({"weight_map": {"a": 1}})";
    QTest::newRow("a missing shard") << R"({"weight_map": {"a": "model-9.safetensors"}})";
    QTest::newRow("a name in the wrong shard") << R"({"weight_map": {"b": "model-1.safetensors"}})";
    QTest::newRow("nothing") << R"({"weight_map": {}})";
  }
  void aBadIndexIsRefused() {
    QFETCH(QString, text);
    write_safetensors(path("model-1.safetensors"), {{"a", at::ones({2})}});
    index(text.toStdString());
    QVERIFY_EXCEPTION_THROWN((void)open_weights(path("model.safetensors.index.json")), koma::Error);
  }

  void anEmptyFolderIsNamed() {
    const QTemporaryDir empty;
    const std::string place = empty.path().toStdString();
    QVERIFY(message_of([&] { (void)open_weights(place); }).starts_with(place));
  }

 private:
  std::string path(const char* name) const { return folder_.filePath(name).toStdString(); }
  void index(const std::string& text) const { std::ofstream(path("model.safetensors.index.json")) << text; }

  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(WeightsTest)
#include "weights_test.moc"
