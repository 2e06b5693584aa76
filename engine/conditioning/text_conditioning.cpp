// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/text_conditioning.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/base/error.h"

namespace koma::conditioning {
namespace {

namespace fs = std::filesystem;
using checkpoints::Family;

/// A page's prompts and their negatives; of SDXL a window is 0.6 MB.
constexpr std::size_t most_remembered = 32, most_bytes = 64 << 20;

ClipTokenizer tokenizer_at(const TokenizerPlaces::Place& place, const TokenizerPlaces& places) {
  if (!place.folder.empty()) return ClipTokenizer::open(place.folder, places.rule);
  std::error_code failure;
  if (!fs::is_regular_file(places.vocabulary, failure)) {
    throw Error(
        ErrorCode::unsupported,
        "this checkpoint brings no tokenizer and this build has no vocabulary of CLIP's own; choose a checkpoint "
        "folder with a tokenizer, or build with KOMA_CLIP_VOCABULARY naming bpe_simple_vocab_16e6.txt of PyPI's "
        "open_clip_torch",
        places.vocabulary.string());
  }
  return ClipTokenizer::from_bpe(places.vocabulary, place.padding, places.rule);
}

std::string stamp_of(const fs::path& file) {
  std::error_code failure;
  const auto changed = fs::last_write_time(file, failure).time_since_epoch().count();
  return file.string() + '\0' + std::to_string(fs::file_size(file, failure)) + '\0' + std::to_string(changed);
}

/// Everything that an embedding depends on.
std::string key_of(const std::string& prompt, const TextOptions& options) {
  std::string key = std::to_string(options.clip_skip) + (options.weighting ? "w" : "l") +
                    std::to_string(int(options.long_prompts)) + std::to_string(options.adapters.size()) + ':' +
                    options.adapters + std::to_string(prompt.size()) + ':' + prompt;
  for (const auto& [name, file] : options.embeddings) {
    key += '\0' + name + '\0' + stamp_of(file);
  }
  return key;
}

/// The negative prompt's options.
TextOptions other_options(TextOptions options) {
  if (!options.skips_negative) options.clip_skip = 0;
  return options;
}

bool is_zero(const TextEncoders& encoders, const PromptPair& prompts) {
  return !prompts.negative && encoders.force_zeros_for_empty_prompt;
}

}  // namespace

TokenizerPlaces TokenizerPlaces::of(const checkpoints::CheckpointLayout& checkpoint, const fs::path& vocabulary) {
  const auto place = [&](const char* part, ClipPadding padding) -> std::optional<Place> {
    if (!checkpoint.has(part)) return std::nullopt;
    const auto folder = checkpoint.tokenizers.find(part);
    return Place{folder == checkpoint.tokenizers.end() ? fs::path() : folder->second, padding};
  };
  TokenizerPlaces places;
  places.first =
      place("text_encoder", checkpoint.family == Family::sd2 ? ClipPadding::exclamation : ClipPadding::end_mark);
  places.second = place("text_encoder_2", ClipPadding::exclamation);
  places.rule = checkpoint.family == Family::diffsensei ? ClipWordRule::basic : ClipWordRule::plain;
  places.vocabulary = vocabulary;
  return places;
}

TextConditioner::TextConditioner(const TokenizerPlaces& places) : cache_(most_remembered, most_bytes) {
  if (places.first) first_ = tokenizer_at(*places.first, places);
  if (places.second) second_ = tokenizer_at(*places.second, places);
}

const TextEmbeddingCache::Entry& TextConditioner::encoded(const TextEncoders& encoders, const std::string& prompt,
                                                          const TextOptions& options) {
  const std::string key = key_of(prompt, options);
  if (const TextEmbeddingCache::Entry* known = cache_.find(key)) return *known;
  if ((first_ && !encoders.first) || (second_ && !encoders.second)) {
    throw Error(ErrorCode::internal, "the text encoders are not loaded, but a new prompt needs them");
  }
  const TextTokenizers tokenizers{first_ ? &*first_ : nullptr, second_ ? &*second_ : nullptr};
  TextEmbeddingCache::Entry entry{key, {}, {}};
  entry.embedding = encode_text(encoders, tokenizers, prompt, options, entry.notes);
  return cache_.keep(std::move(entry));
}

TextEmbedding TextConditioner::encode(const TextEncoders& encoders, const std::string& prompt,
                                      const TextOptions& options, std::vector<std::string>& notes) {
  const TextEmbeddingCache::Entry& entry = encoded(encoders, prompt, options);
  notes.insert(notes.end(), entry.notes.begin(), entry.notes.end());
  return entry.embedding;
}

TextEmbedding TextConditioner::filled_up(const TextEncoders& encoders, const TextEmbedding& embedding,
                                         std::int64_t length, const TextOptions& options) {
  if (embedding.tokens.size(1) == length) return embedding;
  const at::Tensor empty = encoded(encoders, "", options).embedding.tokens;
  return {conditioning::filled_up(embedding.tokens, empty, length, options.long_prompts), embedding.pooled};
}

TextPair TextConditioner::encode(const TextEncoders& encoders, const PromptPair& prompts, const TextOptions& options,
                                 std::vector<std::string>& notes) {
  TextPair pair{encode(encoders, prompts.prompt, options, notes), {}};
  if (!prompts.guided) return pair;
  if (is_zero(encoders, prompts)) {
    pair.negative = pair.positive;
    for (at::Tensor* part : {&pair.negative.tokens, &pair.negative.pooled}) {
      if (part->defined()) *part = at::zeros_like(*part);
    }
    return pair;
  }
  const TextOptions other = other_options(options);
  std::vector<std::string> other_notes;
  pair.negative = encode(encoders, prompts.negative.value_or(""), other, other_notes);
  for (const std::string& note : other_notes) notes.push_back("Negative prompt: " + note);
  const std::int64_t length = std::max(pair.positive.tokens.size(1), pair.negative.tokens.size(1));
  pair.positive = filled_up(encoders, pair.positive, length, options);
  pair.negative = filled_up(encoders, pair.negative, length, other);
  return pair;
}

bool TextConditioner::remembers(const TextEncoders& encoders, const PromptPair& prompts,
                                const TextOptions& options) const {
  const TextEmbeddingCache::Entry* positive = cache_.peek(key_of(prompts.prompt, options));
  if (!prompts.guided || is_zero(encoders, prompts)) return positive != nullptr;
  const TextOptions other = other_options(options);
  const TextEmbeddingCache::Entry* negative = cache_.peek(key_of(prompts.negative.value_or(""), other));
  if (!positive || !negative) return false;
  const std::int64_t lengths[] = {positive->embedding.tokens.size(1), negative->embedding.tokens.size(1)};
  if (lengths[0] == lengths[1]) return true;
  return cache_.peek(key_of("", lengths[0] < lengths[1] ? options : other)) != nullptr;
}

}  // namespace koma::conditioning
