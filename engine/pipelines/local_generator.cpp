// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/local_generator.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <chrono>

#include "engine/api/agent_use.h"
#include "engine/api/model_hash.h"
#include "engine/pipelines/high_resolution_pipeline.h"
#include "engine/pipelines/outpaint_pipeline.h"
#include "engine/pipelines/precision.h"
#include "engine/pipelines/preview_maker.h"
#include "engine/pipelines/repaint_pipeline.h"
#include "engine/pipelines/seam_repair.h"
#include "engine/pipelines/unsupported.h"
#include "engine/pipelines/word_repaint_pipeline.h"
#include "engine/tensors/page_allocator.h"
#include "engine/tensors/part_source.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/safetensors_writer.h"

namespace koma::pipelines {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

using Report = std::function<void(const StepReport&, int steps)>;

template <class Pipeline>
PanelPicture run_pipeline(Pipeline& pipeline, std::vector<std::string>& notes, const Report& report) {
  PanelPicture picture = pipeline.draw([&](const StepReport& step) { report(step, pipeline.steps()); });
  notes = pipeline.notes();
  return picture;
}

/// One complete request with whichever pipeline it needs.
PanelPicture drawn(LoadedModel& model, const api::GenerationRequest& request, PanelOptions options,
                   const std::stop_token& stop, std::vector<std::string>& notes, const Report& report) {
  // With quirks a repaint is the reference's: the whole picture, nothing is pasted.
  if (request.init_box) {
    OutpaintPipeline pipeline(model, request, options, stop);
    return run_pipeline(pipeline, notes, report);
  }
  if (!request.mask.empty() && !request.upstream_quirks) {
    const RepaintCanvas canvas{api::pixels_of(request.init_picture), api::pixels_of(request.mask)};
    RepaintPipeline pipeline(model, request, canvas, options, stop);
    return run_pipeline(pipeline, notes, report);
  }
  if (request.repaint && !request.repaint->words.empty()) {
    WordRepaintPipeline pipeline(model, request, options, stop);
    return run_pipeline(pipeline, notes, report);
  }
  if (request.high_resolution) {
    HighResolutionPipeline pipeline(model, request, options, stop);
    return run_pipeline(pipeline, notes, report);
  }
  if (!request.init_picture.empty()) {
    const Image mask = request.mask.empty() ? Image() : api::pixels_of(request.mask);
    options.redraw = Redraw{api::pixels_of(request.init_picture), mask, request.strength};
  }
  PanelPipeline pipeline(model, request, options, stop);
  return run_pipeline(pipeline, notes, report);
}

}  // namespace

LocalGenerator::LocalGenerator(LocalGeneratorOptions options) : options_(std::move(options)) {
  if (options_.threads > 0) at::set_num_threads(options_.threads);
  tensors::use_page_allocator();
  at::globalContext().setFlushDenormal(true);  // numbers too small to be seen cost a hundred times as much
}

void LocalGenerator::run(const api::GenerationRequest& request, api::EventSink sink, api::PreviewSlot& slot,
                         std::stop_token stop) {
  if (stop.stop_requested()) return sink(api::Cancelled{});
  sink(api::Started{});
  const auto finish = [&]() -> api::GenerationEvent {
    try {
      return tensors::with_our_errors(
          "generate", [&] { return request.upscale ? upscale(request, sink, stop) : draw(request, sink, slot, stop); });
    } catch (const Stopped&) {
      return api::Cancelled{};
    } catch (const Error& error) {
      if (error.code() == ErrorCode::out_of_memory) {
        loaded_.reset();
        enlarger_.reset();
      }
      return api::Failed{error.code(), error.what()};
    } catch (const std::exception& error) {
      return api::Failed{ErrorCode::internal, error.what()};
    }
  };
  sink(finish());
}

api::Finished LocalGenerator::draw(const api::GenerationRequest& request, const api::EventSink& sink,
                                   api::PreviewSlot& slot, const std::stop_token& stop) {
  const c10::InferenceMode no_gradients;
  const Clock::time_point start = Clock::now();
  Loaded& loaded_model = loaded(request.model, stop);
  const api::GenerationRequest full = with_paths(completed(request, loaded_model.model.set()));
  refuse_unsupported(full, loaded_model.model.set());
  const MemoryPlan plan = make_room(full);
  std::vector<PanelOptions> options = panel_options(full.count);
  for (PanelOptions& each : options) {
    each.tiled = plan.tiled_decoding;
    each.embeddings = embeddings();
  }
  PreviewMaker previews(slot, loaded_model.model.set().traits, loaded_model.tiny);
  api::Finished result;
  std::vector<at::Tensor> latents;
  for (int index = 0; index < full.count; ++index) {
    // One by one, each as if it had been asked for alone, so that its own recipe makes it again to the last bit.
    api::GenerationRequest single = full;
    single.seed = (*full.seed + std::uint64_t(index)) & api::largest_seed;
    single.count = 1;
    std::vector<std::string> notes;
    const PanelPicture picture = drawn(loaded_model.model, single, options[std::size_t(index)], stop, notes,
                                       [&](const StepReport& report, int steps) {
                                         const int step = index * steps + report.step + 1;
                                         sink(api::Progress{step, full.count * steps, seconds_since(start)});
                                         previews.consider(report);
                                       });
    latents.push_back(picture.latents);
    result.pictures.push_back({picture.image, recipe(single), picture.changed});
    if (index == 0) result.notes = std::move(notes);
  }
  if (!options_.latents_out.empty()) {
    tensors::write_safetensors(options_.latents_out, {{"latents", at::cat(latents).to(at::kCPU).contiguous()}});
  }
  check(stop);
  result.seconds = seconds_since(start);
  return result;
}

LocalGenerator::Loaded& LocalGenerator::loaded(const std::string& model, const std::stop_token& stop) {
  const std::filesystem::path path = options_.catalog.find(model).folder;
  if (loaded_ && loaded_->path == path) return *loaded_;
  loaded_.reset();  // never two models in memory
  checkpoints::CheckpointLayout layout = checkpoints::read_checkpoint_layout(path);
  check(stop);
  const tensors::Placement placement{options_.device, precision_for(layout, options_.device, options_.dtype)};
  models::ModelSet set = models::open_model_set(std::move(layout), placement);
  std::shared_ptr<const models::AutoencoderTiny> tiny = tiny_for(set);
  loaded_ = std::make_unique<Loaded>(
      Loaded{LoadedModel(std::move(set), options_.clip_vocabulary), path, api::model_hash(path), std::move(tiny)});
  return *loaded_;
}

std::shared_ptr<const models::AutoencoderTiny> LocalGenerator::tiny_for(const models::ModelSet& set) const {
  const bool xl =
      set.layout.family == checkpoints::Family::sdxl || set.layout.family == checkpoints::Family::diffsensei;
  for (const api::ModelEntry& entry : options_.catalog.entries()) {
    const bool fits = entry.kind == api::ModelKind::taesd && entry.problem.empty() && (entry.family == "sdxl") == xl;
    if (!fits) continue;
    const checkpoints::PartLayout part = checkpoints::read_part_layout(entry.folder, "taesd");
    const nn::Weights weights(tensors::open_part(part), part.name, set.placement.device, set.placement.dtype);
    const auto config = part.config.is_null() ? models::AutoencoderTinyConfig::detect(weights)
                                              : models::AutoencoderTinyConfig::from_json(part.config);
    auto tiny = std::make_shared<const models::AutoencoderTiny>(weights, config);
    if (tiny->has_decoder()) return tiny;
  }
  return nullptr;
}

std::vector<std::pair<std::string, std::filesystem::path>> LocalGenerator::embeddings() const {
  std::vector<std::pair<std::string, std::filesystem::path>> named;
  for (const api::ModelEntry& entry : options_.catalog.entries()) {
    const bool usable = entry.kind == api::ModelKind::textual_inversion && entry.problem.empty();
    if (usable) named.emplace_back(entry.folder.stem().string(), entry.folder);
  }
  return named;
}

api::GenerationRequest LocalGenerator::with_paths(api::GenerationRequest request) const {
  for (api::Control& control : request.controls)
    control.model = options_.catalog.find(control.model, api::ModelKind::controlnet).folder.string();
  for (api::Lora& lora : request.loras) {
    if (!std::filesystem::exists(lora.file))
      lora.file = options_.catalog.find(lora.file.string(), api::ModelKind::lora).folder;
  }
  if (request.repaint && !request.repaint->restorer.empty()) {
    std::string& restorer = request.repaint->restorer;
    restorer = options_.catalog.find(restorer, api::ModelKind::restorer).folder.string();
  }
  return request;
}

MemoryPlan LocalGenerator::memory_plan(const api::GenerationRequest& request, const models::ModelSet& set) const {
  switch (options_.memory) {
    case MemoryWish::keep:
      return {};
    case MemoryWish::save:
      return {.stage_by_stage = true, .tiled_decoding = true, .agent_streamed = true};
    case MemoryWish::fit:
      break;
  }
  return plan_memory(request, set, memory_at_hand(set), agent_form(options_.agent, set.placement.dtype));
}

MemoryPlan LocalGenerator::make_room(const api::GenerationRequest& request) {
  LoadedModel& model = loaded_->model;
  const MemoryPlan plan = memory_plan(request, model.set());
  model.be_thrifty(plan.stage_by_stage);
  models::AgentForm agent = agent_form(options_.agent, model.set().placement.dtype);
  agent.streamed = plan.agent_streamed;
  // It may be larger than all else together: a picture without it has planned without it.
  if (api::asks_agent(request) || options_.memory != MemoryWish::keep) {
    model.choose_agent(api::asks_agent(request) ? std::optional(agent) : std::nullopt);
  }
  model.limit_denoiser(plan.denoiser_budget);
  return plan;
}

std::vector<PanelOptions> LocalGenerator::panel_options(int count) const {
  PanelOptions usual;
  usual.grey_references = options_.grey_references;
  usual.character_masks = options_.character_masks;
  usual.dialog_mask = options_.dialog_mask;
  std::vector<PanelOptions> result(std::size_t(count), usual);
  if (options_.initial_noise.empty()) return result;
  const auto tensors = tensors::read_safetensors(options_.initial_noise);
  const auto noise = tensors.find("noise"), magi = tensors.find("magi_noise");
  if (noise == tensors.end() || noise->second.dim() != 4 || noise->second.size(0) != count) {
    throw Error(ErrorCode::invalid_file, "must hold `noise` with one row per picture", options_.initial_noise.string());
  }
  for (int i = 0; i < count; ++i) {
    result[std::size_t(i)].recorded.noise = noise->second.slice(0, i, i + 1);
    if (magi != tensors.end()) result[std::size_t(i)].recorded.magi_noise = magi->second;
  }
  return result;
}

api::Recipe LocalGenerator::recipe(const api::GenerationRequest& request) const {
  api::Recipe recipe;
  recipe.request = request;
  const models::ModelSet& set = loaded_->model.set();
  recipe.model_name = set.traits.name;
  recipe.model_hash = loaded_->hash;
  recipe.engine = engine_version;
  recipe.device = set.placement.device.str();
  recipe.dtype = name_of(set.placement.dtype);
  if (api::asks_agent(request)) {
    const models::AgentForm& agent = set.agent_form;
    recipe.agent = agent.int8 && !agent.streamed ? "int8" : name_of(agent.dtype);
  }
  if (asks_seam_repair(request)) recipe.file_hashes["restorer"] = api::model_hash(request.repaint->restorer);
  recipe.threads = at::get_num_threads();
  return recipe;
}

}  // namespace koma::pipelines
