// SPDX-License-Identifier: Apache-2.0
#include "engine/training/tokenizer_files.h"

#include <set>

#include "engine/conditioning/clip_tokenizer.h"
#include "engine/synthesis/caption.h"
#include "engine/training/mini_config.h"
#include "engine/training/vocabulary_builder.h"

namespace koma::training {

namespace {

/// The runs of letters of all caption words: "close-up" is "close", a hyphen and "up" to CLIP.
std::vector<std::string> letter_runs() {
  std::set<std::string> runs;
  for (const std::string& word : synthesis::caption_words()) {
    std::string run;
    for (const char c : word + " ") {
      if (c >= 'a' && c <= 'z') {
        run += c;
      } else if (!run.empty()) {
        runs.insert(std::exchange(run, {}));
      }
    }
  }
  return {runs.begin(), runs.end()};
}

}  // namespace

void write_caption_tokenizer(const std::filesystem::path& folder) {
  write_tokenizer(folder, build_vocabulary(letter_runs()), text_length);
}

std::function<std::vector<std::int64_t>(const std::string&)> make_caption_encoder(const std::filesystem::path& run) {
  const auto place = run / "tokenizer_2";
  if (!std::filesystem::exists(place / "special_tokens_map.json")) write_caption_tokenizer(place);
  const auto tokenizer = std::make_shared<conditioning::ClipTokenizer>(conditioning::ClipTokenizer::open(place));
  return [tokenizer](const std::string& text) { return tokenizer->encode(text, text_length); };
}

std::vector<std::string> caption_tokens() {
  return build_vocabulary(letter_runs()).tokens;
}

std::int64_t vocabulary_size() {
  return std::int64_t(caption_tokens().size());
}

}  // namespace koma::training
