// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace koma::api {

/// What a checkpoint lets its user steer; a window greys out the rest.
struct ModelAbilities {
  bool characters = false;    ///< reference pictures in boxes
  bool dialog_boxes = false;  ///< leaves room for balloons
  bool controls = false;      ///< expression, pose, shot and facing as codes, not as words
  bool negative_prompt = true;
  bool samplers = false;       ///< samplers, sigmas and spacings may be chosen (flow matching has one way only)
  bool adapters = false;       ///< LoRAs and ControlNets of its family
  bool repaints = false;       ///< starts from a picture, repaints what a mask shows
  bool inpaint_model = false;  ///< nine input channels: made for repainting
  friend bool operator==(const ModelAbilities&, const ModelAbilities&) = default;
};

/// What a file or folder in a model folder is for.
enum class ModelKind { checkpoint, lora, controlnet, vae, taesd, textual_inversion };

/// One checkpoint, LoRA or ControlNet on disk, looked at from outside: only its JSON and the list of its tensors is
/// read.
struct ModelEntry {
  std::string id;    ///< what a request's `model` says: the folder's name, or the file's without its ending
  std::string name;  ///< for people
  ModelKind kind = ModelKind::checkpoint;
  std::string family;             ///< "diffsensei", "sd1", "sd2", "sdxl"; empty where it cannot be told
  std::filesystem::path folder;   ///< folder or single file
  std::uint64_t bytes = 0;        ///< of its weights on disk
  int native_area = 1024 * 1024;  ///< pixels
  ModelAbilities abilities;
  std::string problem;  ///< why it cannot be loaded, one sentence; empty when it can
  friend bool operator==(const ModelEntry&, const ModelEntry&) = default;
};

/// Which checkpoints exist. `folders` hold one checkpoint per subfolder; an earlier folder wins over a later one.
class ModelCatalog {
 public:
  explicit ModelCatalog(const std::vector<std::filesystem::path>& folders);

  [[nodiscard]] const std::vector<ModelEntry>& entries() const noexcept { return entries_; }
  /// By id, or by the path of a checkpoint folder. Throws Error(not_found | unsupported | invalid_file) with the
  /// reason.
  [[nodiscard]] ModelEntry find(const std::string& id_or_folder) const;

 private:
  std::vector<ModelEntry> entries_;
};

/// Reads the JSON of one checkpoint folder; a missing or broken part becomes the entry's `problem`.
[[nodiscard]] ModelEntry inspect_model(const std::filesystem::path& folder);

}  // namespace koma::api
