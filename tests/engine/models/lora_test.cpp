// SPDX-License-Identifier: Apache-2.0
#include "engine/models/lora.h"

#include <c10/core/InferenceMode.h>

#include <QTemporaryDir>
#include <QTest>

#include "engine/base/error.h"
#include "engine/models/clip_text_model.h"
#include "engine/models/lora_delta.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/tensors/safetensors_writer.h"
#include "tests/support/compare_tensors.h"

using koma::test::part_tolerance;
using koma::test::Record;
using koma::test::reference;
using namespace koma::models;
using koma::checkpoints::LoraLayer;
using koma::checkpoints::LoraTargets;
using koma::tensors::MapSource;
using koma::tensors::Weights;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

std::filesystem::path data(const std::string& name) {
  return std::filesystem::path(KOMA_TEST_DATA) / "reference" / (name + ".safetensors");
}

std::shared_ptr<const MapSource> weights_of(const std::string& record) {
  const std::string prefix = "weights.";
  Tensors tensors;
  for (const auto& [name, tensor] : koma::tensors::read_safetensors(data(record))) {
    if (name.starts_with(prefix)) tensors.emplace(name.substr(prefix.size()), tensor);
  }
  return std::make_shared<MapSource>(std::move(tensors), record);
}

std::map<std::string, std::vector<std::int64_t>> shapes_of(const MapSource& source) {
  std::map<std::string, std::vector<std::int64_t>> shapes;
  for (const std::string& name : source.names()) shapes.emplace(name, source.find(name)->shape);
  return shapes;
}

/// The toy models that the LoRAs were recorded with.
struct Toy {
  explicit Toy(const std::string& family, at::ScalarType type = at::kFloat)
      : unet_record(reference("unet_" + family)),
        text_record(reference("clip_text")),
        unet_source(weights_of("unet_" + family)),
        text_source(weights_of("clip_text")),
        text_2_source(weights_of("clip_text_projection")) {
    unet = std::make_shared<UNet2DConditionModel>(Weights(unet_source, "unet", at::kCPU, type),
                                                  UNet2DConditionConfig::from_json(unet_record.config()));
    text = std::make_shared<ClipTextModel>(Weights(text_source), ClipTextConfig::from_json(text_record.config()));
    targets = {{"unet", shapes_of(*unet_source)}, {"text_encoder", shapes_of(*text_source)}};
    folds.emplace_back(unet, unet_source, "unet");
    folds.emplace_back(text, text_source, "text_encoder");
    if (family == "sd1") return;
    text_2 = std::make_shared<ClipTextModel>(Weights(text_2_source),
                                             ClipTextConfig::from_json(reference("clip_text_projection").config()));
    targets.emplace("text_encoder_2", shapes_of(*text_2_source));
    folds.emplace_back(text_2, text_2_source, "text_encoder_2");
  }

  LoraUse use(const std::string& name, double weight) const {
    return {std::make_shared<Lora>(data(name), targets), weight};
  }
  void apply(const std::vector<LoraUse>& uses) {
    for (LoraFold& fold : folds) fold.apply(uses);
  }
  at::Tensor sample() const {
    UNetConditions conditions{.text = unet_record.in("text")};
    if (unet->config().text_time) {
      conditions.pooled = unet_record.in("pooled");
      conditions.time_ids = unet_record.in("time_ids");
    }
    return unet->forward(unet_record.in("sample"), unet_record.in("timestep"), conditions);
  }
  at::Tensor text_state() const { return text->forward(text_record.in("ids")).last; }

  Record unet_record, text_record;
  std::shared_ptr<const MapSource> unet_source, text_source, text_2_source;
  std::shared_ptr<UNet2DConditionModel> unet;
  std::shared_ptr<ClipTextModel> text, text_2;
  LoraTargets targets;
  std::vector<LoraFold> folds;
};

/// Copies of every parameter.
Tensors parameters(const koma::nn::Module& module) {
  Tensors result;
  for (const auto& item : module.named_parameters()) result.emplace(item.key(), module.values(item.key()).clone());
  return result;
}

bool same_bits(const Tensors& a, const Tensors& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
    return one.first == other.first && at::equal(one.second, other.second);
  });
}

/// A source that counts what is read.
class CountingSource final : public koma::tensors::WeightSource {
 public:
  explicit CountingSource(std::shared_ptr<const MapSource> source) : source_(std::move(source)) {}
  std::optional<koma::tensors::TensorInfo> find(const std::string& name) const override { return source_->find(name); }
  at::Tensor read(const std::string& name, const std::vector<std::int64_t>& shape,
                  const koma::tensors::Init& init) const override {
    if (broken) throw koma::Error(koma::ErrorCode::unreadable, "the disk is gone", name);
    ++reads;
    return source_->read(name, shape, init);
  }
  std::vector<std::string> names() const override { return source_->names(); }
  std::string place() const override { return source_->place(); }

  mutable int reads = 0;
  mutable bool broken = false;

 private:
  std::shared_ptr<const MapSource> source_;
};

/// One linear with a bias, and LoRAs of one tensor each written for it.
struct OneLayer {
  struct Model : koma::nn::Module {
    explicit Model(const Weights& weights) : linear(child<koma::nn::Linear>("linear", weights, 4, 3)) {}
    std::shared_ptr<koma::nn::Linear> linear;
  };

  OneLayer()
      : source(std::make_shared<CountingSource>(std::make_shared<MapSource>(
            Tensors{{"linear.weight", at::randn({3, 4})}, {"linear.bias", at::randn({3})}}))),
        model(std::make_shared<Model>(Weights(source))),
        fold(model, source, "unet") {}

  LoraUse write(const std::string& name, const Tensors& tensors, double weight = 1) const {
    const std::filesystem::path file = folder.filePath(QString::fromStdString(name)).toStdString();
    koma::tensors::write_safetensors(file, tensors);
    return {std::make_shared<Lora>(file, targets), weight};
  }

  QTemporaryDir folder;
  LoraTargets targets{{"unet", {{"linear.weight", {3, 4}}, {"linear.bias", {3}}}}};
  std::shared_ptr<CountingSource> source;
  std::shared_ptr<Model> model;
  LoraFold fold;
};

/// ΔW of a recorded LyCORIS layer.
at::Tensor change(const std::string& name, const std::string& layer, koma::checkpoints::LoraKind kind,
                  const Tensors& recorded, double alpha) {
  static const std::map<std::string, std::string> roles{{"lora_A.weight", "down"},
                                                        {"lora_B.weight", "up"},
                                                        {"lora_magnitude_vector", "magnitude"},
                                                        {"lora_magnitude_vector.weight", "magnitude"}};
  LoraLayer index{.part = "unet", .module = layer, .kind = kind, .alpha = alpha};
  const std::string prefix = name + "." + layer + ".";
  for (const auto& [key, tensor] : recorded) {
    if (!key.starts_with(prefix)) continue;
    const std::string role = key.substr(prefix.size());
    const auto named = roles.find(role);
    index.tensors.emplace(named != roles.end() ? named->second : role.substr(role.find('_') + 1), key);
  }
  return weight_delta(index, MapSource(recorded), recorded.at(name + ".base." + layer + ".weight"));
}

}  // namespace

class LoraTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void foldedModelsAgreeWithDiffusers_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("family");
    QTest::addColumn<QStringList>("uses");
    QTest::newRow("kohya's names, SD 1") << "kohya_sd1"
                                         << "sd1" << QStringList{"lora_kohya_sd1 1"};
    QTest::newRow("peft's names, alphas in the metadata") << "peft_sd1"
                                                          << "sd1" << QStringList{"lora_peft_sd1 1"};
    QTest::newRow("attention processors") << "old_sd1"
                                          << "sd1" << QStringList{"lora_old_sd1 0.7"};
    QTest::newRow("three at once") << "several_sd1"
                                   << "sd1"
                                   << QStringList{"lora_kohya_sd1 0.8", "lora_peft_sd1 -0.5", "lora_old_sd1 0.3"};
    QTest::newRow("kohya's names, SDXL") << "kohya_sdxl"
                                         << "sdxl" << QStringList{"lora_kohya_sdxl 0.9"};
  }
  void foldedModelsAgreeWithDiffusers() {
    QFETCH(QString, name);
    QFETCH(QString, family);
    QFETCH(QStringList, uses);
    const Tensors results = koma::tensors::read_safetensors(data("lora_results"));
    const auto result = [&](const char* what) { return results.at(name.toStdString() + "." + what); };
    Toy toy(family.toStdString());
    const at::Tensor before = toy.sample();

    std::vector<LoraUse> list;
    for (const QString& use : uses) {
      list.push_back(toy.use(use.section(' ', 0, 0).toStdString(), use.section(' ', 1).toDouble()));
    }
    toy.apply(list);

    KOMA_COMPARE_TENSORS(toy.sample(), result("sample"), part_tolerance);
    KOMA_COMPARE_TENSORS(toy.text_state(), result("text"), part_tolerance);
    if (toy.text_2) {
      KOMA_COMPARE_TENSORS(toy.text_2->forward(toy.text_record.in("ids")).pooled, result("pooled"), part_tolerance);
    }
    QVERIFY(koma::test::relative_error(before, result("sample")) > 0.01);
  }

  void theListAloneDecidesTheBits_data() {
    QTest::addColumn<bool>("half");
    QTest::newRow("float32") << false;
    QTest::newRow("bfloat16") << true;
  }
  void theListAloneDecidesTheBits() {
    // Given a model and what each list makes of it.
    QFETCH(bool, half);
    Toy toy("sd1", half ? at::kBFloat16 : at::kFloat);
    const LoraUse kohya = toy.use("lora_kohya_sd1", 0.8), peft = toy.use("lora_peft_sd1", -0.5);
    const Tensors none = parameters(*toy.unet);
    toy.apply({kohya, peft});
    const Tensors both = parameters(*toy.unet);
    QVERIFY(!same_bits(none, both));

    // When LoRAs come, go and change their weights in any order, then the same list gives the same bits.
    toy.apply({peft});
    const Tensors second = parameters(*toy.unet);
    QVERIFY(!same_bits(second, both));
    toy.apply({});
    QVERIFY(same_bits(parameters(*toy.unet), none));
    toy.apply({{kohya.lora, 0.3}});
    toy.apply({kohya, peft});
    QVERIFY(same_bits(parameters(*toy.unet), both));
    toy.apply({{kohya.lora, 0}, peft});
    QVERIFY(same_bits(parameters(*toy.unet), second));
    for (const auto& [name, tensor] : none) {
      QCOMPARE(tensor.scalar_type(), half ? at::kBFloat16 : at::kFloat);
    }
  }

  void packedModelsGetTheSameBits() {
    // Given a model that has drawn before, so that its layers keep their weights in a form of their own.
    const c10::InferenceMode inference;
    Toy toy("sd1", at::kBFloat16), fresh("sd1", at::kBFloat16);
    const LoraUse kohya = toy.use("lora_kohya_sd1", 0.8);
    const auto draw = [](const Toy& model) {
      const auto half = [&](const char* name) { return model.unet_record.in(name).to(at::kBFloat16); };
      return model.unet->forward(half("sample"), model.unet_record.in("timestep"),
                                 UNetConditions{.text = half("text")});
    };
    const at::Tensor plain = draw(toy);

    // When a LoRA comes and goes, then it draws what a model does that had it from the start, and then as before.
    toy.apply({kohya});
    fresh.apply({kohya});
    QVERIFY(at::equal(draw(toy), draw(fresh)));
    QVERIFY(!at::equal(draw(toy), plain));
    toy.apply({});
    QVERIFY(at::equal(draw(toy), plain));
  }

  void onlyWhatChangesIsReadAgain() {
    OneLayer one;
    const int loaded = one.source->reads;
    const LoraUse use = one.write("a.safetensors", {{"lora_unet_linear.diff", at::ones({3, 4})}});
    one.fold.apply({});
    QCOMPARE(one.source->reads, loaded);
    one.fold.apply({use});
    QCOMPARE(one.source->reads, loaded + 1);  // the weight, not the bias
    one.fold.apply({use});
    one.fold.apply({{std::make_shared<Lora>(use.lora->file(), one.targets), 1}});  // opened anew, the same file
    QCOMPARE(one.source->reads, loaded + 1);
    one.fold.apply({});
    QCOMPARE(one.source->reads, loaded + 2);
  }

  void weightsAndBiasesGetTheirDifferences() {
    OneLayer one;
    const Tensors before = parameters(*one.model);
    one.fold.apply({one.write(
        "a.safetensors",
        {{"lora_unet_linear.diff", at::full({3, 4}, 2.0F)}, {"lora_unet_linear.diff_b", at::full({3}, -4.0F)}}, 0.5)});
    QVERIFY(at::equal(one.model->values("linear.weight"), before.at("linear.weight") + 1));
    QVERIFY(at::equal(one.model->values("linear.bias"), before.at("linear.bias") - 2));
  }

  void lycorisLayersAgreeWithPeft_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("scale");
    QTest::newRow("LoHa") << "loha" << 1 << 1.0;
    QTest::newRow("LoHa with cores") << "loha_tucker" << 1 << 1.0;
    QTest::newRow("LoKr of products") << "lokr" << 2 << 1.0;
    QTest::newRow("LoKr with a core") << "lokr_tucker" << 2 << 1.0;
    // Two whole factors have no rank; peft divides by the one it was asked for, kohya's files mean 1.
    QTest::newRow("LoKr of whole factors") << "lokr_whole" << 2 << 3.0 / 8;
    QTest::newRow("DoRA") << "dora" << 0 << 1.0;
  }
  void lycorisLayersAgreeWithPeft() {
    QFETCH(QString, name);
    QFETCH(int, kind);
    QFETCH(double, scale);
    const Tensors recorded = koma::tensors::read_safetensors(data("lora_lycoris"));
    for (const std::string layer : {"linear", "conv"}) {
      const std::string key = name.toStdString();
      const at::Tensor delta = change(key, layer, koma::checkpoints::LoraKind(kind), recorded, 3);
      const at::Tensor wanted = recorded.at(key + ".out." + layer + ".weight");
      KOMA_COMPARE_TENSORS(recorded.at(key + ".base." + layer + ".weight") + scale * delta, wanted, part_tolerance);
    }
  }

  void aTuckerCoreIsThreeConvolutions() {
    const Tensors recorded = koma::tensors::read_safetensors(data("lora_lycoris"));
    const LoraLayer layer{.kind = koma::checkpoints::LoraKind::low_rank,
                          .tensors = {{"down", "locon.down"}, {"mid", "locon.mid"}, {"up", "locon.up"}}};
    const at::Tensor delta = weight_delta(layer, MapSource(recorded), at::zeros({8, 6, 3, 3}));
    KOMA_COMPARE_TENSORS(at::conv2d(recorded.at("locon.in"), delta, {}, 1, 1), recorded.at("locon.out"),
                         part_tolerance);
  }

  void inputsMayHaveTheirOwnMagnitudes() {
    // Given magnitudes of 2 for every input of a layer without other change.
    const Tensors tensors{{"down", at::zeros({1, 4})}, {"up", at::zeros({3, 1})}, {"m", at::full({1, 4}, 2.0F)}};
    const LoraLayer layer{.kind = koma::checkpoints::LoraKind::low_rank,
                          .tensors = {{"down", "down"}, {"up", "up"}, {"dora_scale", "m"}}};
    const at::Tensor base = at::randn({3, 4});

    // When it is folded in, then every column has that length and its old direction.
    const at::Tensor folded = base + weight_delta(layer, MapSource(tensors), base);
    QVERIFY(at::allclose(folded.norm(2, 0), at::full({4}, 2.0F)));
    QVERIFY(at::allclose(folded / folded.norm(2, 0), base / base.norm(2, 0), 1e-5, 1e-6));
  }

  void aDamagedFileLeavesTheCheckpointsBits() {
    // Given a LoRA that is in, and another with a number that is none.
    OneLayer one;
    const Tensors before = parameters(*one.model);
    const LoraUse good = one.write("good.safetensors", {{"lora_unet_linear.diff", at::ones({3, 4})}});
    at::Tensor broken = at::ones({3});
    broken[1] = std::numeric_limits<float>::quiet_NaN();
    const LoraUse bad = one.write("bad.safetensors",
                                  {{"lora_unet_linear.diff", at::ones({3, 4})}, {"lora_unet_linear.diff_b", broken}});
    one.fold.apply({good});

    // When both are wanted, then the file is named and nothing of either is left.
    try {
      one.fold.apply({good, bad});
      QFAIL("it was folded in");
    } catch (const koma::Error& error) {
      QVERIFY2(QString(error.what()).contains("bad.safetensors: lora_unet_linear"), error.what());
    }
    QVERIFY(same_bits(parameters(*one.model), before));
    one.fold.apply({good});
    QVERIFY(at::equal(one.model->values("linear.weight"), before.at("linear.weight") + 1));
  }

  void aLostDiskIsSaidAndTheNextCallRepairs() {
    OneLayer one;
    const Tensors before = parameters(*one.model);
    const LoraUse use = one.write("a.safetensors", {{"lora_unet_linear.diff", at::ones({3, 4})}});
    one.fold.apply({use});
    one.source->broken = true;
    QVERIFY_EXCEPTION_THROWN(one.fold.apply({}), koma::Error);
    one.source->broken = false;
    one.fold.apply({});
    QVERIFY(same_bits(parameters(*one.model), before));
  }

  void aPartWithoutLayersIsLeftAlone() {
    Toy toy("sd1");
    const Tensors before = parameters(*toy.text);
    OneLayer one;
    one.targets["unet"] = toy.targets.at("unet");
    toy.apply({one.write("unet_only.safetensors", {{"lora_unet_conv_in.diff_b", at::ones({8})}})});
    QVERIFY(same_bits(parameters(*toy.text), before));
  }
};

QTEST_GUILESS_MAIN(LoraTest)
#include "lora_test.moc"
