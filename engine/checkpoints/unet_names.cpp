// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/unet_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/error.h"

namespace koma::checkpoints {

namespace {

constexpr std::int64_t most_blocks = 64;  // SDXL's deepest attention has 10 layers

using Names = std::array<std::pair<const char*, const char*>, 5>;
constexpr Names resnet_layers{{{"norm1", "in_layers.0"},
                               {"conv1", "in_layers.2"},
                               {"time_emb_proj", "emb_layers.1"},
                               {"norm2", "out_layers.0"},
                               {"conv2", "out_layers.3"}}};

void add_unet_resnet(NameTable& table, const std::string& canonical, const std::string& original, bool shortcut) {
  for (const auto& [ours, theirs] : resnet_layers) table.layer(canonical + ours, original + theirs);
  if (shortcut) table.layer(canonical + "conv_shortcut", original + "skip_connection");
}

void add_attention(NameTable& table, const std::string& canonical, const std::string& original, std::int64_t depth) {
  for (const char* layer : {"norm", "proj_in", "proj_out"}) table.same(canonical, original, layer);
  for (std::int64_t k = 0; k < depth; ++k) {
    const std::string block = numbered("transformer_blocks.", k, ".");
    for (const char* attention : {"attn1.", "attn2."}) {
      for (const char* layer : {"to_q.weight", "to_k.weight", "to_v.weight"}) {
        table.tensor(canonical + block + attention + layer, original + block + attention + layer);
      }
      table.same(canonical, original, block + attention + "to_out.0");
    }
    for (const char* layer : {"norm1", "norm2", "norm3", "ff.net.0.proj", "ff.net.2"}) {
      table.same(canonical, original, block + layer);
    }
  }
}

std::int64_t depth_of(const PrefixView& view, const std::string& attention) {
  return view.count(attention + "transformer_blocks.", ".attn1.to_q.weight");
}

UnetPattern original_pattern(const PrefixView& view) {
  UnetPattern pattern{.spelling = Spelling::original};
  std::int64_t blocks = 1, downsamplers = 0;
  while (view.has_below(numbered("input_blocks.", blocks, ".0."))) {
    if (view.has(numbered("input_blocks.", blocks, ".0.op.weight"))) {
      if (downsamplers++ == 0) pattern.layers = blocks - 1;
    }
    if (++blocks > most_blocks) break;
  }
  if (downsamplers == 0) pattern.layers = blocks - 1;
  const std::int64_t stride = pattern.layers + 1;
  for (std::int64_t level = 0; level <= downsamplers; ++level) {
    const std::string block = numbered("input_blocks.", stride * level + 1, ".");
    pattern.widths.push_back(view.side(block + "0.in_layers.2.weight", 0));
    pattern.down_depths.push_back(depth_of(view, block + "1."));
    if (!view.has("output_blocks.0.0.in_layers.2.weight")) continue;
    pattern.up_depths.push_back(depth_of(view, numbered("output_blocks.", stride * level, ".1.")));
  }
  pattern.mid_depth = depth_of(view, "middle_block.1.");
  pattern.text_time = view.has("label_emb.0.0.weight");
  return pattern;
}

UnetPattern diffusers_pattern(const PrefixView& view) {
  UnetPattern pattern{.spelling = Spelling::diffusers};
  pattern.layers = view.count("down_blocks.0.resnets.", ".conv1.weight");
  const std::int64_t levels = std::min(view.count("down_blocks.", ".resnets.0.conv1.weight"), most_blocks);
  for (std::int64_t level = 0; level < levels; ++level) {
    pattern.widths.push_back(view.side(numbered("down_blocks.", level, ".resnets.0.conv1.weight"), 0));
    pattern.down_depths.push_back(depth_of(view, numbered("down_blocks.", level, ".attentions.0.")));
    if (!view.has("up_blocks.0.resnets.0.conv1.weight")) continue;
    pattern.up_depths.push_back(depth_of(view, numbered("up_blocks.", level, ".attentions.0.")));
  }
  pattern.mid_depth = depth_of(view, "mid_block.attentions.0.");
  pattern.text_time = view.has("add_embedding.linear_1.weight");
  return pattern;
}

void check_bounds(const UnetPattern& pattern, const PrefixView& view) {
  std::int64_t largest = std::max({pattern.layers, pattern.mid_depth, std::int64_t(pattern.widths.size())});
  for (const auto* depths : {&pattern.down_depths, &pattern.up_depths}) {
    for (const std::int64_t depth : *depths) largest = std::max(largest, depth);
  }
  if (largest >= most_blocks || pattern.layers == 0) {
    throw Error(ErrorCode::unsupported,
                "its blocks are not arranged as in Stable Diffusion 1, 2 or XL; give another checkpoint",
                view.index().path.string());
  }
}

}  // namespace

std::optional<UnetPattern> find_unet_pattern(const PrefixView& view) {
  const bool original = view.has("input_blocks.0.0.weight");
  if (!original && !view.has("conv_in.weight")) return std::nullopt;
  const UnetPattern pattern = original ? original_pattern(view) : diffusers_pattern(view);
  check_bounds(pattern, view);
  return pattern;
}

Family family_of_unet(const PrefixView& view, const UnetPattern& pattern) {
  if (pattern.text_time) return Family::sdxl;
  const std::string middle = pattern.spelling == Spelling::original ? "middle_block.1." : "mid_block.attentions.0.";
  const bool linear = view.shape(middle + "proj_in.weight").size() == 2;
  const bool wide = view.side(middle + "transformer_blocks.0.attn2.to_k.weight", 1) == 1024;
  return linear || wide ? Family::sd2 : Family::sd1;
}

void add_unet_encoder_names(NameTable& table, const UnetPattern& pattern) {
  table.layer("time_embedding.linear_1", "time_embed.0");
  table.layer("time_embedding.linear_2", "time_embed.2");
  if (pattern.text_time) {
    table.layer("add_embedding.linear_1", "label_emb.0.0");
    table.layer("add_embedding.linear_2", "label_emb.0.2");
  }
  table.layer("conv_in", "input_blocks.0.0");
  const std::int64_t levels = std::int64_t(pattern.widths.size()), stride = pattern.layers + 1;
  for (std::int64_t i = 0; i < levels; ++i) {
    const std::string block = numbered("down_blocks.", i, ".");
    const bool widens = i > 0 && pattern.widths[std::size_t(i)] != pattern.widths[std::size_t(i - 1)];
    const std::int64_t depth = pattern.down_depths[std::size_t(i)];
    for (std::int64_t j = 0; j < pattern.layers; ++j) {
      const std::string original = numbered("input_blocks.", stride * i + j + 1, ".");
      add_unet_resnet(table, numbered(block + "resnets.", j, "."), original + "0.", widens && j == 0);
      if (depth > 0) add_attention(table, numbered(block + "attentions.", j, "."), original + "1.", depth);
    }
    if (i + 1 < levels) {
      table.layer(block + "downsamplers.0.conv", numbered("input_blocks.", stride * (i + 1), ".0.op"));
    }
  }
  add_unet_resnet(table, "mid_block.resnets.0.", "middle_block.0.", false);
  add_attention(table, "mid_block.attentions.0.", "middle_block.1.", pattern.mid_depth);
  add_unet_resnet(table, "mid_block.resnets.1.", "middle_block.2.", false);
}

NameTable unet_names(const UnetPattern& pattern) {
  NameTable table(pattern.spelling);
  add_unet_encoder_names(table, pattern);
  const std::int64_t levels = std::int64_t(pattern.up_depths.size()), stride = pattern.layers + 1;
  for (std::int64_t i = 0; i < levels; ++i) {
    const std::string block = numbered("up_blocks.", i, ".");
    const std::int64_t depth = pattern.up_depths[std::size_t(i)];
    for (std::int64_t j = 0; j < stride; ++j) {
      const std::string original = numbered("output_blocks.", stride * i + j, ".");
      // Each takes a skip connection beside the stream, so its input is always the wider one.
      add_unet_resnet(table, numbered(block + "resnets.", j, "."), original + "0.", true);
      if (depth > 0) add_attention(table, numbered(block + "attentions.", j, "."), original + "1.", depth);
    }
    if (i + 1 < levels) {
      const char* place = depth > 0 ? ".2.conv" : ".1.conv";
      table.layer(block + "upsamplers.0.conv", numbered("output_blocks.", stride * i + pattern.layers, place));
    }
  }
  table.layer("conv_norm_out", "out.0");
  table.layer("conv_out", "out.2");
  return table;
}

std::int64_t count_hint_blocks(const PrefixView& view, Spelling spelling) {
  if (spelling == Spelling::diffusers) return view.count("controlnet_cond_embedding.blocks.", ".weight");
  std::int64_t convolutions = 0;  // every second layer is an activation
  while (view.has(numbered("input_hint_block.", 2 * convolutions, ".weight"))) ++convolutions;
  return std::max<std::int64_t>(convolutions - 2, 0);
}

NameTable controlnet_names(const UnetPattern& pattern, std::int64_t hint_blocks) {
  NameTable table(pattern.spelling);
  add_unet_encoder_names(table, pattern);
  table.layer("controlnet_cond_embedding.conv_in", "input_hint_block.0");
  for (std::int64_t i = 0; i < hint_blocks; ++i) {
    table.layer(numbered("controlnet_cond_embedding.blocks.", i), numbered("input_hint_block.", 2 * (i + 1)));
  }
  table.layer("controlnet_cond_embedding.conv_out", numbered("input_hint_block.", 2 * (hint_blocks + 1)));
  const std::int64_t residuals = (pattern.layers + 1) * std::int64_t(pattern.widths.size());
  for (std::int64_t i = 0; i < residuals; ++i) {
    table.layer(numbered("controlnet_down_blocks.", i), numbered("zero_convs.", i, ".0"));
  }
  table.layer("controlnet_mid_block", "middle_block_out.0");
  return table;
}

}  // namespace koma::checkpoints
