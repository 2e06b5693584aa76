// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::checkpoints {

/// What a LoRA may change: for each part ("unet", "text_encoder", "text_encoder_2") the shapes of all its parameters
/// under their canonical names.
using LoraTargets = std::map<std::string, std::map<std::string, std::vector<std::int64_t>>>;

/// The targets that a checkpoint offers, without reading a tensor.
[[nodiscard]] LoraTargets lora_targets(const CheckpointLayout& layout);

/// How a layer's change is stored (specs/engine.md 4.7).
enum class LoraKind {
  low_rank,   ///< up · down, with `mid` a Tucker core between them (LoRA, LoCon)
  hadamard,   ///< (w1_a · w1_b) ∘ (w2_a · w2_b), with Tucker cores `t1`, `t2` (LoHa)
  kronecker,  ///< w1 ⊗ w2, each whole or as a product (LoKr)
  full,       ///< the difference itself, or that of the bias alone
};

/// One module that a LoRA changes.
struct LoraLayer {
  std::string part;      ///< one of the targets' parts
  std::string module;    ///< canonical path in the part, "down_blocks.0.attentions.0.proj_in"
  std::string spelling;  ///< as the file writes the module, for errors
  LoraKind kind = LoraKind::low_rank;
  /// Stored name per role: "up", "down", "mid"; "w1_a", "w1_b", "w2_a", "w2_b", "t1", "t2" (LoHa); "w1", "w2", "w1_a",
  /// "w1_b", "w2_a", "w2_b", "t2" (LoKr); "diff", "diff_b"; for all kinds "alpha", "dora_scale".
  std::map<std::string, std::string> tensors;
  /// From PEFT's metadata; a stored "alpha" comes before it, and without both the rank is meant.
  std::optional<double> alpha;
  bool rank_stabilised = false;  ///< divide alpha by √rank instead of rank (rsLoRA)

  [[nodiscard]] bool has(const std::string& role) const { return tensors.contains(role); }
};

/// A LoRA file, looked at from outside.
struct LoraIndex {
  std::vector<LoraLayer> layers;  ///< sorted by part and module
};

/// Finds out which module each tensor of a LoRA changes, in kohya's, LyCORIS', diffusers' and PEFT's spellings, and
/// checks every shape against the targets. No tensor is read.
/// Throws Error(invalid_argument) for a LoRA of another family (naming both and the layer that shows it) and for a
/// layer that has no place in the model; Error(invalid_file) for incomplete layers and wrong shapes; Error(unsupported)
/// for kinds that are not computed (OFT, GLoRA, IA³ …). The place of each is the file.
[[nodiscard]] LoraIndex read_lora_index(const TensorIndex& file, const LoraTargets& targets);

}  // namespace koma::checkpoints
