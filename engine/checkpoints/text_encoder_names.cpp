// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/text_encoder_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace koma::checkpoints {

namespace {

constexpr std::int64_t most_layers = 256;

const std::string open_layers = "transformer.resblocks.";

constexpr std::array<std::pair<const char*, const char*>, 5> layer_names{{{"layer_norm1", "ln_1"},
                                                                          {"layer_norm2", "ln_2"},
                                                                          {"self_attn.out_proj", "attn.out_proj"},
                                                                          {"mlp.fc1", "mlp.c_fc"},
                                                                          {"mlp.fc2", "mlp.c_proj"}}};
constexpr std::array<std::pair<const char*, StoredForm>, 3> thirds{
    {{"q", StoredForm::first_third}, {"k", StoredForm::second_third}, {"v", StoredForm::third_third}}};

void add_open_clip(NameTable& table, const TextPattern& pattern) {
  table.tensor("text_model.embeddings.token_embedding.weight", "token_embedding.weight");
  table.tensor("text_model.embeddings.position_embedding.weight", "positional_embedding");
  table.layer("text_model.final_layer_norm", "ln_final");
  if (pattern.projection) table.tensor("text_projection.weight", "text_projection", StoredForm::transposed);
  for (std::int64_t i = 0; i < pattern.layers; ++i) {
    const std::string canonical = "text_model.encoder.layers." + std::to_string(i) + ".";
    const std::string original = open_layers + std::to_string(i) + ".";
    for (const auto& [ours, theirs] : layer_names) table.layer(canonical + ours, original + theirs);
    for (const auto& [third, form] : thirds) {
      const std::string layer = canonical + "self_attn." + third + "_proj.";
      table.tensor(layer + "weight", original + "attn.in_proj_weight", form);
      table.tensor(layer + "bias", original + "attn.in_proj_bias", form);
    }
  }
}

/// Here `original` is only another level: the names below it are canonical.
void add_transformers(NameTable& table, const TextPattern& pattern) {
  const auto layer = [&](const std::string& name) { table.layer("text_model." + name, pattern.level + name); };
  for (const char* embedding : {"embeddings.token_embedding.weight", "embeddings.position_embedding.weight"}) {
    table.tensor(std::string("text_model.") + embedding, pattern.level + embedding);
  }
  layer("final_layer_norm");
  if (pattern.projection) table.tensor("text_projection.weight", "text_projection.weight");
  for (std::int64_t i = 0; i < pattern.layers; ++i) {
    const std::string block = "encoder.layers." + std::to_string(i) + ".";
    for (const auto& [ours, theirs] : layer_names) layer(block + ours);
    for (const auto& [third, form] : thirds) layer(block + "self_attn." + third + "_proj");
  }
}

}  // namespace

std::optional<TextPattern> find_text_pattern(const PrefixView& view) {
  if (view.has("positional_embedding")) {
    return TextPattern{.spelling = Spelling::original,
                       .layers = std::min(view.count(open_layers, ".ln_1.weight"), most_layers),
                       .projection = view.has("text_projection")};
  }
  for (const char* level : {"text_model.", ""}) {
    if (!view.has(std::string(level) + "embeddings.position_embedding.weight")) continue;
    const std::int64_t layers = view.count(std::string(level) + "encoder.layers.", ".layer_norm1.weight");
    return TextPattern{.spelling = Spelling::diffusers,
                       .level = level,
                       .layers = std::min(layers, most_layers),
                       .projection = view.has("text_projection.weight")};
  }
  return std::nullopt;
}

NameTable text_names(const TextPattern& pattern) {
  NameTable table(Spelling::original);
  if (pattern.spelling == Spelling::original) {
    add_open_clip(table, pattern);
  } else {
    add_transformers(table, pattern);
  }
  return table;
}

bool is_beside_text(const TextPattern& pattern, const std::string& name) {
  if (name.ends_with("position_ids") || name.ends_with("logit_scale") || name == "attn_mask") return true;
  for (const char* other : {"vision_model.", "visual.", "visual_projection."}) {
    if (name.starts_with(other)) return true;
  }
  if (!pattern.projection && name.starts_with("text_projection")) return true;
  const std::string layers = pattern.spelling == Spelling::original ? open_layers : pattern.level + "encoder.layers.";
  return name.starts_with(layers + std::to_string(pattern.layers) + ".");
}

}  // namespace koma::checkpoints
