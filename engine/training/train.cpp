// SPDX-License-Identifier: Apache-2.0
#include "engine/training/train.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <unistd.h>

#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/tensors/device.h"
#include "engine/training/control_stage.h"
#include "engine/training/denoiser_stage.h"
#include "engine/training/diffsensei/diffsensei_export.h"
#include "engine/training/diffsensei/diffsensei_stages.h"
#include "engine/training/export_checkpoint.h"
#include "engine/training/import_checkpoint.h"
#include "engine/training/latent_statistics.h"
#include "engine/training/llmga/assistant_export.h"
#include "engine/training/llmga/assistant_stages.h"
#include "engine/training/llmga/image_stage.h"
#include "engine/training/mini_config.h"
#include "engine/training/reference_stage.h"
#include "engine/training/restoration/restorer_stages.h"
#include "engine/training/vae_stage.h"
#include "engine/training/workers.h"

namespace koma::training {

namespace {

constexpr std::int64_t usual_batch = 8, reference_batch = 48, mllm_batch = 16;

std::int64_t own_batch(api::TrainingStage stage) {
  if (stage == api::TrainingStage::reference) return reference_batch;
  return stage == api::TrainingStage::mllm ? mllm_batch : usual_batch;
}

/// A run of DiffSensei's stages is exported onto the checkpoint that it began with.
bool exports_diffsensei(const api::TrainingRequest& request) {
  return request.stage == api::TrainingStage::write && !request.from.empty();
}

bool writes(api::TrainingStage stage) {
  using enum api::TrainingStage;
  return stage == write || stage == write_control || stage == write_assistant || stage == write_restorer;
}

void check(const api::TrainingRequest& request) {
  if (request.run.empty()) throw Error(ErrorCode::invalid_argument, "a run needs a folder; give --run");
  if (writes(request.stage) && request.out.empty())
    throw Error(ErrorCode::invalid_argument, "the checkpoint needs a place; give --out");
  if (request.processes < 1 || request.processes > 64)
    throw Error(ErrorCode::invalid_argument, "1 to 64 processes can train together; change --processes");
  if (request.batch < 0 || request.batch > 4096 || request.panels < 1)
    throw Error(ErrorCode::invalid_argument, "the batch must be 1 to 4096 and the panels at least 1");
  if (!request.width.empty()) (void)denoiser_width(request.width);
  if (request.stage == api::TrainingStage::read && request.from.empty())
    throw Error(ErrorCode::invalid_argument, "the run needs a checkpoint to go on from; give --from");
  // Said before the drawing of thousands of panels, not after it.
  if (api::trains(request.stage) && request.steps <= 0 && !(request.seconds > 0))
    throw Error(ErrorCode::invalid_argument, "a training run needs a budget; give --steps or --seconds");
  if (api::of_diffsensei(request.stage)) check_diffsensei(request);
  if (api::of_assistant(request.stage)) check_assistant(request);
  if (request.stage == api::TrainingStage::assistant_images) check_assistant_images(request);
  if (api::of_restorer(request.stage)) check_restorer(request);
}

/// What a stage builds on, looked at before further processes are started, so that it is said once.
void require_earlier_stages(const api::TrainingRequest& request) {
  using enum api::TrainingStage;
  if (request.stage == vae || request.stage == reference || request.stage == read) return;
  if (api::of_diffsensei(request.stage) || exports_diffsensei(request)) return;
  if (api::of_assistant(request.stage) || request.stage == assistant_images) return;
  if (request.stage == write_assistant) return;
  if (api::of_restorer(request.stage)) return;
  if (request.stage == write_restorer) return require_checkpoint(request.run / second_restorer_file);
  require_checkpoint(request.run / vae_file);
  if (request.stage == decoder) return;
  if (request.stage == write_control) return require_checkpoint(request.run / control_file);
  (void)read_latents(request.run / latents_file);
  require_checkpoint(request.run / reference_file);
  if (request.stage != denoiser && request.stage != panels) require_checkpoint(request.run / denoiser_file);
}

/// Where the processes of this run meet; a stale file of an earlier run would let them wait for ghosts.
std::filesystem::path fresh_rendezvous(const api::TrainingRequest& request) {
  const auto file = request.run / ("rendezvous-" + std::to_string(getpid()));
  std::filesystem::remove(file);
  return file;
}

void run_stage(const api::TrainingRequest& request, const Stage& stage) {
  switch (request.stage) {
    case api::TrainingStage::vae:
      return train_autoencoder(stage);
    case api::TrainingStage::decoder:
      return train_decoder(stage);
    case api::TrainingStage::reference:
      return train_reference_encoder(stage);
    case api::TrainingStage::panels:
      return draw_panels(stage);
    case api::TrainingStage::denoiser:
      return train_denoiser(stage);
    case api::TrainingStage::control:
      return train_control_net(stage);
    case api::TrainingStage::write_control:
      return export_control_net(request.run, request.out);
    case api::TrainingStage::sheet:
      return draw_contact_sheet(stage);
    case api::TrainingStage::read:
      return import_checkpoint(request.from, request.run, {request.width, request.seed, stage.report});
    case api::TrainingStage::write:
      if (exports_diffsensei(request)) return export_diffsensei(request);
      return export_checkpoint(request.run, request.out);
    case api::TrainingStage::t2i:
    case api::TrainingStage::condition:
    case api::TrainingStage::mllm:
      return train_diffsensei(stage, request);
    case api::TrainingStage::assistant_projector:
    case api::TrainingStage::assistant:
      return train_assistant(stage, request);
    case api::TrainingStage::assistant_images:
      return train_assistant_images(stage, request);
    case api::TrainingStage::write_assistant:
      return export_assistant(request);
    case api::TrainingStage::restorer_1:
    case api::TrainingStage::restorer_2:
      return train_restorer(stage, request);
    case api::TrainingStage::write_restorer:
      return export_restorer(request.run, request.out);
  }
}

/// Where no number was given, the processes of a machine are spread over its GPUs.
at::Device device_of(const std::string& wish, int rank) {
  const at::Device device = tensors::choose_placement(wish).device;
  if (device.is_cpu() || wish.find(':') != std::string::npos) return device;
  const int count = int(at::globalContext().getAcceleratorHooksInterface(device.type()).deviceCount());
  return count > 1 ? at::Device(device.type(), c10::DeviceIndex(rank % count)) : device;
}

}  // namespace

void train(const api::TrainingRequest& request, const api::TrainingReport& report, std::stop_token stop) {
  check(request);
  require_earlier_stages(request);
  at::set_num_threads(1);
  make_output_folder(request.run);
  ProcessGroup::Place place{request.rank, request.world, request.rendezvous};
  std::unique_ptr<Workers> workers;
  if (request.processes > 1 && request.world == 1) {
    place = {0, request.processes, fresh_rendezvous(request)};
    workers = std::make_unique<Workers>(request.worker_command, request.processes, place.rendezvous);
  }
  ProcessGroup group(place);
  // Trying every algorithm takes seconds for each of the panels' sizes; crops have one size and are worth it.
  using enum api::TrainingStage;
  at::globalContext().setBenchmarkCuDNN(request.stage == vae || request.stage == decoder);
  const Stage stage{.folder = request.run,
                    .cache = request.cache.empty() ? request.run / "cache" : request.cache,
                    .group = group,
                    .device = device_of(request.device, group.rank()),
                    .steps = request.steps,
                    .seconds = request.seconds,
                    .batch = request.batch > 0 ? request.batch : own_batch(request.stage),
                    .panels = request.panels,
                    .seed = request.seed,
                    .width = request.width,
                    .save_every = request.save_every,
                    .preview_every = request.preview_every,
                    .report = report,
                    .stop = stop};
  run_stage(request, stage);
  if (workers && !stop.stop_requested()) workers->wait();  // else their end is asked for
}

}  // namespace koma::training
