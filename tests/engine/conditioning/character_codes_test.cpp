// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/character_codes.h"

#include <QtTest>
#include <set>

using namespace koma::conditioning;
using koma::api::GenerationRequest;
using koma::api::PlacedCharacter;

namespace {

koma::models::ControlVocabulary vocabulary() {
  return {{{{"neutral"}}, {{"smiling", "happy"}}, {{"angry", "very angry"}}},
          {{{"standing"}}, {{"waving"}}},
          {{{"close-up", "portrait"}}, {{"bust"}}, {{"full"}}},
          {{{"left"}}, {{"right"}}}};
}

koma::models::ControlVocabulary with_views() {
  koma::models::ControlVocabulary known = vocabulary();
  known.view = {{{"front", "from the front"}}, {{"in profile"}}, {{"from behind", "back"}}};
  known.background = {{{"school background", "at school"}}, {{"plain background"}}};
  return known;
}

GenerationRequest two_characters(const std::string& prompt) {
  GenerationRequest request;
  request.prompt = prompt;
  request.seed = 7;
  PlacedCharacter character;
  character.box = {0.1f, 0.1f, 0.5f, 0.7f};
  request.characters = {character, character};
  return request;
}

std::vector<CharacterCodes> codes(const GenerationRequest& request) {
  std::vector<std::string> notes;
  return character_codes(request, vocabulary(), 256, 256, notes);
}

}  // namespace

class CharacterCodesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void words_are_found_whole_and_whatever_their_case() {
    const auto values = vocabulary().expression;
    QCOMPARE(mentions("A Happy girl, then angry.", values), (std::vector<int>{1, 2}));
    QCOMPARE(mentions("unhappy, hangry, happyness", values), std::vector<int>{});
    QCOMPARE(mentions("very angry", values), std::vector<int>{2});
    QCOMPARE(mentions("", values), std::vector<int>{});
  }

  void each_mention_in_the_prompt_belongs_to_one_character() {
    const auto found = codes(two_characters("a girl waving happy and a boy angry, bust"));
    QCOMPARE(found[0].expression, 1);
    QCOMPARE(found[1].expression, 2);
    QCOMPARE(found[0].pose, 1);
    QCOMPARE(found[1].pose, 1);  // a single mention means everybody
    QCOMPARE(found[1].shot, 1);
  }

  void a_field_wins_over_the_phrase_and_the_phrase_over_the_prompt() {
    GenerationRequest request = two_characters("both angry");
    request.characters[0].expression = "smiling";
    request.characters[0].phrase = "neutral";
    request.characters[1].phrase = "a happy boy";
    const auto found = codes(request);
    QCOMPARE(found[0].expression, 1);
    QCOMPARE(found[1].expression, 1);
  }

  void what_nobody_says_is_at_rest_and_the_shot_follows_from_the_box() {
    GenerationRequest request = two_characters("");
    request.characters[0].box = {0.2f, 0.1f, 0.8f, 0.737f};  // 3.4 radii high: a close-up
    request.characters[1].box = {0.2f, 0.1f, 0.4f, 0.9f};    // a tall box: the full figure
    const auto found = codes(request);
    QCOMPARE(found[0].expression, 0);
    QCOMPARE(found[0].pose, 0);
    QCOMPARE(found[0].shot, 0);
    QCOMPARE(found[1].shot, 2);
  }

  void the_side_is_the_requests_or_the_seeds() {
    GenerationRequest request = two_characters("");
    request.characters[0].facing = koma::api::Facing::left;
    request.characters[1].facing = koma::api::Facing::right;
    QCOMPARE(codes(request)[0].facing, -1);
    QCOMPARE(codes(request)[1].facing, 1);
    request.characters[0].facing.reset();
    QVERIFY(codes(request) == codes(request));
    int left = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      request.seed = seed;
      left += codes(request)[0].facing < 0;
    }
    QVERIFY2(left > 25 && left < 75, "seeds must choose both sides");
  }

  void a_word_that_the_model_lacks_is_reported() {
    GenerationRequest request = two_characters("");
    request.characters[0].expression = "sleepy";
    request.characters[1].facing = koma::api::Facing::back;
    std::vector<std::string> notes;
    (void)character_codes(request, vocabulary(), 256, 256, notes);
    QCOMPARE(notes.size(), std::size_t(2));
    QVERIFY(notes[0].find("sleepy") != std::string::npos);
  }

  void for_a_model_without_codes_the_words_join_the_prompt() {
    GenerationRequest request = two_characters("a park");
    request.characters[0].phrase = "a girl";
    request.characters[0].expression = "smiling";
    request.characters[1].facing = koma::api::Facing::left;
    request.shot = koma::api::ShotKind::bust;
    std::vector<std::string> notes;
    QCOMPARE(full_prompt(request, {}, notes), std::string("a park, a girl, smiling, facing left, bust shot"));
    QCOMPARE(full_prompt(request, vocabulary(), notes), std::string("a park, a girl"));
    QVERIFY(notes.empty());
  }

  void the_view_is_the_facings_or_the_words() {
    const auto view = [](const auto& change, const std::string& prompt = {}) {
      GenerationRequest request = two_characters(prompt);
      change(request.characters[0]);
      std::vector<std::string> notes;
      const int found = character_codes(request, with_views(), 256, 256, notes)[0].view;
      return notes.empty() ? found : -1;
    };
    const auto nothing = [](PlacedCharacter&) {};
    QCOMPARE(view(nothing), 0);
    QCOMPARE(view([](auto& who) { who.facing = koma::api::Facing::back; }, "in profile"), 2);
    QCOMPARE(view([](auto& who) { who.facing = koma::api::Facing::front; }, "from behind"), 0);
    QCOMPARE(view([](auto& who) { who.facing = koma::api::Facing::left; }, "from behind"), 2);
    QCOMPARE(view([](auto& who) { who.pose = "from behind"; }), 2);
    QCOMPARE(view([](auto& who) { who.pose = "waving, in profile"; }), 1);
    QCOMPARE(view([](auto& who) { who.phrase = "a girl seen in profile"; }, "from behind"), 1);
    QCOMPARE(view(nothing, "a girl from behind and a boy in profile"), 2);
    QCOMPARE(view(nothing, "she comes back, in front of the school"), 0);
  }

  void an_open_place_is_the_seeds_and_is_told() {
    GenerationRequest request = two_characters("a girl waving");
    std::set<std::string> prompts;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      request.seed = seed;
      std::vector<std::string> notes;
      prompts.insert(full_prompt(request, with_views(), notes));
      QCOMPARE(notes.size(), std::size_t(1));
    }
    QCOMPARE(prompts, (std::set<std::string>{"a girl waving, school background", "a girl waving, plain background"}));
    std::vector<std::string> notes;
    const auto stays = [&](const std::string& prompt) {
      request.prompt = prompt;
      return full_prompt(request, with_views(), notes) == prompt;
    };
    QVERIFY(stays("a girl at School"));
    request.upstream_quirks = true;
    QVERIFY(stays("a girl"));
    request.upstream_quirks = false;
    request.init_picture.path = "panel.png";  // there is a place already
    QVERIFY(stays("a girl"));
    QVERIFY(notes.empty());
  }
};

QTEST_GUILESS_MAIN(CharacterCodesTest)
#include "character_codes_test.moc"
