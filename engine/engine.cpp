// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include <ATen/Parallel.h>

#include <map>

#include "engine/base/error.h"
#include "engine/eval/annotated_drawing.h"
#include "engine/eval/bench_drawing.h"
#include "engine/eval/bench_report.h"
#include "engine/eval/evaluation.h"
#include "engine/eval/picture_report.h"
#include "engine/eval/seam_suite.h"
#include "engine/pipelines/local_generator.h"
#include "engine/tensors/affinity.h"
#include "engine/training/train.h"

namespace koma {

namespace {

std::optional<at::ScalarType> dtype_of(const EngineOptions& options) {
  if (options.dtype == "auto") return {};
  if (options.dtype == "float32") return at::kFloat;
  if (options.dtype == "bfloat16") return at::kBFloat16;
  if (options.dtype == "float16") return at::kHalf;
  throw Error(ErrorCode::invalid_argument,
              "\"" + options.dtype + "\" is no type; use auto, float32, bfloat16 or float16", "dtype");
}

pipelines::MemoryWish memory_of(const EngineOptions& options) {
  if (options.memory == "auto") return pipelines::MemoryWish::fit;
  if (options.memory == "keep") return pipelines::MemoryWish::keep;
  if (options.memory == "save") return pipelines::MemoryWish::save;
  throw Error(ErrorCode::invalid_argument, "\"" + options.memory + "\" is no choice; use auto, keep or save", "memory");
}

pipelines::LocalGeneratorOptions local_options(const EngineOptions& options) {
  if (options.threads < 0 || options.threads > 1024) {
    throw Error(ErrorCode::invalid_argument, "must be 0 to 1024", "threads");
  }
  pipelines::LocalGeneratorOptions local{model_catalog(options)};
  local.device = tensors::choose_placement(options.device).device;
  local.dtype = dtype_of(options);
  local.memory = memory_of(options);
  local.agent = pipelines::agent_precision(options.agent_precision);
  local.clip_vocabulary = options.clip_vocabulary;
  local.threads = options.threads;
  tensors::bind_to_cores(tensors::read_cores(options.cores));
  local.grey_references = options.grey_references;
  local.initial_noise = options.initial_noise;
  local.latents_out = options.latents_out;
  return local;
}

}  // namespace

std::unique_ptr<api::Generator> make_generator(const EngineOptions& options) {
  return std::make_unique<pipelines::LocalGenerator>(local_options(options));
}

api::ModelCatalog model_catalog(const EngineOptions& options) {
  return api::ModelCatalog(options.model_folders);
}

void train(const api::TrainingRequest& request, const api::TrainingReport& report, std::stop_token stop) {
  training::train(request, report, std::move(stop));
}

void evaluate(const EngineOptions& options, const api::EvaluationRequest& request, const api::EvaluationReport& report,
              std::stop_token stop) {
  const pipelines::LocalGeneratorOptions local = local_options(options);
  const std::filesystem::path folder = local.catalog.find(request.model).folder;
  std::map<eval::Masks, std::unique_ptr<api::Generator>> generators;
  const auto generator_for = [&](const eval::Masks& masks) -> api::Generator& {
    auto& generator = generators[masks];
    if (!generator) {
      pipelines::LocalGeneratorOptions masked = local;
      masked.character_masks = masks.characters;
      masked.dialog_mask = masks.dialogs;
      generator = std::make_unique<pipelines::LocalGenerator>(std::move(masked));
    }
    return *generator;
  };
  try {
    tensors::with_our_errors(
        "evaluate", [&] { eval::evaluate(generator_for, request, eval::appearances_of(folder), report, stop); });
  } catch (const pipelines::Stopped&) {
    return;  // not an error: the user changed their mind
  }
}

void evaluate_pictures(const EngineOptions& options, const api::PictureEvaluationRequest& request,
                       const api::EvaluationReport& report, std::stop_token stop) {
  if (options.threads > 0) at::set_num_threads(options.threads);
  try {
    tensors::with_our_errors("evaluate", [&] {
      if (!request.model.empty()) {
        pipelines::LocalGenerator generator(local_options(options));
        eval::draw_annotated(generator, request, report, stop);
      }
      eval::evaluate_pictures(request, report, stop);
    });
  } catch (const pipelines::Stopped&) {
    return;  // not an error: the user changed their mind
  }
}

void evaluate_benchmark(const EngineOptions& options, const api::SubjectBenchmarkRequest& request,
                        const api::EvaluationReport& report, std::stop_token stop) {
  if (options.threads > 0) at::set_num_threads(options.threads);
  try {
    tensors::with_our_errors("evaluate", [&] {
      if (!request.model.empty()) {
        pipelines::LocalGenerator generator(local_options(options));
        eval::draw_benchmark(generator, request, report, stop);
      }
      eval::measure_benchmark(request, report, stop);
    });
  } catch (const pipelines::Stopped&) {
    return;  // not an error: the user changed their mind
  }
}

void evaluate_seams(const EngineOptions& options, const api::SeamBenchmarkRequest& request,
                    const api::EvaluationReport& report, std::stop_token stop) {
  try {
    tensors::with_our_errors("evaluate", [&] {
      pipelines::LocalGenerator generator(local_options(options));
      eval::measure_seams(generator, request, report, stop);
    });
  } catch (const pipelines::Stopped&) {
    return;  // not an error: the user changed their mind
  }
}

}  // namespace koma
