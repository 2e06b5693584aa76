// SPDX-License-Identifier: Apache-2.0
#include "app/cli/train_learning.h"

#include <nlohmann/json.hpp>

namespace koma::app {

void addLearningOptions(CLI::App& verb, api::Learning& learning) {
  const std::string group = "How the stages of DiffSensei and of the assistant learn (what is left out: their own way)";
  const auto option = [&](const char* name, auto& value, const char* help) {
    return verb.add_option(name, value, help)->group(group);
  };
  option("--rate", learning.rate,
         "Learning rate; 0: 1e-5, mllm 1e-4, assistant-projector 1e-3, assistant 2e-4 (--whole 2e-5), assistant-images "
         "2e-5, "
         "a restorer's 2e-4");
  option("--warmup", learning.warmup_steps,
         "Steps up to the learning rate; default: 0, the assistant's language model 3 % of --steps, its images 500");
  verb.add_flag(
          "--cosine,!--constant", learning.cosine,
          "The learning rate falls along a half cosine, or not at all; default: the assistant's language model's does")
      ->group(group);
  option("--weight-decay", learning.weight_decay, "AdamW's; default: 0.01, the assistant's language model 0");
  option("--clip", learning.clip, "Largest gradient norm; 0: not clipped; default: 0, the assistant's stages 1");
  option("--ema", learning.ema,
         "Decay of the weights' moving average, for example 0.9999; 0: none; default: 0, assistant-images 0.9999");
  option("--accumulate", learning.accumulate, "Batches per step")->check(CLI::Range(1, 4096))->capture_default_str();
  option("--lora-rank", learning.lora_rank, "Of low-rank changes; 0: 128, stage mllm 64");
  option("--lora-alpha", learning.lora_alpha, "They are scaled by alpha / rank; 0: equal to the rank");
  option("--lora-dropout", learning.lora_dropout, "In language models")->capture_default_str();
  option("--precision", learning.precision, "bf16, float32, or auto: bf16 where it is fast")
      ->check(CLI::IsMember({"auto", "bf16", "float32"}))
      ->capture_default_str();
  option("--save-steps", learning.save_steps, "A checkpoint every so many steps; 0: by time only")
      ->capture_default_str();
}

std::string exactNumber(double value) {
  return nlohmann::json(value).dump();
}

std::vector<std::string> learningArguments(const api::Learning& learning) {
  std::vector<std::string> arguments;
  const auto add = [&](const char* name, const std::string& value) {
    arguments.emplace_back(name);
    arguments.push_back(value);
  };
  add("--rate", exactNumber(learning.rate));
  if (learning.warmup_steps) add("--warmup", std::to_string(*learning.warmup_steps));
  if (learning.cosine) arguments.emplace_back(*learning.cosine ? "--cosine" : "--constant");
  if (learning.weight_decay) add("--weight-decay", exactNumber(*learning.weight_decay));
  if (learning.clip) add("--clip", exactNumber(*learning.clip));
  if (learning.ema) add("--ema", exactNumber(*learning.ema));
  add("--accumulate", std::to_string(learning.accumulate));
  add("--lora-rank", std::to_string(learning.lora_rank));
  add("--lora-alpha", exactNumber(learning.lora_alpha));
  add("--lora-dropout", exactNumber(learning.lora_dropout));
  add("--precision", learning.precision);
  add("--save-steps", std::to_string(learning.save_steps));
  return arguments;
}

}  // namespace koma::app
