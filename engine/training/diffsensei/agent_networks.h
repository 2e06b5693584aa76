// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/training_request.h"
#include "engine/conditioning/agent_prompt.h"
#include "engine/models/llama.h"
#include "engine/models/qwen_resampler.h"
#include "engine/training/diffsensei/agent_sequence.h"
#include "engine/training/diffsensei/lora_training.h"
#include "engine/training/diffsensei/stage_networks.h"

namespace koma::training {

/// What the agent made of a batch.
struct AgentAnswer {
  at::Tensor tokens;         // [B, N, T, X]: the characters' tokens after the caption
  at::Tensor cross_entropy;  // []: of the four ids that it must say
};

/// The language agent while it is trained: low-rank changes of the projections, the embeddings, the head, the norms and
/// both resamplers learn; everything else stays (specs/diffsensei.md 4.1, 6.1).
class AgentNetworks {
 public:
  struct Options {
    std::int64_t characters = 4, tokens_per_character = 16;
    LoraOptions lora;
    double dropout = 0.05;
    /// The language model's fixed weights are kept in bfloat16; what learns is float32 all the same.
    bool narrow = false;
  };
  /// `layout` has the parts "mllm_llm" and "mllm_agent". Throws what loading throws, and Error(invalid_file) where
  /// tokenizer, language model, resamplers and image generator do not fit.
  AgentNetworks(const checkpoints::CheckpointLayout& layout, const at::Device& device, const Options& options,
                const ChangedWeights& changes);

  /// "mllm_llm.…" and "mllm_agent.…"
  [[nodiscard]] NamedTensors parameters() const;

  /// `tokens` [B, N, T, X] of the references, one caption and one seed (of the dropout) per row. With gradient.
  [[nodiscard]] AgentAnswer answer(const at::Tensor& tokens, const std::vector<std::string>& captions,
                                   const std::vector<std::uint64_t>& seeds) const;

 private:
  void load(const checkpoints::CheckpointLayout& layout, const at::Device& device, const ChangedWeights& changes);
  void check(const checkpoints::CheckpointLayout& layout) const;

  Options options_;
  conditioning::LlamaTokenizer tokenizer_;
  conditioning::AgentTokens tokens_;
  std::shared_ptr<models::Llama> llama_;
  std::shared_ptr<models::AgentResamplers> resamplers_;
  std::shared_ptr<RowDropout> dropout_;
  std::unique_ptr<LoraLayers> lora_;
};

}  // namespace koma::training
