// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/single_file.h"

#include <array>

#include "engine/base/error.h"
#include "engine/checkpoints/detected_config.h"
#include "engine/checkpoints/file_kind.h"
#include "engine/checkpoints/usual_scheduler.h"

namespace koma::checkpoints {

namespace {

constexpr std::array unet_places{"model.diffusion_model.", "unet."};
constexpr std::array vae_places{"first_stage_model.", "vae."};
constexpr std::array first_text_places{"cond_stage_model.transformer.", "cond_stage_model.model.",
                                       "conditioner.embedders.0.transformer.", "text_encoder."};
constexpr std::array second_text_places{"conditioner.embedders.1.model.", "conditioner.embedders.1.transformer.",
                                        "text_encoder_2."};

const char* const advice = "; give a checkpoint of Stable Diffusion 1, 2 or XL";

[[noreturn]] void refuse(const PrefixView& root, ErrorCode code, const std::string& sentence) {
  throw Error(code, sentence, root.index().path.string());
}

PartLayout new_part(const PrefixView& root, const char* name) {
  PartLayout part;
  part.name = name;
  part.place = root.index().path;
  return part;
}

/// The first place below which `find` finds a pattern.
template <class Places, class Find>
auto find_in(const PrefixView& root, const Places& places, const Find& find)
    -> std::optional<std::pair<PrefixView, typename std::invoke_result_t<Find, PrefixView>::value_type>> {
  for (const char* place : places) {
    const PrefixView view = root.below(place);
    if (const auto pattern = find(view)) return std::make_pair(view, *pattern);
  }
  return std::nullopt;
}

/// What the file is made of, before it is known what that makes.
struct Pieces {
  PrefixView unet_view;
  UnetPattern unet;
  std::optional<std::pair<PrefixView, VaePattern>> vae;
  std::optional<std::pair<PrefixView, TextPattern>> text, text_2;
};

Pieces find_pieces(const PrefixView& root) {
  const auto unet = find_in(root, unet_places, find_unet_pattern);
  if (!unet) {
    const bool bare = find_unet_pattern(root).has_value();
    refuse(root, ErrorCode::unsupported,
           bare ? std::string("this is a UNet alone, without autoencoder and text encoder") + advice
                : std::string("this is no checkpoint that is known here") + advice);
  }
  Pieces pieces{unet->first, unet->second, find_in(root, vae_places, find_vae_pattern),
                find_in(root, first_text_places, find_text_pattern),
                find_in(root, second_text_places, find_text_pattern)};
  const auto missing = [&](const char* what) {
    refuse(root, ErrorCode::invalid_file, std::string("the file holds no ") + what + "; get a whole checkpoint");
  };
  if (!pieces.vae) missing("autoencoder (VAE)");
  if (!pieces.text) missing("text encoder");
  if (pieces.unet.text_time && !pieces.text_2) missing("second text encoder");
  return pieces;
}

PartLayout text_part(const PrefixView& root, const char* name, const PrefixView& view, TextPattern pattern,
                     bool is_open_clip) {
  PartLayout part = new_part(root, name);
  take_names(part, view, text_names(pattern), [&](const std::string& rest) { return is_beside_text(pattern, rest); });
  part.config = detected_text_config(part, pattern, is_open_clip);
  return part;
}

void add_texts(CheckpointLayout& layout, const PrefixView& root, const Pieces& pieces) {
  TextPattern first = pieces.text->second;
  first.projection = false;  // only SDXL's second encoder projects its end of text
  if (layout.family == Family::sd2) first.layers = std::min(first.layers, sd2_text_layers);
  const bool open_clip = layout.family == Family::sd2;
  layout.parts.emplace("text_encoder", text_part(root, "text_encoder", pieces.text->first, first, open_clip));
  if (layout.family != Family::sdxl) return;
  TextPattern second = pieces.text_2->second;
  second.projection = true;
  layout.parts.emplace("text_encoder_2", text_part(root, "text_encoder_2", pieces.text_2->first, second, true));
}

void add_vae(CheckpointLayout& layout, const PrefixView& root, const Pieces& pieces) {
  PartLayout part = new_part(root, "vae");
  const auto& [view, pattern] = *pieces.vae;
  take_names(part, view, vae_names(pattern), [](const std::string& rest) { return rest.starts_with("loss."); });
  part.config = detected_vae_config(part, pattern);
  part.config["scaling_factor"] = layout.family == Family::sdxl ? 0.13025 : 0.18215;
  if (layout.family == Family::sdxl) part.config["force_upcast"] = true;  // it overflows in float16
  part.config["sample_size"] = layout.sample_size * 8;
  layout.parts.emplace("vae", std::move(part));
}

void add_unet(CheckpointLayout& layout, const PrefixView& root, const Pieces& pieces) {
  PartLayout part = new_part(root, "unet");
  take_names(part, pieces.unet_view, unet_names(pieces.unet));
  UnetFacts facts{.family = layout.family, .sample_size = layout.sample_size};
  if (layout.has("text_encoder_2")) {
    facts.pooled = layout.parts.at("text_encoder_2").config.at("projection_dim").get<std::int64_t>();
  }
  part.config = detected_unet_config(part, pieces.unet, facts);
  layout.parts.emplace("unet", std::move(part));
}

/// Nothing in an SD 2 file tells the 768 px models (v) from the 512 px ones (ε), so the released 2.1 is assumed, and
/// for nine channels the only released one, which predicts ε at 512 px.
void add_training(CheckpointLayout& layout, const PrefixView& root, std::int64_t inputs) {
  TrainingMarks marks{.v_prediction = root.has("v_pred"), .zero_terminal_snr = root.has("ztsnr")};
  const bool large_sd2 = layout.family == Family::sd2 && inputs == 4;
  layout.prediction_known = marks.v_prediction || !large_sd2;
  if (large_sd2) marks.v_prediction = true;
  layout.scheduler_config = usual_scheduler(layout.family, marks);
  layout.scheduler_place = root.index().path;
  layout.sample_size = layout.family == Family::sdxl ? 128 : large_sd2 ? 96 : 64;
  layout.force_zeros_for_empty_prompt = layout.family == Family::sdxl;
}

std::int64_t checked_inputs(const PrefixView& root, const Pieces& pieces) {
  const char* first = pieces.unet.spelling == Spelling::original ? "input_blocks.0.0.weight" : "conv_in.weight";
  const std::int64_t inputs = pieces.unet_view.side(first, 1);
  if (inputs != 4 && inputs != 9) refuse(root, ErrorCode::unsupported, words_for_inputs(inputs) + advice);
  return inputs;
}

}  // namespace

CheckpointLayout single_file_layout(const TensorIndex& index) {
  const PrefixView root = root_of(index);
  if (const auto foreign = foreign_model(index)) {
    refuse(root, ErrorCode::unsupported, "this is " + *foreign + advice);
  }
  const auto kind = kind_of(index);
  if (kind && *kind != FileKind::checkpoint) {
    refuse(root, ErrorCode::unsupported, std::string("this is ") + words_for(*kind) + ", not a checkpoint" + advice);
  }
  const Pieces pieces = find_pieces(root);
  const std::int64_t inputs = checked_inputs(root, pieces);
  CheckpointLayout layout;
  layout.path = index.path;
  layout.family = family_of_unet(pieces.unet_view, pieces.unet);
  add_training(layout, root, inputs);
  add_texts(layout, root, pieces);
  add_vae(layout, root, pieces);
  add_unet(layout, root, pieces);
  for (const auto& [name, part] : layout.parts) layout.bytes += part.bytes();
  return layout;
}

}  // namespace koma::checkpoints
