// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/fresh_llama.h"

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/checkpoints/json_file.h"
#include "engine/conditioning/llama_tokenizer.h"
#include "engine/models/llama.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/tensors/weight_sources.h"

namespace koma::training {

namespace {

using nlohmann::ordered_json;

void write_settings(const std::filesystem::path& file, const ordered_json& json) {
  write_atomically(file, json.dump(2) + "\n");
}

}  // namespace

FreshLlama fresh_llama(std::int64_t vocabulary, std::int64_t width, std::uint64_t seed) {
  FreshLlama llama;
  llama.config = {{"architectures", {"LlamaForCausalLM"}},
                  {"model_type", "llama"},
                  {"vocab_size", vocabulary},
                  {"hidden_size", width},
                  {"intermediate_size", width * 8 / 3 / 8 * 8},
                  {"num_hidden_layers", FreshLlama::layers},
                  {"num_attention_heads", FreshLlama::heads},
                  {"num_key_value_heads", FreshLlama::heads},
                  {"max_position_embeddings", 2048},
                  {"rms_norm_eps", 1e-5},
                  {"hidden_act", "silu"},
                  {"tie_word_embeddings", false}};
  const tensors::Weights weights(std::make_shared<tensors::InitialiserSource>(seed), "mllm_llm");
  const models::Llama fresh(weights, models::LlamaConfig::from_json(llama.config));
  for (const auto& item : fresh.named_parameters()) llama.tensors[item.key()] = item.value().detach();
  return llama;
}

void write_llama(const FreshLlama& llama, const std::filesystem::path& folder) {
  make_output_folder(folder);
  write_settings(folder / "config.json", llama.config);
  tensors::write_safetensors(folder / "model.safetensors", llama.tensors, {{"format", "pt"}});
}

std::int64_t write_tokenizer(const std::string& model, const std::vector<std::string>& added,
                             const std::filesystem::path& folder) {
  make_output_folder(folder);
  write_atomically(folder / "tokenizer.model", model);
  write_settings(folder / "tokenizer_config.json",
                 {{"legacy", false}, {"add_bos_token", true}, {"add_eos_token", false}});
  write_settings(folder / "added_tokens.json", ordered_json::object());
  std::int64_t next = conditioning::LlamaTokenizer(folder).size();
  ordered_json tokens = ordered_json::object();
  for (const std::string& token : added) tokens[token] = next++;
  write_settings(folder / "added_tokens.json", tokens);
  return next;
}

std::string own_tokenizer(const std::filesystem::path& file) {
  if (file.empty()) return {};
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored))
    throw Error(ErrorCode::not_found,
                "there is no SentencePiece model; check --tokenizer, or leave it out to make one from the captions",
                file.string());
  return checkpoints::text_of_file(file);
}

}  // namespace koma::training
