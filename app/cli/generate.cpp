// SPDX-License-Identifier: Apache-2.0
#include "app/cli/generate.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/engine_flags.h"
#include "app/cli/event_writer.h"
#include "app/cli/output_place.h"
#include "app/cli/picture_recipe.h"
#include "app/cli/progress_bar.h"
#include "app/service/take_file.h"
#include "engine/api/request_json.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/engine.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* examples = R"(Examples:
  komawari-cli generate panel.json --out panel.png
  komawari-cli generate panel.json --json --preview-dir previews
  komawari-cli generate --recipe-of panel.png --out again.png
The request's fields are those of specs/request.md; the picture carries its recipe in a text chunk.)";

struct Arguments {
  fs::path request, recipeOf, out, previewDir, initialNoise, latentsOut;
  EngineFlags engine;
  bool json = false;
};

api::GenerationRequest requestOf(const Arguments& arguments) {
  if (arguments.request.empty() == arguments.recipeOf.empty()) {
    throw CLI::ValidationError("give either REQUEST.json or --recipe-of PICTURE.png");
  }
  if (arguments.out.empty() && arguments.request.empty()) throw CLI::ValidationError("--recipe-of needs --out");
  api::GenerationRequest request =
      arguments.request.empty() ? requestOfPicture(arguments.recipeOf) : api::read_request(arguments.request);
  if (!arguments.engine.model.empty()) request.model = arguments.engine.model;
  return request;
}

/// `panel.png`, or `panel-1.png`, `panel-2.png` … when there are several.
fs::path outputOf(const Arguments& arguments, std::size_t index, std::size_t count) {
  fs::path out = arguments.out;
  if (out.empty()) out = arguments.request.stem().concat(".png");
  if (count == 1) return out;
  const std::string name = out.stem().string() + "-" + std::to_string(index + 1) + out.extension().string();
  return out.parent_path() / name;
}

/// Speaks about one run and keeps what came of it.
class Run {
 public:
  Run(const Arguments& arguments, Context& context)
      : arguments_(arguments),
        context_(context),
        bar_(context.err, context.errIsTerminal && !arguments.json),
        slot_([this] { keepPreview(); }) {
    if (arguments_.previewDir.empty()) return;
    make_output_folder(arguments_.previewDir);
    slot_.want();
  }

  void draw(const api::GenerationRequest& request) {
    EngineOptions options = engineOptions(arguments_.engine, context_);
    options.initial_noise = arguments_.initialNoise;
    options.latents_out = arguments_.latentsOut;
    const auto generator = make_generator(options);
    generator->run(
        request, [this](const api::GenerationEvent& event) { hear(event); }, slot_, context_.stop.get_token());
    bar_.clear();
  }

  /// Writes the pictures, tells where. Throws what the run failed with.
  void report() {
    if (failed_) throw Error(failed_->code, failed_->text);
    if (context_.exitCode == exitCancelled) {
      context_.err << "komawari-cli: cancelled\n";
      return;
    }
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < finished_.pictures.size(); ++i) {
      const fs::path file = outputOf(arguments_, i, finished_.pictures.size());
      const fs::path base = fs::absolute(file).parent_path();
      write_png(file, finished_.pictures[i].image, recipeText(finished_.pictures[i].recipe, base));
      files.push_back(file);
    }
    for (const std::string& note : finished_.notes) context_.err << "komawari-cli: note: " << note << "\n";
    if (arguments_.json) return writeEvent(context_.out, eventJson(finished_, files));
    for (const fs::path& file : files) context_.out << file.string() << "\n";
  }

 private:
  void hear(const api::GenerationEvent& event) {
    if (const auto* progress = std::get_if<api::Progress>(&event)) {
      bar_.show("drawing", progress->step, progress->steps, progress->seconds);
    }
    if (std::holds_alternative<api::Cancelled>(event)) context_.exitCode = exitCancelled;
    if (const auto* finished = std::get_if<api::Finished>(&event)) {
      finished_ = *finished;
    } else if (const auto* failed = std::get_if<api::Failed>(&event)) {
      failed_ = *failed;
    } else if (arguments_.json) {
      writeEvent(context_.out, eventJson(event));
    }
  }

  void keepPreview() {
    const auto picture = slot_.take();
    if (!picture) return;
    const std::string number = std::to_string(++previews_);
    const fs::path file = arguments_.previewDir / ("preview-" + std::string(number.size() < 2, '0') + number + ".png");
    write_png(file, *picture);
    if (arguments_.json) writeEvent(context_.out, {{"event", "preview"}, {"file", file.string()}});
    slot_.want();
  }

  const Arguments& arguments_;
  Context& context_;
  ProgressBar bar_;
  api::PreviewSlot slot_;
  api::Finished finished_;
  std::optional<api::Failed> failed_;
  int previews_ = 0;
};

void generate(const Arguments& arguments, Context& context) {
  try {
    const api::GenerationRequest request = requestOf(arguments);
    requireFolderOf(outputOf(arguments, 0, 1));
    Run run(arguments, context);
    run.draw(request);
    run.report();
  } catch (const Error& error) {
    if (arguments.json) writeEvent(context.out, eventJson(api::Failed{error.code(), error.what()}));
    throw;
  }
}

}  // namespace

void addGenerate(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("generate", "Draw the pictures of one request");
  verb->add_option("REQUEST", arguments->request, "Request or recipe, JSON");
  verb->add_option("--recipe-of", arguments->recipeOf, "Draw again what this PNG's recipe says")->type_name("PNG");
  verb->add_option("--out", arguments->out, "Picture to write; default: the request's name here, ending in .png")
      ->type_name("PNG");
  addEngineFlags(*verb, arguments->engine);
  verb->add_option("--initial-noise", arguments->initialNoise, "Start from this recorded noise")
      ->type_name("SAFETENSORS");
  verb->add_option("--latents-out", arguments->latentsOut, "Write the last latents")->type_name("SAFETENSORS");
  verb->add_option("--preview-dir", arguments->previewDir, "Write the previews there")->type_name("DIR");
  verb->add_flag("--json", arguments->json, "One event per line on the standard output");
  verb->footer(examples);
  verb->callback([arguments, &context] { generate(*arguments, context); });
}

}  // namespace koma::app
