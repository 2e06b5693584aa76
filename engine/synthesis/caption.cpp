// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/caption.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "engine/synthesis/synonyms.h"

namespace koma::synthesis {

namespace {

/// How a caption is worded: at random, or always the first way.
struct Voice {
  Random* random;
  [[nodiscard]] bool sometimes(double probability) const { return random && random->chance(probability); }
  [[nodiscard]] const std::string& say(const Synonyms& list, int code) const {
    const auto& ways = list[std::size_t(code)];
    return ways[sometimes(.4) ? std::size_t(random->integer(int(ways.size()))) : 0];
  }
};

std::string describe(const DrawnCharacter& who, const Voice& voice) {
  std::string pose = voice.sometimes(.12) ? "" : " " + voice.say(pose_synonyms(), who.pose);
  // Nobody sees the face of a back.
  const bool faceless = who.view == View::back || voice.sometimes(.12);
  std::string expression = faceless ? "" : " " + voice.say(expression_synonyms(), who.expression);
  if (voice.sometimes(.3)) std::swap(pose, expression);
  std::string text = std::string(who.identity.girl ? "a girl" : "a boy") + pose + expression;
  if (who.view != View::front && !voice.sometimes(.1)) text += " " + voice.say(view_synonyms(), int(who.view));
  return text;
}

std::string people(const PanelLabels& labels, const Voice& voice) {
  static constexpr const char* pair[] = {" on the left", " on the right"};
  static constexpr const char* trio[] = {" on the left", " in the middle", " on the right"};
  const std::size_t count = labels.characters.size();
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += " and ";
    text += describe(labels.characters[i], voice);
    const bool placed = (count == 2 || count == 3) && !voice.sometimes(.5);
    if (placed) text += count == 2 ? pair[i] : trio[i];
  }
  return text;
}

std::string number_of_people(std::size_t count) {
  constexpr const char* names[] = {"nobody", "one person", "two people", "three people"};
  return names[std::min<std::size_t>(count, 3)];
}

/// The place, with the time of day.
std::string place(const PanelLabels& labels, const Voice& voice) {
  std::string text = voice.say(background_synonyms(), labels.background);
  if (labels.night ? !voice.sometimes(.05) : knows_night(labels.background) && voice.sometimes(.35))
    text += " " + voice.say(night_synonyms(), labels.night ? 1 : 0);
  return text;
}

std::string wording(const PanelLabels& labels, const Voice& voice) {
  const std::size_t count = labels.characters.size();
  std::vector<std::string> clauses;
  // Three whole descriptions leave the encoder no room for more words.
  if (count == 0 ? !voice.sometimes(.4) : count < 3 && voice.sometimes(.15)) clauses.push_back(number_of_people(count));
  if (count > 0) clauses.push_back(people(labels, voice));
  if (count > 0 && !voice.sometimes(.25)) clauses.push_back(voice.say(shot_synonyms(), int(labels.shot)));
  clauses.push_back(place(labels, voice));
  if (clauses.size() > 1 && voice.sometimes(.3)) std::swap(clauses.front(), clauses.back());
  std::string text;
  for (const auto& clause : clauses) text += (text.empty() ? "" : " , ") + clause;
  return text;
}

}  // namespace

std::string caption(Random& random, const PanelLabels& labels) {
  return wording(labels, {&random});
}

std::string plain_caption(const PanelLabels& labels) {
  return wording(labels, {nullptr});
}

std::vector<std::string> caption_words() {
  std::set<std::string> words = {"a",      "girl",   "boy", "and",    "on",  "the",   "left",   "right", "in",
                                 "middle", "nobody", "one", "person", "two", "three", "people", ",",     "."};
  for (const auto* list : {&expression_synonyms(), &pose_synonyms(), &shot_synonyms(), &view_synonyms(),
                           &background_synonyms(), &night_synonyms()}) {
    for (const auto& ways : *list) {
      for (const auto& way : ways) {
        std::istringstream stream(way);
        for (std::string word; stream >> word;) words.insert(word);
      }
    }
  }
  return {words.begin(), words.end()};
}

}  // namespace koma::synthesis
