// SPDX-License-Identifier: Apache-2.0
#include "engine/training/stage_panels.h"

#include "engine/training/tokenizer_files.h"
#include "engine/training/vae_stage.h"

namespace koma::training {

namespace {

constexpr std::uint64_t cache_seed = 10;

}  // namespace

PanelEncoder load_encoder(const Stage& stage) {
  return {load_autoencoder(stage.folder, stage.device), ReferenceEncoder::load(stage.folder, stage.device),
          make_caption_encoder(stage.folder), stage.device};
}

PanelCache prepare_panels(const Stage& stage, const PanelEncoder& encoder, bool moved) {
  const auto file = stage.cache / ("rank-" + std::to_string(stage.group.rank())) /
                    (moved ? "moved.safetensors" : "panels.safetensors");
  if (std::filesystem::exists(file)) return PanelCache::load(file);
  const std::uint64_t seed = drawing_seed(stage.seed, cache_seed) + std::uint64_t(stage.group.rank());
  const PanelCache cache = PanelCache::draw(encoder, stage.panels, seed, false, stage.stop, moved);
  if (!stage.stop.stop_requested()) cache.save(file);
  return cache;
}

}  // namespace koma::training
