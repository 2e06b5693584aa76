// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/conditioning/language_agent.h"
#include "engine/conditioning/text_conditioning.h"
#include "engine/models/controlnet.h"
#include "engine/models/diffrir.h"
#include "engine/models/lora.h"
#include "engine/models/model_set.h"
#include "engine/models/subject_adapter.h"

namespace koma::pipelines {

/// What is called before each part that is loaded; may throw to stop.
using Between = std::function<void()>;

/// One checkpoint in memory with what was added to it: LoRAs, ControlNets, the embeddings of the prompts it has heard.
/// Stages are loaded when they are needed; a thrifty one lets each go when the next begins, so that the largest part
/// decides what memory is needed, not the sum. Owned by the generator, on one thread.
class LoadedModel {
 public:
  /// `clip_vocabulary`: for checkpoints without a tokenizer of their own. Throws Error(not_found | invalid_file).
  LoadedModel(models::ModelSet set, const std::filesystem::path& clip_vocabulary);

  [[nodiscard]] models::ModelSet& set() { return set_; }
  [[nodiscard]] const models::ModelSet& set() const { return set_; }
  void be_thrifty(bool thrifty) { thrifty_ = thrifty; }
  [[nodiscard]] bool is_thrifty() const { return thrifty_; }
  /// See ModelSet::denoiser_budget. A denoiser that was loaded within another leaves memory.
  void limit_denoiser(std::uint64_t bytes);
  /// How the language agent is to be loaded when it is asked; nothing: it is not. One that was loaded otherwise leaves
  /// memory.
  void choose_agent(const std::optional<models::AgentForm>& form);

  /// The LoRAs that the next stages are to carry, by existing paths. Reads their lists, checks that each fits this
  /// model, and changes nothing yet. Throws Error(not_found | unreadable | invalid_file | invalid_argument).
  void choose_loras(const std::vector<api::Lora>& loras);
  /// Loads a stage if it is not in memory and folds the chosen LoRAs into it.
  void need(models::Stage stage, const Between& between);
  /// A thrifty model frees the stage.
  void done(models::Stage stage);

  /// What the denoiser hears of two prompts; loads the text encoders unless it has heard them before.
  [[nodiscard]] conditioning::TextPair encode(const conditioning::PromptPair& prompts,
                                              conditioning::TextOptions options, const Between& between,
                                              std::vector<std::string>& notes);

  /// What the language agent makes of a question; loads it unless it has answered the same before.
  /// Throws what loading it and LanguageAgent::answer throw.
  [[nodiscard]] at::Tensor ask_agent(const conditioning::AgentQuestion& question, const Between& between,
                                     std::vector<std::string>& notes);

  /// What MS-Diffusion hears of phrases: the first text encoder's pooled output of each; loads it unless it has heard
  /// them before. → [n, width]. Throws Error(unsupported) without a first encoder.
  [[nodiscard]] at::Tensor phrases(const std::vector<std::string>& phrases, const Between& between);
  /// Where they stand among the tokens of the prompt's windows, see conditioning::phrase_spans.
  [[nodiscard]] std::vector<nn::TokenSpan> spans(const std::vector<std::string>& phrases, const std::string& prompt,
                                                 const conditioning::TextOptions& options, bool upstream_quirks) const;
  /// MS-Diffusion's adapter with its image encoder, loaded when they are asked for first. A thrifty model, and one that
  /// `wants_no_subjects`, lets them go. Throws Error(not_found | unreadable | invalid_file | unsupported |
  /// invalid_argument) naming the file.
  [[nodiscard]] const models::SubjectAdapter& subject_adapter(const api::SubjectAdapter& place, const Between& between);
  void done_with_subjects();
  void wants_no_subjects() { subject_adapter_.reset(); }

  /// The DiffRIR of a file, loaded when it is asked for first; another file's takes its place, and a thrifty model
  /// keeps none. Throws Error(not_found | unreadable | invalid_file | unsupported) naming the file.
  [[nodiscard]] std::shared_ptr<const models::DiffRir> restorer(const std::filesystem::path& path,
                                                                const Between& between);

  /// The ControlNet of a file or folder, loaded when it is asked for first. `keep_only` lists all that a picture uses;
  /// others leave memory. Throws Error(not_found | unreadable | invalid_file | unsupported | invalid_argument).
  [[nodiscard]] const models::ControlNetModel& control_net(const std::filesystem::path& path, const Between& between);
  void keep_only(const std::vector<std::filesystem::path>& control_nets);

 private:
  void drop(models::Stage stage);
  [[nodiscard]] conditioning::TextEncoders encoders() const;
  void fold(const std::string& part, const std::shared_ptr<nn::Module>& module);

  models::ModelSet set_;
  conditioning::TextConditioner text_;
  conditioning::LanguageAgent agent_;
  bool thrifty_ = false;
  std::vector<models::LoraUse> loras_;
  std::map<std::string, at::Tensor> phrases_;  ///< heard with the LoRAs of now, [1, width] each
  api::SubjectAdapter subject_place_;
  std::unique_ptr<models::SubjectAdapter> subject_adapter_;
  std::filesystem::path restorer_place_;
  std::shared_ptr<const models::DiffRir> restorer_;
  std::string lora_stamp_;  ///< names the chosen LoRAs and weights: embeddings depend on them
  std::map<std::string, std::unique_ptr<models::LoraFold>> folds_;  ///< per loaded part
  std::map<std::filesystem::path, std::shared_ptr<models::ControlNetModel>> control_nets_;
};

}  // namespace koma::pipelines
