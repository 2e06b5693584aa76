// SPDX-License-Identifier: Apache-2.0
#include "app/cli/evaluate.h"

#include <memory>

#include "app/cli/engine_flags.h"
#include "engine/api/evaluation_request.h"
#include "engine/engine.h"

namespace koma::app {

namespace {

constexpr const char* examples = R"(Examples:
  komawari-cli evaluate --out reports/mini --compare masks-off,references-swapped
  komawari-cli evaluate --out reports/mini-unmasked --no-character-masks --no-dialog-mask
  komawari-cli evaluate --model run/export --out look --panels 14 --seeds 2 --judge-steps 200
Writes report.json (all numbers), report.md (tables for people) and sheet.png (unpicked panels: references, picture,
true drawing). Small judges are trained first, on fresh drawings; their ceiling and chance stand beside every score.)";

struct Arguments {
  EngineFlags flags;
  api::EvaluationRequest request;
  bool noCharacterMasks = false, noDialogMask = false;
};

void run(Arguments& arguments, Context& context) {
  api::EvaluationRequest& request = arguments.request;
  if (!arguments.flags.model.empty()) request.model = arguments.flags.model;
  request.character_masks = !arguments.noCharacterMasks;
  request.dialog_mask = !arguments.noDialogMask;
  const auto report = [&](const std::string& line) { context.err << line << std::endl; };
  evaluate(engineOptions(arguments.flags, context), request, report, context.stop.get_token());
  if (context.stop.stop_requested()) {
    context.exitCode = exitCancelled;
    return;
  }
  for (const char* name : {"report.md", "report.json"}) context.out << (request.out / name).string() << "\n";
  if (request.sheet > 0) context.out << (request.out / "sheet.png").string() << "\n";
}

}  // namespace

void addEvaluate(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  api::EvaluationRequest& request = arguments->request;
  CLI::App* verb = program.add_subcommand("evaluate", "Measure the embedded model on people it has never seen");
  verb->add_option("--out", request.out, "Folder of the report")->required()->type_name("DIR");
  verb->add_option("--panels", request.panels, "Judged panels")->check(CLI::Range(14, 100'000))->capture_default_str();
  verb->add_option("--compare", request.compare,
                   "The same panels also with less told, and by how much the model beats that, separated by commas: "
                   "masks-off, attention-masks-off, references-swapped")
      ->delimiter(',')
      ->type_name("NAMES");
  verb->add_option("--seeds", request.seeds, "Of each probe: swapped references, moved dialogue boxes; 0: no probes")
      ->check(CLI::Range(0, 100'000))
      ->capture_default_str();
  verb->add_option("--judge-steps", request.judge_steps, "Training of the judges")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  verb->add_option("--sheet", request.sheet, "Pictures on the contact sheet: the first ones, unpicked; 0: no sheet")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  verb->add_option("--seed", request.seed, "Of judges, drawings and pictures")->capture_default_str();
  verb->add_flag("--no-character-masks", arguments->noCharacterMasks,
                 "Show what they do: attention to every character all over the panel");
  verb->add_flag("--no-dialog-mask", arguments->noDialogMask, "Show what it does: tell the model of no dialogue box");
  addEngineFlags(*verb, arguments->flags);
  verb->get_option("--model")->description("Checkpoint folder or catalog id; default: mini");
  verb->footer(examples);
  verb->callback([arguments, &context] { run(*arguments, context); });
}

}  // namespace koma::app
