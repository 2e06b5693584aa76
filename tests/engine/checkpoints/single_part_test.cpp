// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "engine/base/error.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/checkpoints/file_kind.h"
#include "tests/support/recorded_layout.h"

using namespace koma::checkpoints;
using namespace koma::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

PartLayout part_of(const Shapes& shapes, const std::string& kind) {
  QTemporaryDir folder;
  const fs::path file = folder.filePath("part.safetensors").toStdString();
  write_tensors(file, shapes);
  return read_part_layout(file, kind);
}

std::string sentence_of(const Shapes& shapes, const std::string& kind) {
  try {
    (void)part_of(shapes, kind);
  } catch (const koma::Error& error) {
    return error.sentence();
  }
  return {};
}

void compare(const PartLayout& part, const Shapes& recorded) {
  QCOMPARE(part.tensors.size(), recorded.size());
  for (const auto& [name, shape] : recorded) {
    QVERIFY2(part.has(name), name.c_str());
    QVERIFY2(part.shape(name) == shape, name.c_str());
  }
}

void compare_config(const json& found, const json& recorded, std::vector<const char*> keys) {
  for (const char* key : keys) {
    if (recorded[key].is_null()) continue;
    QVERIFY2(found.contains(key), key);
    QVERIFY2(found[key] == recorded[key], (key + (" is " + found[key].dump())).c_str());
  }
}

TensorIndex index_of(const Shapes& shapes) {
  TensorIndex index;
  for (const auto& [name, shape] : shapes) index.tensors[name].shape = shape;
  return index;
}

}  // namespace

class SinglePartTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_controlnet_is_read_from_folder_and_file_in_both_spellings() {
    for (const char* record : {"controlnet_sd1", "controlnet_sdxl"}) {
      const json recorded = recorded_layout(record);
      const Shapes canonical = shapes_of(recorded["parts"]["controlnet"]);
      const json config = recorded["configs"]["controlnet"];
      QTemporaryDir folder;
      write_part(folder.path().toStdString(), recorded, "controlnet");
      const PartLayout from_folder = read_part_layout(folder.path().toStdString(), "controlnet");
      compare(from_folder, canonical);
      QVERIFY(from_folder.config == config);
      for (const Shapes& shapes : {shapes_of(recorded["single"]), canonical}) {
        const PartLayout part = part_of(shapes, "controlnet");
        compare(part, canonical);
        compare_config(part.config, config,
                       {"block_out_channels", "cross_attention_dim", "down_block_types", "layers_per_block",
                        "conditioning_embedding_out_channels", "conditioning_channels", "use_linear_projection",
                        "addition_embed_type", "projection_class_embeddings_input_dim"});
      }
    }
  }

  void an_autoencoder_is_read_in_both_spellings_without_a_scale() {
    const json recorded = recorded_layout("sd1");
    const Shapes canonical = shapes_of(recorded["parts"]["vae"]);
    Shapes ldm = shapes_of(recorded["single"]["first_stage_model"]);
    ldm["loss.discriminator.main.0.weight"] = {4, 4};
    for (const Shapes& shapes :
         {ldm, canonical, shapes_of(recorded["single"]["first_stage_model"], "first_stage_model.")}) {
      const PartLayout part = part_of(shapes, "vae");
      compare(part, canonical);
      compare_config(part.config, recorded["configs"]["vae"],
                     {"block_out_channels", "layers_per_block", "latent_channels"});
      QVERIFY(!part.config.contains("scaling_factor"));
    }
  }

  void a_tiny_autoencoder_is_read_as_one_file_two_files_or_a_half() {
    const json recorded = recorded_layout("taesd");
    const Shapes canonical = shapes_of(recorded["parts"]["taesd"]);
    compare(part_of(canonical, "taesd"), canonical);
    Shapes joined = shapes_of(recorded["encoder"], "taesd_encoder.");
    joined.merge(shapes_of(recorded["decoder"], "taesd_decoder."));
    compare(part_of(joined, "taesd"), canonical);

    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_tensors(root / "taesd_encoder.safetensors", shapes_of(recorded["encoder"]));
    const PartLayout half = read_part_layout(root / "taesd_encoder.safetensors", "taesd");
    QCOMPARE(half.tensors.size(), shapes_of(recorded["encoder"]).size());
    QVERIFY(half.config["num_decoder_blocks"].empty());
    write_tensors(root / "taesd_decoder.safetensors", shapes_of(recorded["decoder"]));
    const PartLayout whole = read_part_layout(root / "taesd_decoder.safetensors", "taesd");
    compare(whole, canonical);
    compare_config(whole.config, recorded["configs"]["taesd"],
                   {"encoder_block_out_channels", "decoder_block_out_channels", "num_encoder_blocks",
                    "num_decoder_blocks", "latent_channels", "in_channels", "out_channels"});
  }

  void another_kind_or_family_says_what_it_is() {
    const Shapes vae = shapes_of(recorded_layout("sd1")["parts"]["vae"]);
    QCOMPARE(sentence_of(vae, "controlnet"), std::string("this is an autoencoder (VAE); give a ControlNet"));
    QCOMPARE(sentence_of(shapes_of(recorded_layout("sd1")["single"]), "vae"),
             std::string("this is a checkpoint; give an autoencoder (VAE)"));
    Shapes many = shapes_of(recorded_layout("taesd")["decoder"]);
    many["1.weight"][1] = 16;
    QCOMPARE(sentence_of(many, "taesd"),
             std::string("it is for latents of 16 channels; give one for Stable Diffusion 1, 2 or XL"));
    Shapes united = shapes_of(recorded_layout("controlnet_sdxl")["parts"]["controlnet"]);
    united["task_embedding"] = {6, 32};
    QCOMPARE(sentence_of(united, "controlnet"), std::string("this is a union ControlNet; give a ControlNet"));
    QCOMPARE(sentence_of({{"a", {2, 2, 2}}}, "vae"),
             std::string("no tensor in it belongs to an autoencoder (VAE); give another file"));

    QTemporaryDir folder;
    write_part(folder.path().toStdString(), recorded_layout("sd1"), "vae");
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)read_part_layout(folder.path().toStdString(), "controlnet"));
  }

  void a_files_kind_and_family_show_in_its_names() {
    struct Case {
      Shapes shapes;
      std::optional<FileKind> kind;
      std::optional<Family> family;
    };
    const std::vector<Case> cases = {
        {{{"lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight", {4, 768}}},
         FileKind::lora,
         Family::sd1},
        {{{"unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.lora_A.weight", {4, 1024}}},
         FileKind::lora,
         Family::sd2},
        {{{"lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight", {4, 1280}}}, FileKind::lora, Family::sdxl},
        {{{"lora_unet_mid_block.diff", {4, 4}}}, FileKind::lora, std::nullopt},
        {{{"transformer.mid_block.hada_w1_a", {4, 4}}}, FileKind::lora, std::nullopt},
        {shapes_of(recorded_layout("controlnet_sd1")["single"]), FileKind::controlnet, Family::sd1},
        {shapes_of(recorded_layout("controlnet_sdxl")["parts"]["controlnet"]), FileKind::controlnet, Family::sdxl},
        {{{"clip_l", {2, 768}}, {"clip_g", {2, 1280}}}, FileKind::textual_inversion, Family::sdxl},
        {{{"string_to_param.*", {2, 1024}}}, FileKind::textual_inversion, Family::sd2},
        {{{"<cat-toy>", {768}}}, FileKind::textual_inversion, Family::sd1},
        {{{"weight", {4, 4, 4}}}, std::nullopt, std::nullopt}};
    for (const Case& item : cases) {
      const TensorIndex index = index_of(item.shapes);
      QVERIFY2(kind_of(index) == item.kind, item.shapes.begin()->first.c_str());
      if (item.kind) QVERIFY2(family_of(index, *item.kind) == item.family, item.shapes.begin()->first.c_str());
    }
  }
};

QTEST_GUILESS_MAIN(SinglePartTest)
#include "single_part_test.moc"
