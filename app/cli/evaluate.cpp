// SPDX-License-Identifier: Apache-2.0
#include "app/cli/evaluate.h"

#include <fstream>
#include <memory>

#include "app/cli/engine_flags.h"
#include "app/cli/evaluate_suite.h"
#include "engine/engine.h"

namespace koma::app {

namespace {

constexpr const char* examples = R"(Examples:
  komawari-cli evaluate --out reports/mini --compare masks-off,references-swapped
  komawari-cli evaluate --out reports/all --with edges,words --compare edges-off,words-off,masks-off
  komawari-cli evaluate --out reports/mini-unmasked --no-character-masks --no-dialog-mask
  komawari-cli evaluate --model run/export --out look --panels 14 --seeds 2 --judge-steps 200
  komawari-cli evaluate --pictures drawn --against pages --annotations test.json --clip clip-vit-large-patch14 \
    --dino dino-vits16 --inception pt_inception-2015-12-05-6726825d.pth --out reports/mangazero
  komawari-cli evaluate --suite ms-bench --data msbench --list
  komawari-cli evaluate --suite ms-bench --data msbench --model sdxl --adapter ms_adapter.bin --image-encoder clip-bigg \
    --clip clip-vit-large-patch14 --dino dino-vits16 --every 7 --out reports/msbench
  komawari-cli evaluate --suite seams --out reports/seams
Writes report.json (all numbers), report.md (tables and definitions) and sheet.png (the first pictures, unpicked).
Mini, or a model trained like it, draws people it has never seen; small judges are trained first, on fresh drawings, and
their ceiling and chance stand beside every score. With --pictures or --annotations any pictures, of any model, are
measured with public scores; an encoder is used only when it is given, and what cannot be measured is said.
With --suite ms-bench several subjects are put into one picture; what was drawn or measured before Ctrl+C is not done
again. With --suite seams pictures are repainted and grown, our way and as diffusers does.)";

struct Arguments {
  EngineFlags flags;
  api::EvaluationRequest request;
  api::PictureEvaluationRequest pictures;
  SuiteArguments suite;
  bool noCharacterMasks = false, noDialogMask = false, json = false;
};

void evaluateModel(Arguments& arguments, const api::EvaluationReport& report, Context& context) {
  api::EvaluationRequest& request = arguments.request;
  if (!arguments.flags.model.empty()) request.model = arguments.flags.model;
  request.character_masks = !arguments.noCharacterMasks;
  request.dialog_mask = !arguments.noDialogMask;
  if (arguments.suite.ownSteps) request.steps = arguments.suite.request.steps;
  evaluate(engineOptions(arguments.flags, context), request, report, context.stop.get_token());
}

void evaluateFolder(Arguments& arguments, const api::EvaluationReport& report, Context& context) {
  api::PictureEvaluationRequest& pictures = arguments.pictures;
  pictures.out = arguments.request.out;
  pictures.sheet = arguments.request.sheet;
  pictures.seed = arguments.request.seed;
  if (pictures.pictures.empty()) {
    pictures.model = arguments.flags.model.empty() ? "mini" : arguments.flags.model;
    pictures.pictures = pictures.out / "pictures";
  }
  evaluate_pictures(engineOptions(arguments.flags, context), pictures, report, context.stop.get_token());
}

void evaluateSuite(Arguments& arguments, const api::EvaluationReport& report, Context& context) {
  api::SubjectBenchmarkRequest& suite = arguments.suite.request;
  suite.out = arguments.request.out;
  suite.sheet = arguments.request.sheet;
  suite.seed = arguments.request.seed;
  suite.clip = arguments.pictures.clip;
  suite.dino = arguments.pictures.dino;
  suite.pictures = arguments.pictures.pictures.empty() ? suite.out / "pictures" : arguments.pictures.pictures;
  suite.model = arguments.flags.model;
  if (!arguments.suite.adapter.file.empty()) suite.adapter = arguments.suite.adapter;
  evaluate_benchmark(engineOptions(arguments.flags, context), suite, report, context.stop.get_token());
}

void evaluateSeams(Arguments& arguments, const api::EvaluationReport& report, Context& context) {
  api::SeamBenchmarkRequest seams;
  if (!arguments.flags.model.empty()) seams.model = arguments.flags.model;
  seams.out = arguments.request.out;
  seams.sheet = arguments.request.sheet;
  seams.seed = arguments.request.seed;
  seams.cases = arguments.suite.seamCases;
  seams.restorer = arguments.suite.restorer;
  if (arguments.suite.ownSteps) seams.steps = arguments.suite.request.steps;
  evaluate_seams(engineOptions(arguments.flags, context), seams, report, context.stop.get_token());
}

void run(Arguments& arguments, Context& context) {
  const auto report = [&](const std::string& line) { context.err << line << std::endl; };
  if (arguments.suite.seams()) {
    evaluateSeams(arguments, report, context);
  } else if (!arguments.suite.suite.empty()) {
    evaluateSuite(arguments, report, context);
  } else if (arguments.pictures.pictures.empty() && arguments.pictures.annotations.empty()) {
    evaluateModel(arguments, report, context);
  } else {
    evaluateFolder(arguments, report, context);
  }
  if (context.stop.stop_requested()) {
    context.exitCode = exitCancelled;
    return;
  }
  const std::filesystem::path& out = arguments.request.out;
  if (arguments.json) {
    context.out << std::ifstream(out / "report.json").rdbuf();
    return;
  }
  for (const char* name : {"report.md", "report.json"}) context.out << (out / name).string() << "\n";
  if (arguments.request.sheet > 0) context.out << (out / "sheet.png").string() << "\n";
}

/// What is measured of a model that draws the generator's world; none of it goes with pictures or annotations.
void addJudgedOptions(CLI::App& verb, Arguments& arguments) {
  api::EvaluationRequest& request = arguments.request;
  std::vector<CLI::Option*> options;
  options.push_back(verb.add_option("--panels", request.panels, "Judged panels")
                        ->check(CLI::Range(14, 100'000))
                        ->capture_default_str());
  options.push_back(verb.add_option("--with", request.with,
                                    "Conditions that the panels get besides, separated by commas: edges (a ControlNet "
                                    "is shown the true drawing's), words (of several people the last is told by words)")
                        ->delimiter(',')
                        ->type_name("NAMES"));
  options.push_back(
      verb.add_option("--compare", request.compare,
                      "The same panels also with less told, and by how much the model beats that, separated by commas: "
                      "masks-off, attention-masks-off, references-swapped, edges-off, words-off")
          ->delimiter(',')
          ->type_name("NAMES"));
  options.push_back(
      verb.add_option("--seeds", request.seeds, "Of each probe: swapped references, moved dialogue boxes; 0: no probes")
          ->check(CLI::Range(0, 100'000))
          ->capture_default_str());
  options.push_back(verb.add_option("--judge-steps", request.judge_steps, "Training of the judges")
                        ->check(CLI::Range(1, 1'000'000))
                        ->capture_default_str());
  options.push_back(verb.add_flag("--no-character-masks", arguments.noCharacterMasks,
                                  "Show what they do: attention to every character all over the panel"));
  options.push_back(verb.add_flag("--no-dialog-mask", arguments.noDialogMask,
                                  "Show what it does: tell the model of no dialogue box"));
  addEngineFlags(verb, arguments.flags);
  verb.get_option("--model")->description("Checkpoint folder or catalog id; default: mini");
  for (CLI::Option* option : options) option->excludes("--pictures")->excludes("--annotations")->excludes("--suite");
  verb.get_option("--model")->excludes("--pictures");
  verb.get_option("--steps")->excludes("--annotations");
}

void addFolderOptions(CLI::App& verb, api::PictureEvaluationRequest& request) {
  verb.add_option("--pictures", request.pictures, "Measure these pictures, PNG and JPEG, instead of mini")
      ->type_name("DIR");
  verb.add_option("--annotations", request.annotations,
                  "MangaZero's form; frame N of page a/7.jpg is the picture a/7-N.png or .jpg. Without --pictures the "
                  "model draws them first, into OUT/pictures")
      ->type_name("FILE");
  verb.add_option("--against", request.against, "Originals: pictures of the same names, or the annotations' pages")
      ->type_name("DIR");
  verb.add_option("--inception", request.inception, "For FID: Inception's weights in pytorch-fid's names")
      ->type_name("FILE");
  verb.add_option("--clip", request.clip, "For the CLIP score: folder of a CLIPModel")->type_name("DIR");
  verb.add_option("--dino", request.dino, "For DINO-I and DINO-C: folder of a DINO or DINOv2 encoder")
      ->type_name("DIR");
}

/// What the options must have beside each other: public scores have nothing to look at without pictures.
void checkOptions(const Arguments& arguments) {
  const api::PictureEvaluationRequest& request = arguments.pictures;
  checkSuiteOptions(arguments.suite, !arguments.flags.model.empty(), !request.pictures.empty());
  if (arguments.request.out.empty() && !arguments.suite.list) throw CLI::RequiredError("--out");
  if (!arguments.suite.suite.empty()) return;
  if (!request.pictures.empty() || !request.annotations.empty()) return;
  if (request.against.empty() && request.inception.empty() && request.clip.empty() && request.dino.empty()) return;
  throw CLI::ValidationError("public scores need --pictures or --annotations");
}

}  // namespace

void addEvaluate(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  api::EvaluationRequest& request = arguments->request;
  CLI::App* verb = program.add_subcommand("evaluate", "Measure the embedded model on people it has never seen");
  verb->add_option("--out", request.out, "Folder of the report")->type_name("DIR");
  verb->add_option("--sheet", request.sheet, "Pictures on the contact sheet: the first ones, unpicked; 0: no sheet")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  verb->add_option("--seed", request.seed, "Of judges, drawings, pictures and intervals")->capture_default_str();
  verb->add_flag("--json", arguments->json, "Print report.json instead of the files' names");
  addFolderOptions(*verb, arguments->pictures);
  addSuiteOptions(*verb, arguments->suite);
  addJudgedOptions(*verb, *arguments);
  verb->footer(examples);
  verb->callback([arguments, &context] {
    checkOptions(*arguments);
    if (arguments->suite.list) {
      listSuite(arguments->suite, arguments->json, context);
    } else {
      run(*arguments, context);
    }
  });
}

}  // namespace koma::app
