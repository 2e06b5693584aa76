// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/conversation_sequence.h"

#include <algorithm>

#include "engine/base/error.h"

namespace koma::training {

namespace {

/// Text between two pictures, with the places of its answers.
struct Piece {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> answers;  ///< first byte, and the byte after the last
};

/// The parts, cut at pictures' marks; one piece more than there are pictures.
std::vector<Piece> pieces_of(const std::vector<SpokenPart>& parts) {
  const std::string mark = dataset::picture_mark;
  std::vector<Piece> pieces(1);
  for (const SpokenPart& part : parts) {
    std::size_t start = 0;
    for (std::size_t at = part.text.find(mark); !part.answer && at != std::string::npos;
         at = part.text.find(mark, start)) {
      pieces.back().text += part.text.substr(start, at - start);
      pieces.emplace_back();
      start = at + mark.size();
    }
    const std::size_t before = pieces.back().text.size();
    pieces.back().text += part.text.substr(start);
    if (part.answer) pieces.back().answers.emplace_back(before, pieces.back().text.size());
  }
  return pieces;
}

/// How many of `ids` the first `bytes` of the text make.
std::size_t count_before(const conditioning::LlamaTokenizer& tokenizer, const std::string& text, std::size_t bytes,
                         const std::vector<std::int64_t>& ids) {
  const std::vector<std::int64_t> before = tokenizer.encode(std::string_view(text).substr(0, bytes));
  if (before.size() > ids.size() || !std::equal(before.begin(), before.end(), ids.begin()))
    throw Error(ErrorCode::invalid_file,
                "the tokenizer joins a question with its answer, so neither can be told apart");
  return before.size();
}

void append(ConversationSequence& sequence, const conditioning::LlamaTokenizer& tokenizer, const Piece& piece) {
  const std::vector<std::int64_t> ids = tokenizer.encode(piece.text);
  const std::size_t start = sequence.ids.size();
  sequence.ids.insert(sequence.ids.end(), ids.begin(), ids.end());
  sequence.labels.resize(sequence.ids.size(), unlearned);
  for (const auto& [first, end] : piece.answers) {
    const std::size_t from = count_before(tokenizer, piece.text, first, ids);
    const std::size_t to = count_before(tokenizer, piece.text, end, ids);
    for (std::size_t i = from; i < to; ++i) sequence.labels[start + i] = ids[i];
  }
}

}  // namespace

std::int64_t ConversationSequence::length(std::int64_t patches) const {
  const auto pictures = std::count(ids.begin(), ids.end(), picture_id);
  return std::int64_t(ids.size()) + pictures * (patches - 1);
}

ConversationSequence conversation_sequence(const conditioning::LlamaTokenizer& tokenizer,
                                           const std::vector<SpokenPart>& parts, SpokenForm form) {
  const std::string mark = beginning_mark(form);
  for (const std::string& needed : marks_of(form)) (void)tokenizer.id(needed);
  ConversationSequence sequence{{mark.empty() ? tokenizer.bos() : tokenizer.id(mark)}, {unlearned}};
  const std::vector<Piece> pieces = pieces_of(parts);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) {
      sequence.ids.push_back(picture_id);
      sequence.labels.push_back(unlearned);
    }
    append(sequence, tokenizer, pieces[i]);
  }
  return sequence;
}

ConversationSequence cut_off(ConversationSequence sequence, std::int64_t longest, std::int64_t patches) {
  while (sequence.length(patches) > longest) {
    sequence.ids.pop_back();
    sequence.labels.pop_back();
  }
  if (std::all_of(sequence.labels.begin(), sequence.labels.end(), [](std::int64_t id) { return id == unlearned; }))
    throw Error(ErrorCode::invalid_file, "no answer lies within the first " + std::to_string(longest) + " positions");
  return sequence;
}

}  // namespace koma::training
