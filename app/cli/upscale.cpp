// SPDX-License-Identifier: Apache-2.0
#include "app/cli/upscale.h"

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <variant>

#include "app/cli/engine_flags.h"
#include "app/cli/event_writer.h"
#include "app/cli/output_place.h"
#include "app/cli/progress_bar.h"
#include "app/service/take_file.h"
#include "engine/api/request_names.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/engine.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* examples = R"(Examples:
  komawari-cli upscale panel.png --model ~/models/RealESRGAN_x4plus_anime_6B.pth --scale 4 -o large.png
  komawari-cli upscale panel.png --model 4x-anime --dpi 600 --millimetres 84x60 -o print.png
  komawari-cli upscale panel.png --to 2400x1600 --finish ink -o large.png
  komawari-cli upscale panel.png --model 4x-anime --scale 2 --refine 0.25 --refine-model xl --prompt "a cat" -o large.png
The result has exactly the size asked for; where the picture has another shape, its middle is shown. A picture without
colours stays grey, its paper white and its ink black. Without --model it is enlarged by Lanczos.)";
constexpr double millimetresPerInch = 25.4;
constexpr int shortestSide = 64;

struct Arguments {
  fs::path picture, out;
  std::string upscaler, to, millimetres, finish, prompt, refineModel = "mini";
  double scale = 0, dpi = 0, refine = 0;
  std::optional<std::uint64_t> seed;
  std::optional<int> steps;
  EngineFlags engine;
  bool json = false;
};

struct Size {
  double width = 0, height = 0;
};

/// "2400x1600" of numbers that may have a fraction.
Size sizeOf(const std::string& text, const char* option) {
  static const std::regex form(R"((\d{1,6}(?:\.\d{1,3})?)(?:x|X|×)(\d{1,6}(?:\.\d{1,3})?))");
  std::smatch found;
  if (!std::regex_match(text, found, form)) {
    throw CLI::ValidationError(option, "must be WIDTHxHEIGHT, not \"" + text + "\"");
  }
  return {std::stod(found[1]), std::stod(found[2])};
}

void checkWays(const Arguments& arguments) {
  const bool print = arguments.dpi > 0 || !arguments.millimetres.empty();
  const int ways = int(!arguments.to.empty()) + int(arguments.scale > 0) + int(print);
  if (ways != 1) throw CLI::ValidationError("give one of --to, --scale, and --dpi with --millimetres");
  if (print && (arguments.dpi <= 0 || arguments.millimetres.empty())) {
    throw CLI::ValidationError("--dpi and --millimetres need each other");
  }
}

Size wantedSize(const Arguments& arguments, const Image& picture) {
  if (!arguments.to.empty()) return sizeOf(arguments.to, "--to");
  if (arguments.scale > 0) return {picture.width() * arguments.scale, picture.height() * arguments.scale};
  const Size print = sizeOf(arguments.millimetres, "--millimetres");
  const double perMillimetre = arguments.dpi / millimetresPerInch;
  return {print.width * perMillimetre, print.height * perMillimetre};
}

int sideOf(double pixels) {
  const double rounded = std::round(pixels);
  if (rounded >= shortestSide && rounded <= api::longest_upscaled_side) return int(rounded);
  throw Error(ErrorCode::invalid_argument, "the picture's sides would be " + std::to_string(std::int64_t(rounded)) +
                                               " pixels; sides of 64 to " + std::to_string(api::longest_upscaled_side) +
                                               " are possible");
}

api::GenerationRequest requestOf(const Arguments& arguments) {
  api::GenerationRequest request;
  // Read here, so that what is no picture is said at once; the recipe names the file.
  request.init_picture = {.path = arguments.picture, .image = read_picture(arguments.picture)};
  const Size size = wantedSize(arguments, request.init_picture.image);
  request.width = sideOf(size.width);
  request.height = sideOf(size.height);
  request.seed = arguments.seed;
  request.upscale = api::Upscale{arguments.upscaler, arguments.refine, {}};
  for (int i = 0; i < int(std::size(api::names::upscale_finishes)); ++i) {
    if (arguments.finish == api::names::upscale_finishes[i]) request.upscale->finish = api::UpscaleFinish(i);
  }
  if (arguments.refine <= 0) return request;
  request.model = arguments.refineModel;
  request.prompt = arguments.prompt;
  request.steps = arguments.steps;
  return request;
}

/// Runs it and writes what comes.
class Run {
 public:
  Run(const Arguments& arguments, Context& context)
      : arguments_(arguments), context_(context), bar_(context.err, context.errIsTerminal && !arguments.json) {}

  void operator()() {
    const api::GenerationRequest request = requestOf(arguments_);
    const auto generator = make_generator(engineOptions(arguments_.engine, context_));
    api::PreviewSlot slot;
    generator->run(
        request, [this](const api::GenerationEvent& event) { hear(event); }, slot, context_.stop.get_token());
    bar_.clear();
    if (failed_) throw Error(failed_->code, failed_->text);
    if (context_.exitCode == exitCancelled) context_.err << "komawari-cli: cancelled\n";
    if (finished_) write(*finished_);
  }

 private:
  void hear(const api::GenerationEvent& event) {
    if (const auto* progress = std::get_if<api::Progress>(&event)) {
      bar_.show("enlarging", progress->step, progress->steps, progress->seconds);
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

  void write(const api::Finished& finished) {
    const api::FinishedPicture& picture = finished.pictures.front();
    write_png(arguments_.out, picture.image, recipeText(picture.recipe, fs::absolute(arguments_.out).parent_path()));
    for (const std::string& note : finished.notes) context_.err << "komawari-cli: note: " << note << "\n";
    if (arguments_.json) return writeEvent(context_.out, eventJson(finished, {arguments_.out}));
    context_.out << arguments_.out.string() << "\n";
  }

  const Arguments& arguments_;
  Context& context_;
  ProgressBar bar_;
  std::optional<api::Finished> finished_;
  std::optional<api::Failed> failed_;
};

void upscale(const Arguments& arguments, Context& context) {
  try {
    checkWays(arguments);
    requireFolderOf(arguments.out);
    Run run(arguments, context);
    run();
  } catch (const Error& error) {
    if (arguments.json) writeEvent(context.out, eventJson(api::Failed{error.code(), error.what()}));
    throw;
  }
}

void addSize(CLI::App& verb, Arguments& arguments) {
  verb.add_option("--to", arguments.to, "Size in pixels, for example 2400x1600")->type_name("WIDTHxHEIGHT");
  verb.add_option("--scale", arguments.scale, "So many times as large along each side")->check(CLI::Range(0.01, 64.0));
  verb.add_option("--dpi", arguments.dpi, "Pixels per inch in print, with --millimetres")
      ->check(CLI::Range(1.0, 4800.0));
  verb.add_option("--millimetres", arguments.millimetres, "Size in print, for example 84x60")
      ->type_name("WIDTHxHEIGHT");
}

void addRefine(CLI::App& verb, Arguments& arguments) {
  verb.add_option("--refine", arguments.refine,
                  "Strength with which a model draws over it, tile by tile; 0: not at all")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  verb.add_option("--refine-model", arguments.refineModel, "The model that draws over it")
      ->type_name("DIR|FILE|ID")
      ->capture_default_str();
  verb.add_option("--prompt", arguments.prompt, "What that model is told");
  verb.add_option("--steps", arguments.steps, "Steps of that model's schedule")->check(CLI::Range(1, 150));
  verb.add_option("--seed", arguments.seed, "Of that model, and of DiffRIR")
      ->check(CLI::Range(std::uint64_t(0), api::largest_seed));
}

}  // namespace

void addUpscale(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("upscale", "Enlarge a picture, for print");
  verb->add_option("PICTURE", arguments->picture, "PNG or JPEG")->required();
  verb->add_option("--model", arguments->upscaler, "Real-ESRGAN, ESRGAN or DiffRIR x2 or x4: a file or catalog id")
      ->type_name("FILE|ID");
  addSize(*verb, *arguments);
  verb->add_option("-o,--out", arguments->out, "Picture to write")->required()->type_name("PNG");
  verb->add_option(
          "--finish", arguments->finish,
          "plain: as it comes; pinned: paper white and ink black; ink: everything inked again; default: pinned "
          "for a grey picture, else plain")
      ->check(CLI::IsMember({"plain", "pinned", "ink"}));
  addRefine(*verb, *arguments);
  addComputeFlags(*verb, arguments->engine);
  verb->add_flag("--json", arguments->json, "One event per line on the standard output");
  verb->footer(examples);
  verb->callback([arguments, &context] { upscale(*arguments, context); });
}

}  // namespace koma::app
