// SPDX-License-Identifier: Apache-2.0
#include "app/cli/render.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/engine_flags.h"
#include "app/cli/event_writer.h"
#include "app/cli/panel_choice.h"
#include "app/cli/progress_bar.h"
#include "app/service/take_file.h"
#include "engine/api/panel_review.h"
#include "engine/api/print_request.h"
#include "engine/base/error.h"
#include "engine/engine.h"
#include "engine/manga/project_store.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

struct Arguments {
  fs::path bundle;
  PanelChoice choice;
  EngineFlags engine;
  int takes = 1;
  double dpi = 0;  ///< above 0: what is drawn is enlarged
  std::string upscaler;
  bool all = false, force = false, json = false;
};

/// Draws the chosen panels of one project, one after the other, with one loaded model.
class Renderer {
 public:
  Renderer(const Arguments& arguments, Context& context)
      : arguments_(arguments),
        context_(context),
        store_(manga::ProjectStore::open(arguments.bundle)),
        project_(store_.load_with_results()),
        missing_(store_.missing_objects(project_)),
        panels_(chosenPanels(project_, arguments.choice)),
        bar_(context.err, context.errIsTerminal && !arguments.json) {}

  void draw() {
    const auto generator = make_generator(engineOptions(arguments_.engine, context_));
    for (std::size_t i = 0; i < panels_.size() && context_.exitCode != exitCancelled; ++i) {
      const manga::Panel& panel = *manga::find_panel(project_, panels_[i]);
      if (enlarges() ? !isDrawn(panel) : isDrawn(panel) && !arguments_.force) {
        ++kept_;
      } else {
        label_ = "panel " + std::to_string(i + 1) + " of " + std::to_string(panels_.size());
        drawPanel(*generator, panel.id);
      }
    }
    bar_.clear();
    if (context_.exitCode == exitCancelled) {
      context_.err << "komawari-cli: cancelled; what is drawn is kept, render again to go on\n";
    }
    if (!arguments_.json) context_.out << drawn_ << " " << verb() << ", " << kept_ << " kept\n";
  }

  /// The panel that is being drawn; 0 before the first.
  [[nodiscard]] manga::PanelId current() const noexcept { return current_; }

 private:
  [[nodiscard]] bool enlarges() const noexcept { return arguments_.dpi > 0; }
  [[nodiscard]] const char* verb() const noexcept { return enlarges() ? "enlarged" : "drawn"; }

  [[nodiscard]] bool isDrawn(const manga::Panel& panel) const {
    const manga::Take* take = manga::accepted_take(panel);
    return take && !std::ranges::binary_search(missing_, take->picture);
  }

  void drawPanel(api::Generator& generator, manga::PanelId id) {
    current_ = id;
    const std::optional<api::GenerationRequest> wanted = enlarges() ? printOf(id) : requestOf(id);
    if (!wanted) {
      ++kept_;
      return;
    }
    const api::GenerationRequest& request = *wanted;
    const auto notes = enlarges() ? std::vector<std::string>() : notesOn(id, request.model);
    api::PreviewSlot slot;
    api::GenerationEvent end;
    const auto hear = [&](const api::GenerationEvent& event) {
      if (const auto* progress = std::get_if<api::Progress>(&event)) {
        bar_.show(label_, progress->step, progress->steps, progress->seconds);
      }
      end = event;
      const bool last = event.index() > 1;  // what ends a run is told when its pictures are safe
      if (!last) tell(id, event);
    };
    generator.run(request, hear, slot, context_.stop.get_token());
    if (const auto* failed = std::get_if<api::Failed>(&end)) {
      throw Error(failed->code, failed->text, "panel " + std::to_string(id.value));
    }
    if (auto* finished = std::get_if<api::Finished>(&end)) {
      finished->notes.insert(finished->notes.end(), notes.begin(), notes.end());
      const auto files = keep(id, *finished);
      ++drawn_;
      tell(id, end, files);
      if (!arguments_.json) printDrawn(id, *finished);
    } else {
      context_.exitCode = exitCancelled;
      tell(id, end);
    }
  }

  [[nodiscard]] api::AssetLoader assets() const {
    return [this](const manga::AssetId& asset) {
      return api::Picture{.path = fs::absolute(store_.object_path(asset)), .image = pictureOf(asset)};
    };
  }

  /// Nothing where the picture is fine enough already.
  [[nodiscard]] std::optional<api::GenerationRequest> printOf(manga::PanelId id) const {
    return api::print_request(project_, id, assets(), {arguments_.dpi, arguments_.upscaler, {}});
  }

  [[nodiscard]] api::GenerationRequest requestOf(manga::PanelId id) const {
    api::BuildOptions options;
    options.locate = [this](api::ModelKind kind, const std::string& name) { return located(kind, name); };
    api::GenerationRequest request = api::build_request(project_, id, assets(), options);
    if (!arguments_.engine.model.empty()) request.model = arguments_.engine.model;
    request.count = arguments_.takes;
    return request;
  }

  /// What is not asked of the model although the page has it: balloons beyond those it keeps room for. Everything else
  /// the engine refuses or reports itself, a model that is not there among it.
  [[nodiscard]] std::vector<std::string> notesOn(manga::PanelId id, const std::string& model) const {
    std::vector<std::string> notes;
    try {
      const api::ModelCatalog catalog(engineOptions(arguments_.engine, context_).model_folders);
      const api::ModelAbilities abilities = catalog.find(model).abilities;
      for (const api::PanelWarning& warning :
           api::review_panel(project_, id, abilities, [](const manga::AssetId&) { return true; })) {
        if (warning.flaw == api::PanelFlaw::surplus_dialog) notes.push_back(api::to_text(warning));
      }
    } catch (const Error&) {
      return {};
    }
    return notes;
  }

  /// A LoRA is told to the engine by its file; the others it finds by their ids.
  [[nodiscard]] std::string located(api::ModelKind kind, const std::string& name) const {
    if (kind != api::ModelKind::lora) return name;
    const api::ModelCatalog catalog(engineOptions(arguments_.engine, context_).model_folders);
    for (const api::ModelEntry& entry : catalog.entries()) {
      if (entry.kind == kind && entry.id == name) return entry.folder.string();
    }
    return name;
  }

  /// Read through the store, which verifies what it reads.
  [[nodiscard]] Image pictureOf(const manga::AssetId& asset) const {
    return decode_picture(store_.read_object(asset), store_.object_path(asset).string());
  }

  /// Objects first, then the rows that name them; only then does anybody hear of the pictures.
  std::vector<fs::path> keep(manga::PanelId id, const api::Finished& finished) {
    manga::Project changed = project_;
    manga::Panel& panel = *manga::find_panel(changed, id);
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < finished.pictures.size(); ++i) {
      manga::Take take = storeTake(store_.path(), changed.new_id<manga::Take>(), finished.pictures[i]);
      store_.enter_object(take.picture);
      if (i == 0) panel.accepted = take.id;
      files.push_back(store_.object_path(take.picture));
      panel.takes.push_back(std::move(take));
    }
    store_.save(changed);
    project_ = std::move(changed);
    return files;
  }

  void tell(manga::PanelId id, const api::GenerationEvent& event, const std::vector<fs::path>& files = {}) {
    if (!arguments_.json) return;
    nlohmann::json line = eventJson(event, files);
    line["panel"] = id.value;
    writeEvent(context_.out, line);
  }

  void printDrawn(manga::PanelId id, const api::Finished& finished) {
    bar_.clear();
    context_.out << "panel " << id.value << ": " << verb() << std::endl;
    for (const std::string& note : finished.notes) {
      context_.err << "komawari-cli: note: panel " << id.value << ": " << note << "\n";
    }
  }

  const Arguments& arguments_;
  Context& context_;
  manga::ProjectStore store_;
  manga::Project project_;
  std::vector<manga::AssetId> missing_;
  std::vector<manga::PanelId> panels_;
  ProgressBar bar_;
  std::string label_;
  manga::PanelId current_;
  int drawn_ = 0, kept_ = 0;
};

void render(const Arguments& arguments, Context& context) {
  std::optional<Renderer> renderer;
  try {
    renderer.emplace(arguments, context).draw();
  } catch (const Error& error) {
    if (arguments.json) {
      nlohmann::json line = eventJson(api::Failed{error.code(), error.what()});
      if (renderer && renderer->current()) line["panel"] = renderer->current().value;
      writeEvent(context.out, line);
    }
    throw;
  }
}

}  // namespace

void addRender(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("render", "Draw the panels of a project");
  verb->add_option("PROJECT", arguments->bundle, "Bundle, TITLE.koma")->required();
  auto* panel = verb->add_option("--panel", arguments->choice.panels, "Only this panel; may be given again");
  auto* page = verb->add_option("--page", arguments->choice.pages, "Only this page, from 1; may be given again");
  verb->add_flag("--all", arguments->all, "All panels, the default")->excludes(panel)->excludes(page);
  auto* force = verb->add_flag("--force", arguments->force, "Draw also what is drawn already; earlier takes stay");
  auto* dpi =
      verb->add_option("--dpi", arguments->dpi,
                       "Draw nothing new: enlarge what is drawn to so many dots per inch of its frame, as another take")
          ->check(CLI::Range(30.0, 2400.0))
          ->excludes(force);
  verb->add_option("--upscaler", arguments->upscaler, "Real-ESRGAN, ESRGAN or DiffRIR x2 or x4; default: by Lanczos")
      ->type_name("FILE|ID")
      ->needs(dpi);
  verb->add_option("--takes", arguments->takes, "Pictures per panel; the first is accepted")
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
  addEngineFlags(*verb, arguments->engine);
  verb->add_flag("--json", arguments->json, "One event per line on the standard output");
  verb->footer(R"(Examples:
  komawari-cli render "My Story.koma"
  komawari-cli render "My Story.koma" --page 2 --page 3
  komawari-cli render "My Story.koma" --panel 12 --force --takes 4
  komawari-cli render "My Story.koma" --dpi 600 --upscaler ~/models/4x.pth
Finished panels are safe at once: stop with Ctrl+C, run again to go on.)");
  verb->callback([arguments, &context] { render(*arguments, context); });
}

}  // namespace koma::app
