// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/vae_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace koma::checkpoints {

namespace {

constexpr std::int64_t most_levels = 16;

void add_vae_resnet(NameTable& table, const std::string& canonical, const std::string& original, bool shortcut) {
  for (const char* layer : {"norm1", "conv1", "norm2", "conv2"}) table.same(canonical, original, layer);
  if (shortcut) table.layer(canonical + "conv_shortcut", original + "nin_shortcut");
}

constexpr std::array<std::pair<const char*, const char*>, 4> attention_layers{
    {{"to_q", "q"}, {"to_k", "k"}, {"to_v", "v"}, {"to_out.0", "proj_out"}}};

void add_middle(NameTable& table, const std::string& half, bool attention) {
  add_vae_resnet(table, half + "mid_block.resnets.0.", half + "mid.block_1.", false);
  add_vae_resnet(table, half + "mid_block.resnets.1.", half + "mid.block_2.", false);
  if (!attention) return;
  const std::string canonical = half + "mid_block.attentions.0.", original = half + "mid.attn_1.";
  table.layer(canonical + "group_norm", original + "norm");
  for (const auto& [ours, theirs] : attention_layers) {
    table.layer(canonical + ours, original + theirs, StoredForm::without_cells);
  }
}

void add_encoder(NameTable& table, const VaePattern& pattern) {
  table.same("encoder.", "encoder.", "conv_in");
  const std::size_t levels = pattern.widths.size();
  for (std::size_t i = 0; i < levels; ++i) {
    const std::string canonical = numbered("encoder.down_blocks.", std::int64_t(i), ".");
    const std::string original = numbered("encoder.down.", std::int64_t(i), ".");
    const bool widens = i > 0 && pattern.widths[i] != pattern.widths[i - 1];
    for (std::int64_t j = 0; j < pattern.layers; ++j) {
      add_vae_resnet(table, numbered(canonical + "resnets.", j, "."), numbered(original + "block.", j, "."),
                     widens && j == 0);
    }
    if (i + 1 < levels) table.layer(canonical + "downsamplers.0.conv", original + "downsample.conv");
  }
  add_middle(table, "encoder.", pattern.attention);
}

/// The first release numbers the decoder's levels from the picture's, diffusers from the latent's.
void add_decoder(NameTable& table, const VaePattern& pattern) {
  table.same("decoder.", "decoder.", "conv_in");
  const std::size_t levels = pattern.widths.size();
  for (std::size_t i = 0; i < levels; ++i) {
    const std::size_t level = levels - 1 - i;
    const std::string canonical = numbered("decoder.up_blocks.", std::int64_t(i), ".");
    const std::string original = numbered("decoder.up.", std::int64_t(level), ".");
    const bool narrows = i > 0 && pattern.widths[level] != pattern.widths[level + 1];
    for (std::int64_t j = 0; j <= pattern.layers; ++j) {
      add_vae_resnet(table, numbered(canonical + "resnets.", j, "."), numbered(original + "block.", j, "."),
                     narrows && j == 0);
    }
    if (i + 1 < levels) table.layer(canonical + "upsamplers.0.conv", original + "upsample.conv");
  }
  add_middle(table, "decoder.", pattern.attention);
}

/// Residual blocks from layer `first` on.
std::int64_t count_tiny_blocks(const PrefixView& view, std::int64_t first) {
  std::int64_t blocks = 0;
  while (view.has(numbered("", first + blocks, ".conv.0.weight"))) ++blocks;
  return blocks;
}

void add_tiny_blocks(NameTable& table, const std::string& half, std::int64_t first, std::int64_t blocks, int shift) {
  for (std::int64_t i = first; i < first + blocks; ++i) {
    for (const char* layer : {".conv.0", ".conv.2", ".conv.4"}) {
      table.layer(numbered(half, i, layer), numbered("", i + shift, layer));
    }
  }
}

}  // namespace

std::optional<VaePattern> find_vae_pattern(const PrefixView& view) {
  const bool original = view.has("encoder.down.0.block.0.conv1.weight");
  if (!original && !view.has("encoder.down_blocks.0.resnets.0.conv1.weight")) return std::nullopt;
  VaePattern pattern{.spelling = original ? Spelling::original : Spelling::diffusers};
  const std::string before = original ? "encoder.down." : "encoder.down_blocks.";
  const std::string block = original ? ".block." : ".resnets.";
  const std::int64_t levels = std::min(view.count(before, block + "0.conv1.weight"), most_levels);
  pattern.layers = std::min(view.count(before + "0" + block, ".conv1.weight"), most_levels);
  for (std::int64_t i = 0; i < levels; ++i) {
    pattern.widths.push_back(view.side(numbered(before, i, block + "0.conv1.weight"), 0));
  }
  pattern.attention = view.has_below(original ? "encoder.mid.attn_1." : "encoder.mid_block.attentions.0.");
  pattern.quant_conv = view.has("quant_conv.weight");
  pattern.post_quant_conv = view.has("post_quant_conv.weight");
  return pattern;
}

NameTable vae_names(const VaePattern& pattern) {
  NameTable table(pattern.spelling);
  add_encoder(table, pattern);
  add_decoder(table, pattern);
  for (const char* half : {"encoder.", "decoder."}) {
    table.layer(std::string(half) + "conv_norm_out", std::string(half) + "norm_out");
    table.same(half, half, "conv_out");
  }
  if (pattern.quant_conv) table.same("", "", "quant_conv");
  if (pattern.post_quant_conv) table.same("", "", "post_quant_conv");
  return table;
}

std::optional<TaesdHalf> find_taesd_encoder(const PrefixView& view) {
  TaesdHalf half{.width = view.side("0.weight", 0)};
  std::int64_t layer = 0;
  while (half.width > 0 && half.blocks.size() < std::size_t(most_levels)) {
    const std::int64_t blocks = count_tiny_blocks(view, layer + 1);
    if (blocks == 0) break;
    half.blocks.push_back(blocks);
    layer += blocks + 1;
  }
  half.latents = view.side(numbered("", layer, ".weight"), 0);
  if (half.blocks.empty() || half.latents == 0) return std::nullopt;
  return half;
}

std::optional<TaesdHalf> find_taesd_decoder(const PrefixView& view, int shift) {
  TaesdHalf half{.width = view.side(numbered("", shift, ".weight"), 0),
                 .latents = view.side(numbered("", shift, ".weight"), 1)};
  std::int64_t layer = shift + 2;  // after the first convolution and its activation
  while (half.width > 0 && half.blocks.size() < std::size_t(most_levels)) {
    const std::int64_t blocks = count_tiny_blocks(view, layer);
    if (blocks == 0) break;
    half.blocks.push_back(blocks);
    layer += blocks + 2;  // an upsampling and a convolution follow
  }
  if (half.blocks.empty() || half.latents == 0) return std::nullopt;
  return half;
}

NameTable taesd_encoder_names(const TaesdHalf& half) {
  NameTable table(Spelling::original);
  const std::string layers = "encoder.layers.";
  table.layer(layers + "0", "0");
  std::int64_t layer = 0;
  for (std::size_t level = 0; level < half.blocks.size(); ++level) {
    add_tiny_blocks(table, layers, layer + 1, half.blocks[level], 0);
    layer += half.blocks[level] + 1;
    const std::string weight = numbered("", layer, ".weight");
    table.tensor(layers + weight, weight);  // the convolutions that halve have no bias
  }
  table.tensor(numbered(layers, layer, ".bias"), numbered("", layer, ".bias"));
  return table;
}

NameTable taesd_decoder_names(const TaesdHalf& half, int shift) {
  NameTable table(Spelling::original);
  const std::string layers = "decoder.layers.";
  table.layer(layers + "0", numbered("", shift));
  std::int64_t layer = 2;
  for (std::size_t level = 0; level < half.blocks.size(); ++level) {
    add_tiny_blocks(table, layers, layer, half.blocks[level], shift);
    const bool last = level + 1 == half.blocks.size();
    layer += half.blocks[level] + (last ? 0 : 1);  // no upsampling after the last
    table.tensor(numbered(layers, layer, ".weight"), numbered("", layer + shift, ".weight"));
    if (last) table.tensor(numbered(layers, layer, ".bias"), numbered("", layer + shift, ".bias"));
    ++layer;
  }
  return table;
}

}  // namespace koma::checkpoints
