// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/rule_planner.h"

#include <algorithm>
#include <array>

#include "engine/base/error.h"
#include "engine/manga/apply_proposal.h"
#include "engine/planning/page_dressing.h"
#include "engine/planning/script_text.h"

namespace koma::planning {

using manga::PlannedPanel;

namespace {

constexpr std::size_t usual_panels = 7, most_lines = 3, least_panels = 3;

/// How many panels stand in each row, from the top.
const std::vector<std::size_t>& rows_for(std::size_t panels) {
  static const std::array<std::vector<std::size_t>, 12> rows = {{{1},
                                                                 {1, 1},
                                                                 {1, 2},
                                                                 {1, 2, 1},
                                                                 {1, 2, 2},
                                                                 {2, 2, 2},
                                                                 {1, 2, 2, 2},
                                                                 {2, 2, 2, 2},
                                                                 {1, 2, 3, 3},
                                                                 {2, 3, 2, 3},
                                                                 {1, 2, 3, 2, 3},
                                                                 {2, 3, 2, 3, 2}}};
  return rows[std::clamp<std::size_t>(panels, 1, rows.size()) - 1];
}

std::string first_words_of(const std::vector<ScriptBeat>& beats, std::size_t before) {
  for (std::size_t i = before + 1; i-- > 0;) {
    if (!beats[i].description.empty()) return beats[i].description;
  }
  return {};
}

/// A panel holds `most_lines` lines; what is more goes on in the next, which shows the same.
std::vector<ScriptBeat> without_crowds(const std::vector<ScriptBeat>& beats) {
  std::vector<ScriptBeat> out;
  for (const ScriptBeat& beat : beats) {
    const std::size_t parts = std::max<std::size_t>(1, (beat.lines.size() + most_lines - 1) / most_lines);
    for (std::size_t part = 0; part < parts; ++part) {
      const std::size_t begin = beat.lines.size() * part / parts, end = beat.lines.size() * (part + 1) / parts;
      out.push_back({beat.description,
                     {beat.lines.begin() + std::ptrdiff_t(begin), beat.lines.begin() + std::ptrdiff_t(end)},
                     beat.own_panel && part == 0});
    }
  }
  return out;
}

void join(ScriptBeat& first, const ScriptBeat& second) {
  if (second.description != first.description) {
    first.description += (first.description.empty() || second.description.empty() ? "" : " ") + second.description;
  }
  first.lines.insert(first.lines.end(), second.lines.begin(), second.lines.end());
}

/// Joins the neighbours that together say least until there are `most`.
void join_down(std::vector<ScriptBeat>& beats, std::size_t most) {
  while (beats.size() > most) {
    std::size_t best = 0;
    const auto weight = [&](std::size_t i) { return beats[i].lines.size() + beats[i + 1].lines.size(); };
    for (std::size_t i = 1; i + 1 < beats.size(); ++i) {
      if (weight(i) < weight(best)) best = i;
    }
    join(beats[best], beats[best + 1]);
    beats.erase(beats.begin() + std::ptrdiff_t(best) + 1);
  }
}

/// Divides what says most, then shows the last once more from nearby, until there are `least`.
void part_up(std::vector<ScriptBeat>& beats, std::size_t least) {
  while (beats.size() < least) {
    const auto most = std::ranges::max_element(beats, {}, [](const ScriptBeat& beat) { return beat.lines.size(); });
    ScriptBeat rest = *most;
    const auto half = std::ptrdiff_t(most->lines.size() / 2);
    if (most->lines.size() >= 2) {
      rest.lines.assign(most->lines.begin() + half, most->lines.end());
      most->lines.resize(std::size_t(half));
      beats.insert(most + 1, rest);
    } else {
      beats.insert(beats.begin(), {.description = beats.front().description, .lines = {}});
    }
  }
}

/// From far to near and back; where people are seen, never twice the same.
std::string shot_of(const std::string& before, std::size_t index, std::size_t people) {
  if (index == 0 || people == 0) return "wide";
  const std::array<const char*, 2> shots = people >= 2 ? std::array{"bust", "full"} : std::array{"bust", "close-up"};
  return shots[before == shots[0] ? 1 : 0];
}

/// An expression that the words name, for somebody who is alone with them.
std::string expression_of(const std::string& words) {
  struct Word {
    const char* stem;
    const char* expression;
  };
  constexpr std::array<Word, 16> words_for = {{{"smil", "smiling"},
                                               {"laugh", "smiling"},
                                               {"happ", "smiling"},
                                               {"笑", "smiling"},
                                               {"cry", "crying"},
                                               {"tears", "crying"},
                                               {"泣", "crying"},
                                               {"angr", "angry"},
                                               {"furious", "angry"},
                                               {"怒", "angry"},
                                               {"surpris", "surprised"},
                                               {"shock", "surprised"},
                                               {"驚", "surprised"},
                                               {"sad", "sad"},
                                               {"悲", "sad"},
                                               {"asleep", "sleeping"}}};
  const auto found =
      std::ranges::find_if(words_for, [&](const Word& word) { return words.find(word.stem) != std::string::npos; });
  return found == words_for.end() ? "" : found->expression;
}

bool shouted(const std::string& text) {
  return text.ends_with("!") || text.ends_with("！") || text.ends_with("!!");
}

/// What stands before a panel: the scene it is in, and the shot of the panel before it.
struct Before {
  std::string scene, shot;
  std::size_t panels = 0;
};

PlannedPanel panel_of(const ScriptBeat& beat, const Before& before, const manga::Project& project) {
  PlannedPanel panel;
  const std::string words = beat.description.empty() ? before.scene : beat.description;
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const ScriptLine& line : beat.lines) {
    const manga::Character* speaker = manga::find_by_name(project, line.speaker);
    if (speaker != nullptr) add(speaker->name);
    panel.lines.push_back({.speaker = speaker ? speaker->name : line.speaker,
                           .text = line.text,
                           .box = {},
                           .shape = line.speaker.empty() ? manga::BalloonShape::box
                                    : shouted(line.text) ? manga::BalloonShape::burst
                                                         : manga::BalloonShape::ellipse});
  }
  for (const manga::Character* member : named_in(beat.description, project)) add(member->name);
  if (names.size() > 4) names.resize(4);
  for (const std::string& name : names) panel.people.push_back({.name = name, .box = {}});
  if (names.size() == 1) panel.people[0].expression = expression_of(beat.description);
  panel.shot = shot_of(before.shot, before.panels, names.size());
  panel.prompt = words.empty() ? panel.shot : words;
  return panel;
}

double weight_of(const PlannedPanel& panel) {
  return 1 + 0.3 * double(panel.lines.size()) + (panel.shot == "wide" ? 0.3 : 0);
}

}  // namespace

std::string text_of(const api::PageTask& task, const manga::Project& project) {
  const auto page = std::ranges::find(project.pages, task.page, &manga::Page::id);
  if (page == project.pages.end()) {
    throw Error(ErrorCode::not_found, "the page is not in the project any more; choose another");
  }
  const bool own = task.text.find_first_not_of(" \t\r\n") != std::string::npos;
  const auto number = std::size_t(page - project.pages.begin()) + 1;
  const std::string text = own ? task.text : page_of_script(project.script, number);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(ErrorCode::invalid_argument, "there is no text to plan page " + std::to_string(number) +
                                                 " from; write a script for the work, or give a sentence");
  }
  return text;
}

manga::Proposal plan_by_rule(const api::PageTask& task, const manga::Project& project) {
  std::vector<ScriptBeat> beats = read_script(text_of(task, project));
  if (beats.empty()) throw Error(ErrorCode::invalid_argument, "the text has headings only; say what happens");
  if (task.panels > 0) {
    join_down(beats, std::size_t(task.panels));
    part_up(beats, std::size_t(task.panels));
  } else {
    beats = without_crowds(beats);
    join_down(beats, usual_panels);
    part_up(beats, std::min(least_panels, usual_panels));
  }
  manga::PageProposal plan{.page = task.page};
  std::size_t next = 0;
  std::string shot;
  for (const std::size_t count : rows_for(beats.size())) {
    manga::PlannedRow row;
    double height = 0;
    for (std::size_t i = 0; i < count && next < beats.size(); ++i, ++next) {
      PlannedPanel panel = panel_of(beats[next], {first_words_of(beats, next), shot, next}, project);
      shot = panel.shot;
      panel.width = weight_of(panel);
      height = std::max(height, weight_of(panel));
      row.panels.push_back(std::move(panel));
    }
    row.height = height;
    plan.rows.push_back(std::move(row));
  }
  dress(plan, *manga::find_page(project, task.page), project.direction);
  return {.change = std::move(plan), .origin = manga::rule_based};
}

}  // namespace koma::planning
