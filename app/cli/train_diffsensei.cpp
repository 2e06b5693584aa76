// SPDX-License-Identifier: Apache-2.0
#include "app/cli/train_diffsensei.h"

#include <map>
#include <nlohmann/json.hpp>

namespace koma::app {

namespace {

const std::map<std::string, api::DenoiserPart> parts = {
    {"full", api::DenoiserPart::full}, {"lora", api::DenoiserPart::lora}, {"new", api::DenoiserPart::added}};

std::string partName(api::DenoiserPart part) {
  for (const auto& [name, value] : parts) {
    if (value == part) return name;
  }
  return {};
}

/// Every digit of it.
std::string number(double value) {
  return nlohmann::json(value).dump();
}

}  // namespace

void addDiffSenseiOptions(CLI::App& verb, api::DiffSenseiTraining& training) {
  const std::string group = "DiffSensei's stages (t2i, condition, mllm)";
  const auto option = [&](const char* name, auto& value, const char* help) {
    return verb.add_option(name, value, help)->group(group);
  };
  option("--annotations", training.annotations, "Annotated pages in MangaZero's form")->type_name("FILE");
  option("--images", training.images,
         "Folder of the pages' pictures, or of a restorer's; default for the latter: drawings")
      ->type_name("DIR");
  option("--init-adapter", training.adapter, "IP-Adapter (plus, SDXL, ViT-H) that stage condition begins with")
      ->type_name("FILE");
  option("--image-encoder", training.image_encoder, "CLIP ViT-H for a checkpoint without one")->type_name("DIR");
  option("--magi-encoder", training.magi_encoder, "Magi's crop encoder for a checkpoint without one")->type_name("DIR");
  option("--llm", training.llm, "Language model for a checkpoint without one: a folder, or \"small\" for a fresh one");
  option("--tokenizer", training.tokenizer,
         "SentencePiece model of a fresh language model; none: made from the captions")
      ->type_name("FILE");
  verb.add_option("--unet", training.part, "What is trained of the denoiser: full, lora, or only what DiffSensei adds")
      ->transform(CLI::CheckedTransformer(parts))
      ->default_str("full")
      ->group(group);
  option("--resolution", training.resolution, "Side of the largest bucket's square")
      ->check(CLI::IsMember({256, 512, 1024}))
      ->capture_default_str();
  option("--rate", training.rate, "Learning rate; 0: 1e-5, stage mllm 1e-4, a restorer's 2e-4")->capture_default_str();
  option("--warmup", training.warmup_steps, "Steps up to the learning rate")->capture_default_str();
  verb.add_flag("--cosine", training.cosine, "The learning rate falls along a half cosine; else constant")
      ->group(group);
  option("--weight-decay", training.weight_decay, "AdamW's")->capture_default_str();
  option("--clip", training.clip, "Largest gradient norm; 0: not clipped")->capture_default_str();
  option("--ema", training.ema, "Decay of the weights' moving average, for example 0.9999; 0: none")
      ->capture_default_str();
  option("--accumulate", training.accumulate, "Batches per step")->check(CLI::Range(1, 4096))->capture_default_str();
  option("--lora-rank", training.lora_rank, "Of low-rank changes; 0: 128, stage mllm 64")->capture_default_str();
  option("--lora-alpha", training.lora_alpha, "They are scaled by alpha / rank; 0: equal to the rank")
      ->capture_default_str();
  option("--lora-dropout", training.lora_dropout, "In the language model")->capture_default_str();
  option("--text-drop", training.text_drop, "Chance of an empty caption")->capture_default_str();
  option("--character-drop", training.character_drop, "Chance that a character is left out")->capture_default_str();
  option("--own-crop", training.own_crop, "Chance that a character is shown by the panel that is drawn")
      ->capture_default_str();
  option("--lm-weight", training.lm_weight, "Of the language model's cross-entropy")->capture_default_str();
  option("--rec-weight", training.rec_weight, "Of the squared error of the agent's tokens")->capture_default_str();
  option("--precision", training.precision, "bf16, float32, or auto: bf16 where it is fast")
      ->check(CLI::IsMember({"auto", "bf16", "float32"}))
      ->capture_default_str();
  option("--save-steps", training.save_steps, "A checkpoint every so many steps; 0: by time only")
      ->capture_default_str();
}

std::vector<std::string> diffSenseiArguments(const api::DiffSenseiTraining& training) {
  std::vector<std::string> arguments;
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    arguments.emplace_back(name);
    arguments.push_back(value);
  };
  add("--annotations", training.annotations.string());
  add("--images", training.images.string());
  add("--init-adapter", training.adapter.string());
  add("--image-encoder", training.image_encoder.string());
  add("--magi-encoder", training.magi_encoder.string());
  add("--llm", training.llm.string());
  add("--tokenizer", training.tokenizer.string());
  add("--unet", partName(training.part));
  add("--resolution", std::to_string(training.resolution));
  add("--rate", number(training.rate));
  add("--warmup", std::to_string(training.warmup_steps));
  if (training.cosine) arguments.emplace_back("--cosine");
  add("--weight-decay", number(training.weight_decay));
  add("--clip", number(training.clip));
  add("--ema", number(training.ema));
  add("--accumulate", std::to_string(training.accumulate));
  add("--lora-rank", std::to_string(training.lora_rank));
  add("--lora-alpha", number(training.lora_alpha));
  add("--lora-dropout", number(training.lora_dropout));
  add("--text-drop", number(training.text_drop));
  add("--character-drop", number(training.character_drop));
  add("--own-crop", number(training.own_crop));
  add("--lm-weight", number(training.lm_weight));
  add("--rec-weight", number(training.rec_weight));
  add("--precision", training.precision);
  add("--save-steps", std::to_string(training.save_steps));
  return arguments;
}

}  // namespace koma::app
