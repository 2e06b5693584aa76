// SPDX-License-Identifier: Apache-2.0
#include "app/cli/info.h"

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/manga/panel_layout.h"
#include "engine/manga/project_store.h"

namespace koma::app {

using nlohmann::json;

namespace {

/// Millimetres as a person writes them: 188, 49.5.
std::string millimetres(double value) {
  std::ostringstream text;
  text << std::round(value * 10) / 10;
  return text.str();
}

json panelJson(const manga::Panel& panel) {
  const manga::Rect bounds = manga::bounds_of(panel.frame);
  const manga::Take* accepted = manga::accepted_take(panel);
  return {{"id", panel.id.value},
          {"name", panel.name},
          {"shot", panel.shot},
          {"size", {bounds.width, bounds.height}},
          {"characters", panel.characters.size()},
          {"takes", panel.takes.size()},
          {"picture", accepted ? json(accepted->picture) : json(nullptr)}};
}

json pageJson(const manga::Page& page, manga::ReadingDirection direction) {
  json panels = json::array();
  for (const std::size_t index : manga::reading_order(page.panels, direction)) {
    panels.push_back(panelJson(page.panels[index]));
  }
  return {{"id", page.id.value}, {"panels", panels}, {"balloons", page.balloons.size()}};
}

std::size_t appearances(const manga::Project& project, manga::CharacterId who) {
  std::size_t count = 0;
  for (const auto& page : project.pages) {
    for (const auto& panel : page.panels) {
      count += std::size_t(std::ranges::count(panel.characters, who, &manga::CharacterBox::character) > 0);
    }
  }
  return count;
}

/// Everything that `info` tells; panels in reading order, sizes in mm.
json describe(const manga::Project& project, const std::vector<manga::AssetId>& missing) {
  json pages = json::array(), cast = json::array();
  for (const auto& page : project.pages) pages.push_back(pageJson(page, project.direction));
  for (const auto& character : project.cast) {
    cast.push_back({{"id", character.id.value},
                    {"name", character.name},
                    {"references", character.references.size()},
                    {"panels", appearances(project, character.id)}});
  }
  const bool leftwards = project.direction == manga::ReadingDirection::right_to_left;
  return {{"title", project.title},
          {"direction", leftwards ? "right-to-left" : "left-to-right"},
          {"paper",
           {{"preset", project.paper.preset},
            {"trim", {project.paper.trim.width, project.paper.trim.height}},
            {"bleed", project.paper.bleed}}},
          {"pages", pages},
          {"cast", cast},
          {"missing", missing}};
}

void printPage(const json& page, std::size_t number, std::ostream& out) {
  out << "page " << number << ": " << page["panels"].size() << " panels, " << page["balloons"] << " balloons\n";
  for (const json& panel : page["panels"]) {
    out << "  panel " << panel["id"] << ": " << millimetres(panel["size"][0]) << " x " << millimetres(panel["size"][1])
        << " mm, " << (panel["picture"].is_null() ? "not drawn" : "drawn") << ", " << panel["takes"] << " takes";
    if (!panel["name"].get<std::string>().empty()) out << ", " << panel["name"].get<std::string>();
    out << "\n";
  }
}

void printDescription(const json& project, std::ostream& out) {
  const json& paper = project["paper"];
  out << project["title"].get<std::string>() << "\n";
  out << "paper: " << millimetres(paper["trim"][0]) << " x " << millimetres(paper["trim"][1]) << " mm, bleed "
      << millimetres(paper["bleed"]) << " mm, " << project["direction"].get<std::string>() << "\n";
  for (const json& who : project["cast"]) {
    out << "cast: " << who["name"].get<std::string>() << ", in " << who["panels"] << " panels, " << who["references"]
        << " references\n";
  }
  for (std::size_t i = 0; i < project["pages"].size(); ++i) printPage(project["pages"][i], i + 1, out);
  for (const json& asset : project["missing"]) out << "missing: " << asset.get<std::string>() << "\n";
}

}  // namespace

void addInfo(CLI::App& program, Context& context) {
  struct Arguments {
    std::filesystem::path bundle;
    bool json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = program.add_subcommand("info", "Tell what a project holds");
  verb->add_option("PROJECT", arguments->bundle, "Bundle, TITLE.koma")->required();
  verb->add_flag("--json", arguments->json, "One JSON object on the standard output");
  verb->footer(R"(Examples:
  komawari-cli info "My Story.koma"
  komawari-cli info "My Story.koma" --json | jq '.pages[].panels[] | select(.picture == null) | .id')");
  verb->callback([arguments, &context] {
    auto store = manga::ProjectStore::open(arguments->bundle);
    const manga::Project project = store.load_with_results();
    const json description = describe(project, store.missing_objects(project));
    if (arguments->json) {
      context.out << description.dump(2) << "\n";
    } else {
      printDescription(description, context.out);
    }
  });
}

}  // namespace koma::app
