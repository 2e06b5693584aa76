// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/evaluation_request.h"
#include "engine/api/generator.h"
#include "engine/api/model_catalog.h"
#include "engine/api/picture_evaluation_request.h"
#include "engine/api/seam_benchmark_request.h"
#include "engine/api/subject_benchmark_request.h"
#include "engine/api/training_request.h"

/// The door of the engine. Everything that draws stands behind it; this header and the ones it includes know neither
/// torch nor Qt, so including it costs nothing.
///
/// Drawing a panel takes a request, a generator and somebody who listens:
///
///     koma::EngineOptions options;
///     options.model_folders = {resources / "models"};
///     auto generator = koma::make_generator(options);
///
///     koma::api::GenerationRequest request = koma::api::read_request("panel.json");
///     koma::api::PreviewSlot slot;
///     std::stop_source stop;
///     generator->run(request, [](const koma::api::GenerationEvent& event) { … }, slot, stop.get_token());
///
/// The request says what to draw (engine/api/generation_request.h); where it is silent, the checkpoint decides. The
/// events say how far it is and end with exactly one of Finished, Failed and Cancelled. A finished picture comes with
/// its recipe, which makes the same picture again, to the last bit, on the same machine with as many threads.
///
/// A request names its model by the id of something in `model_folders`, or by the path of a checkpoint folder or file
/// (DiffSensei, Stable Diffusion 1, 2 and XL; engine/checkpoints/checkpoint_layout.h). The generator loads the model
/// when the first request asks for it and keeps it; another model takes its place. `model_catalog` lists what is there
/// and what cannot be loaded, and why, without loading anything.
///
/// The engine starts no thread that outlives a call and has no global state but libtorch's number of threads, which
/// `threads` sets, and its allocator of large tensors. Build a
/// generator on the thread that will run it and destroy it there.
namespace koma {

struct EngineOptions {
  std::vector<std::filesystem::path> model_folders;  ///< hold checkpoints, ControlNets, LoRAs and their like
  std::string device = "auto";                       ///< "auto", "cpu", "cuda" or "cuda:n"
  std::string dtype = "auto";                        ///< "auto", "float32", "bfloat16" or "float16"
  int threads = 0;                                   ///< CPU threads; 0: as many as there are cores
  std::string memory = "auto";  ///< "auto": as it fits, "keep": everything, "save": as little as possible
  /// Of the language agent: "auto": as the other networks, "float32", "bfloat16" or "int8" (8 bits for its layers'
  /// weights)
  std::string agent_precision = "auto";
  std::string cores;  ///< CPU cores to run on, "0-3,6"; empty: any
  bool grey_references =
      true;  ///< convert reference pictures to grey before they are encoded, as DiffSensei's demo does
  std::filesystem::path initial_noise;    ///< a safetensors file with recorded `noise` and `magi_noise`; empty: none
  std::filesystem::path clip_vocabulary;  ///< CLIP's merge list, for checkpoints without a tokenizer; empty: none
  std::filesystem::path latents_out;      ///< where every run writes its last `latents`; empty: nowhere
};

/// A generator that computes in this process. Throws Error(invalid_argument | unsupported) for a device, type or number
/// of threads that cannot be had; loads no model yet.
[[nodiscard]] std::unique_ptr<api::Generator> make_generator(const EngineOptions& options);

/// The checkpoints in the model folders.
[[nodiscard]] api::ModelCatalog model_catalog(const EngineOptions& options);

/// Runs one stage of the embedded model's training to its end, or until stopped, with a checkpoint to go on from. One
/// thread per process. Throws Error(invalid_argument | not_found | invalid_file | unreadable | no_space | internal).
void train(const api::TrainingRequest& request, const api::TrainingReport& report, std::stop_token stop);

/// Measures mini, or a model trained like it, on drawings of people it has never seen and writes report.json, report.md
/// and sheet.png into `request.out` (engine/eval/evaluation.h says what they hold). Training the judges takes minutes.
/// Returns early, with nothing written, when stopped. Throws Error(invalid_argument | not_found | unsupported |
/// invalid_file | unreadable | no_space | internal) and what a generator's Failed says.
void evaluate(const EngineOptions& options, const api::EvaluationRequest& request, const api::EvaluationReport& report,
              std::stop_token stop);

/// Measures a folder of pictures, whoever drew them, with FID, CLIP score, DINO-I, DINO-C and dialogue F1, as far as
/// the request names encoders and originals, and writes report.json, report.md and sheet.png into `request.out`. When
/// it names a model, that one first draws what the annotations say. Returns early when stopped. Throws Error as above.
void evaluate_pictures(const EngineOptions& options, const api::PictureEvaluationRequest& request,
                       const api::EvaluationReport& report, std::stop_token stop);

/// Measures on MS-Bench (engine/dataset/ms_bench.h) how well several subjects are put into one picture: CLIP-T, CLIP-I,
/// DINO and M-DINO, as far as the request names encoders, into report.json, report.md and sheet.png in `request.out`.
/// When the request names a model, that one first draws what is missing; what was drawn or measured before a stop is
/// kept and found again. Returns early when stopped. Throws Error as above.
void evaluate_benchmark(const EngineOptions& options, const api::SubjectBenchmarkRequest& request,
                        const api::EvaluationReport& report, std::stop_token stop);

/// Measures how visible the seams of repaints and growing panels are (engine/eval/seam_suite.h) and writes report.json,
/// report.md and sheet.png into `request.out`. Returns early, with nothing written, when stopped. Throws Error as
/// above.
void evaluate_seams(const EngineOptions& options, const api::SeamBenchmarkRequest& request,
                    const api::EvaluationReport& report, std::stop_token stop);

}  // namespace koma
