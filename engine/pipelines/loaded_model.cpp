// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/loaded_model.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/base/error.h"
#include "engine/checkpoints/subject_adapter.h"
#include "engine/conditioning/phrase_span.h"
#include "engine/conditioning/prompt_syntax.h"
#include "engine/conditioning/prompt_units.h"
#include "engine/tensors/part_source.h"

namespace koma::pipelines {

namespace {

using models::Stage;

constexpr std::size_t most_phrases = 256;  // that are remembered, of 3 kB each

struct PartModule {
  const char* name;
  std::shared_ptr<nn::Module> module;
};

/// What LoRAs may change of a stage.
std::vector<PartModule> foldable(const models::ModelSet& set, Stage stage) {
  if (stage == Stage::denoiser) return {{"unet", set.unet}};
  if (stage == Stage::text) return {{"text_encoder", set.text_encoder}, {"text_encoder_2", set.text_encoder_2}};
  return {};
}

/// Empty where there is no agent.
std::filesystem::path agent_tokenizer(const checkpoints::CheckpointLayout& layout) {
  const auto found = layout.tokenizers.find("mllm_llm");
  return found == layout.tokenizers.end() ? std::filesystem::path() : found->second;
}

}  // namespace

LoadedModel::LoadedModel(models::ModelSet set, const std::filesystem::path& clip_vocabulary)
    : set_(std::move(set)),
      text_(conditioning::TokenizerPlaces::of(set_.layout, clip_vocabulary)),
      agent_(agent_tokenizer(set_.layout)) {}

void LoadedModel::choose_loras(const std::vector<api::Lora>& loras) {
  std::vector<models::LoraUse> chosen;
  std::string stamp;
  if (!loras.empty()) {
    const checkpoints::LoraTargets targets = checkpoints::lora_targets(set_.layout);
    for (const api::Lora& lora : loras) {
      const auto known = std::find_if(loras_.begin(), loras_.end(),
                                      [&](const models::LoraUse& use) { return use.lora->file() == lora.file; });
      auto file = known != loras_.end() ? known->lora : std::make_shared<const models::Lora>(lora.file, targets);
      stamp += lora.file.string() + "*" + std::to_string(lora.weight) + "\n";
      chosen.push_back({std::move(file), lora.weight});
    }
  }
  loras_ = std::move(chosen);
  if (lora_stamp_ != stamp) phrases_.clear();
  lora_stamp_ = std::move(stamp);
}

void LoadedModel::need(Stage stage, const Between& between) {
  models::load_stage(set_, stage, between);
  for (const PartModule& part : foldable(set_, stage)) {
    if (part.module) fold(part.name, part.module);
  }
}

void LoadedModel::fold(const std::string& part, const std::shared_ptr<nn::Module>& module) {
  auto& fold = folds_[part];
  if (!fold) {
    if (loras_.empty()) return;
    fold = std::make_unique<models::LoraFold>(module, tensors::open_part(set_.layout.parts.at(part)), part);
  }
  fold->apply(loras_);
}

void LoadedModel::limit_denoiser(std::uint64_t bytes) {
  if (bytes == set_.denoiser_budget) return;
  drop(Stage::denoiser);
  set_.denoiser_budget = bytes;
}

void LoadedModel::choose_agent(const std::optional<models::AgentForm>& form) {
  if (form == set_.agent_form) return;
  drop(Stage::agent);
  if (form) set_.agent_form = *form;
}

void LoadedModel::done(Stage stage) {
  if (thrifty_) drop(stage);
}

void LoadedModel::drop(Stage stage) {
  for (const PartModule& part : foldable(set_, stage)) folds_.erase(part.name);
  models::drop_stage(set_, stage);
}

conditioning::TextPair LoadedModel::encode(const conditioning::PromptPair& prompts, conditioning::TextOptions options,
                                           const Between& between, std::vector<std::string>& notes) {
  options.adapters = lora_stamp_;
  if (!text_.remembers(encoders(), prompts, options)) need(Stage::text, between);
  return text_.encode(encoders(), prompts, options, notes);
}

at::Tensor LoadedModel::ask_agent(const conditioning::AgentQuestion& question, const Between& between,
                                  std::vector<std::string>& notes) {
  if (!agent_.remembers(question, set_.agent_form)) need(Stage::agent, between);
  at::Tensor tokens = agent_.answer(question, set_.agent, set_.agent_form, between, notes);
  done(Stage::agent);
  return tokens;
}

at::Tensor LoadedModel::phrases(const std::vector<std::string>& phrases, const Between& between) {
  const conditioning::ClipTokenizer* tokenizer = text_.first_tokenizer();
  if (tokenizer == nullptr) {
    throw Error(ErrorCode::unsupported, "this model has no first text encoder, which hears the phrases of subjects",
                "$.subject_adapter");
  }
  if (phrases_.size() > most_phrases) phrases_.clear();
  std::vector<at::Tensor> rows;
  for (const std::string& phrase : phrases) {
    at::Tensor& row = phrases_[phrase];
    if (!row.defined()) {
      need(Stage::text, between);
      const auto length = std::size_t(set_.text_encoder->config().max_position_embeddings);
      const at::Tensor ids = at::tensor(tokenizer->encode(phrase, length), at::kLong).unsqueeze(0);
      row = set_.text_encoder->forward(ids.to(set_.placement.device)).pooled;
    }
    rows.push_back(row);
  }
  return at::cat(rows);
}

std::vector<nn::TokenSpan> LoadedModel::spans(const std::vector<std::string>& phrases, const std::string& prompt,
                                              const conditioning::TextOptions& options, bool upstream_quirks) const {
  const conditioning::ClipTokenizer& tokenizer = *text_.tokenizer();
  std::vector<std::string> said_before;  // by encode()
  const auto pieces = options.weighting ? conditioning::parse_prompt(prompt, said_before)
                                        : conditioning::literal_prompt(prompt, said_before);
  std::string words;
  for (const conditioning::PromptPiece& piece : pieces) words += piece.text;
  const auto units = conditioning::units_of(pieces, tokenizer, {});
  const conditioning::WindowFrame frame{tokenizer.model_length(), tokenizer.start_id(), tokenizer.end_id(),
                                        tokenizer.padding_id()};
  const auto spans = conditioning::phrase_spans(words, phrases, tokenizer, upstream_quirks);
  const auto windows = conditioning::windows_of(units, frame, options.long_prompts);
  // Joined windows are one text, in which tokens are counted through.
  const bool joined =
      options.long_prompts == api::LongPrompts::llmga && set_.layout.family == checkpoints::Family::sdxl;
  return joined ? conditioning::in_one_text(spans, windows.ids)
                : conditioning::in_windows(spans, windows.ids, frame.end);
}

const models::SubjectAdapter& LoadedModel::subject_adapter(const api::SubjectAdapter& place, const Between& between) {
  if (subject_adapter_ && subject_place_ == place) return *subject_adapter_;
  subject_adapter_.reset();
  between();
  subject_adapter_ = std::make_unique<models::SubjectAdapter>(checkpoints::read_subject_adapter(place.file),
                                                              checkpoints::read_subject_encoder(place.image_encoder),
                                                              set_.unet_config, set_.placement);
  subject_place_ = place;
  return *subject_adapter_;
}

std::shared_ptr<const models::DiffRir> LoadedModel::restorer(const std::filesystem::path& path,
                                                             const Between& between) {
  if (restorer_ && restorer_place_ == path) return restorer_;
  restorer_.reset();
  between();
  // 100 MB and one pass: what float16 would save is not worth its sums of squares over a whole picture.
  auto opened = models::open_diffrir(checkpoints::read_part_layout(path, "restorer"), {set_.placement.device});
  if (thrifty_) return opened;
  restorer_place_ = path;
  return restorer_ = std::move(opened);
}

void LoadedModel::done_with_subjects() {
  if (thrifty_) subject_adapter_.reset();
}

conditioning::TextEncoders LoadedModel::encoders() const {
  return {.first = set_.text_encoder.get(),
          .second = set_.text_encoder_2.get(),
          .family = set_.layout.family,
          .force_zeros_for_empty_prompt = set_.layout.force_zeros_for_empty_prompt,
          .placement = set_.placement};
}

const models::ControlNetModel& LoadedModel::control_net(const std::filesystem::path& path, const Between& between) {
  auto& net = control_nets_[path];
  if (net) return *net;
  between();
  try {
    const checkpoints::PartLayout part = checkpoints::read_part_layout(path, "controlnet");
    const auto config = models::ControlNetConfig::from_json(part.config);
    config.expect_fits(set_.unet_config, path.string());
    const nn::Weights weights(tensors::open_part(part), part.name, set_.placement.device, set_.placement.dtype);
    net = std::make_shared<models::ControlNetModel>(weights, config);
    weights.expect_all_used();
  } catch (...) {
    control_nets_.erase(path);
    throw;
  }
  return *net;
}

void LoadedModel::keep_only(const std::vector<std::filesystem::path>& control_nets) {
  std::erase_if(control_nets_, [&](const auto& item) {
    return std::find(control_nets.begin(), control_nets.end(), item.first) == control_nets.end();
  });
}

}  // namespace koma::pipelines
