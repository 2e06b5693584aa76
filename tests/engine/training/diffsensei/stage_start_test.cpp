// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/stage_start.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "engine/base/error.h"
#include "engine/models/model_set.h"
#include "engine/tensors/part_source.h"
#include "engine/tensors/safetensors_writer.h"
#include "tests/support/diffsensei_fixture.h"

using namespace koma;
using namespace koma::training;

namespace {

namespace fs = std::filesystem;
using checkpoints::CheckpointLayout;

const fs::path checkpoint = test::fixture_folder / "checkpoint";
const std::string first_layer = "down_blocks.1.attentions.0.transformer_blocks.0.attn2";

at::Tensor read(const CheckpointLayout& layout, const std::string& part, const std::string& name) {
  return tensors::open_part(layout.parts.at(part))->read_as(name, layout.parts.at(part).shape(name), {}, at::kFloat);
}

/// The fixture without what DiffSensei adds: a small SDXL in diffusers' folder.
fs::path plain_sdxl(const fs::path& folder) {
  const fs::path from = checkpoint / "image_generator", to = folder / "sdxl";
  fs::create_directories(to / "unet");
  for (const char* part : {"vae", "text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2", "scheduler"})
    fs::copy(from / part, to / part, fs::copy_options::recursive);
  fs::copy_file(from / "model_index.json", to / "model_index.json");
  auto unet = tensors::read_safetensors(from / "unet" / "diffusion_pytorch_model.safetensors");
  std::erase_if(unet, [](const auto& item) {
    return item.first.find(".processor.") != std::string::npos || item.first == "dialog_bbox_embedding";
  });
  tensors::write_safetensors(to / "unet" / "diffusion_pytorch_model.safetensors", unet);
  fs::copy_file(from / "unet" / "config.json", to / "unet" / "config.json");
  return to;
}

/// An IP-Adapter for the fixture's denoiser: every weight of layer i is i.
std::map<std::string, at::Tensor> adapter(const CheckpointLayout& layout) {
  std::map<std::string, at::Tensor> tensors;
  for (const auto& [number, layer] : adapter_layers(layout.parts.at("unet"))) {
    for (const char* kind : {"to_k_ip", "to_v_ip"}) {
      const auto shape = layout.parts.at("unet").shape(layer + ".processor." + kind + ".weight");
      tensors["ip_adapter." + std::to_string(number) + "." + kind + ".weight"] = at::full(shape, double(number));
    }
  }
  tensors["image_proj.latents"] = at::full(layout.parts.at("image_proj_model").shape("latents"), 0.5);
  tensors["image_proj.something_else"] = at::zeros({3});
  return tensors;
}

std::string refusal(const StageStart& start) {
  try {
    (void)start_layout(start);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class StageStartTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void layers_are_numbered_down_up_middle() {
    // specs/diffsensei.md 1.4, with the depths of SDXL.
    checkpoints::PartLayout unet;
    const auto add = [&](const std::string& block, int attentions, int depth) {
      for (int a = 0; a < attentions; ++a) {
        for (int b = 0; b < depth; ++b)
          unet.tensors[block + ".attentions." + std::to_string(a) + ".transformer_blocks." + std::to_string(b) +
                       ".attn2.to_k.weight"] = {};
      }
    };
    add("down_blocks.1", 2, 2);
    add("down_blocks.2", 2, 10);
    add("mid_block", 1, 10);
    add("up_blocks.0", 3, 10);
    add("up_blocks.1", 3, 2);
    const auto layers = adapter_layers(unet);
    QCOMPARE(layers.size(), std::size_t(70));
    QCOMPARE(layers.begin()->first, 1);
    QCOMPARE(layers.rbegin()->first, 139);
    QCOMPARE(layers.at(1), std::string("down_blocks.1.attentions.0.transformer_blocks.0.attn2"));
    QCOMPARE(layers.at(27), std::string("down_blocks.2.attentions.0.transformer_blocks.9.attn2"));
    QCOMPARE(layers.at(49), std::string("up_blocks.0.attentions.0.transformer_blocks.0.attn2"));
    QCOMPARE(layers.at(119), std::string("up_blocks.1.attentions.2.transformer_blocks.1.attn2"));
    QCOMPARE(layers.at(121), std::string("mid_block.attentions.0.transformer_blocks.0.attn2"));
  }

  void a_complete_checkpoint_stays_as_it_is() {
    const auto layout = start_layout({.checkpoint = checkpoint, .work = root() / "start", .characters = true});
    const auto stored = checkpoints::read_checkpoint_layout(checkpoint);
    QVERIFY(layout.parts.at("unet").tensors == stored.parts.at("unet").tensors);
    QVERIFY(fs::is_empty(root() / "start"));
  }

  void plain_sdxl_gets_what_it_lacks() {
    const fs::path encoders = checkpoint / "image_generator";
    const auto layout = start_layout({.checkpoint = plain_sdxl(root()),
                                      .work = root() / "start",
                                      .characters = true,
                                      .image_encoder = encoders / "clip_image_encoder",
                                      .magi_encoder = encoders / "magi_image_encoder"});
    QVERIFY(layout.family == checkpoints::Family::diffsensei);
    QVERIFY(at::equal(read(layout, "unet", first_layer + ".processor.to_k_ip.weight"),
                      read(layout, "unet", first_layer + ".to_k.weight")));
    const at::Tensor dialog = read(layout, "unet", "dialog_bbox_embedding");
    QCOMPARE(dialog.size(0), 24);
    QVERIFY(std::abs(dialog.std().item<double>() - 1) < 0.5);
    const models::ResamplerConfig config =
        models::ResamplerConfig::from_json(layout.parts.at("image_proj_model").config);
    QCOMPARE(config.dim, 1280);
    QCOMPARE(config.embedding_dim, 32);
    QCOMPARE(config.magi_embedding_dim, 24);
    QCOMPARE(config.output_dim, 56);
    models::ModelSet set = models::open_model_set(layout, {});
    models::load_stage(set, models::Stage::characters);
    models::load_stage(set, models::Stage::denoiser);
  }

  void an_adapter_replaces_what_was_there() {
    const auto before = start_layout({.checkpoint = checkpoint, .work = root() / "start", .characters = true});
    tensors::write_safetensors(root() / "adapter.safetensors", adapter(before));
    const auto layout = start_layout({.checkpoint = checkpoint,
                                      .work = root() / "start",
                                      .characters = true,
                                      .adapter = root() / "adapter.safetensors"});
    for (const auto& [number, layer] : adapter_layers(layout.parts.at("unet"))) {
      QCOMPARE(read(layout, "unet", layer + ".processor.to_v_ip.weight").min().item<float>(), float(number));
      QCOMPARE(read(layout, "unet", layer + ".processor.to_k_ip.weight").max().item<float>(), float(number));
    }
    QCOMPARE(read(layout, "image_proj_model", "latents").mean().item<float>(), 0.5f);
    QVERIFY(
        at::equal(read(layout, "image_proj_model", "dummy_tokens"), read(before, "image_proj_model", "dummy_tokens")));
  }

  void what_does_not_fit_is_named() {
    const auto before = start_layout({.checkpoint = checkpoint, .work = root() / "start", .characters = true});
    const fs::path file = root() / "adapter.safetensors";
    StageStart start{.checkpoint = checkpoint, .work = root() / "start", .characters = true, .adapter = file};
    auto tensors = adapter(before);
    tensors.erase("ip_adapter.3.to_k_ip.weight");
    tensors::write_safetensors(file, tensors);
    QVERIFY(refusal(start).find("the file has no ip_adapter.3.to_k_ip.weight") != std::string::npos);
    tensors = adapter(before);
    tensors["image_proj.latents"] = at::zeros({1, 4, 4});
    tensors::write_safetensors(file, tensors);
    QVERIFY(refusal(start).find("the IP-Adapter does not fit: latents has [1, 4, 4]") != std::string::npos);
    start.adapter.clear();
    start.checkpoint = plain_sdxl(root());
    QVERIFY(refusal(start).find("with --image-encoder") != std::string::npos);
    start.checkpoint.clear();
    QVERIFY(refusal(start).find("give --from") != std::string::npos);
  }

 private:
  [[nodiscard]] fs::path root() const { return folder_->path().toStdString(); }
  std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_APPLESS_MAIN(StageStartTest)
#include "stage_start_test.moc"
