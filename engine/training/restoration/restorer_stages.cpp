// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/restorer_stages.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/tensors/noise.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/drawing_threads.h"
#include "engine/training/picture_tensors.h"
#include "engine/training/restoration/restorer_diary.h"
#include "engine/training/restoration/restorer_loss.h"
#include "engine/training/restoration/tone_error.h"

namespace koma::training {

namespace fs = std::filesystem;

namespace {

constexpr double restorer_rate = 2e-4, average = 0.999;
constexpr int crop_multiple = 32;
constexpr std::uint64_t first_seed = 300, second_seed = 400, start_seed = 5, pool_seed = 500;

using Weights = std::map<std::string, at::Tensor>;

/// What a number that was left out means.
std::int64_t or_usual(int told, std::int64_t usual) {
  return told > 0 ? told : usual;
}

models::DiffRirConfig config_of(const api::RestorerTraining& told) {
  models::DiffRirConfig config;
  config.scale = int(or_usual(told.scale, config.scale));
  config.dim = or_usual(told.channels, config.dim);
  const std::int64_t blocks = or_usual(told.blocks, config.refinement_blocks);
  config.encoder_blocks[0] = config.decoder_blocks[0] = config.refinement_blocks = blocks;
  config.encoder_residuals = or_usual(told.residuals, config.encoder_residuals);
  return config;
}

/// A run keeps its size: another one is refused, none is the run's own.
void require_size(const api::RestorerTraining& told, const models::DiffRirConfig& own, const fs::path& file) {
  const auto differs = [](int wanted, std::int64_t has) { return wanted > 0 && wanted != has; };
  if (!differs(told.scale, own.scale) && !differs(told.channels, own.dim) &&
      !differs(told.blocks, own.refinement_blocks) && !differs(told.residuals, own.encoder_residuals))
    return;
  throw Error(ErrorCode::invalid_argument,
              "the run has a restorer with --scale " + std::to_string(own.scale) + " --channels " +
                  std::to_string(own.dim) + " --blocks " + std::to_string(own.refinement_blocks) + " --residuals " +
                  std::to_string(own.encoder_residuals) + "; go on with these or start a new run",
              file.string());
}

RestorationPairs pairs_of(const Stage& stage, const api::TrainingRequest& request, int scale) {
  const api::RestorerTraining& told = request.restorer;
  const bool first = request.stage == api::TrainingStage::restorer_1;
  CleanPictures pictures({told.images, told.toned, told.side});
  std::optional<AutoencoderTrip> trip;
  if (told.errors == "manga") trip.emplace(request.from, stage.device);
  // The first stage of every scale learns from the smaller error (specs/llmga.md 3.8).
  return {std::move(pictures), std::move(trip), {scale, told.side, first ? first_gain : second_gain, told.misfit}};
}

void tell_pictures(const Stage& stage, const std::string& name, const CleanPictures& pictures) {
  if (!stage.group.first()) return;
  std::string text =
      name + ": " + (pictures.files() == 0 ? "drawings" : std::to_string(pictures.files()) + " pictures");
  if (pictures.left_out() > 0) text += ", " + std::to_string(pictures.left_out()) + " too small or unreadable";
  stage.report({text});
}

/// What differs between the two stages.
struct Plan {
  std::string name;
  NamedTensors parameters;
  std::uint64_t seed = 0;
  int scale = 1;
  std::function<RestorerLoss(const RestorationBatch&, double progress, at::Generator&)> loss;
  std::function<at::Tensor(const RestorationBatch&)> restored;
};

void train_by(const Stage& stage, const api::TrainingRequest& request, const Plan& plan) {
  RestorationPairs pairs = pairs_of(stage, request, plan.scale);
  tell_pictures(stage, plan.name, pairs.pictures());
  const int threads = drawing_threads(stage.device);
  if (request.restorer.pool > 0) {
    const std::uint64_t seed = drawing_seed(stage.seed, pool_seed) + std::uint64_t(stage.group.rank());
    pairs.fill_pool(request.restorer.pool, seed, threads, [&] { return stage.stop.stop_requested(); });
  }
  Recipe recipe{.schedule = {.peak = request.restorer.rate > 0 ? request.restorer.rate : restorer_rate},
                .adamw = {.weight_decay = 0},
                .steps = stage.steps,
                .seconds = stage.seconds,
                .clip = 0,
                .seed = stage.seed + plan.seed,
                .average = average};
  TrainingLoop loop(plan.parameters, recipe, stage.group);
  const bool resumed = loop.resume(stage.folder / (plan.name + ".safetensors"));
  std::optional<RestorerDiary> diary;
  if (stage.group.first()) {
    stage.report({std::to_string(loop.parameter_count()) + " parameters"});
    if (resumed) stage.report({"resumed at step " + std::to_string(loop.steps())});
    diary.emplace(stage, loop, pairs, RestorerDiary::Options{plan.name, plan.scale, plan.restored});
  }
  while (!loop.done() && !loop.stopped(stage.stop)) {
    double vector = -1;
    const double loss = loop.step([&](at::Generator& generator) {
      const RestorationBatch batch = pairs.draw(stage.batch, generator, false, threads).to(stage.device);
      const RestorerLoss lost = plan.loss(batch, loop.progress(), generator);
      if (lost.vector.defined()) vector = lost.vector.item<double>();
      return lost.total;
    });
    if (diary) diary->note(loss, vector);
  }
  if (diary) diary->save();
}

void train_first(const Stage& stage, const api::TrainingRequest& request) {
  const fs::path file = stage.folder / first_restorer_file;
  models::DiffRirConfig config = config_of(request.restorer);
  if (fs::exists(file)) {
    config = first_stage_config(averaged_weights(file), file.string());
    require_size(request.restorer, config, file);
  }
  const auto network = begin_first_stage(config, stage.seed, stage.device);
  train_by(
      stage, request,
      {.name = "restorer-1",
       .parameters = parameters_of(*network),
       .seed = first_seed,
       .scale = config.scale,
       .loss = [&](const RestorationBatch& batch, double, at::Generator&) { return first_stage_loss(*network, batch); },
       .restored = [&](const RestorationBatch& batch) { return network->restored(batch, network->vector(batch)); }});
}

void train_second(const Stage& stage, const api::TrainingRequest& request) {
  const fs::path file = stage.folder / first_restorer_file;
  const Weights weights = averaged_weights(file);
  const models::DiffRirConfig config = first_stage_config(weights, file.string());
  require_size(request.restorer, config, file);
  const auto first = open_first_stage(weights, config, stage.device);
  const auto network = begin_second_stage(weights, config, stage.seed, stage.device);
  const double vector_share = request.restorer.vector_share;
  train_by(stage, request,
           {.name = "restorer-2",
            .parameters = parameters_of(*network),
            .seed = second_seed,
            .scale = config.scale,
            .loss =
                [&](const RestorationBatch& batch, double progress, at::Generator& generator) {
                  return second_stage_loss(*network, *first, batch, progress >= vector_share, generator);
                },
            .restored =
                [&](const RestorationBatch& batch) {
                  const std::vector<std::uint64_t> seeds(std::size_t(batch.drawn.size(0)), start_seed);
                  const at::Tensor start = tensors::normal_noise(seeds, {models::diffrir_code}, {batch.drawn.device()});
                  return network->forward(batch.drawn, batch.reference(), start);
                }});
}

}  // namespace

void check_restorer(const api::TrainingRequest& request) {
  const api::RestorerTraining& told = request.restorer;
  const auto refuse = [](const std::string& sentence) { throw Error(ErrorCode::invalid_argument, sentence); };
  if (told.errors != "manga" && told.errors != "photo")
    refuse("a restorer learns from the errors \"manga\" or \"photo\", not \"" + told.errors + "\"");
  if (told.errors == "manga" && request.from.empty())
    refuse("manga's errors need a checkpoint whose autoencoder pictures go through; give --from");
  if (told.scale != 0 && told.scale != 1 && told.scale != 2 && told.scale != 4)
    refuse("a restorer enlarges by 1, 2 or 4, not by " + std::to_string(told.scale));
  if (told.channels < 0 || told.channels % 2 != 0 || told.channels > 512)
    refuse("a restorer has an even number of channels of at most 512; change --channels");
  if (told.side < crop_multiple || told.side % crop_multiple != 0 || told.side > 512)
    refuse("crops have a side of 32 to 512 pixels, a multiple of 32; change --crop");
  if (request.stage == api::TrainingStage::restorer_2) require_checkpoint(request.run / first_restorer_file);
}

void train_restorer(const Stage& stage, const api::TrainingRequest& request) {
  request.stage == api::TrainingStage::restorer_1 ? train_first(stage, request) : train_second(stage, request);
}

void export_restorer(const fs::path& run, const fs::path& out) {
  const fs::path file = run / second_restorer_file;
  Weights weights;
  for (const auto& [name, tensor] : averaged_weights(file)) weights[name] = tensor.to(at::kHalf);
  if (!weights.contains("G.patch_embed.proj.weight") || !weights.contains("denoise.resmlp.0.weight"))
    throw Error(ErrorCode::invalid_file, "the file is no second stage of a restorer; train one with --stage restorer-2",
                file.string());
  if (fs::is_directory(out) || out.extension() != ".safetensors")
    throw Error(ErrorCode::invalid_argument, "a restorer is one file; give --out a name that ends in .safetensors",
                out.string());
  if (out.has_parent_path()) fs::create_directories(out.parent_path());
  tensors::write_safetensors(out, weights, {{"format", "pt"}});
}

}  // namespace koma::training
