// SPDX-License-Identifier: Apache-2.0
#include "app/cli/new_project.h"

#include <memory>

#include "app/service/project_import.h"
#include "engine/base/error.h"
#include "engine/manga/panel_layout.h"
#include "engine/manga/paper_presets.h"
#include "engine/manga/project_store.h"

namespace koma::app {

namespace fs = std::filesystem;

namespace {

struct Arguments {
  fs::path bundle, from;
  std::string title, paper = "doujin-b5", pageTemplate, direction = "right-to-left";
  int pages = 1;
};

/// `a.koma/` is `a.koma`.
fs::path withoutSlash(const fs::path& bundle) {
  return bundle.has_filename() ? bundle : bundle.parent_path();
}

std::string titleOf(const Arguments& arguments) {
  return arguments.title.empty() ? withoutSlash(arguments.bundle).stem().string() : arguments.title;
}

manga::Project emptyProject(const Arguments& arguments) {
  manga::Project project;
  project.title = titleOf(arguments);
  if (arguments.direction == "left-to-right") project.direction = manga::ReadingDirection::left_to_right;
  project.paper = manga::paper_of(arguments.paper);
  for (int i = 0; i < arguments.pages; ++i) {
    manga::Page page{.id = project.new_id<manga::Page>(), .paper = project.paper};
    if (!arguments.pageTemplate.empty()) {
      for (auto& frame :
           manga::frames_of(arguments.pageTemplate, project.paper.inner_frame, manga::Gutters{}, project.direction)) {
        page.panels.push_back({.id = project.new_id<manga::Panel>(), .frame = std::move(frame)});
      }
    }
    project.pages.push_back(std::move(page));
  }
  return project;
}

std::string namesOf(const auto& things) {
  std::string names;
  for (const auto& thing : things) names += (names.empty() ? "" : ", ") + std::string(thing.id);
  return names;
}

void makeProject(const Arguments& arguments, Context& context) {
  if (withoutSlash(arguments.bundle).extension() != ".koma") {
    throw CLI::ValidationError("a project's name ends in .koma");
  }
  if (arguments.from.empty()) {
    const auto store = manga::ProjectStore::create(arguments.bundle, emptyProject(arguments));
  } else {
    DescribedProject described = readDescribedProject(arguments.from);
    if (!arguments.title.empty()) described.project.title = arguments.title;
    createBundle(arguments.bundle, described);
  }
  context.out << arguments.bundle.string() << "\n";
}

}  // namespace

void addNew(CLI::App& program, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("new", "Make a project");
  verb->add_option("PROJECT", arguments->bundle, "Bundle to make, TITLE.koma")->required();
  verb->add_option("--title", arguments->title, "Title; default: the bundle's name");
  auto* paper =
      verb->add_option("--paper", arguments->paper, "Paper: " + namesOf(manga::paper_presets()))->capture_default_str();
  auto* pages = verb->add_option("--pages", arguments->pages, "How many pages")
                    ->check(CLI::Range(1, 1000))
                    ->capture_default_str();
  auto* layout = verb->add_option("--template", arguments->pageTemplate,
                                  "Panels of every page: " + namesOf(manga::page_templates()) + "; default: none");
  auto* direction = verb->add_option("--direction", arguments->direction, "Which way it is read")
                        ->check(CLI::IsMember({"right-to-left", "left-to-right"}))
                        ->capture_default_str();
  auto* from = verb->add_option("--from", arguments->from, "Copy a described project: a project.json and its pictures")
                   ->type_name("DIR|JSON");
  for (CLI::Option* other : {paper, pages, layout, direction}) from->excludes(other);
  verb->footer(R"(Examples:
  komawari-cli new "My Story.koma" --pages 24
  komawari-cli new yonkoma.koma --paper doujin-a5 --pages 4 --template yonkoma
  komawari-cli new "First Day.koma" --from resources/samples/first-day)");
  verb->callback([arguments, &context] { makeProject(*arguments, context); });
}

}  // namespace koma::app
