// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <set>

#include "engine/base/error.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "tests/support/recorded_layout.h"

using namespace koma::checkpoints;
using namespace koma::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

CheckpointLayout layout_of(const Shapes& shapes) {
  QTemporaryDir folder;
  const fs::path file = folder.filePath("model.safetensors").toStdString();
  write_tensors(file, shapes);
  return read_checkpoint_layout(file);
}

std::string sentence_of(const Shapes& shapes) {
  try {
    (void)layout_of(shapes);
  } catch (const koma::Error& error) {
    return error.sentence();
  }
  return {};
}

/// One number for all levels and a list of it mean the same.
json without_repetition(const json& value) {
  const bool uniform = value.is_array() && !value.empty() &&
                       std::all_of(value.begin(), value.end(), [&](const json& item) { return item == value[0]; });
  return uniform && value[0].is_number() ? value[0] : value;
}

/// What differs between a found and a recorded config, key by key; empty when nothing does.
std::string differences(const json& found, const json& recorded) {
  std::string text;
  for (const auto& [key, value] : found.items()) {
    if (!recorded.contains(key) || recorded[key].is_null()) continue;
    if (without_repetition(value) != without_repetition(recorded[key])) {
      text += key + ": " + value.dump() + " instead of " + recorded[key].dump() + "; ";
    }
  }
  return text;
}

/// Compares a part with the recorded folder: the same names, and shapes after every stored form.
void compare(const PartLayout& part, const Shapes& recorded) {
  for (const auto& [name, shape] : recorded) {
    QVERIFY2(part.has(name), name.c_str());
    QVERIFY2(part.shape(name) == shape, name.c_str());
  }
  for (const auto& [name, stored] : part.tensors) QVERIFY2(recorded.contains(name), name.c_str());
}

}  // namespace

class SingleFileTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_name_of_the_folder_is_found_in_the_single_file_and_back_data() {
    QTest::addColumn<QString>("record");
    QTest::addColumn<int>("family");
    QTest::addColumn<int>("inputs");
    QTest::newRow("Stable Diffusion 1") << "sd1" << int(Family::sd1) << 4;
    QTest::newRow("Stable Diffusion 2") << "sd2" << int(Family::sd2) << 4;
    QTest::newRow("XL") << "sdxl" << int(Family::sdxl) << 4;
    QTest::newRow("XL with nine channels") << "sdxl_inpaint" << int(Family::sdxl) << 9;
  }

  void every_name_of_the_folder_is_found_in_the_single_file_and_back() {
    QFETCH(QString, record);
    QFETCH(int, family);
    QFETCH(int, inputs);
    const json recorded = recorded_layout(record.toStdString());
    const Shapes single = shapes_of(recorded["single"]);
    const CheckpointLayout layout = layout_of(single);
    QCOMPARE(int(layout.family), family);
    QCOMPARE(layout.unet_inputs(), inputs);
    std::set<std::string> used;
    for (const auto& [name, tree] : recorded["parts"].items()) {
      const PartLayout& part = layout.parts.at(name);
      compare(part, shapes_of(tree));
      QCOMPARE(QString::fromStdString(differences(part.config, recorded["configs"][name])), QString());
      for (const auto& [canonical, stored] : part.tensors) used.insert(stored.name);
    }
    QCOMPARE(layout.parts.size(), recorded["parts"].size());
    QCOMPARE(used.size(), single.size());

    QTemporaryDir folder;
    write_checkpoint_folder(folder.path().toStdString(), recorded);
    const CheckpointLayout from_folder = read_checkpoint_layout(folder.path().toStdString());
    QCOMPARE(int(from_folder.family), family);
    QCOMPARE(from_folder.bytes, layout.bytes);
    for (const auto& [name, part] : from_folder.parts) compare(part, shapes_of(recorded["parts"][name]));
  }

  void diffusers_names_in_one_file_are_known_too() {
    for (const char* family : {"sd1", "sd2", "sdxl"}) {
      const json recorded = recorded_layout(family);
      const CheckpointLayout layout = layout_of(diffusers_single_file(recorded));
      QCOMPARE(to_string(layout.family), family);
      for (const auto& [name, part] : layout.parts) compare(part, shapes_of(recorded["parts"][name]));
    }
  }

  void the_level_of_a_text_encoder_may_be_missing() {
    Shapes shapes, original = shapes_of(recorded_layout("sd1")["single"]);
    for (const auto& [name, shape] : original) {
      const std::size_t at = name.find("text_model.");
      shapes[at == std::string::npos ? name : name.substr(0, at) + name.substr(at + 11)] = shape;
    }
    compare(layout_of(shapes).parts.at("text_encoder"), shapes_of(recorded_layout("sd1")["parts"]["text_encoder"]));
  }

  void what_belongs_to_no_part_is_left_out_and_what_nobody_knows_stays() {
    const json recorded = recorded_layout("sd1");
    Shapes shapes = shapes_of(recorded["single"], "state_dict.");
    for (const char* name : {"model_ema.decay", "alphas_cumprod", "first_stage_model.loss.logvar",
                             "cond_stage_model.transformer.text_model.embeddings.position_ids"}) {
      shapes[std::string("state_dict.") + name] = {1};
    }
    shapes["state_dict.model.diffusion_model.strange.weight"] = {3};
    const CheckpointLayout layout = layout_of(shapes);
    compare(layout.parts.at("vae"), shapes_of(recorded["parts"]["vae"]));
    compare(layout.parts.at("text_encoder"), shapes_of(recorded["parts"]["text_encoder"]));
    const PartLayout& unet = layout.parts.at("unet");
    QCOMPARE(unet.tensors.size(), shapes_of(recorded["parts"]["unet"]).size() + 1);
    QVERIFY(unet.has("state_dict.model.diffusion_model.strange.weight"));
  }

  void stable_diffusion_2_uses_23_of_its_24_layers_and_no_projection() {
    const json recorded = recorded_layout("sd2");
    Shapes shapes = shapes_of(recorded["single"]);
    const json layer = recorded["single"]["cond_stage_model"]["model"]["transformer"]["resblocks"]["0"];
    for (int i = 2; i < 24; ++i) {
      add_shapes(shapes, layer, "cond_stage_model.model.transformer.resblocks." + std::to_string(i) + ".");
    }
    shapes["cond_stage_model.model.text_projection"] = {64, 64};
    shapes["cond_stage_model.model.logit_scale"] = {};
    const PartLayout text = layout_of(shapes).parts.at("text_encoder");
    QCOMPARE(text.config["num_hidden_layers"], json(23));
    QVERIFY(text.has("text_model.encoder.layers.22.mlp.fc1.weight"));
    QVERIFY(!text.has("text_model.encoder.layers.23.mlp.fc1.weight"));
    QCOMPARE(text.tensors.size(), std::size_t(23 * 16 + 4));
  }

  void so_it_does_with_transformers_names() {
    const json recorded = recorded_layout("sd2");
    Shapes shapes = diffusers_single_file(recorded);
    const json layer = recorded["parts"]["text_encoder"]["text_model"]["encoder"]["layers"]["0"];
    for (int i = 2; i < 24; ++i) {
      add_shapes(shapes, layer, "text_encoder.text_model.encoder.layers." + std::to_string(i) + ".");
    }
    const PartLayout text = layout_of(shapes).parts.at("text_encoder");
    QCOMPARE(text.config["hidden_act"], json("gelu"));
    QCOMPARE(text.tensors.size(), std::size_t(23 * 16 + 4));
  }

  void the_scheduler_is_the_familys_and_markers_change_it() {
    const auto scheduler = [](const char* record, std::vector<const char*> markers) {
      Shapes shapes = shapes_of(recorded_layout(record)["single"]);
      for (const char* marker : markers) shapes[marker] = {0};
      const CheckpointLayout layout = layout_of(shapes);
      const json config = json::parse(layout.scheduler_config);
      return config["_class_name"].get<std::string>() + " " + config["prediction_type"].get<std::string>() + " " +
             config["timestep_spacing"].get<std::string>() + (layout.prediction_known ? "" : " assumed");
    };
    QCOMPARE(scheduler("sd1", {}), std::string("PNDMScheduler epsilon leading"));
    QCOMPARE(scheduler("sd2", {}), std::string("DDIMScheduler v_prediction leading assumed"));
    QCOMPARE(scheduler("sd2", {"v_pred"}), std::string("DDIMScheduler v_prediction leading"));
    QCOMPARE(scheduler("sdxl", {}), std::string("EulerDiscreteScheduler epsilon leading"));
    QCOMPARE(scheduler("sdxl", {"v_pred", "ztsnr"}), std::string("EulerDiscreteScheduler v_prediction trailing"));
  }

  void an_incomplete_file_names_what_it_lacks() {
    const Shapes whole = shapes_of(recorded_layout("sdxl")["single"]);
    Shapes shapes = whole;
    shapes.erase("model.diffusion_model.out.2.bias");
    QCOMPARE(sentence_of(shapes), std::string("the tensor model.diffusion_model.out.2.bias of unet is missing; the "
                                              "file is incomplete, get it again"));
    const auto without = [&](const std::string& prefix) {
      Shapes rest;
      for (const auto& [name, shape] : whole) {
        if (!name.starts_with(prefix)) rest[name] = shape;
      }
      return sentence_of(rest);
    };
    QCOMPARE(without("first_stage_model."), std::string("the file holds no autoencoder (VAE); get a whole checkpoint"));
    QCOMPARE(without("conditioner.embedders.0."),
             std::string("the file holds no text encoder; get a whole checkpoint"));
    QCOMPARE(without("conditioner.embedders.1."),
             std::string("the file holds no second text encoder; get a whole checkpoint"));
  }

  void what_cannot_be_drawn_with_says_what_it_is() {
    const std::string advice = "; give a checkpoint of Stable Diffusion 1, 2 or XL";
    Shapes edits = shapes_of(recorded_layout("sd1")["single"]);
    edits["model.diffusion_model.input_blocks.0.0.weight"][1] = 8;
    Shapes playground = shapes_of(recorded_layout("sdxl")["single"]);
    playground["edm_mean"] = {4};
    Shapes refiner;
    for (const auto& [name, shape] : shapes_of(recorded_layout("sdxl")["single"])) {
      if (name.starts_with("conditioner.embedders.0.")) continue;
      const bool text = name.starts_with("conditioner.embedders.1.");
      refiner[text ? "conditioner.embedders.0." + name.substr(24) : name] = shape;
    }
    const std::vector<std::pair<Shapes, std::string>> cases = {
        {edits, "it edits pictures by instruction (eight input channels)"},
        {playground, "this is a Playground v2.5 checkpoint, trained with EDM's noise"},
        {refiner, "this is the SDXL refiner, which only goes over finished pictures"},
        {{{"model.diffusion_model.joint_blocks.0.x_block.attn.qkv.weight", {4, 4}}},
         "this is a Stable Diffusion 3 checkpoint"},
        {{{"double_blocks.0.img_attn.qkv.weight", {4, 4}}}, "this is a Flux checkpoint"},
        {{{"lora_unet_mid_block.lora_down.weight", {4, 4}}}, "this is a LoRA, not a checkpoint"},
        {shapes_of(recorded_layout("controlnet_sd1")["single"]), "this is a ControlNet, not a checkpoint"},
        {shapes_of(recorded_layout("sd1")["parts"]["vae"]), "this is an autoencoder (VAE), not a checkpoint"},
        {shapes_of(recorded_layout("taesd")["decoder"]), "this is a tiny autoencoder (TAESD), not a checkpoint"},
        {{{"emb_params", {4, 768}}}, "this is a textual inversion, not a checkpoint"},
        {shapes_of(recorded_layout("sd1")["parts"]["unet"]),
         "this is a UNet alone, without autoencoder and text encoder"},
        {{{"fc.weight", {4, 4, 4}}, {"fc.bias", {4}}}, "this is no checkpoint that is known here"}};
    for (const auto& [shapes, sentence] : cases) QCOMPARE(sentence_of(shapes), sentence + advice);
  }

  void more_blocks_than_any_network_has_are_refused() {
    Shapes shapes = {{"model.diffusion_model.input_blocks.0.0.weight", {4, 4, 3, 3}}};
    for (int i = 1; i < 500; ++i) {
      shapes["model.diffusion_model.input_blocks." + std::to_string(i) + ".0.in_layers.2.weight"] = {4, 4, 3, 3};
    }
    QVERIFY(sentence_of(shapes).find("not arranged as in Stable Diffusion") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(SingleFileTest)
#include "single_file_test.moc"
