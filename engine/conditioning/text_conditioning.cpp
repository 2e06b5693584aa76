// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/text_conditioning.h"

#include <ATen/ATen.h>

namespace koma::conditioning {

namespace {

/// Ids of one prompt for one encoder, at that encoder's length. // [1, L] int64
at::Tensor ids_of(const ClipTokenizer& tokenizer, const models::ClipTextModel& encoder, const std::string& prompt,
                  at::Device device) {
  const auto length = std::size_t(encoder.config().max_position_embeddings);
  return at::tensor(tokenizer.encode(prompt, length), at::kLong).unsqueeze(0).to(device);
}

}  // namespace

TextConditioner::TextConditioner(const models::ModelSet& set)
    : set_(set), tokenizer_2_(ClipTokenizer::open(set.part("tokenizer_2"))) {
  if (set.text_encoder) tokenizer_ = ClipTokenizer::open(set.part("tokenizer"));
}

TextEmbedding TextConditioner::encode(const std::string& prompt, int clip_skip, std::vector<std::string>& notes) const {
  const std::int64_t skip = 1 + clip_skip;  // SDXL's usual state is the penultimate
  const auto room = std::size_t(set_.text_encoder_2->config().max_position_embeddings) - 2;
  if (const std::size_t count = tokenizer_2_.tokens(prompt).size(); count > room) {
    notes.push_back("The prompt has " + std::to_string(count) + " tokens; the model hears the first " +
                    std::to_string(room) + ".");
  }
  const models::ClipTextOutput second =
      set_.text_encoder_2->forward(ids_of(tokenizer_2_, *set_.text_encoder_2, prompt, set_.placement.device), skip);
  if (!set_.text_encoder) return {second.hidden, second.pooled};
  const models::ClipTextOutput first =
      set_.text_encoder->forward(ids_of(*tokenizer_, *set_.text_encoder, prompt, set_.placement.device), skip);
  return {at::cat({first.hidden, second.hidden}, -1), second.pooled};
}

TextEmbedding TextConditioner::encode_negative(const std::optional<std::string>& prompt, int clip_skip,
                                               std::vector<std::string>& notes) const {
  TextEmbedding embedding = encode(prompt.value_or(""), clip_skip, notes);
  if (!prompt && set_.force_zeros_for_empty_prompt) {
    return {at::zeros_like(embedding.tokens), at::zeros_like(embedding.pooled)};
  }
  return embedding;
}

}  // namespace koma::conditioning
