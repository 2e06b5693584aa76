// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/cli/context.h"
#include "engine/engine.h"

namespace koma::app {

/// `evaluate --suite ms-bench|seams`: what is said of a benchmark on the command line.
struct SuiteArguments {
  std::string suite;  ///< empty: no benchmark
  api::SubjectBenchmarkRequest request;
  api::SubjectAdapter adapter;  ///< no file: none
  bool list = false;
  int seamCases = 200;
  std::string restorer;   ///< of the seams; empty: none
  bool ownSteps = false;  ///< --steps was given, which counts without a suite too

  [[nodiscard]] bool seams() const { return suite == "seams"; }
};

void addSuiteOptions(CLI::App& verb, SuiteArguments& arguments);
/// Throws CLI::ValidationError for what does not go together. `pictures`: of somebody's, to be measured.
void checkSuiteOptions(const SuiteArguments& arguments, bool model, bool pictures);

/// Prints the benchmark's counts, or with `json` every sample, to the standard output.
void listSuite(const SuiteArguments& arguments, bool json, Context& context);

}  // namespace koma::app
