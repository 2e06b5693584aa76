// SPDX-License-Identifier: Apache-2.0
#include "engine/models/agent_parts.h"

#include <ATen/core/Tensor.h>

#include "engine/base/error.h"
#include "engine/models/streamed_llama.h"
#include "engine/tensors/part_source.h"

namespace koma::models {
namespace {

using checkpoints::PartLayout;

/// A config and a resampler know the names of their fields, but not their file.
template <class Make>
auto said_of(const PartLayout& part, const Make& make) {
  try {
    return make();
  } catch (const Error& error) {
    if (error.place() == part.place.string()) throw;
    throw Error(error.code(), error.what(), part.place.string());
  }
}

std::shared_ptr<const AgentResamplers> resamplers_of(const PartLayout& part, const tensors::Placement& placement) {
  const nn::Weights weights(tensors::open_part(part), part.name, placement.device, placement.dtype);
  const auto config = said_of(part, [&] { return AgentResamplers::Config::detect(weights, part.config); });
  auto model = std::make_shared<const AgentResamplers>(weights, config);
  weights.expect_all_used();
  return model;
}

std::shared_ptr<const LanguageModel> language_of(const PartLayout& part, const AgentForm& form, at::Device device,
                                                 const std::function<void()>& between) {
  const auto config = said_of(part, [&] { return LlamaConfig::from_json(part.config); });
  if (form.streamed) return std::make_shared<StreamedLlama>(part, config, tensors::Placement{device, form.dtype});
  const nn::Weights weights(tensors::open_part(part), part.name, device, form.dtype);
  auto model = std::make_shared<Llama>(weights, config, LlamaOptions{.int8 = form.int8}, between);
  weights.expect_all_used({llama_buffers});
  return model;
}

std::string text(std::int64_t number) {
  return std::to_string(number);
}

void expect_fits(const AgentParts& parts, const AgentWidths& widths, const std::string& place) {
  const QwenResamplerConfig &in = parts.resamplers->input().config(), &out = parts.resamplers->output().config();
  const std::int64_t language = parts.language->config().hidden_size;
  const auto refuse_if = [&](bool wrong, const std::string& sentence) {
    if (wrong) throw Error(ErrorCode::invalid_file, sentence + "; they belong to different models", place);
  };
  refuse_if(in.kv_dim != widths.characters, "the agent's input_resampler takes vectors of width " + text(in.kv_dim) +
                                                ", but the characters' tokens have " + text(widths.characters));
  refuse_if(in.embed_dim != language, "the agent's input_resampler gives vectors of width " + text(in.embed_dim) +
                                          ", but the language model's have " + text(language));
  refuse_if(out.kv_dim != language, "the agent's output_resampler takes vectors of width " + text(out.kv_dim) +
                                        ", but the language model's have " + text(language));
  refuse_if(out.embed_dim != widths.characters, "the agent's output_resampler gives vectors of width " +
                                                    text(out.embed_dim) + ", but the characters' tokens have " +
                                                    text(widths.characters));
  refuse_if(parts.resamplers->output().queries() != widths.tokens,
            "the agent's output_resampler gives " + text(parts.resamplers->output().queries()) +
                " tokens, but the characters have " + text(widths.tokens));
}

}  // namespace

void expect_agent(const checkpoints::CheckpointLayout& layout, const char* field) {
  if (layout.has_agent()) return;
  if (!layout.agent_problem.empty()) {
    throw Error(ErrorCode::invalid_file, "the language agent cannot be used: " + layout.agent_problem, field);
  }
  throw Error(ErrorCode::unsupported,
              "this model has no language agent; choose one with a folder mllm, or switch the agent off", field);
}

AgentParts load_agent(const checkpoints::CheckpointLayout& layout, const AgentForm& form, at::Device device,
                      const AgentWidths& widths, const std::function<void()>& between) {
  expect_agent(layout, "$.mllm");
  const PartLayout &agent = layout.parts.at("mllm_agent"), &language = layout.parts.at("mllm_llm");
  AgentParts parts;
  parts.resamplers = resamplers_of(agent, {device, form.dtype});
  between();
  parts.language = language_of(language, form, device, between);
  expect_fits(parts, widths, agent.place.string());
  return parts;
}

}  // namespace koma::models
