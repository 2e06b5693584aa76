// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/models/llama.h"
#include "engine/tensors/device.h"
#include "engine/tensors/stored_rows.h"

namespace koma::models {

/// A LLaMA that stays on the disk: a pass reads one layer, applies it, and lets it go before the next. Worth it where
/// one pass is all there is. Memory is that of one layer and of the words that are read; the results are `Llama`'s, to
/// the last bit.
class StreamedLlama final : public LanguageModel {
 public:
  /// Sees that every tensor is there and has the right shape; reads none. `part` as in a checkpoint's layout.
  /// Throws Error(invalid_file | not_found | unreadable).
  StreamedLlama(const checkpoints::PartLayout& part, const LlamaConfig& config, const tensors::Placement& placement);

  at::Tensor embed(const at::Tensor& ids) const override;
  at::Tensor forward(const at::Tensor& embeddings, const std::function<void()>& between) const override;
  at::Tensor logits(const at::Tensor& states) const override;
  [[nodiscard]] const LlamaConfig& config() const override { return config_; }

 private:
  LlamaConfig config_;
  tensors::Placement placement_;
  nn::Weights weights_;
  tensors::StoredRows words_, head_;
};

}  // namespace koma::models
