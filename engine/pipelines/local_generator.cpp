// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/local_generator.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <chrono>

#include "engine/api/model_hash.h"
#include "engine/pipelines/preview.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/safetensors_writer.h"

namespace koma::pipelines {

namespace {

constexpr const char* engine_version = "0.1";
/// Previews more often than this only cost time.
constexpr double seconds_between_previews = 0.15;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Offers previews to the slot while they are wanted, not too often, and never of the first noise.
class Previews {
 public:
  Previews(api::PreviewSlot& slot, const models::PreviewMatrix& matrix) : slot_(slot), matrix_(matrix) {}
  void consider(const StepReport& report) {
    if (!slot_.wanted() || (offered_ && seconds_since(last_) < seconds_between_previews)) return;
    slot_.offer(preview(report.denoised, matrix_));
    offered_ = true;
    last_ = Clock::now();
  }

 private:
  api::PreviewSlot& slot_;
  const models::PreviewMatrix& matrix_;
  bool offered_ = false;
  Clock::time_point last_;
};

}  // namespace

LocalGenerator::LocalGenerator(LocalGeneratorOptions options) : options_(std::move(options)) {
  if (options_.threads > 0) at::set_num_threads(options_.threads);
}

void LocalGenerator::run(const api::GenerationRequest& request, api::EventSink sink, api::PreviewSlot& slot,
                         std::stop_token stop) {
  if (stop.stop_requested()) return sink(api::Cancelled{});
  sink(api::Started{});
  const auto finish = [&]() -> api::GenerationEvent {
    try {
      return tensors::with_our_errors("generate", [&] { return draw(request, sink, slot, stop); });
    } catch (const Stopped&) {
      return api::Cancelled{};
    } catch (const Error& error) {
      if (error.code() == ErrorCode::out_of_memory) loaded_.reset();
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
  const Loaded& model = loaded(request.model, stop);
  const api::GenerationRequest full = completed(request, model.set);
  const std::vector<PanelOptions> options = panel_options(full.count);
  Previews previews(slot, model.set.traits.preview);
  api::Finished result;
  std::vector<at::Tensor> latents;
  for (int index = 0; index < full.count; ++index) {
    // One by one, each as if it had been asked for alone, so that its own recipe makes it again to the last bit.
    api::GenerationRequest single = full;
    single.seed = (*full.seed + std::uint64_t(index)) & api::largest_seed;
    single.count = 1;
    const PanelPipeline pipeline(model.set, *model.text, single, options[std::size_t(index)], stop);
    const PanelPicture picture = pipeline.draw([&](const StepReport& report) {
      const int step = index * pipeline.steps() + report.step + 1;
      sink(api::Progress{step, full.count * pipeline.steps(), seconds_since(start)});
      previews.consider(report);
    });
    latents.push_back(picture.latents);
    result.pictures.push_back({picture.image, recipe(single)});
    if (index == 0) result.notes = pipeline.notes();
  }
  if (!options_.latents_out.empty()) {
    tensors::write_safetensors(options_.latents_out, {{"latents", at::cat(latents).to(at::kCPU).contiguous()}});
  }
  check(stop);
  result.seconds = seconds_since(start);
  return result;
}

const LocalGenerator::Loaded& LocalGenerator::loaded(const std::string& model, const std::stop_token& stop) {
  const std::filesystem::path folder = options_.catalog.find(model).folder;
  if (loaded_ && loaded_->set.folder == folder) return *loaded_;
  loaded_.reset();  // never two models in memory
  auto next = std::make_unique<Loaded>();
  next->set = models::load_model_set(folder, options_.placement, [&] { check(stop); });
  next->hash = api::model_hash(folder);
  next->text = std::make_unique<conditioning::TextConditioner>(next->set);
  loaded_ = std::move(next);
  return *loaded_;
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
  recipe.model_name = loaded_->set.traits.name;
  recipe.model_hash = loaded_->hash;
  recipe.engine = engine_version;
  recipe.device = options_.placement.device.str();
  recipe.dtype = options_.placement.dtype == at::kFloat      ? "float32"
                 : options_.placement.dtype == at::kBFloat16 ? "bfloat16"
                                                             : "float16";
  recipe.threads = at::get_num_threads();
  return recipe;
}

}  // namespace koma::pipelines
