// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::training {

/// The language agent that stage mllm begins with.
struct AgentStart {
  /// Empty: the checkpoint's own. "small": a fresh LLaMA (4 layers, 4 heads) that
  /// hands tokens of up to 256 numbers through (agent_passage.h). Else the folder of a LLaMA
  /// with transformers' names, for which fresh resamplers are made.
  std::filesystem::path llm;
  /// For "small" a SentencePiece model (file), empty: one is made of the captions in `annotations`; for a folder the
  /// folder of its tokenizer, empty: the same.
  std::filesystem::path tokenizer;
  std::filesystem::path annotations;
  std::filesystem::path work;      ///< where added tensors are written
  std::int64_t image_tokens = 64;  ///< characters · tokens of each, a square number
  std::int64_t character_width = 2048;
  double token_mean = 0, token_deviation = 1;  ///< of a character token's numbers
  std::uint64_t seed = 1;
};

/// Sees that `layout` has an agent. What is fresh is written in the public layout to `work`/mllm, once: a run goes on
/// with the language model that it began with when none is named. A language model with fewer embeddings than its
/// tokenizer has tokens gets further rows, each the mean of those it has. Throws Error(not_found | invalid_argument |
/// invalid_file) that says what is missing and which option gives it.
void add_agent_start(checkpoints::CheckpointLayout& layout, const AgentStart& start);

}  // namespace koma::training
