// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "engine/models/clip_vision_model.h"
#include "engine/models/llama.h"
#include "engine/models/picture_projector.h"
#include "engine/training/diffsensei/lora_training.h"
#include "engine/training/diffsensei/stage_weights.h"
#include "engine/training/llmga/conversation_sequence.h"

namespace koma::training {

/// A conversation as the networks take it.
struct AssistantRow {
  ConversationSequence sequence;
  at::Tensor pixels;       ///< [channels, side, side] as the vision model wants them; undefined without a picture
  std::uint64_t seed = 0;  ///< of the dropout
};

/// What of the language model learns beside the projector, which always does.
enum class LanguagePart { none, lora, whole };

/// The assistant while it is trained: CLIP is frozen, its states before the last block, without the class token, go
/// through the projector and stand among the words (specs/llmga.md 1.2, 2.6).
class AssistantNetworks {
 public:
  struct Options {
    LanguagePart part = LanguagePart::lora;
    LoraOptions lora;
    double dropout = 0.05;
    bool narrow = false;  ///< what is fixed is kept in bfloat16; what learns is float32 all the same
  };
  /// `layout` as assistant_layout gives it. Throws what loading throws, and Error(invalid_file) where vision model,
  /// projector and language model do not fit.
  AssistantNetworks(const checkpoints::CheckpointLayout& layout, const at::Device& device, const Options& options,
                    const ChangedWeights& changes);

  /// "projector.…" and "llm.…"
  [[nodiscard]] NamedTensors parameters() const;

  /// The mean cross-entropy of the rows' answers, each token of a batch weighing the same. With gradient.
  [[nodiscard]] at::Tensor loss(const std::vector<AssistantRow>& rows) const;
  /// What the language model foresees at each position of a row. // → [length, vocabulary] float32
  [[nodiscard]] at::Tensor logits(const AssistantRow& row) const;

  [[nodiscard]] const models::ClipVisionConfig& vision() const { return clip_->config(); }
  /// Positions that a picture takes.
  [[nodiscard]] std::int64_t patches() const { return clip_->config().tokens() - 1; }

 private:
  struct Spliced {
    at::Tensor embeddings;  // [B, S, C]
    at::Tensor labels;      // [B, S]
    bool pictures = false;
  };
  void load_llama(const checkpoints::PartLayout& part, const at::Device& device, const ChangedWeights& changes);
  [[nodiscard]] at::Tensor projected(const std::vector<AssistantRow>& rows) const;
  [[nodiscard]] Spliced splice(const std::vector<AssistantRow>& rows) const;

  Options options_;
  at::Device device_;
  std::shared_ptr<models::Llama> llama_;
  std::shared_ptr<models::ClipVisionModel> clip_;
  std::shared_ptr<models::PictureProjector> projector_;
  std::shared_ptr<RowDropout> dropout_;
  std::unique_ptr<LoraLayers> lora_;
};

}  // namespace koma::training
