// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/text_encoding.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <set>

#include "engine/base/error.h"
#include "engine/conditioning/prompt_units.h"

namespace koma::conditioning {
namespace {

using checkpoints::Family;

constexpr std::size_t most_windows = 32;
/// OpenCLIP's ViT-H has one block more than Stable Diffusion 2 uses; diffusers' folders leave it out.
constexpr std::int64_t open_clip_h_depth = 24;

/// One encoder's share of the work.
struct Side {
  const models::ClipTextModel& model;
  const ClipTokenizer& tokenizer;
  bool second = false;
  std::vector<LearnedWord> words = {};
  std::vector<at::Tensor> learned = {};  // [n, C] each
  PromptWindows windows = {};

  [[nodiscard]] WindowFrame frame() const {
    return {std::size_t(model.config().max_position_embeddings), tokenizer.start_id(), tokenizer.end_id(),
            tokenizer.padding_id()};
  }
  [[nodiscard]] std::int64_t width() const { return model.config().encoder.hidden_size; }
};

std::vector<Side> sides_of(const TextEncoders& encoders, const TextTokenizers& tokenizers) {
  std::vector<Side> sides;
  if (encoders.first && tokenizers.first) sides.push_back({*encoders.first, *tokenizers.first, false});
  if (encoders.second && tokenizers.second) sides.push_back({*encoders.second, *tokenizers.second, true});
  return sides;
}

/// The vectors for one of a checkpoint's encoders; undefined when the file has none.
at::Tensor vectors_for(const TextualInversion& inversion, const Side& side, bool alone) {
  const at::Tensor& named = side.second ? inversion.clip_g : inversion.clip_l;
  const at::Tensor& vectors = alone && inversion.vectors.defined() ? inversion.vectors : named;
  return vectors.defined() && vectors.size(1) == side.width() ? vectors : at::Tensor();
}

std::string widths_of(const TextualInversion& inversion) {
  std::string text;
  for (const at::Tensor& vectors : {inversion.vectors, inversion.clip_l, inversion.clip_g}) {
    if (vectors.defined()) text += (text.empty() ? "" : " and ") + std::to_string(vectors.size(1));
  }
  return text;
}

/// Teaches every side a word, or none: a file for other encoders is left out with a note.
void learn(std::vector<Side>& sides, const std::string& name, const std::filesystem::path& file,
           std::vector<std::string>& notes) {
  const TextualInversion inversion = read_textual_inversion(file);
  std::vector<at::Tensor> vectors;
  for (const Side& side : sides) vectors.push_back(vectors_for(inversion, side, sides.size() == 1));
  if (!std::all_of(vectors.begin(), vectors.end(), [](const at::Tensor& v) { return v.defined(); })) {
    std::string wanted;
    for (const Side& side : sides) wanted += (wanted.empty() ? "" : " and ") + std::to_string(side.width());
    notes.push_back("The embedding \"" + name + "\" is for another kind of model (width " + widths_of(inversion) +
                    ", this one has " + wanted + "); its name is read as plain text.");
    return;
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    Side& side = sides[i];
    const std::int64_t first =
        side.words.empty() ? side.model.config().vocab_size : side.words.back().first_id + side.words.back().count;
    if (vectors[i].size(0) > std::int64_t(side.frame().length) - 2) {
      throw Error(ErrorCode::invalid_file,
                  "the embedding has more vectors than a prompt has tokens; choose another file", file.string());
    }
    side.words.push_back({name, first, vectors[i].size(0)});
    side.learned.push_back(vectors[i]);
  }
}

void learn_named_words(std::vector<Side>& sides, const std::vector<PromptPiece>& pieces, const TextOptions& options,
                       std::vector<std::string>& notes) {
  std::vector<std::string> names;
  for (const auto& [name, file] : options.embeddings) names.push_back(name);
  std::set<std::size_t> used;
  for (const PromptPiece& piece : pieces) {
    for (const NamedText& part : split_at_names(piece.text, names)) {
      if (part.name) used.insert(*part.name);
    }
  }
  for (const std::size_t index : used) learn(sides, names[index], options.embeddings[index].second, notes);
}

bool is_xl(Family family) {
  return family == Family::sdxl || family == Family::diffsensei;
}

/// Whether windows are joined to one text with one pair of marks (specs/llmga.md 2.1, 5).
bool joins_windows(const TextEncoders& encoders, const TextOptions& options) {
  return options.long_prompts == api::LongPrompts::llmga && is_xl(encoders.family);
}

std::size_t most_windows_of(api::LongPrompts rule) {
  return rule == api::LongPrompts::cut ? 1 : rule == api::LongPrompts::llmga ? most_even_windows : most_windows;
}

std::size_t token_count(const std::vector<PromptUnit>& units) {
  std::size_t count = 0;
  for (const PromptUnit& unit : units) count += unit.ids.size();
  return count;
}

void make_windows(std::vector<Side>& sides, const std::vector<PromptPiece>& pieces, const TextOptions& options,
                  std::vector<std::string>& notes) {
  std::size_t most = 1, tokens = 0, heard = 0;
  for (Side& side : sides) {
    const auto units = units_of(pieces, side.tokenizer, side.words);
    side.windows = windows_of(units, side.frame(), options.long_prompts);
    const std::size_t windows = std::min(side.windows.size(), most_windows_of(options.long_prompts));
    side.windows.ids.resize(windows);
    side.windows.weights.resize(windows);
    most = std::max(most, windows);
    tokens = token_count(units);
    heard = most_windows_of(options.long_prompts) * (side.frame().length - 2);
  }
  for (Side& side : sides) fill_up(side.windows, most, side.frame(), options.long_prompts);
  if (tokens > heard) {
    notes.push_back("The prompt has " + std::to_string(tokens) + " tokens; the model hears the first " +
                    std::to_string(heard) + ".");
  }
}

/// Multiplies each window's states by its weights and gives it its mean back. // [W, L, C]
at::Tensor weighted(const at::Tensor& states, const PromptWindows& windows) {
  if (!windows.weighted()) return states;
  std::vector<at::Tensor> rows;
  for (const auto& row : windows.weights) rows.push_back(at::tensor(row, at::kDouble));
  const at::Tensor factors = at::stack(rows).unsqueeze(-1).to(states.device(), at::kFloat);  // [W, L, 1]
  const at::Tensor before = states.to(at::kFloat);
  const at::Tensor after = before * factors;
  const at::Tensor ratio = before.mean({1, 2}, true) / after.mean({1, 2}, true);  // [W, 1, 1]
  // A mean of zero cannot be restored.
  return (after * at::where(ratio.isfinite(), ratio, at::ones_like(ratio))).to(states.scalar_type());
}

/// Blocks from the end at which the family reads the states.
std::int64_t usual_skip(Family family, const models::ClipTextModel& model) {
  switch (family) {
    case Family::sd1:
      return 0;
    case Family::sd2:
      return model.depth() == open_clip_h_depth ? 1 : 0;
    case Family::sdxl:
    case Family::diffsensei:
      return 1;
  }
  throw Error(ErrorCode::internal, "a family without a rule for its text encoders");
}

/// The windows' states after another, without the marks between them. // [W, L, C] → [1, W · (L − 2) + 2, C]
at::Tensor joined(const at::Tensor& states) {
  const at::Tensor first = states[0].slice(0, 0, 1), last = states[-1].slice(0, -1);
  return at::cat({first, states.slice(1, 1, -1).flatten(0, 1), last}).unsqueeze(0);
}

/// [1, W · L, C], or joined, and the pooled [1, P] of the first window; of joined ones of the last (llmga.md 2.1, 7)
TextEmbedding states_of(const Side& side, const TextEncoders& encoders, const TextOptions& options) {
  std::vector<at::Tensor> rows;
  for (const auto& row : side.windows.ids) rows.push_back(at::tensor(row, at::kLong));
  const at::Tensor ids = at::stack(rows).to(encoders.placement.device);  // [W, L]
  const at::Tensor learned = side.learned.empty() ? at::Tensor() : at::cat(side.learned);
  const std::int64_t skip = usual_skip(encoders.family, side.model) + options.clip_skip;
  const models::ClipTextOutput output = side.model.forward(ids, skip, learned);
  const bool normed = encoders.family == Family::sd1 || encoders.family == Family::sd2;
  const at::Tensor states = normed ? side.model.final_norm(output.hidden) : output.hidden;
  const at::Tensor heard = weighted(states, side.windows);
  if (joins_windows(encoders, options)) return {joined(heard), output.pooled.slice(0, -1)};
  return {heard.flatten(0, 1).unsqueeze(0), output.pooled.slice(0, 0, 1)};
}

}  // namespace

TextEmbedding encode_text(const TextEncoders& encoders, const TextTokenizers& tokenizers, const std::string& prompt,
                          const TextOptions& options, std::vector<std::string>& notes) {
  std::vector<Side> sides = sides_of(encoders, tokenizers);
  if (sides.empty()) throw Error(ErrorCode::internal, "the text encoders are not loaded, but a new prompt needs them");
  const auto pieces = options.weighting ? parse_prompt(prompt, notes) : literal_prompt(prompt, notes);
  learn_named_words(sides, pieces, options, notes);
  make_windows(sides, pieces, options, notes);
  TextEmbedding result;
  std::vector<at::Tensor> states;
  for (const Side& side : sides) {
    const TextEmbedding part = states_of(side, encoders, options);
    states.push_back(part.tokens);
    if (side.second) result.pooled = part.pooled;
  }
  result.tokens = at::cat(states, -1);
  return result;
}

at::Tensor filled_up(const at::Tensor& tokens, const at::Tensor& empty, std::int64_t length, api::LongPrompts rule) {
  const std::int64_t window = empty.size(1), missing = length - tokens.size(1);
  // Texts of joined windows differ by windows without marks; then the last mark is the empty window's.
  const bool joins = rule == api::LongPrompts::llmga && missing % window != 0;
  std::vector<at::Tensor> parts = {joins ? tokens.slice(1, 0, -1) : tokens};
  const std::int64_t step = joins ? window - 2 : window;
  for (std::int64_t have = 0; have < missing; have += step) {
    parts.push_back(joins ? empty.slice(1, 1, have + step < missing ? window - 1 : window) : empty);
  }
  return at::cat(parts, 1);
}

}  // namespace koma::conditioning
