// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/assistant_networks.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/base/error.h"
#include "engine/tensors/part_source.h"

namespace koma::training {

namespace {

void expect_width(std::int64_t actual, std::int64_t wanted, const std::string& what, const std::string& place) {
  if (actual == wanted) return;
  throw Error(ErrorCode::invalid_file,
              "the projector " + what + " of width " + std::to_string(actual) + ", but they have " +
                  std::to_string(wanted) + "; give parts of one model",
              place);
}

/// A row's ids with what the projector made of its picture between them.
struct SplicedRow {
  at::Tensor embeddings;  // [S, C]
  at::Tensor labels;      // [S]
};

SplicedRow spliced_row(const models::Llama& llama, const ConversationSequence& sequence, const at::Tensor& picture,
                       const at::Device& device) {
  const at::Tensor labels = at::tensor(sequence.labels, at::kLong);
  const at::Tensor ids = at::tensor(sequence.ids, at::kLong);
  const at::Tensor words = llama.embed(ids.clamp_min(0).to(device));
  const auto found = std::find(sequence.ids.begin(), sequence.ids.end(), picture_id);
  if (found == sequence.ids.end()) return {words, labels};
  const std::int64_t place = found - sequence.ids.begin();
  const at::Tensor none = at::full({picture.size(0)}, unlearned, at::kLong);
  return {at::cat({words.slice(0, 0, place), picture.to(words.scalar_type()), words.slice(0, place + 1)}),
          at::cat({labels.slice(0, 0, place), none, labels.slice(0, place + 1)})};
}

at::Tensor padded(const at::Tensor& row, std::int64_t length, double value) {
  std::vector<std::int64_t> sides(std::size_t(row.dim()) * 2, 0);
  sides.back() = length - row.size(0);
  return at::constant_pad_nd(row, sides, value);
}

}  // namespace

AssistantNetworks::AssistantNetworks(const checkpoints::CheckpointLayout& layout, const at::Device& device,
                                     const Options& options, const ChangedWeights& changes)
    : options_(options), device_(device), dropout_(std::make_shared<RowDropout>(options.dropout)) {
  load_llama(layout.parts.at("llm"), device, changes);
  const checkpoints::PartLayout& vision = layout.parts.at("vision");
  const nn::Weights seen(tensors::open_part(vision), vision.name, device, options.narrow ? at::kBFloat16 : at::kFloat);
  clip_ = std::make_shared<models::ClipVisionModel>(seen, models::ClipVisionConfig::from_json(vision.config));
  seen.expect_all_used();
  const checkpoints::PartLayout& stored = layout.parts.at("projector");
  const nn::Weights ours(tensors::open_part(stored), stored.name, device);
  const std::int64_t width = llama_->config().hidden_size, features = clip_->config().encoder.hidden_size;
  const std::vector<std::int64_t> first = ours.shape("0.weight");
  expect_width(first.back(), features, "takes features", stored.place.string());
  expect_width(first.front(), width, "gives embeddings", stored.place.string());
  projector_ = std::make_shared<models::PictureProjector>(ours, features, width);
  ours.expect_all_used();
  if (const auto found = changes.find("projector"); found != changes.end()) apply_changes(*projector_, found->second);
  if (options.part != LanguagePart::lora) return;
  LoraOptions lora = options.lora;
  lora.dropout = dropout_;
  lora_ = std::make_unique<LoraLayers>(*llama_, is_llama_projection, lora);
}

void AssistantNetworks::load_llama(const checkpoints::PartLayout& part, const at::Device& device,
                                   const ChangedWeights& changes) {
  const bool narrow = options_.narrow && options_.part != LanguagePart::whole;
  const nn::Weights weights(tensors::open_part(part), part.name, device, narrow ? at::kBFloat16 : at::kFloat);
  llama_ = std::make_shared<models::Llama>(weights, models::LlamaConfig::from_json(part.config));
  weights.expect_all_used({models::llama_buffers});
  if (const auto found = changes.find("llm"); found != changes.end()) apply_changes(*llama_, found->second);
}

NamedTensors AssistantNetworks::parameters() const {
  NamedTensors result;
  if (lora_) result = lora_->parameters("llm." + std::string(lora_mark));
  if (options_.part == LanguagePart::whole) {
    for (const auto& item : llama_->named_parameters()) result.emplace_back("llm." + item.key(), item.value());
  }
  for (const auto& item : projector_->named_parameters()) result.emplace_back("projector." + item.key(), item.value());
  return result;
}

at::Tensor AssistantNetworks::projected(const std::vector<AssistantRow>& rows) const {
  std::vector<at::Tensor> pixels;
  for (const AssistantRow& row : rows) {
    if (row.pixels.defined()) pixels.push_back(row.pixels);
  }
  if (pixels.empty()) return {};
  at::Tensor features;
  {
    const at::NoGradGuard frozen;
    features = clip_->forward(at::stack(pixels).to(device_, clip_->parameters().front().scalar_type())).slice(1, 1);
  }
  return projector_->forward(features.to(at::kFloat));  // [pictures, patches, C]
}

AssistantNetworks::Spliced AssistantNetworks::splice(const std::vector<AssistantRow>& rows) const {
  const at::Tensor pictures = projected(rows);
  std::vector<at::Tensor> embeddings, labels;
  std::int64_t picture = 0, longest = 0;
  for (const AssistantRow& row : rows) {
    const at::Tensor shown = row.pixels.defined() ? pictures[picture++] : at::Tensor();
    const SplicedRow spliced = spliced_row(*llama_, row.sequence, shown, device_);
    embeddings.push_back(spliced.embeddings);
    labels.push_back(spliced.labels);
    longest = std::max(longest, spliced.labels.size(0));
  }
  for (at::Tensor& row : embeddings) row = padded(row, longest, 0);
  for (at::Tensor& row : labels) row = padded(row, longest, double(unlearned));
  return {at::stack(embeddings), at::stack(labels), picture > 0};
}

at::Tensor AssistantNetworks::loss(const std::vector<AssistantRow>& rows) const {
  std::vector<std::uint64_t> seeds;
  for (const AssistantRow& row : rows) seeds.push_back(row.seed);
  dropout_->begin(seeds, device_);
  const Spliced spliced = splice(rows);
  const at::Tensor states = llama_->forward(spliced.embeddings).slice(1, 0, -1);  // [B, S − 1, C]
  const at::Tensor wanted = spliced.labels.slice(1, 1).flatten();                 // what each position must say next
  const at::Tensor told = wanted.ne(unlearned).nonzero().flatten();
  const at::Tensor logits = llama_->logits(states.flatten(0, 1).index_select(0, told.to(device_)));
  const at::Tensor loss = at::cross_entropy_loss(logits.to(at::kFloat), wanted.index_select(0, told).to(device_));
  if (spliced.pictures) return loss;
  // A batch without pictures says nothing about the projector, which still must have a gradient.
  const at::Tensor nothing = at::zeros({1, clip_->config().encoder.hidden_size}, at::TensorOptions(device_));
  return loss + 0 * projector_->forward(nothing).sum();
}

at::Tensor AssistantNetworks::logits(const AssistantRow& row) const {
  dropout_->begin({}, device_);
  return llama_->logits(llama_->forward(splice({row}).embeddings)).to(at::kFloat).squeeze(0);
}

}  // namespace koma::training
