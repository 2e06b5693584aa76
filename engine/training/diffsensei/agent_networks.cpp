// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/agent_networks.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/tensors/part_source.h"

namespace koma::training {

namespace {

/// What learns in the language model beside the low-rank changes.
bool learns_itself(const std::string& name) {
  return name.find("norm") != std::string::npos || name.find("embed_tokens") != std::string::npos ||
         name.starts_with("lm_head");
}

/// Rows of `values` [B, n, C] at `first` of each row of `all` [B, S, C]. // → [B, S, C]
at::Tensor replaced(const at::Tensor& all, const at::Tensor& values, const std::vector<AgentSequence>& sequences) {
  std::vector<at::Tensor> rows;
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    const std::int64_t first = sequences[i].prompt_first, end = first + values.size(1);
    const at::Tensor row = all[std::int64_t(i)];
    rows.push_back(at::cat({row.slice(0, 0, first), values[std::int64_t(i)].to(row.scalar_type()), row.slice(0, end)}));
  }
  return at::stack(rows);
}

}  // namespace

AgentNetworks::AgentNetworks(const checkpoints::CheckpointLayout& layout, const at::Device& device,
                             const Options& options, const ChangedWeights& changes)
    : options_(options),
      tokenizer_(layout.tokenizers.at("mllm_llm")),
      tokens_(conditioning::AgentTokens::of(tokenizer_, options.characters * options.tokens_per_character)),
      dropout_(std::make_shared<RowDropout>(options.dropout)) {
  load(layout, device, changes);
  check(layout);
  LoraOptions lora = options.lora;
  lora.dropout = dropout_;
  lora_ = std::make_unique<LoraLayers>(*llama_, is_llama_projection, lora);
}

void AgentNetworks::load(const checkpoints::CheckpointLayout& layout, const at::Device& device,
                         const ChangedWeights& changes) {
  const checkpoints::PartLayout& llm = layout.parts.at("mllm_llm");
  const auto source = tensors::open_part(llm);
  const nn::Weights weights(source, llm.name, device, options_.narrow ? at::kBFloat16 : at::kFloat);
  llama_ = std::make_shared<models::Llama>(weights, models::LlamaConfig::from_json(llm.config));
  weights.expect_all_used({models::llama_buffers});
  for (const auto& item : llama_->named_parameters()) {
    if (!options_.narrow || !learns_itself(item.key())) continue;
    const std::vector<std::int64_t> shape = item.value().sizes().vec();
    item.value().set_data(source->read_as(item.key(), shape, {}, at::kFloat).to(device));
  }
  const checkpoints::PartLayout& agent = layout.parts.at("mllm_agent");
  const nn::Weights ours(tensors::open_part(agent), agent.name, device);
  resamplers_ =
      std::make_shared<models::AgentResamplers>(ours, models::AgentResamplers::Config::detect(ours, agent.config));
  ours.expect_all_used();
  if (const auto found = changes.find("mllm_llm"); found != changes.end()) apply_changes(*llama_, found->second);
  if (const auto found = changes.find("mllm_agent"); found != changes.end()) apply_changes(*resamplers_, found->second);
}

void AgentNetworks::check(const checkpoints::CheckpointLayout& layout) const {
  tokenizer_.expect_rows(llama_->config().vocab_size);
  const auto count = std::int64_t(tokens_.image.size());
  const auto& input = resamplers_->input();
  const auto& output = resamplers_->output();
  const bool fits = input.queries() == count && output.queries() == count &&
                    input.config().embed_dim == llama_->config().hidden_size &&
                    output.config().kv_dim == llama_->config().hidden_size;
  if (!fits)
    throw Error(ErrorCode::invalid_file,
                "the agent's resamplers fit neither " + std::to_string(count) +
                    " tokens nor the language model's width; give parts of one model",
                layout.parts.at("mllm_agent").place.string());
}

NamedTensors AgentNetworks::parameters() const {
  NamedTensors result = lora_->parameters("mllm_llm." + std::string(lora_mark));
  for (const auto& item : llama_->named_parameters()) {
    if (learns_itself(item.key())) result.emplace_back("mllm_llm." + item.key(), item.value());
  }
  for (const auto& item : resamplers_->named_parameters()) {
    if (!item.key().ends_with("pos_embed")) result.emplace_back("mllm_agent." + item.key(), item.value());
  }
  return result;
}

AgentAnswer AgentNetworks::answer(const at::Tensor& tokens, const std::vector<std::string>& captions,
                                  const std::vector<std::uint64_t>& seeds) const {
  const auto count = std::int64_t(tokens_.image.size());
  const at::Device device = tokens.device();
  std::vector<AgentSequence> sequences;
  std::vector<at::Tensor> ids, places, told, wanted;
  for (const std::string& caption : captions) {
    sequences.push_back(agent_sequence(tokenizer_, tokens_, caption, sequence_length(count)));
    const AgentSequence& sequence = sequences.back();
    ids.push_back(at::tensor(sequence.ids, at::kLong));
    places.push_back(at::arange(sequence.answer_first, sequence.answer_first + count, at::kLong));
    const at::Tensor positions = at::tensor(at::ArrayRef<std::int64_t>(sequence.told.data(), 4), at::kLong);
    told.push_back(positions);
    wanted.push_back(ids.back().index_select(0, positions + 1));
  }
  dropout_->begin(seeds, device);
  const at::Tensor embedded = llama_->embed(at::stack(ids).to(device));            // [B, S, C]
  const at::Tensor read = resamplers_->input().forward(tokens.flatten(1, 2));      // [B, n, C]
  const at::Tensor states = llama_->forward(replaced(embedded, read, sequences));  // [B, S, C]
  const auto at_places = [&](const std::vector<at::Tensor>& rows) {
    const at::Tensor index = at::stack(rows).to(device).unsqueeze(-1).expand({-1, -1, states.size(-1)});
    return states.gather(1, index);
  };
  const at::Tensor logits = llama_->logits(at_places(told)).to(at::kFloat);  // [B, 4, V]
  const at::Tensor made = resamplers_->output().forward(at_places(places));  // [B, n, X]
  return {made.unflatten(1, {options_.characters, options_.tokens_per_character}),
          at::cross_entropy_loss(logits.flatten(0, 1), at::stack(wanted).to(device).flatten())};
}

}  // namespace koma::training
