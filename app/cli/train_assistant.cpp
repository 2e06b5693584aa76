// SPDX-License-Identifier: Apache-2.0
#include "app/cli/train_assistant.h"

#include "app/cli/train_learning.h"

namespace koma::app {

void addAssistantOptions(CLI::App& verb, api::AssistantTraining& training) {
  const std::string group = "The assistant's stages (also --images, --llm, --tokenizer, --unet, --resolution)";
  const auto option = [&](const char* name, auto& value, const char* help) {
    return verb.add_option(name, value, help)->group(group);
  };
  option("--data", training.data, "Conversations in LLaVA's form; of assistant-images captioned pictures")
      ->type_name("FILE|DIR");
  option("--vision", training.vision, "CLIP that sees the pictures; default: the run's own")->type_name("DIR");
  option("--projector", training.projector, "mm_projector to begin with; none: the language model's own, or fresh")
      ->type_name("FILE");
  option("--form", training.form,
         "How conversations are written down: plain (default of assistant-projector), v1 (of assistant), llava_v1, "
         "llama_3")
      ->check(CLI::IsMember({"plain", "v1", "llava_v1", "llama_3"}));
  option("--fit", training.fit, "Pictures become squares: squash, or crop (default of assistant-projector)")
      ->check(CLI::IsMember({"squash", "crop"}));
  verb.add_flag("--whole", training.whole, "The whole language model learns, else low-rank changes")->group(group);
  option("--longest", training.longest, "Positions that the language model hears, a picture's among them")
      ->check(CLI::Range(16, 1'000'000))
      ->capture_default_str();
  option("--snr-gamma", training.snr_gamma, "Of min-SNR weighting, for example 5; 0: all noise levels weigh the same");
  option("--noise-offset", training.noise_offset,
         "Added to the noise of a whole channel, for example 0.05; 0: nothing");
  option("--brief", training.brief, "Chance that a picture's brief caption is heard")->capture_default_str();
  option("--empty", training.empty, "Chance of an empty caption, of checkpoints that repaint")->capture_default_str();
  option("--everything", training.everything, "Chance that the whole picture is the hole, of checkpoints that repaint")
      ->capture_default_str();
}

std::vector<std::string> assistantArguments(const api::AssistantTraining& training) {
  std::vector<std::string> arguments;
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    arguments.emplace_back(name);
    arguments.push_back(value);
  };
  add("--data", training.data.string());
  add("--vision", training.vision.string());
  add("--projector", training.projector.string());
  add("--form", training.form);
  add("--fit", training.fit);
  if (training.whole) arguments.emplace_back("--whole");
  add("--longest", std::to_string(training.longest));
  add("--snr-gamma", exactNumber(training.snr_gamma));
  add("--noise-offset", exactNumber(training.noise_offset));
  add("--brief", exactNumber(training.brief));
  add("--empty", exactNumber(training.empty));
  add("--everything", exactNumber(training.everything));
  return arguments;
}

}  // namespace koma::app
