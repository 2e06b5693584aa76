// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/agent_start.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/checkpoints/json_file.h"
#include "engine/checkpoints/part_folder.h"
#include "engine/conditioning/llama_tokenizer.h"
#include "engine/dataset/mangazero.h"
#include "engine/models/llama.h"
#include "engine/models/qwen_resampler.h"
#include "engine/tensors/part_source.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/tensors/weight_sources.h"
#include "engine/training/diffsensei/agent_passage.h"
#include "engine/training/diffsensei/agent_sequence.h"
#include "engine/training/diffsensei/caption_tokenizer.h"
#include "engine/training/diffsensei/fresh_llama.h"
#include "engine/training/json_file.h"

namespace koma::training {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using Tensors = std::map<std::string, at::Tensor>;

static_assert(FreshLlama::heads == Passage::heads);

Tensors parameters_of(const nn::Module& module) {
  Tensors tensors;
  for (const auto& item : module.named_parameters()) tensors[item.key()] = item.value().detach();
  return tensors;
}

std::int64_t side_of(std::int64_t cells) {
  return std::int64_t(std::llround(std::sqrt(double(cells))));
}

std::string image_token(std::int64_t number) {
  char text[32];
  std::snprintf(text, sizeof text, "<img_%05d>", int(number));
  return text;
}

/// The author's, or one made from what the agent will read.
std::string sentencepiece_model(const AgentStart& start) {
  if (!start.tokenizer.empty()) return own_tokenizer(start.tokenizer);
  std::vector<std::string> captions;
  for (const dataset::DatasetPage& page : dataset::read_mangazero(start.annotations)) {
    for (const dataset::DatasetFrame& frame : page.frames) captions.push_back(frame.caption);
  }
  return train_caption_tokenizer(captions);
}

/// The tokens that the agent needs beside those of every tokenizer.
std::vector<std::string> agent_marks(std::int64_t image_tokens) {
  std::vector<std::string> marks;
  for (std::int64_t i = 0; i < image_tokens; ++i) marks.push_back(image_token(i));
  marks.emplace_back("<img>");
  marks.emplace_back("</img>");
  return marks;
}

/// Ids between a character token's places in the prompt and in the answer, whatever the caption.
std::int64_t distance_of(const fs::path& tokenizer_folder, std::int64_t image_tokens) {
  const conditioning::LlamaTokenizer tokenizer(tokenizer_folder);
  const auto tokens = conditioning::AgentTokens::of(tokenizer, image_tokens);
  const AgentSequence sequence = agent_sequence(tokenizer, tokens, "", sequence_length(image_tokens));
  return sequence.answer_first - sequence.prompt_first;
}

/// Fresh; `vocabulary` ends with the image tokens and two marks. With `passage` it hands the characters' tokens
/// through.
void write_small_llama(std::int64_t vocabulary, const Passage* passage, const fs::path& folder, std::uint64_t seed) {
  FreshLlama llama = fresh_llama(vocabulary, passage ? passage->hidden() : FreshLlama::usual_width, seed);
  if (passage) {
    const double theta = models::LlamaConfig::from_json(llama.config).rope_theta;
    passage->open(llama.tensors, theta, vocabulary - 2 - passage->grid_size * passage->grid_size);
  }
  write_llama(llama, folder);
}

/// The published 32, or as many as divide both widths.
std::int64_t heads_for(std::int64_t width, std::int64_t character_width) {
  for (const std::int64_t heads : {32, 16, 8, 4, 2}) {
    if (width % heads == 0 && character_width % heads == 0) return heads;
  }
  return 1;
}

/// Fresh resamplers between the characters' tokens and a language model of this width.
void write_resamplers(const AgentStart& start, std::int64_t width, const Passage* passage, const fs::path& folder) {
  const std::int64_t side = side_of(start.image_tokens);
  if (side * side != start.image_tokens)
    throw Error(ErrorCode::invalid_argument,
                "the agent takes a square number of tokens, this checkpoint's characters have " +
                    std::to_string(start.image_tokens) + " (4 characters of 16 would do)");
  if (width % 4 != 0 || start.character_width % 4 != 0)
    throw Error(ErrorCode::invalid_argument, "the widths of language model and tokens, " + std::to_string(width) +
                                                 " and " + std::to_string(start.character_width) +
                                                 ", must divide by 4");
  const std::int64_t heads = passage ? Passage::heads : heads_for(width, start.character_width);
  const models::AgentResamplers::Config config{{side, width, heads, start.character_width},
                                               {side, start.character_width, heads, width}};
  const tensors::Weights weights(std::make_shared<tensors::InitialiserSource>(start.seed + 1), "mllm_agent");
  const models::AgentResamplers fresh(weights, config);
  write_json(folder / "config.json",
             {{"input_resampler", {{"num_heads", heads}}}, {"output_resampler", {{"num_heads", heads}}}});
  Tensors tensors = parameters_of(fresh);
  if (passage) passage->open_resamplers(tensors);
  tensors::write_safetensors(folder / "model.safetensors", tensors, {{"format", "pt"}});
}

void replace_part(checkpoints::CheckpointLayout& layout, const fs::path& folder, const std::string& name) {
  checkpoints::PartLayout part = checkpoints::read_part_folder(folder, name);
  if (part.config.is_null())
    throw Error(ErrorCode::not_found, "there is no config.json beside the weights; give a folder that has one",
                folder.string());
  layout.parts.insert_or_assign(name, std::move(part));
}

/// Rows for tokens that the model has never seen: the mean of those that it has.
void add_rows(checkpoints::PartLayout& llm, std::int64_t vocabulary, const fs::path& file) {
  const auto source = tensors::open_part(llm);
  Tensors tensors;
  for (const char* name : {"model.embed_tokens.weight", "lm_head.weight"}) {
    if (!llm.has(name) || llm.shape(name)[0] >= vocabulary) continue;
    const at::Tensor rows = source->read_as(name, llm.shape(name), {}, at::kFloat);
    tensors[name] = at::cat({rows, rows.mean(0, true).expand({vocabulary - rows.size(0), -1})}).contiguous();
  }
  if (tensors.empty()) return;
  make_output_folder(file.parent_path());
  tensors::write_safetensors(file, tensors, {{"format", "pt"}});
  llm.files.push_back(checkpoints::read_tensor_index(file));
  for (const auto& [name, tensor] : tensors) llm.tensors[name] = {llm.files.size() - 1, name, {}};
  llm.config["vocab_size"] = vocabulary;
}

/// Where a run's language model came from.
struct Source {
  std::string llm, tokenizer;
  friend bool operator==(const Source&, const Source&) = default;
  [[nodiscard]] fs::path tokenizer_folder() const { return tokenizer.empty() ? llm : tokenizer; }
};

constexpr const char* source_file = "begun-with.json";

Source source_in(const fs::path& root) {
  std::error_code ignored;
  if (!fs::is_regular_file(root / source_file, ignored)) return {};
  const nlohmann::json json = checkpoints::json_of_file(root / source_file);
  return {json.value("llm", std::string()), json.value("tokenizer", std::string())};
}

void write_agent_start(const AgentStart& start, const fs::path& root) {
  if (start.llm == "small") {
    const std::int64_t vocabulary =
        write_tokenizer(sentencepiece_model(start), agent_marks(start.image_tokens), root / "tokenizer");
    std::optional<Passage> passage;
    if (Passage::fits(start.character_width)) {
      passage = Passage{start.character_width, distance_of(root / "tokenizer", start.image_tokens), start.token_mean,
                        start.token_deviation, side_of(start.image_tokens)};
    }
    write_resamplers(start, passage ? passage->hidden() : FreshLlama::usual_width, passage ? &*passage : nullptr,
                     root / "agent");
    write_small_llama(vocabulary, passage ? &*passage : nullptr, root / "llm", start.seed);
  } else {
    const checkpoints::PartLayout llm = checkpoints::read_part_folder(start.llm, "mllm_llm");
    write_resamplers(start, models::LlamaConfig::from_json(llm.config).hidden_size, nullptr, root / "agent");
  }
  write_json(root / source_file, {{"llm", start.llm.string()}, {"tokenizer", start.tokenizer.string()}});
}

}  // namespace

void add_agent_start(checkpoints::CheckpointLayout& layout, const AgentStart& start) {
  const fs::path root = start.work / "mllm";
  const Source begun = source_in(root), wanted{start.llm.string(), start.tokenizer.string()};
  if (wanted.llm.empty() && begun.llm.empty()) {
    if (layout.has_agent()) return;
    if (!layout.agent_problem.empty()) throw Error(ErrorCode::invalid_file, layout.agent_problem);
    throw Error(ErrorCode::invalid_argument,
                "the checkpoint has no language model; give one with --llm, or make one with --llm small",
                layout.path.string());
  }
  const bool fresh = !wanted.llm.empty() && !(wanted == begun);
  if (fresh) write_agent_start(start, root);
  const Source& source = fresh ? wanted : begun;
  const bool small = source.llm == "small";
  replace_part(layout, small ? root / "llm" : fs::path(source.llm), "mllm_llm");
  layout.tokenizers["mllm_llm"] = small ? root / "tokenizer" : source.tokenizer_folder();
  add_rows(layout.parts.at("mllm_llm"), conditioning::LlamaTokenizer(layout.tokenizers["mllm_llm"]).size(),
           root / "rows.safetensors");
  replace_part(layout, root / "agent", "mllm_agent");
  layout.agent_problem.clear();
}

}  // namespace koma::training
