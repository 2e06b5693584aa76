// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/assistant_start.h"

#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/checkpoints/json_file.h"
#include "engine/checkpoints/part_folder.h"
#include "engine/dataset/conversations.h"
#include "engine/models/clip_vision_model.h"
#include "engine/models/llama.h"
#include "engine/models/picture_projector.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/tensors/weight_sources.h"
#include "engine/training/diffsensei/caption_tokenizer.h"
#include "engine/training/diffsensei/fresh_llama.h"
#include "engine/training/llmga/spoken_form.h"

namespace koma::training {

namespace {

namespace fs = std::filesystem;
using checkpoints::CheckpointLayout;
using checkpoints::PartLayout;
using nlohmann::json;

constexpr const char* begun_file = "begun-with.json";
constexpr const char* fresh_projector_file = "projector.safetensors";
constexpr const char* fresh_model = "small";

/// The models that a run began with.
struct Sources {
  std::string llm, tokenizer, vision, projector;
};

Sources sources_in(const fs::path& work) {
  std::error_code ignored;
  if (!fs::is_regular_file(work / begun_file, ignored)) return {};
  const json stored = checkpoints::json_of_file(work / begun_file);
  const auto text = [&](const char* key) { return checkpoints::text_in(stored, key); };
  return {text("llm"), text("tokenizer"), text("vision"), text("projector")};
}

/// What is named now, else what the run began with; a relative path is kept as an absolute one.
Sources chosen(const AssistantStart& start) {
  Sources sources = sources_in(start.work);
  const auto take = [](std::string& source, const fs::path& named) {
    if (!named.empty()) source = named == fresh_model ? fresh_model : fs::absolute(named).lexically_normal().string();
  };
  if (!start.llm.empty()) sources.tokenizer.clear();
  take(sources.llm, start.llm);
  take(sources.tokenizer, start.tokenizer);
  take(sources.vision, start.vision);
  take(sources.projector, start.projector);
  if (sources.llm.empty())
    throw Error(ErrorCode::invalid_argument,
                "the assistant needs a language model; give one with --llm, or make one with --llm small");
  if (sources.vision.empty())
    throw Error(ErrorCode::invalid_argument, "the assistant needs a CLIP vision model; give its folder with --vision");
  return sources;
}

void remember(const Sources& sources, const fs::path& work) {
  const nlohmann::ordered_json stored{{"llm", sources.llm},
                                      {"tokenizer", sources.tokenizer},
                                      {"vision", sources.vision},
                                      {"projector", sources.projector}};
  make_output_folder(work);
  write_atomically(work / begun_file, stored.dump(2) + "\n");
}

/// A tokenizer that knows every form's marks, and a fresh language model for it.
void write_small(const AssistantStart& start, const std::string& tokenizer) {
  std::string model = own_tokenizer(tokenizer);
  if (model.empty()) {
    std::vector<std::string> texts;
    for (const auto& conversation : dataset::read_conversations(start.conversations).conversations) {
      for (const SpokenPart& part : spoken_parts(conversation, SpokenForm::vicuna)) texts.push_back(part.text);
    }
    model = train_caption_tokenizer(texts);
  }
  const std::int64_t vocabulary = write_tokenizer(model, marks_of(SpokenForm::llama_3), start.work / "tokenizer");
  write_llama(fresh_llama(vocabulary, FreshLlama::usual_width, start.seed), start.work / "llm");
}

/// Tensors whose name begins with `prefix` become a part of their own, without it; others stay.
std::map<std::string, checkpoints::StoredName> taken_out(PartLayout& part, const std::string& prefix) {
  std::map<std::string, checkpoints::StoredName> taken;
  for (auto item = part.tensors.lower_bound(prefix); item != part.tensors.end() && item->first.starts_with(prefix);) {
    taken[item->first.substr(prefix.size())] = item->second;
    item = part.tensors.erase(item);
  }
  return taken;
}

PartLayout with_config(const fs::path& folder, const std::string& name) {
  PartLayout part = checkpoints::read_part_folder(folder, name);
  if (part.config.is_null())
    throw Error(ErrorCode::not_found, "there is no config.json beside the weights; give a folder that has one",
                folder.string());
  return part;
}

/// The vision half of a whole CLIP, or a vision model as it is.
PartLayout vision_part(const fs::path& folder) {
  PartLayout part = with_config(folder, "vision");
  const auto found = part.config.find("vision_config");
  if (found == part.config.end()) return part;
  part.config = json(*found);
  const std::string prefix = "vision_model.";
  auto tensors = taken_out(part, prefix);
  part.tensors.clear();
  for (auto& [name, stored] : tensors) part.tensors[prefix + name] = stored;
  return part;
}

/// The tensors of a projector's file, whatever stands before "mm_projector." in their names.
PartLayout projector_part(const fs::path& file) {
  PartLayout part;
  part.name = "projector";
  part.place = file;
  part.files.push_back(checkpoints::read_tensor_index(file));
  const std::string mark = "mm_projector.";
  for (const auto& [stored, tensor] : part.files.front().tensors) {
    const std::size_t at = stored.find(mark);
    const std::string name = at == std::string::npos ? stored : stored.substr(at + mark.size());
    part.tensors[name] = {0, stored, {}};
  }
  return part;
}

void write_projector(const PartLayout& vision, const PartLayout& llm, const fs::path& file, std::uint64_t seed) {
  const std::int64_t features = models::ClipVisionConfig::from_json(vision.config).encoder.hidden_size;
  const std::int64_t width = models::LlamaConfig::from_json(llm.config).hidden_size;
  const tensors::Weights weights(std::make_shared<tensors::InitialiserSource>(seed + 1), "projector");
  const models::PictureProjector fresh(weights, features, width);
  std::map<std::string, at::Tensor> tensors;
  for (const auto& item : fresh.named_parameters())
    tensors[models::projector_prefix + item.key()] = item.value().detach();
  tensors::write_safetensors(file, tensors, {{"format", "pt"}});
}

/// The named one, the folder's own, or a fresh one that the run keeps.
PartLayout choose_projector(const AssistantStart& start, const Sources& sources, CheckpointLayout& layout) {
  PartLayout& llm = layout.parts.at("llm");
  PartLayout own = llm;
  own.name = "projector";
  own.tensors = taken_out(llm, models::projector_prefix);
  (void)taken_out(llm, "model.vision_tower.");  // a copy of CLIP, which is frozen and given with --vision
  if (!sources.projector.empty()) return projector_part(sources.projector);
  if (!own.tensors.empty()) return own;
  const fs::path file = start.work / fresh_projector_file;
  if (!fs::exists(file)) write_projector(layout.parts.at("vision"), llm, file, start.seed);
  return projector_part(file);
}

fs::path tokenizer_folder(const Sources& sources) {
  const fs::path folder = sources.tokenizer.empty() ? sources.llm : sources.tokenizer;
  if (!fs::exists(folder / "tokenizer.model") && fs::exists(folder / "tokenizer.json"))
    throw Error(
        ErrorCode::unsupported,
        "only SentencePiece tokenizers can be read, and there is no tokenizer.model beside tokenizer.json; give "
        "a folder that has one with --tokenizer, or another language model",
        folder.string());
  return folder;
}

}  // namespace

CheckpointLayout assistant_layout(const AssistantStart& start) {
  const Sources sources = chosen(start);
  const bool fresh = sources.llm == fresh_model;
  make_output_folder(start.work);
  if (fresh && !fs::exists(start.work / "llm" / "config.json")) write_small(start, sources.tokenizer);
  CheckpointLayout layout;
  layout.path = fresh ? start.work / "llm" : fs::path(sources.llm);
  layout.parts.emplace("llm", with_config(layout.path, "llm"));
  layout.parts.emplace("vision", vision_part(sources.vision));
  layout.parts.emplace("projector", choose_projector(start, sources, layout));
  layout.tokenizers["llm"] = fresh ? start.work / "tokenizer" : tokenizer_folder(sources);
  remember(sources, start.work);
  return layout;
}

}  // namespace koma::training
