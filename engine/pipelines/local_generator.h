// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/api/generator.h"
#include "engine/api/model_catalog.h"
#include "engine/conditioning/text_conditioning.h"
#include "engine/models/model_set.h"
#include "engine/pipelines/panel_pipeline.h"

namespace koma::pipelines {

/// What a generator is made from.
struct LocalGeneratorOptions {
  api::ModelCatalog catalog;
  tensors::Placement placement;
  int threads = 0;                                  ///< 0: as many as libtorch chooses
  bool grey_references = true;                      ///< see PanelOptions
  bool character_masks = true, dialog_mask = true;  ///< see PanelOptions
  std::filesystem::path
      initial_noise;  ///< a safetensors file with `noise` and perhaps `magi_noise`; empty: from the seed
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
  struct Loaded {
    models::ModelSet set;
    std::string hash;
    std::unique_ptr<conditioning::TextConditioner> text;
  };
  [[nodiscard]] api::Finished draw(const api::GenerationRequest& request, const api::EventSink& sink,
                                   api::PreviewSlot& slot, const std::stop_token& stop);
  const Loaded& loaded(const std::string& model, const std::stop_token& stop);
  [[nodiscard]] std::vector<PanelOptions> panel_options(int count) const;
  [[nodiscard]] api::Recipe recipe(const api::GenerationRequest& request) const;

  LocalGeneratorOptions options_;
  std::unique_ptr<Loaded> loaded_;
};

}  // namespace koma::pipelines
