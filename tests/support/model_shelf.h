// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/model_catalog.h"

namespace koma::tests {

/// What an author may have in the model folders: two checkpoints with all abilities, parts of both families, a broken
/// file and a tiny autoencoder.
inline std::vector<api::ModelEntry> model_shelf() {
  using api::ModelKind;
  constexpr std::uint64_t megabyte = 1'000'000;
  const api::ModelAbilities words{.negative_prompt = true, .samplers = true, .loras = true, .repaints = true};
  const auto part = [](const char* id, const char* name, ModelKind kind, const char* family, std::uint64_t bytes) {
    return api::ModelEntry{.id = id,
                           .name = name,
                           .kind = kind,
                           .family = family,
                           .folder = std::string("/models/") + id + ".safetensors",
                           .bytes = bytes,
                           .abilities = {},
                           .problem = {}};
  };
  api::ModelEntry sdxl = part("manga-xl", "Manga XL", ModelKind::checkpoint, "sdxl", 6'940 * megabyte);
  sdxl.abilities = words;
  api::ModelEntry sd1 = part("line-15", "Line 1.5", ModelKind::checkpoint, "sd1", 2'130 * megabyte);
  sd1.abilities = words;
  sd1.native_area = 512 * 512;
  api::ModelEntry broken = part("old", "Old", ModelKind::checkpoint, "", 3'970 * megabyte);
  broken.folder = "/models/old.ckpt";
  broken.problem = "the pickle names os.system, which is not allowed; nothing was run";
  return {sdxl,
          sd1,
          broken,
          part("ink", "Ink wash", ModelKind::lora, "sdxl", 228 * megabyte),
          part("rain", "Rain", ModelKind::lora, "sdxl", 114 * megabyte),
          part("pencil", "Pencil 1.5", ModelKind::lora, "sd1", 38 * megabyte),
          part("pose-xl", "Pose XL", ModelKind::controlnet, "sdxl", 2'500 * megabyte),
          part("canny-15", "Canny 1.5", ModelKind::controlnet, "sd1", 1'450 * megabyte),
          part("taesdxl", "TAESDXL", ModelKind::taesd, "sdxl", 10 * megabyte)};
}

}  // namespace koma::tests
