// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/lora_index.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <fstream>

#include "engine/base/error.h"
#include "tests/support/recorded_layout.h"

using namespace koma::checkpoints;

namespace {

using Shape = std::vector<std::int64_t>;
using Shapes = std::map<std::string, Shape>;

/// The toy denoiser that the reference scripts recorded: SDXL with three levels and 12 numbers per word.
Shapes recorded(const char* name) {
  const std::string prefix = "weights.";
  Shapes shapes;
  for (const auto& [key, tensor] :
       read_tensor_index(std::filesystem::path(KOMA_TEST_DATA) / "reference" / (std::string(name) + ".safetensors"))
           .tensors) {
    if (key.starts_with(prefix)) shapes.emplace(key.substr(prefix.size()), tensor.shape);
  }
  return shapes;
}

const LoraTargets& sdxl() {
  static const LoraTargets targets{{"unet", recorded("unet_sdxl")},
                                   {"text_encoder", recorded("clip_text")},
                                   {"text_encoder_2", recorded("clip_text_projection")}};
  return targets;
}

/// A model of one linear, one convolution and one norm.
const LoraTargets& small() {
  static const LoraTargets targets{{"unet",
                                    {{"linear.weight", {8, 12}},
                                     {"linear.bias", {8}},
                                     {"bare.weight", {8, 12}},
                                     {"conv.weight", {8, 6, 3, 3}},
                                     {"norm.weight", {8}},
                                     {"norm.bias", {8}},
                                     {"down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight", {8, 768}}}}};
  return targets;
}

TensorIndex file(const Shapes& shapes, std::map<std::string, std::string> metadata = {}) {
  TensorIndex index{.path = "style.safetensors", .tensors = {}, .metadata = std::move(metadata)};
  for (const auto& [name, shape] : shapes) index.tensors.emplace(name, StoredTensor{.shape = shape});
  return index;
}

/// Down and up for a weight, under the endings of one spelling.
Shapes pair(const std::string& module, const Shape& weight, const char* down, const char* up) {
  Shape inner = weight, outer = weight;
  inner[0] = 2;
  outer[1] = 2;
  for (std::size_t i = 2; i < outer.size(); ++i) outer[i] = 1;
  return {{module + down, inner}, {module + up, outer}};
}

QString complaint(const Shapes& shapes, const LoraTargets& targets, koma::ErrorCode code) {
  try {
    (void)read_lora_index(file(shapes), targets);
  } catch (const koma::Error& error) {
    return error.code() == code ? error.what() : "another code: " + QString(error.what());
  }
  return "accepted";
}

}  // namespace

class LoraIndexTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everySpellingFindsItsModule_data() {
    QTest::addColumn<QString>("stored");  // between module and ".weight"
    QTest::addColumn<QString>("down");
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("module");
    const auto row = [](const char* what, const char* stored, const char* down, const char* part, const char* module) {
      QTest::newRow(what) << stored << down << part << module;
    };
    row("kohya, SDXL's own names", "lora_unet_input_blocks_4_1_transformer_blocks_1_attn1_to_q", ".lora_down", "unet",
        "down_blocks.1.attentions.0.transformer_blocks.1.attn1.to_q");
    row("kohya, diffusers' names", "lora_unet_down_blocks_1_attentions_0_transformer_blocks_1_attn1_to_out_0",
        ".lora_down", "unet", "down_blocks.1.attentions.0.transformer_blocks.1.attn1.to_out.0");
    row("kohya, middle", "lora_unet_middle_block_1_transformer_blocks_2_ff_net_0_proj", ".lora_down", "unet",
        "mid_block.attentions.0.transformer_blocks.2.ff.net.0.proj");
    row("kohya, a convolution", "lora_unet_input_blocks_2_0_in_layers_2", ".lora_down", "unet",
        "down_blocks.0.resnets.1.conv1");
    row("kohya, halving", "lora_unet_input_blocks_3_0_op", ".lora_down", "unet", "down_blocks.0.downsamplers.0.conv");
    row("kohya, doubling", "lora_unet_output_blocks_5_2_conv", ".lora_down", "unet", "up_blocks.1.upsamplers.0.conv");
    row("kohya, '_' inside a name", "lora_unet_label_emb_0_2", ".lora_down", "unet", "add_embedding.linear_2");
    row("kohya, '_' inside a diffusers name", "lora_unet_add_embedding_linear_2", ".lora_down", "unet",
        "add_embedding.linear_2");
    row("kohya, last", "lora_unet_out_2", ".lora_down", "unet", "conv_out");
    row("kohya, text", "lora_te1_text_model_encoder_layers_3_mlp_fc2", ".lora_down", "text_encoder",
        "text_model.encoder.layers.3.mlp.fc2");
    row("kohya, one text encoder", "lora_te_text_model_encoder_layers_0_self_attn_q_proj", ".lora_down", "text_encoder",
        "text_model.encoder.layers.0.self_attn.q_proj");
    row("kohya, second text", "lora_te2_text_projection", ".lora_down", "text_encoder_2", "text_projection");
    row("peft", "unet.mid_block.attentions.0.proj_in", ".lora_A", "unet", "mid_block.attentions.0.proj_in");
    row("peft, named adapter", "unet.mid_block.attentions.0.proj_in", ".lora_A.default", "unet",
        "mid_block.attentions.0.proj_in");
    row("peft, text", "text_encoder.text_model.encoder.layers.1.self_attn.out_proj", ".lora_A", "text_encoder",
        "text_model.encoder.layers.1.self_attn.out_proj");
    row("peft, text of transformers 5", "text_encoder_2.encoder.layers.1.mlp.fc1", ".lora_A", "text_encoder_2",
        "text_model.encoder.layers.1.mlp.fc1");
    row("peft, the module alone", "base_model.model.up_blocks.0.attentions.2.proj_out", ".lora_A", "unet",
        "up_blocks.0.attentions.2.proj_out");
    row("peft, a text encoder alone", "base_model.model.text_model.encoder.layers.0.mlp.fc1", ".lora_A", "text_encoder",
        "text_model.encoder.layers.0.mlp.fc1");
    row("processors", "unet.mid_block.attentions.0.transformer_blocks.0.attn2.processor.to_q", "_lora.down", "unet",
        "mid_block.attentions.0.transformer_blocks.0.attn2.to_q");
    row("processors, output", "mid_block.attentions.0.transformer_blocks.0.attn2.processor.to_out", "_lora.down",
        "unet", "mid_block.attentions.0.transformer_blocks.0.attn2.to_out.0");
    row("processors, text", "text_encoder.text_model.encoder.layers.2.self_attn.to_v", "_lora.down", "text_encoder",
        "text_model.encoder.layers.2.self_attn.v_proj");
    row("linear layers", "text_encoder.text_model.encoder.layers.2.self_attn.k_proj", ".lora_linear_layer.down",
        "text_encoder", "text_model.encoder.layers.2.self_attn.k_proj");
    row("lora layers", "unet.down_blocks.1.resnets.0.time_emb_proj", ".lora.down", "unet",
        "down_blocks.1.resnets.0.time_emb_proj");
    row("the original model's keys", "diffusion_model.output_blocks.2.1.proj_out", ".lora_down", "unet",
        "up_blocks.0.attentions.2.proj_out");
  }
  void everySpellingFindsItsModule() {
    QFETCH(QString, stored);
    QFETCH(QString, down);
    QFETCH(QString, part);
    QFETCH(QString, module);
    const std::string ending = down.toStdString() + ".weight";
    std::string up = ending;
    if (const auto at = up.find("down"); at != std::string::npos) {
      up.replace(at, 4, "up");
    } else {
      up.replace(up.find("_A"), 2, "_B");
    }
    const Shape& weight = sdxl().at(part.toStdString()).at(module.toStdString() + ".weight");
    const auto index = read_lora_index(file(pair(stored.toStdString(), weight, ending.c_str(), up.c_str())), sdxl());
    QCOMPARE(index.layers.size(), std::size_t(1));
    QCOMPARE(index.layers[0].part, part.toStdString());
    QCOMPARE(index.layers[0].module, module.toStdString());
    QCOMPARE(index.layers[0].spelling, stored.toStdString());
    QCOMPARE(index.layers[0].tensors.at("down"), stored.toStdString() + ending);
  }

  void everyModuleOfADenoiserIsFoundUnderItsFlatName() {
    int modules = 0;
    for (const auto& [parameter, shape] : sdxl().at("unet")) {
      if (!parameter.ends_with(".weight") || shape.size() < 2) continue;
      const std::string module = parameter.substr(0, parameter.size() - 7);
      std::string flat = "lora_unet_" + module;
      std::replace(flat.begin(), flat.end(), '.', '_');
      const auto index = read_lora_index(file(pair(flat, shape, ".lora_down.weight", ".lora_up.weight")), sdxl());
      QCOMPARE(index.layers[0].module, module);
      ++modules;
    }
    QVERIFY(modules > 200);
  }

  void everyModuleOfASingleFileIsFoundUnderItsOwnName_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("Stable Diffusion 1") << "sd1";
    QTest::newRow("Stable Diffusion XL") << "sdxl";
  }
  void everyModuleOfASingleFileIsFoundUnderItsOwnName() {
    // Given a checkpoint in one file and a LoRA for every layer of its denoiser, under the file's own names.
    QFETCH(QString, name);
    QTemporaryDir folder;
    const std::filesystem::path checkpoint = folder.filePath("checkpoint.safetensors").toStdString();
    const auto stored = koma::test::shapes_of(koma::test::recorded_layout(name.toStdString())["single"]);
    koma::test::write_tensors(checkpoint, stored);
    const std::string prefix = "model.diffusion_model.";
    Shapes lora;
    for (const auto& [key, shape] : stored) {
      if (!key.starts_with(prefix) || !key.ends_with(".weight") || shape.size() < 2) continue;
      std::string flat = "lora_unet_" + key.substr(prefix.size(), key.size() - prefix.size() - 7);
      std::replace(flat.begin(), flat.end(), '.', '_');
      lora.merge(pair(flat, shape, ".lora_down.weight", ".lora_up.weight"));
    }

    // When it is read against that checkpoint, then each finds another module of the right shape.
    const LoraTargets targets = lora_targets(read_checkpoint_layout(checkpoint));
    QVERIFY(targets.contains("text_encoder"));
    QVERIFY(lora.size() > 400);
    QCOMPARE(read_lora_index(file(lora), targets).layers.size(), lora.size() / 2);
  }

  void theKindShowsInTheNames_data() {
    QTest::addColumn<QStringList>("endings");
    QTest::addColumn<int>("kind");
    QTest::newRow("LoRA") << QStringList{"lora_down.weight 2 6 3 3", "lora_up.weight 8 2 1 1", "alpha"} << 0;
    QTest::newRow("LoCon with a core") << QStringList{"lora_down.weight 2 6 1 1", "lora_mid.weight 4 2 3 3",
                                                      "lora_up.weight 8 4 1 1"}
                                       << 0;
    QTest::newRow("DoRA per output") << QStringList{"lora_down.weight 2 6 3 3", "lora_up.weight 8 2 1 1",
                                                    "dora_scale 8 1 1 1"}
                                     << 0;
    QTest::newRow("DoRA per input") << QStringList{"lora_down.weight 2 6 3 3", "lora_up.weight 8 2 1 1",
                                                   "dora_scale 1 6 1 1"}
                                    << 0;
    QTest::newRow("LoHa") << QStringList{"hada_w1_a 8 2", "hada_w1_b 2 54", "hada_w2_a 8 3", "hada_w2_b 3 54"} << 1;
    QTest::newRow("LoHa with cores") << QStringList{"hada_w1_a 2 8", "hada_w1_b 2 6", "hada_t1 2 2 3 3",
                                                    "hada_w2_a 2 8", "hada_w2_b 2 6", "hada_t2 2 2 3 3"}
                                     << 1;
    QTest::newRow("LoKr") << QStringList{"lokr_w1 2 2", "lokr_w2 4 3 3 3"} << 2;
    QTest::newRow("LoKr of products") << QStringList{"lokr_w1_a 4 1", "lokr_w1_b 1 2", "lokr_w2_a 2 1",
                                                     "lokr_w2_b 1 27"}
                                      << 2;
    QTest::newRow("LoKr with a core") << QStringList{"lokr_w1 2 2", "lokr_t2 1 1 3 3", "lokr_w2_a 1 4", "lokr_w2_b 1 3"}
                                      << 2;
    QTest::newRow("the difference") << QStringList{"diff 8 6 3 3"} << 3;
  }
  void theKindShowsInTheNames() {
    QFETCH(QStringList, endings);
    QFETCH(int, kind);
    Shapes shapes;
    for (const QString& ending : endings) {
      Shape shape;
      for (const QString& side : ending.split(' ').mid(1)) shape.push_back(side.toLongLong());
      shapes.emplace("lora_unet_conv." + ending.section(' ', 0, 0).toStdString(), shape);
    }
    const auto index = read_lora_index(file(shapes), small());
    QCOMPARE(index.layers.size(), std::size_t(1));
    QCOMPARE(int(index.layers[0].kind), kind);
    QCOMPARE(index.layers[0].tensors.size(), shapes.size());

    // And none of its tensors may be missing, but for scales.
    for (const auto& [name, shape] : shapes) {
      if (shapes.size() == 1 || name.ends_with("alpha") || name.ends_with("dora_scale")) continue;
      Shapes torn = shapes;
      torn.erase(name);
      QVERIFY2(
          complaint(torn, small(), koma::ErrorCode::invalid_file).startsWith("style.safetensors: lora_unet_conv: "),
          name.c_str());
    }
  }

  void normsAndBiasesHaveDifferences() {
    const auto index = read_lora_index(
        file({{"lora_unet_norm.w_norm", {8}}, {"lora_unet_norm.b_norm", {8}}, {"lora_unet_linear.diff_b", {8}}}),
        small());
    QCOMPARE(index.layers.size(), std::size_t(2));
    QVERIFY(index.layers[0].module == "linear" && index.layers[0].has("diff_b") && !index.layers[0].has("diff"));
    QVERIFY(index.layers[1].module == "norm" && index.layers[1].has("diff_b") && index.layers[1].has("diff"));
  }

  void peftsMetadataSaysTheAlphas() {
    const Shapes shapes = [] {
      Shapes all = pair("unet.linear", {8, 12}, ".lora_A.weight", ".lora_B.weight");
      all.merge(pair("unet.conv", {8, 6, 3, 3}, ".lora_A.weight", ".lora_B.weight"));
      return all;
    }();
    const auto index = read_lora_index(
        file(shapes, {{"lora_adapter_metadata",
                       R"({"unet.lora_alpha": 5, "unet.use_rslora": true, "unet.alpha_pattern": {"conv": 7}})"}}),
        small());
    QCOMPARE(index.layers[0].module, std::string("conv"));
    QCOMPARE(index.layers[0].alpha, std::optional<double>(7));
    QCOMPARE(index.layers[1].alpha, std::optional<double>(5));
    QVERIFY(index.layers[0].rank_stabilised && index.layers[1].rank_stabilised);
    QVERIFY(!read_lora_index(file(shapes), small()).layers[0].alpha);
    for (const char* damaged : {"{", "[1]", R"({"unet.lora_alpha": "five"})"}) {
      QVERIFY_EXCEPTION_THROWN((void)read_lora_index(file(shapes, {{"lora_adapter_metadata", damaged}}), small()),
                               koma::Error);
    }
  }

  void peftsOwnFileHasItsSettingsBesideIt() {
    QTemporaryDir folder;
    TensorIndex index = file(pair("base_model.model.linear", {8, 12}, ".lora_A.weight", ".lora_B.weight"));
    index.path = folder.filePath("adapter_model.safetensors").toStdString();
    std::ofstream(folder.filePath("adapter_config.json").toStdString()) << R"({"lora_alpha": 9, "use_rslora": false})";
    QCOMPARE(read_lora_index(index, small()).layers[0].alpha, std::optional<double>(9));
  }

  void aFileInTwoSpellingsIsReadOnce() {
    const Shape weight = sdxl().at("unet").at("conv_out.weight");
    Shapes both = pair("lora_unet_output_blocks_5_2_conv", {12, 12, 3, 3}, ".lora_down.weight", ".lora_up.weight");
    both.merge(pair("lora_unet_up_blocks_1_upsamplers_0_conv", {12, 12, 3, 3}, ".lora_down.weight", ".lora_up.weight"));
    const auto index = read_lora_index(file(both), sdxl());
    QCOMPARE(index.layers.size(), std::size_t(1));
    QCOMPARE(index.layers[0].spelling, std::string("lora_unet_up_blocks_1_upsamplers_0_conv"));
  }

  void anotherFamilyIsNamed() {
    const std::string key = "down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k";
    std::string flat = key;
    std::replace(flat.begin(), flat.end(), '.', '_');
    QCOMPARE(complaint(pair("unet." + key, {640, 2048}, ".lora_A.weight", ".lora_B.weight"), small(),
                       koma::ErrorCode::invalid_argument),
             QString("style.safetensors: this is a LoRA for SDXL (unet.%1 takes 2048 numbers), but the model is SD 1.x "
                     "(768); choose one made for SD 1.x")
                 .arg(QString::fromStdString(key)));
    // Also where the module is unknown to the model, and where no width shows.
    QVERIFY(complaint(pair("lora_unet_input_blocks_7_1_transformer_blocks_9_attn2_to_v", {1280, 2048},
                           ".lora_down.weight", ".lora_up.weight"),
                      small(), koma::ErrorCode::invalid_argument)
                .contains("this is a LoRA for SDXL"));
    QVERIFY(
        complaint(pair("lora_unet_double_blocks_0_img_attn_qkv", {9216, 3072}, ".lora_down.weight", ".lora_up.weight"),
                  small(), koma::ErrorCode::invalid_argument)
            .contains("transformer such as Flux or SD 3"));
  }

  void whatHasNoPlaceIsNamed() {
    QCOMPARE(complaint(pair("lora_te2_text_projection", {20, 24}, ".lora_down.weight", ".lora_up.weight"), small(),
                       koma::ErrorCode::invalid_argument),
             "style.safetensors: the LoRA changes lora_te2_text_projection, which the model does not have; choose one "
             "made for this model");
    QVERIFY(
        complaint({{"model.diffusion_model.input_blocks.0.0.weight", {4}}}, small(), koma::ErrorCode::invalid_argument)
            .contains("this is no LoRA that Komawari knows"));
    QVERIFY(complaint({{"lora_unet_linear.oft_blocks", {4, 2, 2}}}, small(), koma::ErrorCode::unsupported)
                .contains("this is an OFT"));
    QVERIFY(complaint({}, small(), koma::ErrorCode::invalid_file).contains("no tensor"));
  }

  void wrongShapesAreRefused_data() {
    QTest::addColumn<QStringList>("tensors");
    QTest::newRow("too few inputs") << QStringList{"linear.lora_down.weight 2 11", "linear.lora_up.weight 8 2"};
    QTest::newRow("too many outputs") << QStringList{"linear.lora_down.weight 2 12", "linear.lora_up.weight 9 2"};
    QTest::newRow("two ranks") << QStringList{"linear.lora_down.weight 2 12", "linear.lora_up.weight 8 3"};
    QTest::newRow("a vector") << QStringList{"linear.lora_down.weight 24", "linear.lora_up.weight 8 2"};
    QTest::newRow("no rank") << QStringList{"linear.lora_down.weight 0 12", "linear.lora_up.weight 8 0"};
    QTest::newRow("an absurd rank") << QStringList{"linear.lora_down.weight 5000 12", "linear.lora_up.weight 8 5000"};
    QTest::newRow("a core for a linear") << QStringList{"linear.lora_down.weight 2 12",
                                                        "linear.lora_mid.weight 2 2 3 3", "linear.lora_up.weight 8 2"};
    QTest::newRow("another kernel") << QStringList{"conv.lora_down.weight 2 6 1 1", "conv.lora_mid.weight 2 2 5 5",
                                                   "conv.lora_up.weight 8 2 1 1"};
    QTest::newRow("one core") << QStringList{"conv.hada_w1_a 2 8", "conv.hada_w1_b 2 6", "conv.hada_t1 2 2 3 3",
                                             "conv.hada_w2_a 8 2", "conv.hada_w2_b 2 54"};
    QTest::newRow("a product of another size") << QStringList{"linear.lokr_w1 2 3", "linear.lokr_w2 4 5"};
    QTest::newRow("rows and columns exchanged") << QStringList{"linear.lokr_w1 4 3", "linear.lokr_w2 3 2"};
    QTest::newRow("a kernel for a linear") << QStringList{"linear.lokr_w1 2 2", "linear.lokr_w2 4 1 2 3"};
    QTest::newRow("another difference") << QStringList{"linear.diff 12 8"};
    QTest::newRow("a bias that is not there") << QStringList{"bare.diff_b 8"};
    QTest::newRow("a list of alphas") << QStringList{"linear.lora_down.weight 2 12", "linear.lora_up.weight 8 2",
                                                     "linear.alpha 2"};
    QTest::newRow("scales for nobody") << QStringList{"linear.lora_down.weight 2 12", "linear.lora_up.weight 8 2",
                                                      "linear.dora_scale 7"};
    QTest::newRow("low rank for a norm") << QStringList{"norm.lora_down.weight 2 12", "norm.lora_up.weight 8 2"};
    QTest::newRow("alpha alone") << QStringList{"linear.alpha"};
  }
  void wrongShapesAreRefused() {
    QFETCH(QStringList, tensors);
    Shapes shapes;
    for (const QString& tensor : tensors) {
      Shape shape;
      for (const QString& side : tensor.split(' ').mid(1)) shape.push_back(side.toLongLong());
      shapes.emplace("lora_unet_" + tensor.section(' ', 0, 0).toStdString(), shape);
    }
    const QString text = complaint(shapes, small(), koma::ErrorCode::invalid_file);
    QVERIFY2(text.startsWith("style.safetensors: lora_unet_"), qPrintable(text));
  }

  void numbersMustBeReal() {
    TensorIndex index = file(pair("lora_unet_linear", {8, 12}, ".lora_down.weight", ".lora_up.weight"));
    index.tensors.at("lora_unet_linear.lora_up.weight").type = StoredType::i32;
    QVERIFY_EXCEPTION_THROWN((void)read_lora_index(index, small()), koma::Error);
  }
};

QTEST_APPLESS_MAIN(LoraIndexTest)
#include "lora_index_test.moc"
