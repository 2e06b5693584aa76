// SPDX-License-Identifier: Apache-2.0
#include "app/cli/engine_flags.h"

#include "app/base/resources.h"

namespace koma::app {

void addEngineFlags(CLI::App& verb, EngineFlags& flags) {
  verb.add_option("--model", flags.model, "Checkpoint folder or file, or catalog id, instead of the request's")
      ->type_name("DIR|FILE|ID");
  addComputeFlags(verb, flags);
}

void addComputeFlags(CLI::App& verb, EngineFlags& flags) {
  verb.add_option("--device", flags.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
  verb.add_option("--dtype", flags.dtype, "Number type of the weights")
      ->check(CLI::IsMember({"auto", "float32", "bfloat16", "float16"}))
      ->capture_default_str();
  verb.add_option("--threads", flags.threads, "CPU threads; 0: one per core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb.add_option("--memory", flags.memory, "What stays in memory: as it fits, everything, as little as possible")
      ->check(CLI::IsMember({"auto", "keep", "save"}))
      ->capture_default_str();
  verb.add_option("--agent-precision", flags.agentPrecision, "Number type of the language agent's weights")
      ->check(CLI::IsMember({"auto", "float32", "bfloat16", "int8"}))
      ->capture_default_str();
  verb.add_option("--cores", flags.cores, "CPU cores to run on, for example 0-3,6")->type_name("LIST");
  verb.add_option("--models", flags.modelFolders, "More folders with models")->type_name("DIR");
}

EngineOptions engineOptions(const EngineFlags& flags, const Context& context) {
  EngineOptions options;
  options.model_folders = {context.resources / "models"};
  options.model_folders.insert(options.model_folders.end(), flags.modelFolders.begin(), flags.modelFolders.end());
  options.clip_vocabulary = findClipVocabulary(context.resources);
  options.memory = flags.memory;
  options.agent_precision = flags.agentPrecision;
  options.cores = flags.cores;
  options.device = flags.device;
  options.dtype = flags.dtype;
  options.threads = flags.threads;
  return options;
}

}  // namespace koma::app
