// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "engine/base/error.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/checkpoints/part_folder.h"
#include "tests/support/tensor_file.h"

using namespace koma::checkpoints;
using koma::test::write_tensors;
using koma::test::write_text;
namespace fs = std::filesystem;

namespace {

const fs::path fixture = fs::path(KOMA_TEST_DATA) / "diffsensei/checkpoint";
const fs::path mini = fs::path(KOMA_RESOURCES) / "models/mini";

std::string sentence_of(const fs::path& path) {
  try {
    (void)read_checkpoint_layout(path);
  } catch (const koma::Error& error) {
    return error.sentence();
  }
  return {};
}

/// A diffusers folder that is complete from outside; every network has one or two tensors.
void write_pipeline(const fs::path& folder, const std::string& unet_config = R"({"sample_size": 96})",
                    std::int64_t inputs = 4) {
  write_text(folder / "model_index.json", R"({"_class_name": "StableDiffusionPipeline",
    "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"],
    "text_encoder": ["transformers", "CLIPTextModel"], "tokenizer": ["transformers", "CLIPTokenizer"],
    "safety_checker": ["stable_diffusion", "StableDiffusionSafetyChecker"], "image_encoder": [null, null],
    "scheduler": ["diffusers", "PNDMScheduler"]})");
  write_text(folder / "scheduler/scheduler_config.json", R"({"_class_name": "PNDMScheduler"})");
  write_text(folder / "unet/config.json", unet_config);
  write_text(folder / "vae/config.json", "{}");
  write_text(folder / "text_encoder/config.json", "{}");
  write_tensors(folder / "unet/diffusion_pytorch_model.safetensors", {{"conv_in.weight", {8, inputs, 3, 3}}});
  write_tensors(folder / "vae/diffusion_pytorch_model.safetensors",
                {{"encoder.mid_block.attentions.0.query.weight", {4, 4, 1, 1}},
                 {"encoder.mid_block.attentions.0.proj_attn.bias", {4}}});
  write_tensors(folder / "text_encoder/model.safetensors",
                {{"embeddings.token_embedding.weight", {6, 4}}, {"embeddings.position_ids", {1, 6}}});
}

}  // namespace

class FolderLayoutTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_diffsensei_folder_has_the_parts_that_its_index_does_not_mention() {
    const CheckpointLayout layout = read_checkpoint_layout(fixture);
    QVERIFY(layout.family == Family::diffsensei);
    for (const char* part : {"unet", "vae", "text_encoder", "text_encoder_2", "image_proj_model", "clip_image_encoder",
                             "magi_image_encoder"}) {
      QVERIFY2(layout.has(part), part);
      QVERIFY(layout.parts.at(part).bytes() > 0);
    }
    QCOMPARE(layout.unet_inputs(), 4);
    QVERIFY(layout.force_zeros_for_empty_prompt);
    QVERIFY(layout.tokenizers.contains("text_encoder") && layout.tokenizers.contains("text_encoder_2"));
    QCOMPARE(layout.parts.at("unet").config["cross_attention_dim"], 56);
    QVERIFY(layout.scheduler_config.find("EulerDiscreteScheduler") != std::string::npos);
    QVERIFY(layout.prediction_known);
  }

  void an_agent_lies_beside_the_image_generator() {
    const fs::path agent = fixture.parent_path() / "mllm/checkpoint";
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    fs::create_directory_symlink(fixture / "image_generator", root / "image_generator");
    QVERIFY(!read_checkpoint_layout(root).has_agent());
    QVERIFY(read_checkpoint_layout(root).agent_problem.empty());
    fs::copy(agent, root / "mllm", fs::copy_options::recursive);
    const CheckpointLayout layout = read_checkpoint_layout(root);
    QVERIFY(layout.has_agent() && layout.agent_problem.empty());
    QCOMPARE(layout.parts.at("mllm_llm").files.size(), std::size_t(2));
    QCOMPARE(layout.parts.at("mllm_llm").config["hidden_size"], 80);
    QVERIFY(layout.parts.at("mllm_agent").has("output_resampler.attn.in_proj_weight"));
    QCOMPARE(layout.tokenizers.at("mllm_llm"), root / "mllm/tokenizer");

    // Whatever is broken there, the image generator can be used.
    for (const char* file : {"llm/config.json", "llm/model-00001-of-00002.safetensors", "tokenizer/tokenizer.model",
                             "tokenizer/added_tokens.json"}) {
      fs::rename(root / "mllm" / file, root / "away");
      const CheckpointLayout lacking = read_checkpoint_layout(root);
      QVERIFY2(!lacking.has_agent() && !lacking.has("mllm_llm"), file);
      QVERIFY2(lacking.agent_problem.find(file) != std::string::npos, lacking.agent_problem.c_str());
      fs::rename(root / "away", root / "mllm" / file);
    }
    QVERIFY(read_checkpoint_layout(root).has_agent());
  }

  void mini_has_the_second_text_encoder_only() {
    if (!fs::exists(mini)) QSKIP("no embedded model in this tree");
    const CheckpointLayout layout = read_checkpoint_layout(mini);
    QVERIFY(!layout.has("text_encoder") && layout.has("text_encoder_2"));
    QVERIFY(!layout.has("magi_image_encoder"));
    QVERIFY(!layout.force_zeros_for_empty_prompt);
    QCOMPARE(layout.sample_size, 48);
  }

  void a_diffusers_folder_has_what_its_index_lists_under_canonical_names() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_pipeline(root);
    const CheckpointLayout layout = read_checkpoint_layout(root);
    QVERIFY(layout.family == Family::sd1);
    QCOMPARE(layout.parts.size(), std::size_t(3));
    QCOMPARE(layout.sample_size, 96);
    const PartLayout& vae = layout.parts.at("vae");
    QVERIFY(vae.shape("encoder.mid_block.attentions.0.to_q.weight") == std::vector<std::int64_t>({4, 4}));
    QVERIFY(vae.has("encoder.mid_block.attentions.0.to_out.0.bias"));
    const PartLayout& text = layout.parts.at("text_encoder");
    QVERIFY(text.has("text_model.embeddings.token_embedding.weight"));
    QCOMPARE(text.tensors.size(), std::size_t(1));
    QCOMPARE(layout.bytes, std::uint64_t(2 * (8 * 4 * 9 + 16 + 4 + 24)));
  }

  void the_family_is_told_by_the_unet() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_pipeline(root, R"({"use_linear_projection": true})");
    QVERIFY(read_checkpoint_layout(root).family == Family::sd2);
  }

  void a_variant_is_taken_when_there_is_no_plain_file() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    const auto chosen = [&] { return weights_in(root)->filename().string(); };
    QVERIFY(!weights_in(root).has_value());
    // Each file is better than all before it.
    for (const char* file :
         {"pytorch_model.bin.index.json", "pytorch_model.bin", "model.non_ema.safetensors", "model.bf16.safetensors",
          "model.safetensors.index.fp16.json", "model.fp16.safetensors", "model.safetensors.index.json",
          "model.safetensors", "diffusion_pytorch_model.safetensors"}) {
      write_text(root / file, "");
      write_text(root / "model-00001-of-00002.safetensors", "");
      write_text(root / "model.fp16-00001-of-00002.safetensors", "");
      QCOMPARE(chosen(), std::string(file));
    }
  }

  void shards_are_one_part() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_pipeline(root);
    fs::remove(root / "unet/diffusion_pytorch_model.safetensors");
    write_tensors(root / "unet/a.safetensors", {{"conv_in.weight", {8, 9, 3, 3}}});
    write_tensors(root / "unet/b.safetensors", {{"conv_in.bias", {8}}});
    write_text(root / "unet/diffusion_pytorch_model.safetensors.index.json",
               R"({"weight_map": {"conv_in.weight": "a.safetensors", "conv_in.bias": "b.safetensors"}})");
    const CheckpointLayout layout = read_checkpoint_layout(root);
    QCOMPARE(layout.parts.at("unet").files.size(), std::size_t(2));
    QCOMPARE(layout.parts.at("unet").tensors.at("conv_in.bias").file, std::size_t(1));
    QCOMPARE(layout.unet_inputs(), 9);
  }

  void what_cannot_be_drawn_with_says_what_it_is() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_pipeline(root / "edits", "{}", 8);
    QCOMPARE(sentence_of(root / "edits"), std::string("it edits pictures by instruction (eight input channels); give a "
                                                      "checkpoint of Stable Diffusion 1, 2 or XL"));
    write_text(root / "three/model_index.json", R"({"_class_name": "StableDiffusion3Pipeline",
      "transformer": ["diffusers", "SD3Transformer2DModel"]})");
    QCOMPARE(sentence_of(root / "three"),
             std::string("this is a StableDiffusion3Pipeline, which draws with SD3Transformer2DModel; give a "
                         "checkpoint of Stable Diffusion 1, 2 or XL"));
    write_text(root / "refiner/model_index.json", R"({"_class_name": "StableDiffusionXLImg2ImgPipeline",
      "requires_aesthetics_score": true, "unet": ["diffusers", "UNet2DConditionModel"]})");
    QCOMPARE(sentence_of(root / "refiner"),
             std::string("this is the SDXL refiner, which only goes over finished pictures; give a checkpoint of "
                         "Stable Diffusion 1, 2 or XL"));
  }

  void the_inside_of_a_diffsensei_checkpoint_is_not_taken_for_the_whole() {
    QCOMPARE(sentence_of(fixture / "image_generator"),
             std::string("this is the inside of a DiffSensei checkpoint; give the folder above it"));
  }

  void a_missing_piece_is_named() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    QCOMPARE(sentence_of(root / "nowhere"), std::string("there is no such checkpoint; check the path"));
    QCOMPARE(sentence_of(root), std::string("the folder has neither image_generator/ nor model_index.json; give a "
                                            "checkpoint's own folder"));
    write_pipeline(root);
    fs::remove(root / "vae/diffusion_pytorch_model.safetensors");
    QCOMPARE(sentence_of(root), std::string("the weights of vae are missing; get the model again"));
    write_tensors(root / "vae/diffusion_pytorch_model.safetensors", {{"a", {1}}});
    fs::remove(root / "unet/config.json");
    QCOMPARE(sentence_of(root), std::string("there is no such file in the checkpoint; get the model again"));
    write_text(root / "model_index.json", "[1]");
    QCOMPARE(sentence_of(root), std::string("is no JSON object; get the model again"));
  }
};

QTEST_GUILESS_MAIN(FolderLayoutTest)
#include "folder_layout_test.moc"
