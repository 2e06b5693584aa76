// SPDX-License-Identifier: Apache-2.0
#include "engine/models/subject_adapter.h"

#include <c10/core/InferenceMode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "engine/models/box_cells.h"
#include "engine/tensors/part_source.h"
#include "tests/support/msdiffusion_fixture.h"

using namespace koma::models;
using koma::test::boxes_of;
using koma::test::picked;
using koma::test::subject_tolerance;
using nlohmann::json;

namespace {

UNet2DConditionConfig unet_config() {
  return UNet2DConditionConfig::from_json(
      koma::test::read_json(koma::test::subject_folder / "checkpoint/sdxl/unet/config.json"));
}

GroundingResampler resampler(const char* file) {
  const auto part = koma::checkpoints::read_subject_adapter(koma::test::subject_folder / "checkpoint" / file);
  const koma::tensors::Weights weights(koma::tensors::open_part(part), part.name);
  return GroundingResampler(weights["image_proj"], GroundingResamplerConfig::detect(weights["image_proj"]));
}

}  // namespace

class SubjectAdapterTest : public QObject {
  Q_OBJECT

  std::map<std::string, at::Tensor> recorded_ = koma::test::subject_values();
  json facts_ = koma::test::subject_facts();

  const at::Tensor& recorded(const std::string& part, std::size_t k, const char* what) const {
    return recorded_.at(part + "." + std::to_string(k) + "." + what);
  }
  Grounding grounding(const json& given) const {
    return {picked(recorded_.at("phrase.pooled"), given["phrase_ids"]), boxes_of(given["boxes"]),
            given["drop"].get<int>() == 1};
  }

  /// What the denoiser is told in one of the recorded calls: each positive row has subjects of its own.
  UNetConditions conditions(std::size_t k, std::int64_t tokens_each) const {
    UNetConditions result;
    result.text = recorded("unet", k, "text");
    result.pooled = recorded("unet", k, "pooled");
    result.time_ids = recorded("unet", k, "time_ids");
    result.image_scale = facts_["unet"][k]["scale"].get<double>();
    const at::Tensor sample = recorded("unet", k, "sample"), boxes = recorded("unet", k, "boxes");
    for (const Grid& grid : level_grids({sample.size(2), sample.size(3)}, unet_config().levels())) {
      std::vector<at::Tensor> masks, inside;
      for (const at::Tensor& row : boxes.unbind(0)) {
        const auto reach = koma::nn::reach_of_regions(box_cells(row, grid), tokens_each, at::kFloat);
        masks.push_back(reach.mask);
        inside.push_back(reach.inside);
      }
      result.image_masks.push_back(at::cat(masks));
      result.image_inside.push_back(at::cat(inside));
    }
    return result;
  }

 private Q_SLOTS:
  void layers_are_numbered_as_in_the_adapter() {
    const json& expected = facts_["adapter_layers"];
    const std::vector<SubjectLayer> layers = subject_layers(unet_config());
    QCOMPARE(layers.size(), expected.size());
    for (const SubjectLayer& layer : layers) {
      QCOMPARE(QString::fromStdString(layer.name),
               QString::fromStdString(expected.at(std::to_string(layer.index)).get<std::string>()));
    }
  }

  void the_layers_of_true_sdxl_have_the_specified_numbers() {
    const auto config = UNet2DConditionConfig::from_json(json::parse(R"({
      "block_out_channels": [320, 640, 1280], "layers_per_block": 2, "transformer_layers_per_block": [1, 2, 10],
      "attention_head_dim": [5, 10, 20], "cross_attention_dim": 2048, "use_linear_projection": true,
      "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
      "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
      "addition_embed_type": "text_time", "projection_class_embeddings_input_dim": 2816})"));
    const std::vector<SubjectLayer> layers = subject_layers(config);
    QCOMPARE(layers.size(), std::size_t(70));
    QVERIFY(layers[2] == (SubjectLayer{"down_blocks.1.attentions.1.transformer_blocks.0.attn2", 5, 640}));
    QVERIFY(layers[24] == (SubjectLayer{"up_blocks.0.attentions.0.transformer_blocks.0.attn2", 49, 1280}));
    QVERIFY(layers[54] == (SubjectLayer{"up_blocks.1.attentions.0.transformer_blocks.0.attn2", 109, 640}));
    QVERIFY(layers[69] == (SubjectLayer{"mid_block.attentions.0.transformer_blocks.9.attn2", 139, 1280}));
  }

  void a_box_becomes_sines_and_cosines() {
    for (std::size_t k = 0; k < facts_["resampler"].size(); ++k) {
      KOMA_COMPARE_VALUES(fourier_code(boxes_of(facts_["resampler"][k]["boxes"])), recorded("resampler", k, "fourier"),
                          1e-5);
    }
  }

  void the_resampler_agrees_with_the_reference_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("float32") << "ms_adapter.bin";
    QTest::newRow("float16") << "half_ms_adapter.bin";
  }
  void the_resampler_agrees_with_the_reference() {
    QFETCH(QString, file);
    const c10::InferenceMode no_gradients;
    const GroundingResampler model = resampler(qPrintable(file));
    const at::Tensor features = recorded_.at("clip.hidden_states")[-2];
    for (std::size_t k = 0; k < facts_["resampler"].size(); ++k) {
      const json& given = facts_["resampler"][k];
      KOMA_COMPARE_VALUES(model.queries(grounding(given)), recorded("resampler", k, "latents")[0], subject_tolerance);
      KOMA_COMPARE_VALUES(model.forward(picked(features, given["refs"]), grounding(given)),
                          recorded("resampler", k, "tokens"), subject_tolerance);
    }
  }

  void pictures_become_tokens() {
    const c10::InferenceMode no_gradients;
    const SubjectAdapter adapter = koma::test::subject_adapter();
    QCOMPARE(adapter.tokens_per_picture(), std::int64_t(4));
    QVERIFY(adapter.dummy_tokens().sizes() == at::IntArrayRef({4, 72}));
    const json& given = facts_["resampler"][2];
    const at::Tensor pixels = picked(recorded_.at("pre.pixels"), given["refs"]);
    KOMA_COMPARE_VALUES(adapter.tokens(pixels, grounding(given)), recorded("resampler", 2, "tokens"),
                        subject_tolerance);
  }

  void a_denoiser_call_agrees_with_the_reference() {
    const c10::InferenceMode no_gradients;
    const SubjectAdapter adapter = koma::test::subject_adapter();
    const auto folder = koma::test::subject_folder / "checkpoint/sdxl/unet";
    const UNet2DConditionModel unet(koma::tensors::Weights(koma::tensors::open_weights(folder), "unet"), unet_config());
    for (std::size_t k = 0; k < facts_["unet"].size(); ++k) {
      const at::Tensor tokens = recorded("unet", k, "image_tokens");  // [rows, R, Q, X]
      PreparedConditions prepared = unet.prepare(conditions(k, tokens.size(2)));
      adapter.project(tokens.flatten(1, 2), {}).join(prepared, unet);
      const at::Tensor timestep = recorded("unet", k, "timestep").to(at::kFloat);
      KOMA_COMPARE_VALUES(unet.forward(recorded("unet", k, "sample"), timestep, prepared), recorded("unet", k, "out"),
                          subject_tolerance);
    }
  }

  void an_adapter_for_another_model_is_refused() {
    UNet2DConditionConfig other = unet_config();
    other.cross_attention_dim = 64;
    QVERIFY_THROWS_EXCEPTION(
        koma::Error,
        SubjectAdapter(koma::checkpoints::read_subject_adapter(koma::test::subject_folder / "checkpoint"),
                       koma::checkpoints::read_subject_encoder(koma::test::subject_folder / "checkpoint/image_encoder"),
                       other, {}));
  }
};

QTEST_GUILESS_MAIN(SubjectAdapterTest)
#include "subject_adapter_test.moc"
