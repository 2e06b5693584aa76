// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/api/generator.h"
#include "engine/api/model_catalog.h"
#include "engine/models/autoencoder_tiny.h"
#include "engine/pipelines/loaded_model.h"
#include "engine/pipelines/memory_plan.h"
#include "engine/pipelines/panel_pipeline.h"
#include "engine/pipelines/picture_enlarger.h"
#include "engine/pipelines/precision.h"

namespace koma::pipelines {

/// What recipes say.
inline constexpr const char* engine_version = "0.4";

/// What a generator is made from.
struct LocalGeneratorOptions {
  api::ModelCatalog catalog;
  at::Device device = at::kCPU;
  std::optional<at::ScalarType> dtype;  ///< none: what suits device and model
  MemoryWish memory = MemoryWish::fit;
  AgentPrecision agent = AgentPrecision::suitable;
  int threads = 0;                                  ///< 0: as many as libtorch chooses
  bool grey_references = true;                      ///< see PanelOptions
  bool character_masks = true, dialog_mask = true;  ///< see PanelOptions
  std::filesystem::path
      initial_noise;  ///< a safetensors file with `noise` and perhaps `magi_noise`; empty: from the seed
  std::filesystem::path clip_vocabulary;  ///< for checkpoints without a tokenizer of their own
  std::filesystem::path latents_out;  ///< where the last latents go as `latents` [count, 4, H/8, W/8]; empty: nowhere
};

/// Draws panels in this process with libtorch. The outer edge of the engine: torch's exceptions become Failed events,
/// running out of memory drops the model first. Keeps one loaded model. Lives and runs on one thread.
class LocalGenerator final : public api::Generator {
 public:
  explicit LocalGenerator(LocalGeneratorOptions options);
  void run(const api::GenerationRequest& request, api::EventSink sink, api::PreviewSlot& slot,
           std::stop_token stop) override;

 private:
  /// A model in memory and what recipes call it.
  struct Loaded {
    LoadedModel model;
    std::filesystem::path path;
    std::string hash;
    std::shared_ptr<const models::AutoencoderTiny> tiny;  ///< for previews; null when the author has none
  };
  /// A network that enlarges, in memory.
  struct Enlarging {
    PictureEnlarger network;
    std::filesystem::path path;
    std::string name, hash;
  };
  [[nodiscard]] api::Finished draw(const api::GenerationRequest& request, const api::EventSink& sink,
                                   api::PreviewSlot& slot, const std::stop_token& stop);
  /// What a request with an `upscale` gives (local_upscale.cpp).
  [[nodiscard]] api::Finished upscale(const api::GenerationRequest& request, const api::EventSink& sink,
                                      const std::stop_token& stop);
  Loaded& loaded(const std::string& model, const std::stop_token& stop);
  /// The tiny autoencoder among the catalog's models that shows this family's latents.
  [[nodiscard]] std::shared_ptr<const models::AutoencoderTiny> tiny_for(const models::ModelSet& set) const;
  /// The catalog's textual inversions by the words that call them.
  [[nodiscard]] std::vector<std::pair<std::string, std::filesystem::path>> embeddings() const;
  /// The request with catalog ids of ControlNets and LoRAs as paths.
  [[nodiscard]] api::GenerationRequest with_paths(api::GenerationRequest request) const;
  /// Arranges the loaded model so that drawing the request fits into memory.
  MemoryPlan make_room(const api::GenerationRequest& request);
  [[nodiscard]] MemoryPlan memory_plan(const api::GenerationRequest& request, const models::ModelSet& set) const;
  [[nodiscard]] std::vector<PanelOptions> panel_options(int count) const;
  [[nodiscard]] api::Recipe recipe(const api::GenerationRequest& request) const;
  /// Of a picture that no checkpoint had a hand in.
  [[nodiscard]] api::Recipe upscale_recipe(const api::GenerationRequest& request) const;
  /// The network that a request's `upscale` names, loaded; null when it names none.
  [[nodiscard]] const PictureEnlarger* enlarger(const std::string& name);

  LocalGeneratorOptions options_;
  std::unique_ptr<Loaded> loaded_;
  std::unique_ptr<Enlarging> enlarger_;
};

}  // namespace koma::pipelines
