// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <new>

#include "app/base/resources.h"
#include "app/cli/context.h"
#include "app/cli/data.h"
#include "app/cli/endpoints.h"
#include "app/cli/info.h"
#include "app/cli/models.h"
#include "app/cli/new_project.h"
#include "app/cli/plan.h"
#include "app/cli/synthesize.h"
#ifdef KOMA_HAS_ENGINE
#include "app/cli/edit.h"
#include "app/cli/evaluate.h"
#include "app/cli/generate.h"
#include "app/cli/render.h"
#include "app/cli/train.h"
#include "app/cli/upscale.h"
#endif
#ifdef KOMA_HAS_UI
#include "app/cli/export_pages.h"
#endif
#include "engine/base/error.h"

namespace koma::app {
namespace {

/// One verb, one file: each adds its options and the function that runs it.
void addVerbs(CLI::App& program, Context& context) {
  addNew(program, context);
  addInfo(program, context);
  addModels(program, context);
  addSynthesize(program, context);
  addData(program, context);
  addPlan(program, context);
  addEndpoints(program, context);
#ifdef KOMA_HAS_ENGINE
  addGenerate(program, context);
  addEdit(program, context);
  addUpscale(program, context);
  addRender(program, context);
  addTrain(program, context);
  addEvaluate(program, context);
#endif
#ifdef KOMA_HAS_UI
  addExport(program, context);
#endif
}

/// The mistake in one sentence, and where to read more.
int reportUsage(const CLI::App& program, const CLI::ParseError& error, Context& context) {
  std::string verb;
  for (const CLI::App* used : program.get_subcommands()) verb += " " + used->get_name();
  context.err << "komawari-cli: " << error.what() << "; see komawari-cli" << verb << " --help\n";
  return exitUsage;
}

int reportFailure(const std::string& sentence, Context& context) {
  context.err << "komawari-cli: " << sentence << "\n";
  return exitFailed;
}

int runVerb(CLI::App& program, Context& context, int argc, char** argv) {
  try {
    program.parse(argc, argv);
    if (program.get_subcommands().empty()) throw CLI::RequiredError("a verb");
    context.out.flush();
    if (!context.out) return reportFailure("cannot write the output; free some space or give another place", context);
    return context.exitCode;
  } catch (const CLI::Success& asked) {  // --help, --version
    return program.exit(asked, context.out, context.err);
  } catch (const CLI::ParseError& error) {
    return reportUsage(program, error, context);
  } catch (const Error& error) {
    return reportFailure(error.what(), context);
  } catch (const std::bad_alloc&) {
    return reportFailure("out of memory; close other programs or ask for a smaller picture", context);
  } catch (const std::exception& error) {
    return reportFailure(error.what(), context);
  }
}

}  // namespace
}  // namespace koma::app

int main(int argc, char** argv) {
  using namespace koma::app;
  Context context{.resources = findResources(), .out = std::cout, .err = std::cerr};
  context.outIsTerminal = isatty(STDOUT_FILENO) != 0;
  context.errIsTerminal = isatty(STDERR_FILENO) != 0;
  const StopOnSignal stopOnSignal(context.stop);

  CLI::App program("Komawari, a manga studio: pages in, drawn pages out, without a window.", "komawari-cli");
  program.set_version_flag("--version", "komawari-cli " KOMA_VERSION);
  program.require_subcommand(0, 1);
  program.footer("Every verb explains itself with examples: komawari-cli VERB --help");
  addVerbs(program, context);
  return runVerb(program, context, argc, argv);
}
