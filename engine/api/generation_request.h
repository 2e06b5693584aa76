// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/base/image.h"

namespace koma::api {

/// A picture that a request names: a file, or pixels that are already in memory. With pixels, `path` is only the name
/// that the JSON records, so that the recipe can be run again from files. In JSON a crop follows the path as a
/// fragment: "aki.png#crop=0.25,0,0.75,1".
struct Picture {
  std::filesystem::path path;
  Image image;
  UnitBox crop{0, 0, 1, 1};  ///< the part that counts, in 0…1 of the picture

  [[nodiscard]] bool empty() const noexcept { return path.empty() && image.empty(); }
  friend bool operator==(const Picture&, const Picture&) = default;
};

/// The pixels that count, cropped; reads the file when there are none yet. The crop is at least one pixel wide and
/// high. Throws Error(not_found | unreadable | invalid_file).
[[nodiscard]] Image pixels_of(const Picture& picture);

enum class SamplerKind { euler, euler_a, ddim, dpmpp_2m, dpmpp_2m_sde, unipc, heun, pndm, lcm, tcd };
enum class SigmaKind { standard, karras, exponential, beta };  ///< "default" in JSON is `standard`
enum class TimestepSpacing { leading, trailing, linspace };
enum class PredictionType { epsilon, v_prediction };
/// How prompts beyond one window of CLIP reach the model: cut off; in windows (AUTOMATIC1111's); as LLMGA's fine-tuned
/// Stable Diffusion learned them (specs/llmga.md 2.1, 2.2).
enum class LongPrompts { cut, windows, llmga };
enum class Facing { left, right, front, back };
enum class ShotKind { close_up, bust, full, wide };
enum class Preprocessor { none, canny, lineart, scribble, depth, openpose };

/// One character placed in the panel.
struct PlacedCharacter {
  std::string name;
  std::vector<Picture> references;
  UnitBox box;                     ///< in 0…1 of the panel
  std::optional<double> strength;  ///< 0…2, multiplies this character's image attention; omitted: 1
  std::string phrase;
  std::string expression;
  std::string pose;
  std::optional<Facing> facing;
  friend bool operator==(const PlacedCharacter&, const PlacedCharacter&) = default;
};

struct SubjectAdapter {
  std::filesystem::path file, image_encoder;
  friend bool operator==(const SubjectAdapter&, const SubjectAdapter&) = default;
};

/// How MS-Diffusion lays out its subjects.
struct SubjectLayout {
  bool automatic = false;  ///< "auto" instead of "boxes"
  double mask_threshold = 0.5;
  int start_step = 5;
  bool drop_grounding = false;
  friend bool operator==(const SubjectLayout&, const SubjectLayout&) = default;
};

/// DiffSensei's language agent.
struct Agent {
  bool enabled = false;
  double scale = 0.4;
  friend bool operator==(const Agent&, const Agent&) = default;
};

struct RegionBox {
  UnitBox box;
  std::string prompt;
  double weight = 1;
  friend bool operator==(const RegionBox&, const RegionBox&) = default;
};

/// Text prompts for parts of the picture (RPG): a split or free boxes (conditioning/region_prompts.h says what they
/// mean).
struct Regions {
  std::string split;                 ///< manga::parse_split's grammar, "1,1;2,1"
  std::vector<std::string> prompts;  ///< one per cell; none: the parts of the request's prompt between BREAK
  std::vector<RegionBox> boxes;      ///< instead of a split; later ones lie on top
  std::string base_prompt;           ///< of the whole panel; empty: none
  std::string base_ratio;            ///< manga::parse_base_ratio's grammar, "0.3" or "0.2,0.5;1"; empty: none
  bool in_controls = false;          ///< ControlNets read the regions too; else the base prompt alone, if there is one
  bool pooled_from_base = false;     ///< whose pooled text SDXL gets: the base prompt's, else the last region's
  friend bool operator==(const Regions&, const Regions&) = default;
};

struct Control {
  std::string model;
  Picture picture;
  Preprocessor preprocessor = Preprocessor::none;
  double scale = 1, start = 0, end = 1;
  friend bool operator==(const Control&, const Control&) = default;
};

struct Lora {
  std::filesystem::path file;
  double weight = 1;
  friend bool operator==(const Lora&, const Lora&) = default;
};

/// How a masked part is repainted; what is omitted takes the repaint pipeline's own default.
struct Repaint {
  std::optional<int> context, feather;  ///< pixels
  std::optional<std::string> prefill, seam;
  /// Instead of a mask: what is repainted is where the model sees these words in the picture.
  std::string words;
  bool mask_only = false;  ///< with `words`: that mask is the result, grey, and nothing is repainted
  /// For the seam "diffrir" (specs/llmga.md 3): id or path of a DiffRIR x1 file, ModelKind::restorer.
  std::string restorer = {};
  std::optional<double> seam_blend = {};        ///< 0…1: how much of what it makes is taken; omitted: all
  std::optional<std::uint64_t> seam_seed = {};  ///< of the only random thing about it; omitted: the request's seed
  friend bool operator==(const Repaint&, const Repaint&) = default;
};

/// A large picture in two passes: composed small, where the model is at home, then enlarged and drawn over at its own
/// size. Boxes and regions are parts of the picture and hold in both.
struct HighResolution {
  /// Pixels of the first pass, which has the picture's shape; omitted: the area that the model was trained on.
  std::optional<int> first_area;
  double strength = 0.5;  ///< 0…1: the part of the schedule that draws over; more invents more
  friend bool operator==(const HighResolution&, const HighResolution&) = default;
};

/// What becomes of paper and ink when a picture is enlarged: nothing; they are kept white and black; everything is made
/// ink on paper again at the new size (`ink_finish`).
enum class UpscaleFinish { plain, pinned, ink };

/// The start picture enlarged to the request's width and height instead of a picture drawn from words.
struct Upscale {
  /// Id or path of a ModelKind::upscaler, or of DiffRIR x2 or x4; empty: by Lanczos, without a network.
  std::string model;
  /// 0…1: the strength with which the request's own model draws over the enlarged picture, tile by tile, with the
  /// request's prompt and steps; 0: not at all, and no checkpoint is loaded.
  double refine = 0;
  std::optional<UpscaleFinish> finish;  ///< omitted: pinned where the picture is grey, plain where it has colours
  friend bool operator==(const Upscale&, const Upscale&) = default;
};
inline constexpr int longest_upscaled_side = 16384;

/// Everything that determines a panel's pixels (specs/request.md, field by field); immutable once a job has it.
/// What is an optional here and omitted is decided by the checkpoint, and written down in the recipe.
struct GenerationRequest {
  std::string model = "mini";
  std::string prompt;
  std::optional<std::string> negative_prompt;  ///< none is not "": see `force_zeros_for_empty_prompt`
  bool prompt_weighting = false;
  std::optional<LongPrompts> long_prompts;
  std::optional<int> width, height;  ///< pixels, 64…2048; of an `upscale` to longest_upscaled_side
  std::optional<int> steps;          ///< 1…150
  std::optional<double> guidance_scale;
  double guidance_rescale = 0;
  double guidance_start = 0, guidance_end = 1;  ///< part of the schedule, 0…1, in which guidance is on
  std::optional<SamplerKind> sampler;
  std::optional<SigmaKind> sigmas;
  std::optional<TimestepSpacing> timestep_spacing;
  std::optional<PredictionType> prediction_type;
  std::optional<bool> rescale_zero_terminal_snr;
  int clip_skip = 0;
  std::optional<std::uint64_t> seed;  ///< 0…2^63−1
  int count = 1;
  std::vector<PlacedCharacter> characters;
  std::optional<ShotKind> shot;
  std::optional<double> character_scale;
  std::vector<UnitBox> dialog_boxes;
  std::optional<SubjectAdapter> subject_adapter;
  std::optional<SubjectLayout> layout;
  Agent mllm;
  std::optional<Regions> regions;
  std::vector<Control> controls;
  std::vector<Lora> loras;
  Picture init_picture, mask;
  /// Where the picture lies in the panel, in 0…1 of it: the panel grew, and what is around is drawn to it.
  std::optional<UnitBox> init_box;
  double strength = 1;
  std::optional<Repaint> repaint;
  std::optional<HighResolution> high_resolution;
  std::optional<Upscale> upscale;
  bool upstream_quirks = false;
  friend bool operator==(const GenerationRequest&, const GenerationRequest&) = default;
};

inline constexpr std::uint64_t largest_seed = 0x7fff'ffff'ffff'ffff;

/// The enumerators' names as they stand in JSON.
[[nodiscard]] const char* to_string(SamplerKind kind) noexcept;
[[nodiscard]] const char* to_string(Facing facing) noexcept;
[[nodiscard]] const char* to_string(ShotKind shot) noexcept;

}  // namespace koma::api
