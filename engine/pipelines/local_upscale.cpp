// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "engine/api/model_hash.h"
#include "engine/pipelines/local_generator.h"
#include "engine/pipelines/precision.h"
#include "engine/pipelines/unsupported.h"
#include "engine/pipelines/upscale_pipeline.h"

namespace koma::pipelines {

namespace {

/// An upscaler, or a restorer that enlarges. A path is looked at when it is opened.
api::ModelEntry entry_of(const api::ModelCatalog& catalog, const std::string& name) {
  const auto restores = [&](const api::ModelEntry& entry) {
    return entry.id == name && entry.kind == api::ModelKind::restorer;
  };
  const bool restorer = std::ranges::any_of(catalog.entries(), restores);
  std::error_code ignored;
  if (!restorer && std::filesystem::exists(name, ignored)) {
    api::ModelEntry entry = api::inspect_model(name);
    if (entry.kind == api::ModelKind::restorer) return catalog.find(name, api::ModelKind::restorer);
  }
  return catalog.find(name, restorer ? api::ModelKind::restorer : api::ModelKind::upscaler);
}

std::uint64_t drawn_seed() {
  std::random_device device;
  return ((std::uint64_t(device()) << 32) | device()) & api::largest_seed;
}

}  // namespace

const PictureEnlarger* LocalGenerator::enlarger(const std::string& name) {
  if (name.empty()) return nullptr;
  const api::ModelEntry entry = entry_of(options_.catalog, name);
  if (!enlarger_ || enlarger_->path != entry.folder) {
    enlarger_.reset();  // never two in memory
    enlarger_ = std::make_unique<Enlarging>(Enlarging{PictureEnlarger(entry.folder, {options_.device, at::kFloat}),
                                                      entry.folder, entry.name, api::model_hash(entry.folder)});
  }
  return &enlarger_->network;
}

api::Recipe LocalGenerator::upscale_recipe(const api::GenerationRequest& request) const {
  api::Recipe recipe;
  recipe.request = request;
  if (!request.upscale->model.empty()) {
    recipe.model_name = enlarger_->name;
    recipe.model_hash = enlarger_->hash;
  }
  recipe.engine = engine_version;
  recipe.device = options_.device.str();
  recipe.dtype = name_of(at::kFloat);
  recipe.threads = at::get_num_threads();
  return recipe;
}

api::Finished LocalGenerator::upscale(const api::GenerationRequest& request, const api::EventSink& sink,
                                      const std::stop_token& stop) {
  using Clock = std::chrono::steady_clock;
  const c10::InferenceMode no_gradients;
  const Clock::time_point start = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  refuse_upscale(request);
  api::GenerationRequest full = request;
  full.seed = request.seed ? request.seed : drawn_seed();
  UpscaleHands hands{enlarger(request.upscale->model)};
  if (hands.enlarger) full.upscale->model = enlarger_->path.string();
  check(stop);
  PanelOptions options;
  if (request.upscale->refine > 0) {
    hands.model = &loaded(request.model, stop).model;
    full = with_paths(completed(full, hands.model->set()));
    options = panel_options(1).front();
    options.tiled = make_room(refine_request(full, hands.model->set())).tiled_decoding;
    options.embeddings = embeddings();
  }
  UpscalePipeline pipeline(hands, full, options, stop);
  api::Finished result;
  const Image picture = pipeline.draw([&](int done) {
    sink(api::Progress{done, std::max(pipeline.steps(), 1), seconds()});
  });
  result.pictures.push_back({picture, hands.model ? recipe(full) : upscale_recipe(full)});
  if (hands.enlarger) result.pictures.front().recipe.file_hashes["upscaler"] = enlarger_->hash;
  result.notes = pipeline.notes();
  check(stop);
  result.seconds = seconds();
  return result;
}

}  // namespace koma::pipelines
