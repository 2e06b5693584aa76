// SPDX-License-Identifier: Apache-2.0
#include "engine/api/model_catalog.h"

#include <QtTest>

#include "engine/api/model_hash.h"
#include "engine/base/error.h"
#include "tests/support/recorded_layout.h"

using namespace koma::api;
using namespace koma::test;
namespace fs = std::filesystem;

namespace {

const fs::path fixture = fs::path(KOMA_TEST_DATA) / "diffsensei/checkpoint";
const std::string lora_layer = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k";

fs::path diffsensei(const fs::path& parent, const std::string& id) {
  fs::create_directories(parent);
  fs::copy(fixture, parent / id, fs::copy_options::recursive);
  return parent / id;
}

/// One of each kind, in the folders that authors have them in.
void write_models(const fs::path& root) {
  write_tensors(root / "checkpoints/small.safetensors", shapes_of(recorded_layout("sd1")["single"]));
  write_tensors(root / "checkpoints/deep/er/repaint.safetensors", shapes_of(recorded_layout("sdxl_inpaint")["single"]));
  write_checkpoint_folder(root / "second", recorded_layout("sd2"));
  write_tensors(root / "loras/ink.safetensors", {{lora_layer + ".lora_down.weight", {4, 768}}});
  write_part(root / "controlnet/canny", recorded_layout("controlnet_sdxl"), "controlnet");
  write_part(root / "vae/soft", recorded_layout("sdxl"), "vae");
  write_tensors(root / "vae_approx/taesd_decoder.safetensors", shapes_of(recorded_layout("taesd")["decoder"]));
  write_tensors(root / "embeddings/hero.safetensors", {{"clip_l", {2, 768}}, {"clip_g", {2, 1280}}});
  write_text(root / "loras/notes.txt", "not a model");
  write_tensors(root / "loras/toned/pytorch_lora_weights.safetensors", {{lora_layer + ".lora_down.weight", {4, 2048}}});
}

std::string listed(const ModelCatalog& catalog) {
  std::string list;
  for (const ModelEntry& entry : catalog.entries()) {
    list += entry.id + " " + to_string(entry.kind) + " " + (entry.family.empty() ? "-" : entry.family) +
            (entry.problem.empty() ? "" : ": " + entry.problem) + "\n";
  }
  return list;
}

std::string refusal(const ModelCatalog& catalog, const std::string& id, ModelKind kind = ModelKind::checkpoint) {
  try {
    (void)catalog.find(id, kind);
  } catch (const koma::Error& error) {
    return std::string(to_string(error.code())) + ": " + error.sentence();
  }
  return {};
}

}  // namespace

class ModelCatalogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everything_in_a_folder_is_listed_with_kind_and_family() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_models(root);
    QCOMPARE(listed(ModelCatalog({root})), std::string("repaint checkpoint sdxl\n"
                                                       "small checkpoint sd1\n"
                                                       "canny controlnet sdxl\n"
                                                       "hero textual_inversion sdxl\n"
                                                       "ink lora sd1\n"
                                                       "toned lora sdxl\n"
                                                       "second checkpoint sd2\n"
                                                       "soft vae -\n"
                                                       "taesd_decoder taesd -\n"));
  }

  void a_checkpoint_says_what_it_can_do() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_models(root);
    const ModelCatalog catalog({root});
    const ModelEntry small = catalog.find("small"), repaint = catalog.find("repaint"), second = catalog.find("second");
    QVERIFY(small.abilities.samplers && small.abilities.loras && small.abilities.repaints);
    QVERIFY(!small.abilities.characters && !small.abilities.dialog_boxes && !small.abilities.inpaint_model);
    QVERIFY(repaint.abilities.inpaint_model);
    QCOMPARE(small.native_area, 512 * 512);
    QCOMPARE(second.native_area, 768 * 768);
    QCOMPARE(repaint.native_area, 1024 * 1024);
    QVERIFY(small.bytes > 0 && small.bytes < fs::file_size(small.folder));
    QVERIFY(catalog.find(small.folder.string()) == small);
  }

  void a_diffsensei_folder_describes_itself() {
    QTemporaryDir folder;
    const fs::path mini = diffsensei(folder.path().toStdString(), "mini");
    QCOMPARE(ModelCatalog({folder.path().toStdString()}).find("mini").native_area, 1024 * 1024);
    const ModelAbilities plain = ModelCatalog({folder.path().toStdString()}).find("mini").abilities;
    QVERIFY(plain.max_characters == 4 && plain.max_dialog_boxes == 8 && !plain.agent);
    write_text(mini / "komawari.json",
               R"({"name": "Mini", "native_area": 65536, "controls": {}, "characters": 3, "dialogs": 6})");
    const ModelCatalog catalog({folder.path().toStdString()});
    const ModelEntry entry = catalog.find("mini");
    QCOMPARE(entry.name, std::string("Mini"));
    QCOMPARE(entry.native_area, 65536);
    QVERIFY(entry.abilities.controls && entry.abilities.characters && entry.abilities.dialog_boxes);
    QVERIFY(entry.abilities.max_characters == 3 && entry.abilities.max_dialog_boxes == 6);
    QVERIFY(catalog.find(mini.string()) == entry);
    QVERIFY(entry.words == ControlWords{});
    fs::create_directories(mini / "mllm");
    const ModelEntry torn = read_model(mini);
    QVERIFY(!torn.abilities.agent && torn.problem.empty());
    QVERIFY2(torn.agent_problem.find("mllm") != std::string::npos, torn.agent_problem.c_str());
  }

  void the_names_of_its_codes_are_told() {
    QTemporaryDir folder;
    const fs::path mini = diffsensei(folder.path().toStdString(), "mini");
    write_text(mini / "komawari.json",
               R"({"controls": {"expression": [["smiling", "happy"], "sad"], "view": ["front", ["back", "behind"]]}})");
    const ModelEntry entry = read_model(mini);
    QVERIFY((entry.words == ControlWords{{"smiling", "sad"}, {}, {}, {}, {"front", "back"}}));
    for (const char* wrong :
         {R"({"controls": {"pose": [[]]}})", R"({"controls": {"pose": [7]}})", R"({"controls": {"pose": 7}})"}) {
      write_text(mini / "komawari.json", wrong);
      QVERIFY2(inspect_model(mini).problem.starts_with("komawari.json: cannot be used: "), wrong);
    }
  }

  void ids_stay_unique_and_the_first_folder_wins() {
    QTemporaryDir first, second;
    const fs::path one = first.path().toStdString(), two = second.path().toStdString();
    write_tensors(one / "a/hero.safetensors", {{"emb_params", {2, 768}}});
    write_tensors(one / "b/hero.safetensors", {{"emb_params", {2, 1024}}});
    write_tensors(two / "b/hero.safetensors", {{"emb_params", {2, 768}}});
    const ModelCatalog catalog({one, two, one / "a", "/nowhere"});
    QCOMPARE(listed(catalog), "hero textual_inversion sd1\nb/hero textual_inversion sd2\n" +
                                  (two / "b/hero.safetensors").string() + " textual_inversion sd1\n");
    QCOMPARE(catalog.find("b/hero", ModelKind::textual_inversion).family, std::string("sd2"));
  }

  void what_cannot_be_loaded_is_listed_with_the_reason() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    fs::remove(diffsensei(root, "half") / "image_generator/unet/diffusion_pytorch_model.safetensors");
    write_text(diffsensei(root, "talk") / "komawari.json", R"({"name": 7})");
    write_tensors(root / "three.safetensors", {{"model.diffusion_model.joint_blocks.0.qkv.weight", {4, 4}}});
    write_text(root / "loras/cut.safetensors", "x");
    write_tensors(root / "what.safetensors", {{"fc.weight", {4, 4, 4}}});
    const ModelCatalog catalog({root});
    const QStringList lines = QString::fromStdString(listed(catalog)).split('\n');
    QCOMPARE(lines[0],
             QString("half checkpoint -: image_generator/unet: the weights of unet are missing; get the model "
                     "again"));
    QVERIFY(lines[1].startsWith("cut lora -: "));
    QVERIFY(lines[2].startsWith("talk checkpoint diffsensei: komawari.json: cannot be used: "));
    QCOMPARE(lines[3], QString("three checkpoint -: this is a Stable Diffusion 3 checkpoint; give a checkpoint of "
                               "Stable Diffusion 1, 2 or XL"));
    QCOMPARE(lines[4],
             QString("what checkpoint -: this is no checkpoint that is known here; give a checkpoint of Stable "
                     "Diffusion 1, 2 or XL"));
    QCOMPARE(refusal(catalog, "half"), std::string("not_found: the weights of unet are missing; get the model again"));
    QVERIFY(refusal(catalog, "three").starts_with("unsupported: this is a Stable Diffusion 3"));
  }

  void an_adapter_of_subjects_tells_the_encoder_that_it_needs() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    const fs::path adapter = fs::path(KOMA_TEST_DATA) / "msdiffusion/checkpoint/ms_adapter.bin";
    fs::create_directories(root / "ms");
    fs::copy(adapter, root / "ms/ms_adapter.bin");  // pickled, and nothing of it is executed
    write_tensors(root / "xl.safetensors",
                  {{"image_proj.proj_in.weight", {8, 1664}}, {"ms_adapter.1.to_k_ip.weight", {640, 2048}}});
    write_text(root / "torn/ms_adapter.bin", "x");
    const ModelCatalog catalog({root});
    QCOMPARE(catalog.find("ms_adapter", ModelKind::subject_adapter).encoder_width, 96);
    QCOMPARE(catalog.find("ms_adapter", ModelKind::subject_adapter).family, std::string("sdxl"));
    QCOMPARE(catalog.find("xl", ModelKind::subject_adapter).encoder_width, 1664);
    const QString lines = QString::fromStdString(listed(catalog));
    QVERIFY2(lines.contains("torn/ms_adapter subject_adapter -: "), qPrintable(lines));
    QCOMPARE(refusal(catalog, "xl"),
             std::string("unsupported: this is an MS-Diffusion adapter, which a request names as its subject_adapter, "
                         "not a checkpoint; choose another"));
    QVERIFY(model_hash(root / "xl.safetensors").size() == 64);
  }

  void another_kind_is_refused_by_name() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_models(root);
    const ModelCatalog catalog({root});
    QCOMPARE(refusal(catalog, "ink"), std::string("unsupported: this is a LoRA, not a checkpoint; choose another"));
    QCOMPARE(refusal(catalog, (root / "vae/soft").string(), ModelKind::controlnet),
             std::string("unsupported: this is an autoencoder (VAE), not a ControlNet; choose another"));
    QCOMPARE(refusal(catalog, "maxi"),
             std::string("not_found: there is no such model; known are repaint, small, second, or give the path of a "
                         "folder or file"));
    QCOMPARE(refusal(ModelCatalog({}), "maxi"),
             std::string("not_found: there is no such model; known are none, or give "
                         "the path of a folder or file"));
  }
};

QTEST_GUILESS_MAIN(ModelCatalogTest)
#include "model_catalog_test.moc"
