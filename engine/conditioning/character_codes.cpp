// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/character_codes.h"

#include <cctype>

namespace koma::conditioning {

namespace {

using models::ControlValue;

std::string lower_case(std::string text) {
  for (char& letter : text) letter = char(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

bool is_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || (static_cast<unsigned char>(c) & 0x80);
}

bool stands_at(const std::string& text, std::size_t place, const std::string& word) {
  if (word.empty() || text.compare(place, word.size(), word) != 0) return false;
  const std::size_t end = place + word.size();
  return (place == 0 || !is_letter(text[place - 1])) && (end == text.size() || !is_letter(text[end]));
}

/// One control of one character: where its value may come from.
struct Source {
  const std::string& field;
  const std::string& phrase;
  const std::vector<int>& in_prompt;  ///< all mentions of the prompt
  std::size_t character;
};

int chosen(const Source& source, const std::vector<ControlValue>& values, int resting, const char* what,
           std::vector<std::string>& notes) {
  if (!source.field.empty()) {
    const std::vector<int> named = mentions(source.field, values);
    if (!named.empty()) return named.front();
    notes.push_back(std::string("The model knows no ") + what + " \"" + source.field + "\".");
  }
  const std::vector<int> in_phrase = mentions(source.phrase, values);
  if (!in_phrase.empty()) return in_phrase.front();
  if (source.in_prompt.size() == 1) return source.in_prompt.front();
  if (source.character < source.in_prompt.size()) return source.in_prompt[source.character];
  return resting;
}

/// splitmix64 (Steele et al. 2014): one well-mixed number per seed and character.
std::uint64_t mixed(std::uint64_t seed, std::uint64_t index) {
  std::uint64_t z = seed + (index + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// What an open place is drawn from, apart from the characters' numbers.
constexpr std::uint64_t place_stream = 1'000'003;

/// The values without the names that mean other things in free text: "in front of", "coming back".
std::vector<ControlValue> without_bare_names(std::vector<ControlValue> values) {
  for (ControlValue& value : values)
    std::erase_if(value.words, [](const std::string& word) { return word == "front" || word == "back"; });
  return values;
}

/// The view that a facing means; −1: none that the model knows.
int view_named(const std::optional<api::Facing>& facing, const std::vector<ControlValue>& views) {
  const int view = facing == api::Facing::front ? 0 : facing == api::Facing::back ? 2 : -1;
  return view < int(views.size()) ? view : -1;
}

/// The words of the place that the seed chooses; empty where the request names one or the model knows none.
std::string open_place(const api::GenerationRequest& request, const models::ControlVocabulary& vocabulary,
                       const std::string& prompt) {
  const auto& places = vocabulary.background;
  const bool repaints = !request.init_picture.empty();  // the place is there already
  if (places.empty() || repaints || request.upstream_quirks || !mentions(prompt, places).empty()) return {};
  return places[mixed(request.seed.value_or(0), place_stream) % places.size()].words.front();
}

std::string shot_word(const api::GenerationRequest& request) {
  if (!request.shot) return {};
  return *request.shot == api::ShotKind::wide ? "full" : api::to_string(*request.shot);
}

void append(std::string& text, const std::string& more) {
  if (more.empty()) return;
  if (!text.empty()) text += ", ";
  text += more;
}

/// The facing decides, else the pose, else a word of the phrase or the prompt; else the front.
int view_of(const api::PlacedCharacter& character, const std::vector<int>& in_prompt, std::size_t index,
            const models::ControlVocabulary& vocabulary) {
  if (vocabulary.view.empty()) return 0;
  const int faced = view_named(character.facing, vocabulary.view);
  if (faced >= 0) return faced;
  const std::vector<int> in_pose = mentions(character.pose, vocabulary.view);
  if (!in_pose.empty()) return in_pose.front();
  std::vector<std::string> unheard;
  const std::string nothing;
  return chosen({nothing, character.phrase, in_prompt, index}, without_bare_names(vocabulary.view), 0, "view", unheard);
}

}  // namespace

std::vector<int> mentions(const std::string& text, const std::vector<ControlValue>& values) {
  const std::string lower = lower_case(text);
  std::vector<int> found;
  for (std::size_t place = 0; place < lower.size();) {
    std::size_t longest = 0;
    int best = -1;
    for (std::size_t value = 0; value < values.size(); ++value) {
      for (const std::string& word : values[value].words) {
        if (word.size() > longest && stands_at(lower, place, lower_case(word))) {
          longest = word.size();
          best = int(value);
        }
      }
    }
    if (best >= 0) found.push_back(best);
    place += best >= 0 ? longest : 1;
  }
  return found;
}

std::vector<CharacterCodes> character_codes(const api::GenerationRequest& request,
                                            const models::ControlVocabulary& vocabulary, int width, int height,
                                            std::vector<std::string>& notes) {
  const std::vector<int> expressions = mentions(request.prompt, vocabulary.expression);
  const std::vector<int> poses = mentions(request.prompt, vocabulary.pose);
  std::vector<int> shots = mentions(request.prompt, vocabulary.shot);
  if (!shots.empty()) shots.resize(1);  // a panel has one camera
  const std::vector<int> views = mentions(request.prompt, without_bare_names(vocabulary.view));
  const std::string nothing;
  std::vector<CharacterCodes> codes;
  for (std::size_t i = 0; i < request.characters.size(); ++i) {
    const api::PlacedCharacter& character = request.characters[i];
    CharacterCodes code;
    code.expression =
        chosen({character.expression, character.phrase, expressions, i}, vocabulary.expression, 0, "expression", notes);
    code.view = view_of(character, views, i, vocabulary);
    // "from behind" in the field of the pose is no pose, but it is understood.
    const bool only_view =
        mentions(character.pose, vocabulary.pose).empty() && !mentions(character.pose, vocabulary.view).empty();
    const std::string& pose = only_view ? nothing : character.pose;
    code.pose = chosen({pose, character.phrase, poses, i}, vocabulary.pose, 0, "pose", notes);
    const int by_box = int(shot_of(character.box, width, height));
    code.shot = chosen({shot_word(request), character.phrase, shots, i}, vocabulary.shot, by_box, "shot", notes);
    code.facing = mixed(request.seed.value_or(0), i) & 1 ? 1 : -1;
    if (character.facing == api::Facing::left) code.facing = -1;
    if (character.facing == api::Facing::right) code.facing = 1;
    const bool by_view = character.facing == api::Facing::front || character.facing == api::Facing::back;
    if (by_view && view_named(character.facing, vocabulary.view) < 0) {
      notes.push_back(std::string("The model draws characters from the side only, not from the ") +
                      api::to_string(*character.facing) + ".");
    }
    codes.push_back(code);
  }
  return codes;
}

std::string full_prompt(const api::GenerationRequest& request, const models::ControlVocabulary& vocabulary,
                        std::vector<std::string>& notes) {
  std::string text = request.prompt;
  for (const api::PlacedCharacter& character : request.characters) {
    // MS-Diffusion looks for the phrase in the prompt as the author wrote it.
    if (!request.subject_adapter) append(text, character.phrase);
    if (!vocabulary.empty()) continue;
    append(text, character.expression);
    append(text, character.pose);
    if (character.facing) append(text, std::string("facing ") + api::to_string(*character.facing));
  }
  if (vocabulary.empty() && request.shot) append(text, std::string(api::to_string(*request.shot)) + " shot");
  const std::string place = open_place(request, vocabulary, text);
  if (!place.empty()) notes.push_back("The prompt names no place; the seed chose \"" + place + "\".");
  append(text, place);
  return text;
}

}  // namespace koma::conditioning
