// SPDX-License-Identifier: Apache-2.0
#include "app/cli/train.h"

#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/base/resources.h"
#include "app/cli/event_writer.h"
#include "app/cli/train_assistant.h"
#include "app/cli/train_diffsensei.h"
#include "app/cli/train_learning.h"
#include "app/cli/train_restorer.h"
#include "engine/api/training_request.h"
#include "engine/base/error.h"
#include "engine/engine.h"

namespace koma::app {

namespace {

constexpr const char* examples = R"(Examples, the whole training of the embedded model on two cores:
  komawari-cli train --stage vae       --run run --seconds 600 --processes 2
  komawari-cli train --stage reference --run run --seconds 180
  komawari-cli train --stage panels    --run run --processes 2
  komawari-cli train --stage denoiser  --run run --seconds 3600 --processes 2
  komawari-cli train --stage decoder   --run run --seconds 600 --processes 2
  komawari-cli train --stage export    --run run --out models/mini
A stage that was cut off goes on from its last checkpoint; export and sheet work at any time.
Going on from a finished checkpoint, with a new budget:
  komawari-cli train --stage import    --run next --from resources/models/mini
A ControlNet that leads the embedded model by edges, beside a run that has its denoiser:
  komawari-cli train --stage control        --run next --seconds 3600
  komawari-cli train --stage export-control --run next --out models/mini-canny
The three stages of DiffSensei, each on what the ones before it made:
  komawari-cli train --stage t2i       --run ds --from sdxl --annotations a.json --images pages --steps 100000 --device cuda
  komawari-cli train --stage condition --run ds --from sdxl --annotations a.json --images pages --steps 250000 \
      --image-encoder clip-vit-h --magi-encoder magi --init-adapter ip-adapter-plus_sdxl_vit-h.safetensors --processes 8
  komawari-cli train --stage mllm      --run ds --from DiffSensei --annotations a.json --images pages --steps 20000
  komawari-cli train --stage export    --run ds --from DiffSensei --out models/mine
The assistant of LLMGA: a picture's way into a language model, then the model itself:
  komawari-cli train --stage assistant-projector --run chat --llm vicuna-7b --vision clip-vit-large-patch14-336 \
      --data captions.json --images pictures --steps 2000 --batch 32 --device cuda
  komawari-cli train --stage assistant        --run chat --data talk.json --images pictures --steps 5000 --accumulate 4
  komawari-cli train --stage export-assistant --run chat --out models/chat
Its second stage, a checkpoint that draws or repaints what long captions say:
  komawari-cli train --stage assistant-images --run long --from sdxl-inpainting --data captions.json --images pictures \
      --steps 50000 --device cuda
  komawari-cli train --stage export           --run long --from sdxl-inpainting --out models/long
A restorer of seams (DiffRIR) in two stages; --errors photo --images DIR for pictures that are no manga:
  komawari-cli train --stage restorer-1      --run rr --steps 400000 --device cuda
  komawari-cli train --stage restorer-2      --run rr --steps 1000000 --device cuda
  komawari-cli train --stage export-restorer --run rr --out my-restorer.safetensors
On two machines, each command on its own machine; gradients meet at the first:
  komawari-cli train --stage condition … --world 2 --rank 0 --rendezvous first:29500
  komawari-cli train --stage condition … --world 2 --rank 1 --rendezvous first:29500)";

const std::map<std::string, api::TrainingStage> stages = {
    {"vae", api::TrainingStage::vae},
    {"decoder", api::TrainingStage::decoder},
    {"reference", api::TrainingStage::reference},
    {"panels", api::TrainingStage::panels},
    {"denoiser", api::TrainingStage::denoiser},
    {"control", api::TrainingStage::control},
    {"export-control", api::TrainingStage::write_control},
    {"sheet", api::TrainingStage::sheet},
    {"export", api::TrainingStage::write},
    {"import", api::TrainingStage::read},
    {"t2i", api::TrainingStage::t2i},
    {"condition", api::TrainingStage::condition},
    {"mllm", api::TrainingStage::mllm},
    {"assistant-projector", api::TrainingStage::assistant_projector},
    {"assistant", api::TrainingStage::assistant},
    {"assistant-images", api::TrainingStage::assistant_images},
    {"export-assistant", api::TrainingStage::write_assistant},
    {"restorer-1", api::TrainingStage::restorer_1},
    {"restorer-2", api::TrainingStage::restorer_2},
    {"export-restorer", api::TrainingStage::write_restorer}};

struct Arguments {
  std::string stage;
  api::TrainingRequest request;
  bool json = false;
};

/// The command that starts a further process of the same stage.
std::vector<std::string> workerCommand(const Arguments& arguments) {
  const api::TrainingRequest& request = arguments.request;
  std::vector<std::string> command = {"komawari-cli",  "train", "--stage",
                                      arguments.stage, "--run", request.run.string()};
  const auto add = [&](const char* name, const std::string& value) {
    command.emplace_back(name);
    command.push_back(value);
  };
  if (!request.cache.empty()) add("--cache", request.cache.string());
  add("--steps", std::to_string(request.steps));
  add("--seconds", std::to_string(request.seconds));
  if (request.batch > 0) add("--batch", std::to_string(request.batch));
  add("--panels", std::to_string(request.panels));
  add("--seed", std::to_string(request.seed));
  if (!request.width.empty()) add("--width", request.width);
  add("--device", request.device);
  if (!request.from.empty()) add("--from", request.from.string());
  const api::TrainingStage stage = stages.at(arguments.stage);
  if (api::of_diffsensei(stage) || api::of_assistant(stage) || stage == api::TrainingStage::assistant_images) {
    for (const std::string& word : diffSenseiArguments(request.diffsensei)) command.push_back(word);
    for (const std::string& word : learningArguments(request.learning)) command.push_back(word);
    for (const std::string& word : assistantArguments(request.assistant)) command.push_back(word);
  }
  if (api::of_restorer(stages.at(arguments.stage))) {
    for (const std::string& word : restorerArguments(request.restorer)) command.push_back(word);
  }
  return command;
}

void requireWhatTheStageNeeds(const api::TrainingRequest& request) {
  using enum api::TrainingStage;
  if (api::trains(request.stage) && request.steps <= 0 && !(request.seconds > 0)) {
    throw CLI::ValidationError("a stage needs a budget, --steps or --seconds");
  }
  if (request.stage == write && request.out.empty()) throw CLI::ValidationError("--stage export needs --out");
  if (request.stage == write_control && request.out.empty()) {
    throw CLI::ValidationError("--stage export-control needs --out");
  }
  if (request.stage == write_restorer && request.out.empty()) {
    throw CLI::ValidationError("--stage export-restorer needs --out");
  }
  if (request.stage == write_assistant && request.out.empty()) {
    throw CLI::ValidationError("--stage export-assistant needs --out");
  }
  if (api::of_assistant(request.stage) && request.assistant.data.empty()) {
    throw CLI::ValidationError("the assistant's stages need conversations, --data");
  }
  if (request.stage == assistant_images && (request.from.empty() || request.assistant.data.empty())) {
    throw CLI::ValidationError("--stage assistant-images needs a checkpoint, --from, and captioned pictures, --data");
  }
  if (request.stage == read && request.from.empty()) throw CLI::ValidationError("--stage import needs --from");
  if (!api::of_diffsensei(request.stage)) return;
  if (request.from.empty()) throw CLI::ValidationError("the stages of DiffSensei need a checkpoint, --from");
  if (request.diffsensei.annotations.empty() || request.diffsensei.images.empty()) {
    throw CLI::ValidationError("the stages of DiffSensei need pages, --annotations and --images");
  }
}

nlohmann::json noteJson(const std::string& stage, const api::TrainingNote& note) {
  nlohmann::json line = {{"event", "progress"}, {"stage", stage}, {"text", note.text}, {"progress", note.progress}};
  line.update(nlohmann::json(note.numbers));
  return line;
}

/// Speaks for the first of several processes; the others are silent unless they fail.
class Speaker {
 public:
  Speaker(const Arguments& arguments, Context& context) : arguments_(arguments), context_(context) {}
  void hear(const api::TrainingNote& note) {
    if (!first()) return;
    if (arguments_.json) return writeEvent(context_.out, noteJson(arguments_.stage, note));
    context_.err << note.text << std::endl;
  }
  void tell(const nlohmann::json& event) {
    if (first() && arguments_.json) writeEvent(context_.out, event);
  }
  void cancelled() {
    tell(eventJson(api::Cancelled{}));
    if (first()) context_.err << "komawari-cli: cancelled; run it again to go on" << std::endl;
  }

 private:
  [[nodiscard]] bool first() const { return arguments_.request.rank == 0; }
  const Arguments& arguments_;
  Context& context_;
};

/// Options that a restorer shares with DiffSensei, and the embedded model's autoencoder where no other is named.
void completeRestorer(api::TrainingRequest& request, const Context& context) {
  request.restorer.images = request.diffsensei.images;
  request.restorer.rate = request.learning.rate;
  if (request.from.empty() && request.restorer.errors == "manga") request.from = context.resources / "models" / "mini";
}

void run(Arguments& arguments, Context& context) {
  arguments.request.stage = stages.at(arguments.stage);
  requireWhatTheStageNeeds(arguments.request);
  if (api::of_restorer(arguments.request.stage)) completeRestorer(arguments.request, context);
  arguments.request.worker_command = workerCommand(arguments);
  arguments.request.diffsensei.clip_vocabulary = findClipVocabulary(context.resources);
  Speaker speaker(arguments, context);
  speaker.tell(eventJson(api::Started{}));
  try {
    train(
        arguments.request, [&](const api::TrainingNote& note) { speaker.hear(note); }, context.stop.get_token());
  } catch (const Error& error) {
    speaker.tell(eventJson(api::Failed{error.code(), error.what()}));
    throw;
  }
  if (!context.stop.stop_requested()) return speaker.tell({{"event", "finished"}});
  speaker.cancelled();
  context.exitCode = exitCancelled;
}

}  // namespace

void addTrain(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  api::TrainingRequest& request = arguments->request;
  CLI::App* verb = program.add_subcommand(
      "train", "Make the embedded model from nothing, or train DiffSensei, an assistant, a restorer");
  std::vector<std::string> names;
  for (const auto& [name, stage] : stages) names.push_back(name);
  verb->add_option("--stage", arguments->stage, "Which part")->required()->check(CLI::IsMember(names));
  verb->add_option("--run", request.run, "Folder of checkpoints, logs and contact sheets")
      ->required()
      ->type_name("DIR");
  verb->add_option("--cache", request.cache, "Folder of drawn and encoded panels; default: cache in the run");
  verb->add_option("--out", request.out, "Where an export writes its checkpoint")->type_name("PATH");
  verb->add_option(
          "--from", request.from,
          "Checkpoint that import, DiffSensei's stages and their export begin with, or whose autoencoder a restorer's "
          "pictures go through; default for these: mini")
      ->type_name("PATH");
  verb->add_option("--steps", request.steps, "Budget in steps")->check(CLI::Range(0, 1'000'000'000));
  verb->add_option("--seconds", request.seconds, "Budget in seconds, when no steps are given")
      ->check(CLI::Range(0.0, 1e9));
  verb->add_option("--batch", request.batch, "Panels per step and process; default: the stage's own")
      ->check(CLI::Range(1, 4096));
  verb->add_option("--panels", request.panels, "Panels drawn per process for the denoiser")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  verb->add_option("--seed", request.seed, "Of weights and drawings")->capture_default_str();
  verb->add_option("--width", request.width,
                   "Of the denoiser: small, medium or large; default: the run's own, or medium")
      ->check(CLI::IsMember({"small", "medium", "large"}));
  verb->add_option("--save-every", request.save_every, "Seconds between checkpoints")
      ->check(CLI::Range(0.0, 1e9))
      ->capture_default_str();
  verb->add_option("--preview-every", request.preview_every, "Seconds between contact sheets")
      ->check(CLI::Range(0.0, 1e9))
      ->capture_default_str();
  verb->add_option("--device", request.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
  verb->add_option("--processes", request.processes, "Of one thread each; their gradients are averaged")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  verb->add_flag("--json", arguments->json, "One event per line on the standard output");
  // Given by a process to those it starts, or by hand to spread a run over several places.
  verb->add_option("--rank", request.rank, "This process's number among --world")->capture_default_str();
  verb->add_option("--world", request.world, "Number of processes started by hand")->capture_default_str();
  verb->add_option("--rendezvous", request.rendezvous, "Where they meet: a file, or HOST:PORT of the one of rank 0");
  addLearningOptions(*verb, request.learning);
  addDiffSenseiOptions(*verb, request.diffsensei);
  addAssistantOptions(*verb, request.assistant);
  addRestorerOptions(*verb, request.restorer);
  verb->footer(examples);
  verb->callback([arguments, &context] { run(*arguments, context); });
}

}  // namespace koma::app
