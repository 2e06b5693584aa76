// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data.h"

namespace koma::app {

namespace {

constexpr const char* examples = R"(Examples:
  komawari-cli data check annotations.json --images pages
  komawari-cli data download annotations.json --out pages
The annotations are MangaZero's: a JSON list of double pages {image_path, meta {url1, url2, width1, width2}, frames
[{bbox, caption, characters [{id, bbox, type}], dialogs [{bbox}]}]}, boxes in pixels of the double page.)";

}  // namespace

void addData(CLI::App& program, Context& context) {
  CLI::App* verb = program.add_subcommand("data", "Check annotated pages and fetch their pictures");
  verb->require_subcommand(1);
  verb->footer(examples);
  addDataCheck(*verb, context);
  addDataDownload(*verb, context);
}

}  // namespace koma::app
