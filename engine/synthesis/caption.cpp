// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/caption.h"

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
  std::string expression = voice.sometimes(.12) ? "" : " " + voice.say(expression_synonyms(), who.expression);
  if (voice.sometimes(.3)) std::swap(pose, expression);
  return std::string(who.identity.girl ? "a girl" : "a boy") + pose + expression;
}

std::string people(const PanelLabels& labels, const Voice& voice) {
  std::string text;
  for (std::size_t i = 0; i < labels.characters.size(); ++i) {
    if (i > 0) text += " and ";
    text += describe(labels.characters[i], voice);
    const bool placed = labels.characters.size() == 2 && !voice.sometimes(.5);
    if (placed) text += i == 0 ? " on the left" : " on the right";
  }
  return text;
}

std::string wording(const PanelLabels& labels, const Voice& voice) {
  std::vector<std::string> clauses;
  if (!labels.characters.empty()) clauses.push_back(people(labels, voice));
  if (!labels.characters.empty() && !voice.sometimes(.25))
    clauses.push_back(voice.say(shot_synonyms(), int(labels.shot)));
  clauses.push_back(voice.say(background_synonyms(), labels.background));
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
  std::set<std::string> words = {"a", "girl", "boy", "and", "on", "the", "left", "right", ",", "."};
  for (const auto* list : {&expression_synonyms(), &pose_synonyms(), &shot_synonyms(), &background_synonyms()}) {
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
