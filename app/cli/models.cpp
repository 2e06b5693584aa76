// SPDX-License-Identifier: Apache-2.0
#include "app/cli/models.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "engine/api/memory_forecast.h"
#include "engine/api/model_catalog.h"
#include "engine/api/model_description.h"
#include "engine/api/model_hash.h"

namespace koma::app {

using nlohmann::json;

namespace {

struct Arguments {
  std::filesystem::path model;
  std::vector<std::filesystem::path> folders;
  bool hash = false;
  bool json = false;
};

json abilitiesJson(const api::ModelAbilities& abilities) {
  const std::pair<const char*, bool> all[] = {{"characters", abilities.characters},
                                              {"dialog_boxes", abilities.dialog_boxes},
                                              {"controls", abilities.controls},
                                              {"negative_prompt", abilities.negative_prompt},
                                              {"samplers", abilities.samplers},
                                              {"loras", abilities.loras},
                                              {"repaints", abilities.repaints},
                                              {"inpaint_model", abilities.inpaint_model},
                                              {"agent", abilities.agent}};
  json names = json::array();
  for (const auto& [name, can] : all) {
    if (can) names.push_back(name);
  }
  return names;
}

json entryJson(const api::ModelEntry& entry) {
  json object = {{"id", entry.id},
                 {"name", entry.name},
                 {"kind", to_string(entry.kind)},
                 {"family", entry.family.empty() ? json(nullptr) : json(entry.family)},
                 {"path", entry.folder.string()},
                 {"bytes", entry.bytes},
                 {"problem", entry.problem.empty() ? json(nullptr) : json(entry.problem)}};
  if (entry.kind == api::ModelKind::checkpoint && entry.problem.empty()) {
    object["native_area"] = entry.native_area;
    object["abilities"] = abilitiesJson(entry.abilities);
    object["max_characters"] = entry.abilities.max_characters;
    object["max_dialog_boxes"] = entry.abilities.max_dialog_boxes;
  }
  if (entry.encoder_width > 0) object["encoder_width"] = entry.encoder_width;
  if (entry.scale > 0) object["scale"] = entry.scale;
  return object;
}

/// Adds the hash of a model that can be loaded. False when the user wants to stop.
bool addHash(json& model, Context& context) {
  if (!model["problem"].is_null()) return true;
  const std::filesystem::path path = model["path"].get<std::string>();
  const std::string hash =
      api::model_hash(path, [&](std::uint64_t, std::uint64_t) { return !context.stop.stop_requested(); });
  if (hash.empty()) {
    context.exitCode = exitCancelled;
    return false;
  }
  model["hash"] = hash;
  return true;
}

/// What a subject adapter is used with, and how much an upscaler or restorer enlarges; empty for everything else.
std::string needsOf(const json& model) {
  constexpr int published = 1664;
  if (const int scale = model.value("scale", 0); scale > 0) return "x" + std::to_string(scale);
  const int width = model.value("encoder_width", 0);
  if (width == 0) return {};
  return "needs an image encoder " + std::to_string(width) + " wide" +
         (width == published ? " (CLIP-ViT-bigG-14)" : "");
}

std::string textIn(const json& model, const char* key) {
  return model.contains(key) && model[key].is_string() ? model[key].get<std::string>() : "-";
}

std::vector<std::string> row(const json& model) {
  const bool broken = !model["problem"].is_null();
  std::vector<std::string> cells = {textIn(model, "id"), textIn(model, "kind"), textIn(model, "family"),
                                    broken ? "-" : api::size_text(model["bytes"].get<std::uint64_t>())};
  if (broken) {
    cells.push_back("cannot be loaded: " + textIn(model, "problem"));
  } else if (model.contains("hash")) {
    cells.push_back(textIn(model, "hash"));
  } else if (const std::string needs = needsOf(model); !needs.empty()) {
    cells.push_back(needs);
  }
  return cells;
}

/// Columns as wide as their widest cell; the last is as long as it likes.
void printTable(const json& models, std::ostream& out) {
  constexpr std::size_t aligned = 4;
  std::vector<std::size_t> widths(aligned);
  for (const json& model : models) {
    const auto cells = row(model);
    for (std::size_t i = 0; i < aligned; ++i) widths[i] = std::max(widths[i], cells[i].size());
  }
  for (const json& model : models) {
    const auto cells = row(model);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool last = i + 1 == cells.size();
      out << cells[i] << (last ? "" : std::string(widths[i] - cells[i].size() + 2, ' '));
    }
    out << "\n";
  }
}

json partJson(const api::PartDescription& part) {
  return {{"name", part.name},
          {"tensors", part.tensors},
          {"bytes", part.bytes},
          {"types", part.types},
          {"config", json::parse(part.config)}};
}

json descriptionJson(const api::ModelDescription& description) {
  json object = entryJson(description.entry);
  object["parts"] = json::array();
  for (const auto& part : description.parts) object["parts"].push_back(partJson(part));
  if (!description.scheduler.empty()) {
    object["scheduler"] = json::parse(description.scheduler, nullptr, false);
    object["prediction_known"] = description.prediction_known;
  }
  return object;
}

void printScheduler(const json& model, std::ostream& out) {
  if (!model.contains("scheduler") || !model["scheduler"].is_object()) return;
  const json& scheduler = model["scheduler"];
  out << "scheduler: " << textIn(scheduler, "_class_name");
  if (scheduler.contains("prediction_type")) out << ", " << textIn(scheduler, "prediction_type");
  if (!model["prediction_known"]) out << " (assumed: nothing in the file tells)";
  out << "\n";
}

void printDescription(const json& model, std::ostream& out) {
  for (const char* key : {"id", "kind", "family"}) out << key << ": " << textIn(model, key) << "\n";
  if (!model["problem"].is_null()) {
    out << "cannot be loaded: " << textIn(model, "problem") << "\n";
    return;
  }
  out << "size: " << api::size_text(model["bytes"].get<std::uint64_t>()) << "\n";
  if (model.contains("hash")) out << "hash: " << textIn(model, "hash") << "\n";
  if (model.contains("abilities")) {
    std::string list;
    for (const json& ability : model["abilities"]) list += (list.empty() ? "" : ", ") + ability.get<std::string>();
    out << "abilities: " << list << "\n";
  }
  if (model.value("max_characters", 0) > 0 || model.value("max_dialog_boxes", 0) > 0) {
    out << "at most: " << model["max_characters"] << " characters, " << model["max_dialog_boxes"]
        << " dialog boxes in a panel\n";
  }
  if (const std::string needs = needsOf(model); !needs.empty()) out << needs << "\n";
  printScheduler(model, out);
  for (const json& part : model["parts"]) {
    out << "part " << textIn(part, "name") << ": " << part["tensors"] << " tensors, " << textIn(part, "types") << ", "
        << api::size_text(part["bytes"].get<std::uint64_t>()) << "\n";
    if (!part["config"].is_null()) out << "  " << part["config"].dump() << "\n";
  }
}

void listModels(const Arguments& arguments, Context& context) {
  json models = json::array();
  const auto usual = std::vector<std::filesystem::path>{context.resources / "models"};
  const api::ModelCatalog catalog(arguments.folders.empty() ? usual : arguments.folders);
  for (const api::ModelEntry& entry : catalog.entries()) {
    json model = entryJson(entry);
    if (arguments.hash && !addHash(model, context)) return;
    models.push_back(std::move(model));
  }
  if (arguments.json) {
    context.out << models.dump(2) << "\n";
  } else {
    printTable(models, context.out);
  }
}

void showModel(const Arguments& arguments, Context& context) {
  json model = descriptionJson(api::describe_model(arguments.model));
  if (arguments.hash && !addHash(model, context)) return;
  if (arguments.json) {
    context.out << model.dump(2) << "\n";
  } else {
    printDescription(model, context.out);
  }
  if (!model["problem"].is_null()) context.exitCode = exitFailed;
}

}  // namespace

void addModels(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("models", "List models, or tell what one file or folder is");
  auto* model =
      verb->add_option("MODEL", arguments->model, "One checkpoint, LoRA, ControlNet, VAE, embedding or subject adapter")
          ->type_name("FILE|DIR");
  verb->add_option("--models", arguments->folders, "Folders to look into, instead of the program's own")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory)
      ->excludes(model);
  verb->add_flag("--hash", arguments->hash, "Add the hash by which recipes name a model; reads the files");
  verb->add_flag("--json", arguments->json, "JSON on the standard output: a list, or one object");
  verb->footer(R"(Exits with 1 when MODEL cannot be loaded.

Examples:
  komawari-cli models --models ~/models
  komawari-cli models --models ~/models --json | jq -r '.[] | select(.problem == null) | .id'
  komawari-cli models ~/models/checkpoints/ink.safetensors --hash)");
  verb->callback([arguments, &context] {
    if (arguments->model.empty()) {
      listModels(*arguments, context);
    } else {
      showModel(*arguments, context);
    }
  });
}

}  // namespace koma::app
