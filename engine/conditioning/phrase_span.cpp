// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/phrase_span.h"

#include <algorithm>
#include <string_view>

namespace koma::conditioning {
namespace {

constexpr std::string_view ideographic_space = "\xe3\x80\x80";

/// Bytes of the white space at `at`, 0 where there is none.
std::size_t space_at(std::string_view text, std::size_t at) {
  constexpr std::string_view spaces = " \t\n\v\f\r";
  if (spaces.find(text[at]) != std::string_view::npos) return 1;
  return text.substr(at).starts_with(ideographic_space) ? ideographic_space.size() : 0;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::size_t from = 0;
  const auto take_until = [&](std::size_t to) {
    if (to > from) words.emplace_back(text.substr(from, to - from));
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = space_at(text, at);
    if (space > 0) {
      take_until(at);
      from = at + space;
    }
    at += std::max<std::size_t>(space, 1);
  }
  take_until(text.size());
  return words;
}

/// Without one punctuation mark at its end.
std::string bare(const std::string& word) {
  constexpr std::string_view marks = ".!?,:";
  const bool marked = word.size() > 1 && marks.find(word.back()) != std::string_view::npos;
  return marked ? word.substr(0, word.size() - 1) : word;
}

bool matches(const std::string& word, const std::string& wanted) {
  return word == wanted || bare(word) == wanted || word.find("-" + wanted) != std::string::npos;
}

bool matches_from(const std::vector<std::string>& prompt, std::size_t first, const std::vector<std::string>& phrase) {
  if (phrase.empty() || first + phrase.size() > prompt.size()) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (!matches(prompt[first + i], phrase[i])) return false;
  }
  return true;
}

}  // namespace

std::vector<nn::TokenSpan> phrase_spans(const std::string& prompt, const std::vector<std::string>& phrases,
                                        const ClipTokenizer& tokenizer, bool upstream_quirks) {
  const std::vector<std::string> words = words_of(prompt);
  const auto count = [&](const std::string& word) { return std::int64_t(tokenizer.tokens(word).size()); };
  std::vector<nn::TokenSpan> spans;
  for (std::size_t k = 0; k < phrases.size(); ++k) {
    const std::vector<std::string> phrase = words_of(phrases[k]);
    auto passed_over = std::count(phrases.begin(), phrases.begin() + std::ptrdiff_t(k), phrases[k]);
    nn::TokenSpan span;
    std::int64_t first = 1;  // after the start mark
    for (std::size_t i = 0; i < words.size() && span.empty(); ++i) {
      const bool here = matches_from(words, i, phrase);
      if (here && passed_over == 0) {
        span = {first, first};
        for (std::size_t j = 0; j + 1 < phrase.size(); ++j) span.end += count(words[i + j]);
        span.end += count(bare(words[i + phrase.size() - 1]));
        break;
      }
      if (here) --passed_over;
      if (!here || !upstream_quirks) first += count(words[i]);
    }
    spans.push_back(span);
  }
  return spans;
}

std::vector<nn::TokenSpan> in_windows(const std::vector<nn::TokenSpan>& spans,
                                      const std::vector<std::vector<std::int64_t>>& windows, std::int64_t end_mark) {
  std::vector<std::int64_t> places;  // of the text's tokens, in order
  std::int64_t start = 0;
  for (const auto& window : windows) {
    const auto end = std::find(window.begin() + 1, window.end(), end_mark) - window.begin();
    for (std::int64_t at = 1; at < end; ++at) places.push_back(start + at);
    start += std::int64_t(window.size());
  }
  std::vector<nn::TokenSpan> result;
  for (const nn::TokenSpan& span : spans) {
    nn::TokenSpan found;
    for (std::int64_t token = span.first; token < span.end && token <= std::int64_t(places.size()); ++token) {
      const std::int64_t place = places[std::size_t(token - 1)];
      if (found.empty()) found = {place, place};
      if (place != found.end) break;
      ++found.end;
    }
    result.push_back(found);
  }
  return result;
}

std::vector<nn::TokenSpan> in_one_text(const std::vector<nn::TokenSpan>& spans,
                                       const std::vector<std::vector<std::int64_t>>& windows) {
  std::int64_t end = 1;  // behind the start mark
  for (const auto& window : windows) end += std::int64_t(window.size()) - 2;
  std::vector<nn::TokenSpan> result = spans;
  for (nn::TokenSpan& span : result) {
    span.end = std::min(span.end, end);
    if (span.empty()) span = {};
  }
  return result;
}

}  // namespace koma::conditioning
