// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/api/assistant_training.h"
#include "engine/api/learning.h"
#include "engine/api/restorer_training.h"

namespace koma::api {

/// The parts of the embedded model's training, in their order; `sheet` and what writes only look at a run, `read`
/// begins one. Then the stages of DiffSensei (specs/diffsensei.md 6) and of LLMGA (specs/llmga.md 2.6), which begin
/// with finished models.
enum class TrainingStage {
  vae,                  ///< the autoencoder, on crops of drawings made on the fly
  decoder,              ///< its decoder alone, to go on beside or after the denoiser
  reference,            ///< the encoder of reference pictures, as a classifier
  panels,               ///< draw and encode what the denoiser learns from, which it does itself where this was left out
  denoiser,             ///< denoiser, painter and text encoder, on cached panels
  control,              ///< a ControlNet beside the finished denoiser, which learns to be led by edges
  sheet,                ///< draw a contact sheet from the run as it is
  write,                ///< write the run as a checkpoint folder ("export")
  write_control,        ///< write the run's ControlNet as a folder of its own ("export-control")
  read,                 ///< begin a run from a checkpoint folder ("import")
  t2i,                  ///< DiffSensei 1: the denoiser learns to draw manga from captions
  condition,            ///< DiffSensei 2: characters from reference pictures, dialog boxes
  mllm,                 ///< DiffSensei 3: the language agent that fits characters to the caption
  assistant_projector,  ///< LLMGA 0: a picture's way into a language model
  assistant,            ///< LLMGA 1: the language model that talks of pictures
  assistant_images,     ///< LLMGA 2: a denoiser that draws, or repaints, what long captions say
  restorer_1,           ///< DiffRIR 1: the restorer learns with the clean picture in sight ("restorer-1")
  restorer_2,           ///< DiffRIR 2: it learns to do without ("restorer-2")
  write_restorer,       ///< write the run's restorer as one file ("export-restorer")
  write_assistant,      ///< write these two as a folder ("export-assistant")
};

/// Whether a stage learns, and so needs a budget.
[[nodiscard]] constexpr bool trains(TrainingStage stage) noexcept {
  switch (stage) {
    case TrainingStage::vae:
    case TrainingStage::decoder:
    case TrainingStage::reference:
    case TrainingStage::denoiser:
    case TrainingStage::control:
    case TrainingStage::t2i:
    case TrainingStage::condition:
    case TrainingStage::mllm:
    case TrainingStage::assistant_projector:
    case TrainingStage::assistant:
    case TrainingStage::assistant_images:
    case TrainingStage::restorer_1:
    case TrainingStage::restorer_2:
      return true;
    default:
      return false;
  }
}

/// Whether it is one of DiffSensei's three stages.
[[nodiscard]] constexpr bool of_diffsensei(TrainingStage stage) noexcept {
  return stage == TrainingStage::t2i || stage == TrainingStage::condition || stage == TrainingStage::mllm;
}

/// Whether it trains the assistant's language model, or its projector.
[[nodiscard]] constexpr bool of_assistant(TrainingStage stage) noexcept {
  return stage == TrainingStage::assistant_projector || stage == TrainingStage::assistant;
}

/// Whether it trains a restorer.
[[nodiscard]] constexpr bool of_restorer(TrainingStage stage) noexcept {
  return stage == TrainingStage::restorer_1 || stage == TrainingStage::restorer_2;
}

/// Which of the denoiser's parameters a stage trains.
enum class DenoiserPart {
  full,   ///< all that the stage uses
  lora,   ///< low-rank changes of the attention's projections; in stage condition also what `added` trains
  added,  ///< only what DiffSensei adds to SDXL: keys and values of image tokens, the dialog vector ("new")
};

/// What DiffSensei's stages are told beside the run. The defaults are upstream's (specs/diffsensei.md 6) unless said
/// otherwise.
struct DiffSenseiTraining {
  std::filesystem::path annotations;  ///< pages in MangaZero's form
  std::filesystem::path images;       ///< folder that their image paths are relative to
  std::filesystem::path adapter;      ///< IP-Adapter file that stage condition begins with; empty: none
  /// Encoders for stage condition on a checkpoint that has none: folders with config.json and weights.
  std::filesystem::path image_encoder, magi_encoder;
  std::filesystem::path llm;        ///< folder of a language model, "small": a fresh one; empty: the checkpoint's own
  std::filesystem::path tokenizer;  ///< SentencePiece model for a fresh language model
  std::filesystem::path clip_vocabulary;  ///< CLIP's merge list, for checkpoints without a tokenizer; empty: none
  DenoiserPart part = DenoiserPart::full;
  int resolution = 1024;                           ///< largest bucket: 256, 512 or 1024 pixels squared
  double text_drop = 0.05, character_drop = 0.05;  ///< chance that a caption or a character is left out
  double own_crop = 0.5;                           ///< chance that a character is shown by the very panel that is drawn
  double lm_weight = 1;                            ///< of the language model's cross-entropy
  double rec_weight = 6;  ///< of the tokens' squared error; upstream's files say 6, its code uses 1
};

/// Everything that determines a stage of a training run. A stage continues from its checkpoint when there is one.
struct TrainingRequest {
  TrainingStage stage = TrainingStage::denoiser;
  std::filesystem::path run;    ///< folder of checkpoints, logs and sheets
  std::filesystem::path cache;  ///< drawn and encoded panels; empty: `run`/cache
  std::filesystem::path out;    ///< of stage write
  std::filesystem::path from;   ///< checkpoint that stage read and DiffSensei's stages begin with; of `write` theirs; a
                                ///< restorer's pictures go through its autoencoder
  std::int64_t steps = 0;       ///< budget; 0: `seconds` decides
  double seconds = 0;
  std::int64_t batch = 0;        ///< per process; 0: the stage's own
  std::int64_t panels = 12'000;  ///< cached per process
  std::uint64_t seed = 1;
  std::string width;  ///< of the denoiser: "small", "medium" or "large"; empty: the run's own, or medium
  double save_every = 180, preview_every = 600;  ///< seconds

  std::string device = "auto";  ///< "auto", "cpu", "cuda" or "cuda:N"
  int processes = 1;  ///< of one thread each, gradients averaged; this one starts the others with `worker_command`
  std::vector<std::string> worker_command;  ///< program and arguments; --rank, --world and --rendezvous are added
  int rank = 0, world = 1;                  ///< set in a process that was started by another
  std::string rendezvous;  ///< a file, or HOST:PORT of the process of rank 0 for processes on several machines

  Learning learning;  ///< of DiffSensei's and the assistant's stages
  DiffSenseiTraining diffsensei;
  AssistantTraining assistant;
  RestorerTraining restorer;
};

/// One line of progress, for people and for programs.
struct TrainingNote {
  std::string text;
  double progress = 0;                    ///< used share of the stage's budget, 0…1; 0 while it prepares
  std::map<std::string, double> numbers;  ///< "step", "loss", "seconds" and what else the stage measures
};
using TrainingReport = std::function<void(const TrainingNote&)>;

}  // namespace koma::api
