// SPDX-License-Identifier: Apache-2.0
#include "app/cli/train_diffsensei.h"

#include <map>

#include "app/cli/train_learning.h"

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
  option("--text-drop", training.text_drop, "Chance of an empty caption")->capture_default_str();
  option("--character-drop", training.character_drop, "Chance that a character is left out")->capture_default_str();
  option("--own-crop", training.own_crop, "Chance that a character is shown by the panel that is drawn")
      ->capture_default_str();
  option("--lm-weight", training.lm_weight, "Of the language model's cross-entropy")->capture_default_str();
  option("--rec-weight", training.rec_weight, "Of the squared error of the agent's tokens")->capture_default_str();
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
  add("--text-drop", exactNumber(training.text_drop));
  add("--character-drop", exactNumber(training.character_drop));
  add("--own-crop", exactNumber(training.own_crop));
  add("--lm-weight", exactNumber(training.lm_weight));
  add("--rec-weight", exactNumber(training.rec_weight));
  return arguments;
}

}  // namespace koma::app
