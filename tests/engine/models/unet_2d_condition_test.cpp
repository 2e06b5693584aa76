// SPDX-License-Identifier: Apache-2.0
#include "engine/models/unet_2d_condition.h"

#include <QTest>

#include "engine/base/error.h"
#include "engine/models/dialog_embedding.h"
#include "tests/support/compare_tensors.h"

using koma::test::part_tolerance;
using koma::test::Record;
using koma::test::reference;
using namespace koma::models;
using koma::tensors::InitialiserSource;
using koma::tensors::Weights;

namespace {

constexpr int text_tokens = 77;

nlohmann::json mini_config() {
  return {{"block_out_channels", {16, 24, 32}},
          {"down_block_types", {"DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"}},
          {"up_block_types", {"CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"}},
          {"layers_per_block", 1},
          {"attention_head_dim", {1, 3, 4}},
          {"cross_attention_dim", 12},
          {"norm_num_groups", 8},
          {"use_linear_projection", true},
          {"addition_embed_type", "text_time"},
          {"addition_time_embed_dim", 4},
          {"projection_class_embeddings_input_dim", 30},
          {"image_attention", true},
          {"dialog_embedding", true},
          {"panel_coordinates", {{"frequencies", 4}}},
          {"character_painter", {{"hidden", 10}, {"code", 14}, {"tokens", 3}, {"token_width", 12}}}};
}

/// Two panels for mini's toy: one character in the first, none in the second.
CharacterControls two_panels() {
  const at::Tensor present = at::zeros({2, 2}, at::kBool);
  present[0][0] = true;
  const at::Tensor unspecified = at::zeros({2, 2}, at::kLong);
  return {.tokens = at::randn({2, 2, 3, 12}),
          .boxes = at::tensor({0.2F, 0.1F, 0.8F, 0.9F}).expand({2, 2, 4}) * present.unsqueeze(-1),
          .present = present,
          .expression = unspecified,
          .pose = unspecified,
          .shot = unspecified,
          .facing = at::ones({2, 2})};
}

UNetConditions mini_conditions(const UNet2DConditionModel& model, const Grid& latent) {
  const CharacterControls controls = two_panels();
  return {.text = at::randn({2, 5, 12}),
          .image = at::randn({2, 3 + 2 * 3, 12}),
          .image_masks = image_attention_masks(controls.boxes, latent, 3, {3, 3, false}),
          .pooled = at::randn({2, 6}),
          .time_ids = at::full({2, 6}, 256.0),
          .dialog_mask = dialog_cells(at::tensor({0.F, 0.F, .5F, .5F}).expand({2, 1, 4}), latent.height, latent.width),
          .paint = model.paint_characters(controls, latent)};
}

/// The small DiffSensei and one of its recorded cases.
struct Recorded {
  explicit Recorded(const std::string& name)
      : weights(koma::test::fixture_weights("unet")),
        model(weights, UNet2DConditionConfig::from_json(koma::test::fixture_config("unet"))),
        case_(koma::test::read_json(koma::test::fixture_folder / "io.json").at("unet").at(name)),
        file(koma::test::fixture_folder / "io.safetensors"),
        prefix("unet." + name + ".") {}

  at::Tensor read(const std::string& name) const { return file.read(prefix + name, {}, {}); }
  at::Tensor timestep() const { return at::full({2}, case_.at("timestep").get<double>()); }
  UNetConditions conditions() const {
    const Grid latent{read("sample").size(2), read("sample").size(3)};
    const ImageMaskOptions masks{.dummy_tokens = 16, .tokens_per_character = 16, .upstream_quirks = true};
    return {.text = read("context").slice(1, 0, text_tokens),
            .image = read("context").slice(1, text_tokens),
            .image_masks = image_attention_masks(read("boxes"), latent, 3, masks),
            .image_scale = case_.at("ip_scale"),
            .pooled = read("pooled"),
            .time_ids = read("time_ids"),
            .dialog_mask = dialog_cells(read("dialogs"), latent.height, latent.width)};
  }

  Weights weights;
  UNet2DConditionModel model;
  nlohmann::json case_;
  koma::tensors::SafetensorsFile file;
  std::string prefix;
};

template <class T>
std::shared_ptr<const T> part(const UNet2DConditionModel& model, const std::string& name) {
  return std::dynamic_pointer_cast<const T>(model.named_modules()[name]);
}

}  // namespace

class UNet2DConditionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void itAgreesWithDiffusers_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("Stable Diffusion 1") << "unet_sd1";
    QTest::newRow("Stable Diffusion 2") << "unet_sd2";
    QTest::newRow("Stable Diffusion XL") << "unet_sdxl";
    QTest::newRow("what mini uses") << "unet_mini";
  }
  void itAgreesWithDiffusers() {
    QFETCH(QString, file);
    const Record record = reference(file.toStdString());
    const Weights weights = record.weights();
    const UNet2DConditionModel model(weights, UNet2DConditionConfig::from_json(record.config()));
    weights.expect_all_used();
    UNetConditions conditions{.text = record.in("text")};
    if (model.config().text_time) {
      conditions.pooled = record.in("pooled");
      conditions.time_ids = record.in("time_ids");
    }
    KOMA_COMPARE_TENSORS(model.forward(record.in("sample"), record.in("timestep"), conditions), record.out("sample"),
                         part_tolerance);
  }

  void theRecordedDenoiserOfDiffSenseiAgrees_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("square, latest noise") << "a";
    QTest::newRow("wide, boxes that leave the panel") << "b";
    QTest::newRow("odd sides, earliest noise") << "c";
  }
  void theRecordedDenoiserOfDiffSenseiAgrees() {
    QFETCH(QString, name);
    const Recorded recorded(name.toStdString());
    recorded.weights.expect_all_used();
    const UNetConditions conditions = recorded.conditions();
    const at::Tensor out = recorded.model.forward(recorded.read("sample"), recorded.timestep(), conditions);
    KOMA_COMPARE_TENSORS(out, recorded.read("out"), part_tolerance);

    // And the same with keys and values projected once.
    const PreparedConditions prepared = recorded.model.prepare(conditions);
    QVERIFY(at::equal(recorded.model.forward(recorded.read("sample"), recorded.timestep(), prepared), out));
  }

  void everyStageAgrees() {
    const Recorded recorded("a");
    const auto stage = [&](const std::string& name) { return recorded.read("stage." + name); };
    const UNetConditions conditions = recorded.conditions();
    const auto& model = recorded.model;
    const auto context = [&](std::size_t level) {
      return koma::nn::AttentionContext{.text = conditions.text,
                                        .image = conditions.image,
                                        .image_mask = conditions.image_masks[level],
                                        .image_scale = conditions.image_scale};
    };

    at::Tensor hidden = part<koma::nn::Conv2d>(model, "conv_in")->forward(recorded.read("sample"));
    KOMA_COMPARE_TENSORS(hidden, stage("conv_in"), part_tolerance);
    hidden = mark_dialogs(hidden, conditions.dialog_mask, model.named_parameters()["dialog_bbox_embedding"]);
    KOMA_COMPARE_TENSORS(hidden, stage("after_dialogs"), part_tolerance);
    const at::Tensor time = part<koma::nn::TimestepEmbedding>(model, "time_embedding")
                                ->forward(koma::nn::sinusoids(recorded.timestep(), {.size = 24}));
    KOMA_COMPARE_TENSORS(time, stage("time_embedding"), part_tolerance);
    const at::Tensor both = time + stage("add_embedding");
    std::vector<at::Tensor> skips{hidden};
    for (std::size_t i = 0; i < 3; ++i) {
      const std::string index = std::to_string(i);
      hidden = part<DownBlock2D>(model, "down_blocks." + index)->forward(hidden, both, context(i), skips);
      KOMA_COMPARE_TENSORS(hidden, stage("down" + index), part_tolerance);
    }
    hidden = part<MidBlock2D>(model, "mid_block")->forward(hidden, both, context(2));
    KOMA_COMPARE_TENSORS(hidden, stage("mid"), part_tolerance);
    for (std::size_t i = 0; i < 3; ++i) {
      const std::string index = std::to_string(i);
      hidden = part<UpBlock2D>(model, "up_blocks." + index)->forward(hidden, both, context(2 - i), skips);
      KOMA_COMPARE_TENSORS(hidden, stage("up" + index), part_tolerance);
    }
  }

  void oneLayerOfImageAttentionAgrees_data() {
    QTest::addColumn<QString>("level");
    QTest::addColumn<int>("index");
    QTest::newRow("level 1") << "level1" << 1;
    QTest::newRow("level 2") << "level2" << 2;
  }
  void oneLayerOfImageAttentionAgrees() {
    QFETCH(QString, level);
    QFETCH(int, index);
    const Recorded recorded("a");
    const std::string name = level.toStdString();
    const auto io = koma::test::read_json(koma::test::fixture_folder / "io.json").at("attention").at(name);
    const auto read = [&](const std::string& what) {
      return recorded.file.read("attention." + name + "." + what, {}, {});
    };
    std::vector<float> edges;
    for (const auto& row : io.at("boxes")) {
      for (const auto& box : row) {
        for (const float edge : box) edges.push_back(edge);
      }
    }
    const Grid latent{io.at("latent_hw")[0], io.at("latent_hw")[1]};
    const auto masks = image_attention_masks(at::tensor(edges).view({2, 4, 4}), latent, 3, {16, 16, true});
    const auto layer = part<koma::nn::CrossAttention>(recorded.model, io.at("layer"));
    for (const int percent : {0, 60, 100}) {
      const koma::nn::AttentionContext context{.text = read("context").slice(1, 0, text_tokens),
                                               .image = read("context").slice(1, text_tokens),
                                               .image_mask = masks[static_cast<std::size_t>(index)],
                                               .image_scale = percent / 100.0};
      const std::string out = "out_scale_" + QString("%1").arg(percent, 3, 10, QChar('0')).toStdString();
      KOMA_COMPARE_TENSORS(layer->forward(read("hidden"), context), read(out), part_tolerance);
    }
  }

  void minisDenoiserRunsOnAnySizeAndIsPreparedOnce() {
    const UNet2DConditionModel model(Weights(std::make_shared<InitialiserSource>(1)),
                                     UNet2DConditionConfig::from_json(mini_config()));
    const auto parameter = model.named_parameters()["conv_out.weight"];
    parameter.normal_(0, 0.1);  // the initialiser starts it at zero
    for (const Grid latent : {Grid{8, 8}, Grid{12, 6}, Grid{7, 9}}) {
      const UNetConditions conditions = mini_conditions(model, latent);
      const at::Tensor sample = at::randn({2, 4, latent.height, latent.width}), sigma = at::tensor({900.F, 20.F});
      const at::Tensor out = model.forward(sample, sigma, conditions);
      QCOMPARE(out.sizes(), sample.sizes());
      QVERIFY(at::equal(model.forward(sample, sigma, model.prepare(conditions)), out));
    }
  }

  void everyParameterOfMiniLearns() {
    // Given mini with every output layer awake, for the initialiser starts some at zero.
    const UNet2DConditionModel model(Weights(std::make_shared<InitialiserSource>(1)).trainable(),
                                     UNet2DConditionConfig::from_json(mini_config()));
    for (auto& item : model.named_parameters()) {
      if (item.value().dim() > 1) item.value().detach().normal_(0, 0.2);
    }

    // When a loss flows back.
    const UNetConditions conditions = mini_conditions(model, {8, 8});
    model.forward(at::randn({2, 4, 8, 8}), at::tensor({900.F, 20.F}), conditions).pow(2).mean().backward();

    // Then it reaches every parameter.
    for (const auto& item : model.named_parameters()) {
      QVERIFY2(item.value().grad().defined(), item.key().c_str());
      if (item.value().dim() > 1) QVERIFY2(item.value().grad().abs().max().item<float>() > 0, item.key().c_str());
    }
  }

  void aPanelWithoutCharactersHearsNothingOfThePainter() {
    // Given two panels of which only the first has a character.
    const UNet2DConditionModel model(Weights(std::make_shared<InitialiserSource>(1)),
                                     UNet2DConditionConfig::from_json(mini_config()));
    model.named_parameters()["conv_out.weight"].normal_(0, 0.1);
    UNetConditions conditions = mini_conditions(model, {8, 8});
    const at::Tensor sample = at::randn({2, 4, 8, 8}), sigma = at::tensor({500.F, 500.F});

    // When they are denoised with and without paint.
    const at::Tensor painted = model.forward(sample, sigma, conditions);
    conditions.paint.reset();
    const at::Tensor bare = model.forward(sample, sigma, conditions);

    // Then only the first differs.
    QVERIFY(at::allclose(painted[1], bare[1], 1e-5, 1e-6));
    QVERIFY(!at::allclose(painted[0], bare[0], 1e-2, 1e-3));
  }

  void aWrongConfigIsRefusedByItsKey_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("unknown block") << "down_block_types"
                                   << R"(["DownBlock2D", "AttnDownBlock2D", "CrossAttnDownBlock2D"])";
    QTest::newRow("too few blocks") << "up_block_types"
                                    << R"(["UpBlock2D"])";
    QTest::newRow("heads that do not divide") << "attention_head_dim"
                                              << "[1, 5, 4]";
    QTest::newRow("wrong list") << "layers_per_block"
                                << "[1, 2]";
    QTest::newRow("huge number") << "cross_attention_dim"
                                 << "1000000000000";
    QTest::newRow("no room for the pooled text") << "projection_class_embeddings_input_dim"
                                                 << "24";
    QTest::newRow("another embedding") << "class_embed_type"
                                       << "\"timestep\"";
    QTest::newRow("flag that is none") << "image_attention"
                                       << "1";
  }
  void aWrongConfigIsRefusedByItsKey() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    nlohmann::json config = mini_config();
    config[key.toStdString()] = nlohmann::json::parse(value.toStdString());
    try {
      (void)UNet2DConditionConfig::from_json(config);
      QFAIL("the config was accepted");
    } catch (const koma::Error& error) {
      QCOMPARE(QString::fromStdString(error.place()), "unet." + key);
    }
  }
};

QTEST_GUILESS_MAIN(UNet2DConditionTest)
#include "unet_2d_condition_test.moc"
