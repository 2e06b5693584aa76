// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/differences.h"

#include <algorithm>
#include <array>

#include "engine/manga/panel_layout.h"
#include "engine/manga/value_words.h"

namespace koma::manga {

namespace {

template <class Thing>
const Thing* find_same(const std::vector<Thing>& things, const Thing& wanted) {
  const auto found = std::ranges::find(things, wanted.id, &Thing::id);
  return found == things.end() ? nullptr : &*found;
}

/// Positions in reading order, from 1, of the panels as they are stored.
std::vector<std::size_t> numbers_of(const Page& page, ReadingDirection direction) {
  std::vector<std::size_t> numbers(page.panels.size());
  std::size_t number = 0;
  for (const std::size_t index : reading_order(page.panels, direction)) numbers[index] = ++number;
  return numbers;
}

class Comparison {
 public:
  Comparison(const Project& before, const Project& after) : before_(before), after_(after) {}

  std::vector<Difference> run() {
    compare_work();
    compare_cast();
    compare_pages();
    return std::move(out_);
  }

 private:
  void tell(const Place& place, Subject subject, std::string before, std::string after) {
    out_.push_back({place, subject, std::move(before), std::move(after)});
  }
  void compare(const Place& place, Subject subject, const std::string& before, const std::string& after) {
    if (before != after) tell(place, subject, before, after);
  }
  /// A line that names what is not read line by line, when nothing else has told it.
  void compare_rest(const Place& place, bool equal) {
    if (!equal) tell(place, Subject::settings, "as they were", "changed");
  }

  void compare_work() {
    const Place work;
    compare(work, Subject::title, before_.title, after_.title);
    compare(work, Subject::direction, words(before_.direction), words(after_.direction));
    compare(work, Subject::script, before_.script, after_.script);
    if (before_.paper != after_.paper) tell(work, Subject::paper, words(before_.paper), words(after_.paper));
    compare_rest(work, before_.drawing == after_.drawing && before_.unknown == after_.unknown);
  }

  void compare_cast() {
    for (const Character& gone : before_.cast) {
      if (!find_same(after_.cast, gone)) tell({.character = gone.name}, Subject::character, gone.name, "");
    }
    for (const Character& now : after_.cast) {
      const Character* old = find_same(before_.cast, now);
      const Place place{.character = now.name};
      if (old == nullptr) tell(place, Subject::character, "", now.name);
      const Character first = old ? *old : Character{.id = now.id, .name = now.name};
      compare(place, Subject::name, first.name, now.name);
      compare(place, Subject::description, first.description, now.description);
      if (first.references != now.references) {
        tell(place, Subject::references, words(first.references), words(now.references));
      }
      compare_talk(first.conversation, now.conversation, place);
      Character rest = now;
      rest.name = first.name, rest.description = first.description, rest.references = first.references;
      rest.conversation = first.conversation;
      if (old != nullptr) compare_rest(place, rest == first);
    }
    compare_order(before_.cast, after_.cast, {}, Subject::character);
  }

  void compare_pages() {
    for (std::size_t i = 0; i < before_.pages.size(); ++i) {
      const Page& gone = before_.pages[i];
      if (!find_same(after_.pages, gone)) tell({.page = i + 1}, Subject::page, words(gone), "");
    }
    for (std::size_t i = 0; i < after_.pages.size(); ++i) {
      const Page& now = after_.pages[i];
      const Page* old = find_same(before_.pages, now);
      if (old == nullptr) tell({.page = i + 1}, Subject::page, "", words(now));
      if (old == nullptr || *old != now) compare_page(old ? *old : Page{.id = now.id, .paper = now.paper}, now, i + 1);
    }
    compare_order(before_.pages, after_.pages, {}, Subject::page);
  }

  void compare_page(const Page& before, const Page& after, std::size_t number) {
    const Place page{.page = number};
    if (before.paper != after.paper) tell(page, Subject::paper, words(before.paper), words(after.paper));
    compare_panels(before, after, page);
    compare_balloons(before, after, page);
    compare_rest(page, before.unknown == after.unknown);
  }

  void compare_panels(const Page& before, const Page& after, Place place) {
    const auto old_numbers = numbers_of(before, before_.direction), numbers = numbers_of(after, after_.direction);
    for (std::size_t i = 0; i < before.panels.size(); ++i) {
      place.panel = old_numbers[i];
      if (!find_same(after.panels, before.panels[i])) tell(place, Subject::panel, words(before.panels[i]), "");
    }
    for (const std::size_t i : reading_order(after.panels, after_.direction)) {
      const Panel& now = after.panels[i];
      const Panel* old = find_same(before.panels, now);
      place.panel = numbers[i];
      if (old == nullptr) tell(place, Subject::panel, "", words(now));
      compare_panel(old ? *old : Panel{.id = now.id, .frame = now.frame}, now, place);
    }
    place.panel = 0;
    compare_order(before.panels, after.panels, place, Subject::panel);
  }

  void compare_panel(const Panel& before, const Panel& after, const Place& place) {
    compare(place, Subject::name, before.name, after.name);
    if (before.frame != after.frame) tell(place, Subject::frame, words(before.frame), words(after.frame));
    compare(place, Subject::prompt, before.prompt, after.prompt);
    if (before.negative_prompt != after.negative_prompt) {
      tell(place, Subject::negative_prompt, before.negative_prompt.value_or(""), after.negative_prompt.value_or(""));
    }
    compare(place, Subject::shot, before.shot, after.shot);
    compare_lists(before.characters, after.characters, place, Subject::person);
    compare(place, Subject::split, before.division.split, after.division.split);
    compare(place, Subject::base_prompt, before.division.base_prompt, after.division.base_prompt);
    compare(place, Subject::base_ratio, share(before.division.base_share), share(after.division.base_share));
    compare_lists(before.regions, after.regions, place, Subject::region);
    if (before.accepted != after.accepted || before.takes != after.takes) {
      tell(place, Subject::picture, words(before.takes), words(after.takes));
    }
    compare_talk(before.conversation, after.conversation, place);
    Panel rest = after;
    rest.name = before.name, rest.frame = before.frame, rest.prompt = before.prompt, rest.shot = before.shot;
    rest.negative_prompt = before.negative_prompt, rest.characters = before.characters;
    rest.regions = before.regions, rest.division.split = before.division.split;
    rest.division.base_prompt = before.division.base_prompt, rest.division.base_share = before.division.base_share;
    rest.takes = before.takes, rest.accepted = before.accepted;
    rest.conversation = before.conversation;
    compare_rest(place, rest == before);
  }

  void compare_talk(const Conversation& before, const Conversation& after, const Place& place) {
    if (before != after) tell(place, Subject::conversation, words(before), words(after));
  }

  /// Boxes have no ids: they are the same by their place in the list.
  template <class Thing>
  void compare_lists(const std::vector<Thing>& before, const std::vector<Thing>& after, const Place& place,
                     Subject subject) {
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
      if (i < before.size() && i < after.size() && before[i] == after[i]) continue;
      tell(place, subject, i < before.size() ? told(before[i], before_) : "",
           i < after.size() ? told(after[i], after_) : "");
    }
  }
  static std::string told(const CharacterBox& box, const Project& project) { return words(box, project); }
  static std::string told(const Region& region, const Project&) { return words(region); }

  void compare_balloons(const Page& before, const Page& after, Place place) {
    for (std::size_t i = 0; i < before.balloons.size(); ++i) {
      place.balloon = i + 1;
      if (!find_same(after.balloons, before.balloons[i])) {
        tell(place, Subject::balloon, before.balloons[i].text, "");
      }
    }
    for (std::size_t i = 0; i < after.balloons.size(); ++i) {
      const Balloon& now = after.balloons[i];
      const Balloon* old = find_same(before.balloons, now);
      place.balloon = i + 1;
      if (old != nullptr) {
        compare_balloon(*old, now, place);
      } else {
        tell(place, Subject::balloon, "", now.text);
        if (now.speaker) tell(place, Subject::speaker, "", name_of(now.speaker, after_));
      }
    }
    place.balloon = 0;
    compare_order(before.balloons, after.balloons, place, Subject::balloon);
  }

  void compare_balloon(const Balloon& before, const Balloon& after, const Place& place) {
    compare(place, Subject::text, before.text, after.text);
    compare(place, Subject::text_direction, words(before.style.direction), words(after.style.direction));
    compare(place, Subject::speaker, name_of(before.speaker, before_), name_of(after.speaker, after_));
    if (before.bounds != after.bounds) tell(place, Subject::bounds, words(before.bounds), words(after.bounds));
    compare(place, Subject::shape, words(before.shape), words(after.shape));
    Balloon rest = after;
    rest.text = before.text, rest.style.direction = before.style.direction, rest.speaker = before.speaker;
    rest.bounds = before.bounds, rest.shape = before.shape;
    compare_rest(place, rest == before);
  }

  /// What stays stands in another order among itself.
  template <class Thing>
  void compare_order(const std::vector<Thing>& before, const std::vector<Thing>& after, const Place& place,
                     Subject subject) {
    std::vector<std::uint64_t> old_ids, ids;
    for (const Thing& thing : before) {
      if (find_same(after, thing)) old_ids.push_back(thing.id.value);
    }
    for (const Thing& thing : after) {
      if (find_same(before, thing)) ids.push_back(thing.id.value);
    }
    if (old_ids != ids) tell(place, subject, "in this order", "in another order");
  }

  const Project& before_;
  const Project& after_;
  std::vector<Difference> out_;
};

}  // namespace

std::string to_text(const Place& place) {
  if (!place.character.empty()) return "character " + place.character;
  if (place.page == 0) return "work";
  std::string text = "page " + std::to_string(place.page);
  if (place.panel > 0) text += ", panel " + std::to_string(place.panel);
  if (place.balloon > 0) text += ", balloon " + std::to_string(place.balloon);
  return text;
}

const char* to_string(Subject subject) noexcept {
  constexpr std::array names = {
      "page",    "panel",  "balloon",         "character",   "title",       "reading direction",
      "script",  "paper",  "settings",        "name",        "description", "references",
      "frame",   "prompt", "negative prompt", "shot",        "base prompt", "base ratio",
      "split",   "region", "person",          "picture",     "text",        "text direction",
      "speaker", "bounds", "shape",           "conversation"};
  static_assert(names.size() == std::size_t(Subject::conversation) + 1);
  return names[std::size_t(subject)];
}

std::vector<Difference> differences(const Project& before, const Project& after) {
  return Comparison(before, after).run();
}

}  // namespace koma::manga
