// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::training {

/// What the assistant begins with.
struct AssistantStart {
  /// The folder of a LLaMA or of a LLaVA of its kind; "small": a fresh one of 4 layers; empty: the run's own.
  std::filesystem::path llm;
  /// For "small" a SentencePiece model (file), empty: one is made of the conversations; for a folder the folder of its
  /// tokenizer, empty: the same.
  std::filesystem::path tokenizer;
  std::filesystem::path vision;         ///< folder of a CLIP vision model, or of a whole CLIP; empty: the run's own
  std::filesystem::path projector;      ///< file with LLaVA's names; empty: the run's own, the folder's, or a fresh one
  std::filesystem::path conversations;  ///< that a fresh tokenizer is made of
  std::filesystem::path work;           ///< where what is fresh is written, once, and which model the run began with
  std::uint64_t seed = 1;
};

/// The parts "llm", "vision" and "projector", and the tokenizer's folder under "llm". A run goes on with the models
/// that it began with when none are named. Throws Error(not_found | invalid_argument | invalid_file | unsupported) that
/// says what is missing and which option gives it.
[[nodiscard]] checkpoints::CheckpointLayout assistant_layout(const AssistantStart& start);

}  // namespace koma::training
