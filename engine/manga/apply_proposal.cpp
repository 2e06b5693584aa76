// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/apply_proposal.h"

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"
#include "engine/manga/panel_layout.h"
#include "engine/manga/planned_page.h"
#include "engine/manga/region_plan.h"

namespace koma::manga {

namespace {

template <class Thing>
Thing& known(Thing* thing, const char* what) {
  if (thing != nullptr) return *thing;
  throw Error(ErrorCode::not_found, std::string("the ") + what + " is not in the project any more; plan again");
}

[[noreturn]] void refuse(const std::string& sentence, const std::string& place = {}) {
  throw Error(ErrorCode::invalid_argument, sentence, place);
}

/// The same in lower case, as far as Latin letters without accents go, and without blanks around it.
std::string folded(const std::string& name) {
  std::string out = trimmed(name);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  return out;
}

Panel& unlocked(Panel& panel) {
  if (panel.locked) refuse("the panel is locked; unlock it first");
  return panel;
}

void check_free(const Page& page) {
  if (std::ranges::any_of(page.panels, &Panel::locked) || std::ranges::any_of(page.balloons, &Balloon::locked)) {
    refuse("the page has locked panels or balloons, which would have to make way; unlock them, or plan another page");
  }
}

Balloon& balloon_of(Project& project, BalloonId id) {
  for (Page& page : project.pages) {
    const auto found = std::ranges::find(page.balloons, id, &Balloon::id);
    if (found != page.balloons.end()) return *found;
  }
  return known<Balloon>(nullptr, "balloon");
}

bool has_words(const std::string& text) {
  return !trimmed(text).empty();
}

struct Apply {
  Project& project;

  void operator()(const RecaptionProposal& words) const {
    Panel& panel = unlocked(known(find_panel(project, words.panel), "panel"));
    if (!has_words(words.prompt)) refuse("the new prompt is empty");
    panel.prompt = words.prompt;
    if (words.negative_prompt) panel.negative_prompt = words.negative_prompt;
  }

  void operator()(const RegionProposal& plan) const {
    Panel& panel = unlocked(known(find_panel(project, plan.panel), "panel"));
    if (plan.regions.empty()) refuse("the plan has no regions");
    if (!(plan.base_ratio >= 0 && plan.base_ratio <= 1)) refuse("the base prompt's share must be within 0 to 1");
    for (std::size_t i = 0; i < plan.regions.size(); ++i) {
      const Region& region = plan.regions[i];
      const std::string place = "region " + std::to_string(i + 1);
      if (!has_words(region.prompt)) refuse("has no words", place);
      if (!(region.box.right > region.box.left && region.box.bottom > region.box.top)) refuse("has no area", place);
      if (!(region.weight >= 0 && region.weight <= 1)) refuse("its weight must be within 0 to 1", place);
    }
    panel.regions = plan.regions;
    panel.division.split.clear();  // each region has its box
    panel.division.base_prompt = trimmed(plan.base_prompt);
    panel.division.base_share = plan.base_ratio;
  }

  void operator()(const PageProposal& plan) const {
    Page& page = known(find_page(project, plan.page), "page");
    check_free(page);
    page = planned_page(project, page, plan);
  }

  void operator()(const CharacterProposal& sheet) const {
    const auto found = std::ranges::find(project.cast, sheet.character, &Character::id);
    Character& member = known(found == project.cast.end() ? nullptr : &*found, "character");
    if (!has_words(sheet.description)) refuse("the description is empty");
    member.description = sheet.description;
  }

  void operator()(const TranslationProposal& translation) const {
    for (const TranslatedBalloon& line : translation.balloons) {
      Balloon& balloon = balloon_of(project, line.balloon);
      if (balloon.locked) refuse("a balloon is locked; unlock it first", balloon.text);
      if (!has_words(line.text)) refuse("the translation is empty", balloon.text);
      balloon.text = line.text;
      balloon.style.direction = direction_of(line.text, project.direction);
    }
  }

  void operator()(const AnswerProposal& answer) const { add_turn(conversation_of(answer.subject), answer.turn); }

  Conversation& conversation_of(const ConversationSubject& subject) const {
    if (const auto* panel = std::get_if<PanelId>(&subject)) {
      return known(find_panel(project, *panel), "panel").conversation;
    }
    const auto found = std::ranges::find(project.cast, std::get<CharacterId>(subject), &Character::id);
    return known(found == project.cast.end() ? nullptr : &*found, "character").conversation;
  }
};

void note_people(const Project& project, const PlannedPanel& panel, const std::string& place,
                 std::vector<std::string>& notes) {
  for (const PlannedPerson& person : panel.people) {
    if (find_by_name(project, person.name) != nullptr) continue;
    notes.push_back(place + ": \"" + person.name + "\" is not in the cast and becomes words of the prompt");
  }
  for (const PlannedLine& line : panel.lines) {
    if (line.speaker.empty() || find_by_name(project, line.speaker) != nullptr) continue;
    notes.push_back(place + ": \"" + line.speaker + "\" is not in the cast; the balloon has no speaker");
  }
}

}  // namespace

const Character* find_by_name(const Project& project, const std::string& name) {
  const std::string wanted = folded(name);
  if (wanted.empty()) return nullptr;
  const auto found = std::ranges::find(project.cast, wanted, [](const Character& one) { return folded(one.name); });
  return found == project.cast.end() ? nullptr : &*found;
}

Project applied(const Project& project, const Proposal& proposal) {
  Project changed = project;
  std::visit(Apply{changed}, proposal.change);
  return changed;
}

std::vector<std::string> notes_on(const Project& project, const Proposal& proposal) {
  std::vector<std::string> notes;
  const auto* plan = std::get_if<PageProposal>(&proposal.change);
  if (plan == nullptr) return notes;
  if (const Page* page = find_page(project, plan->page)) {
    const auto drawn = std::ranges::count_if(page->panels, [](const Panel& panel) { return accepted_take(panel); });
    if (drawn > 0) {
      notes.push_back("panels that are drawn make way: " + std::to_string(drawn) + "; undo brings them back");
    }
  }
  std::size_t number = 0;
  for (const PlannedRow& row : plan->rows) {
    for (const PlannedPanel& panel : row.panels) {
      note_people(project, panel, "planned panel " + std::to_string(++number), notes);
    }
  }
  return notes;
}

}  // namespace koma::manga
