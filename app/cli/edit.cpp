// SPDX-License-Identifier: Apache-2.0
#include "app/cli/edit.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/engine_flags.h"
#include "app/cli/event_writer.h"
#include "app/cli/output_place.h"
#include "app/cli/picture_recipe.h"
#include "app/cli/progress_bar.h"
#include "app/service/take_file.h"
#include "engine/api/picture_editing.h"
#include "engine/api/request_json.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/engine.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* examples = R"(Examples:
  komawari-cli edit panel.png plan.json --out edited.png
  komawari-cli edit scan.png plan.json --request drawing.json --model ~/models/xl.safetensors --out edited.png
A plan: {"schema": "komawari.edit_plan/1", "scene": "a cat on a roof", "edits": [
  {"op": "add", "box": [0.6, 0.1, 0.9, 0.4], "prompt": "a full moon"}, {"op": "delete", "mask": "aerial.png"}]}
Edits are made one after the other, each with its own prompt; what no box or mask reaches stays as it is, to the last bit.
Every step is written beside OUT with its mask, and carries the recipe that draws it again from the step before.)";

struct Arguments {
  fs::path picture, plan, request, out;
  EngineFlags engine;
  std::optional<std::uint64_t> seed;
  bool json = false;
};

/// What is not the plan's: from the request, else from the picture's own recipe, else the usual.
api::GenerationRequest baseOf(const Arguments& arguments) {
  PictureText text;
  (void)read_picture(arguments.picture, &text);  // not a picture: said before anything else
  api::GenerationRequest base;
  if (!arguments.request.empty()) {
    base = api::read_request(arguments.request);
  } else if (text.contains(api::recipe_keyword)) {
    base = requestOfPicture(arguments.picture);
  }
  if (!arguments.engine.model.empty()) base.model = arguments.engine.model;
  if (arguments.seed) base.seed = arguments.seed;
  return base;
}

/// Writes the steps and speaks about them.
class Editing {
 public:
  Editing(const Arguments& arguments, Context& context)
      : arguments_(arguments),
        context_(context),
        bar_(context.err, context.errIsTerminal && !arguments.json),
        job_{baseOf(arguments), {.path = arguments.picture, .image = {}}, api::read_edit_plan(arguments.plan)} {}

  void run() {
    const auto generator = make_generator(engineOptions(arguments_.engine, context_));
    api::EditKeeper keeper;
    keeper.mask = [this](std::size_t edit, const Image& mask) {
      write_png(placeOf(edit, "-mask"), mask);
      return placeOf(edit, "-mask");
    };
    keeper.picture = [this](std::size_t edit, const api::FinishedPicture& picture) {
      const fs::path file = edit + 1 == job_.plan.edits.size() ? arguments_.out : placeOf(edit, "");
      write_png(file, picture.image, recipeText(picture.recipe, fs::absolute(file).parent_path()));
      files_.push_back(file);
      return file;
    };
    keeper.event = [this](std::size_t edit, const api::GenerationEvent& event) { hear(edit, event); };
    const bool finished = api::edit_picture(*generator, job_, keeper, slot_, context_.stop.get_token());
    bar_.clear();
    if (finished) return;
    context_.exitCode = exitCancelled;
    context_.err << "komawari-cli: cancelled; " << files_.size() << " of " << job_.plan.edits.size()
                 << " edits are written\n";
  }

 private:
  /// `edited-1.png`, `edited-1-mask.png` beside `edited.png`.
  [[nodiscard]] fs::path placeOf(std::size_t edit, const char* what) const {
    const std::string name = arguments_.out.stem().string() + "-" + std::to_string(edit + 1) + what;
    return arguments_.out.parent_path() / (name + arguments_.out.extension().string());
  }

  void hear(std::size_t edit, const api::GenerationEvent& event) {
    if (const auto* progress = std::get_if<api::Progress>(&event)) {
      bar_.show("edit " + std::to_string(edit + 1) + " of " + std::to_string(job_.plan.edits.size()), progress->step,
                progress->steps, progress->seconds);
    }
    if (const auto* finished = std::get_if<api::Finished>(&event)) {
      bar_.clear();
      for (const std::string& note : finished->notes) {
        context_.err << "komawari-cli: note: edit " << edit + 1 << ": " << note << "\n";
      }
      if (!arguments_.json) context_.out << files_.back().string() << std::endl;
    }
    if (!arguments_.json) return;
    nlohmann::json told = eventJson(event, {files_.empty() ? fs::path() : files_.back()});
    told["edit"] = edit + 1;
    writeEvent(context_.out, told);
  }

  const Arguments& arguments_;
  Context& context_;
  ProgressBar bar_;
  api::EditJob job_;
  api::PreviewSlot slot_;
  std::vector<fs::path> files_;
};

}  // namespace

void addEdit(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("edit", "Change a picture part by part, as a plan says");
  verb->add_option("PICTURE", arguments->picture, "PNG or JPEG")->required();
  verb->add_option("PLAN", arguments->plan, "Edits, JSON; a vision model's answer with a target_caption is one, too")
      ->required();
  verb->add_option("--out", arguments->out, "Picture to write; the steps before it stand beside it")
      ->required()
      ->type_name("PNG");
  verb->add_option("--request", arguments->request,
                   "Model, steps, sampler and the like; default: the picture's own recipe, where it carries one")
      ->type_name("JSON");
  verb->add_option("--seed", arguments->seed, "Of the first edit; the next ones count up")
      ->check(CLI::Range(std::uint64_t(0), api::largest_seed));
  addEngineFlags(*verb, arguments->engine);
  verb->add_flag("--json", arguments->json, "One event per line on the standard output, with the number of its edit");
  verb->footer(examples);
  verb->callback([arguments, &context] {
    requireFolderOf(arguments->out);
    Editing(*arguments, context).run();
  });
}

}  // namespace koma::app
