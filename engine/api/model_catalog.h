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
  bool loras = false;          ///< changes of its weights, made for its base; ControlNets every model takes
  bool repaints = false;       ///< starts from a picture, repaints what a mask shows
  bool inpaint_model = false;  ///< nine input channels: made for repainting
  bool agent = false;          ///< a language model that fits the characters to the words (a request's `mllm`)
  int max_characters = 0;      ///< in one panel; 0 without `characters`
  int max_dialog_boxes = 0;    ///< in one panel; 0 without `dialog_boxes`
  friend bool operator==(const ModelAbilities&, const ModelAbilities&) = default;
};

/// The names of a checkpoint's codes, for a window's lists; empty where it takes words only.
struct ControlWords {
  std::vector<std::string> expression, pose, shot, facing, view;
  friend bool operator==(const ControlWords&, const ControlWords&) = default;
};

/// What a file or folder in a model folder is for.
enum class ModelKind {
  checkpoint,
  lora,
  controlnet,
  vae,
  taesd,
  textual_inversion,
  subject_adapter,  ///< MS-Diffusion's
  restorer,         ///< DiffRIR: repairs seams
  upscaler,         ///< enlarges pictures
};
/// "checkpoint", "lora", "controlnet", "vae", "taesd", "textual_inversion", "subject_adapter", "restorer", "upscaler".
[[nodiscard]] const char* to_string(ModelKind kind) noexcept;

/// One checkpoint, LoRA or ControlNet on disk, looked at from outside: only its JSON and the list of its tensors is
/// read.
struct ModelEntry {
  std::string id;    ///< what a request's `model` says: the folder's name, or the file's without its ending
  std::string name;  ///< for people
  ModelKind kind = ModelKind::checkpoint;
  std::string family;            ///< "diffsensei", "sd1", "sd2", "sdxl"; empty where it cannot be told
  std::string own_base;          ///< the name of the one model that a part fits, or that takes such parts only ("mini")
  std::filesystem::path folder;  ///< folder or single file
  std::uint64_t bytes = 0;       ///< of its weights on disk
  int native_area = 1024 * 1024;  ///< pixels
  ModelAbilities abilities;
  ControlWords words;
  int encoder_width = 0;      ///< of the image encoder that a subject adapter is used with; 0 for other kinds
  int scale = 0;              ///< how many times larger a restorer or upscaler makes a picture; 0 for other kinds
  std::string agent_problem;  ///< why the agent that lies beside the networks cannot be used, one sentence
  std::string problem;        ///< why it cannot be loaded, one sentence; empty when it can
  friend bool operator==(const ModelEntry&, const ModelEntry&) = default;
};

/// Everything that the author's model folders hold: checkpoints in folders and files, and what stands beside them. A
/// folder is looked into three levels deep, so that checkpoints/, loras/, controlnet/ and their like are found. Nothing
/// throws: what cannot be loaded is listed with its problem.
///
/// An id belongs to one entry. Where a second would have the same, it gets its folder's name in front
/// ("loras/ink"), and its whole path where that is taken too; earlier folders come first, then the alphabet.
class ModelCatalog {
 public:
  explicit ModelCatalog(const std::vector<std::filesystem::path>& folders);

  [[nodiscard]] const std::vector<ModelEntry>& entries() const noexcept { return entries_; }
  /// By id, or by the path of a folder or file, listed or not. Throws Error(not_found) when there is none,
  /// Error(unsupported) when it is of another kind, and what reading it throws when it cannot be loaded.
  [[nodiscard]] ModelEntry find(const std::string& id_or_path, ModelKind kind = ModelKind::checkpoint) const;

 private:
  void add(ModelEntry entry);

  std::vector<ModelEntry> entries_;
};

/// What a part must be made for to fit: "sd1", "sd2", "sdxl", or one model's name; empty where it cannot be told.
[[nodiscard]] std::string base_of(const ModelEntry& entry);

/// Looks at one folder or file. Throws Error(not_found | unreadable | invalid_file | unsupported).
[[nodiscard]] ModelEntry read_model(const std::filesystem::path& path);
/// The same, but whatever is thrown becomes the entry's `problem`.
[[nodiscard]] ModelEntry inspect_model(const std::filesystem::path& path);
/// True for a folder that is one model (a checkpoint, ControlNet or autoencoder), not a folder of models.
[[nodiscard]] bool is_model_folder(const std::filesystem::path& folder);

}  // namespace koma::api
