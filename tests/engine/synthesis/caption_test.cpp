// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/caption.h"

#include <QTest>
#include <algorithm>
#include <set>
#include <sstream>

#include "engine/synthesis/annotation.h"
#include "engine/synthesis/synonyms.h"
#include "engine/synthesis/vocabulary.h"

using namespace koma::synthesis;

namespace {

PanelLabels two_people() {
  PanelLabels labels;
  labels.width = 256;
  labels.height = 192;
  labels.background = school;
  labels.shot = koma::Shot::bust;
  labels.characters.resize(2);
  labels.characters[0].expression = smiling;
  labels.characters[1].identity.girl = false;
  labels.characters[1].expression = angry;
  labels.characters[1].pose = waving;
  for (auto& who : labels.characters) who.box = {-.1f, .25f, .5f, 1.2f};
  labels.dialogs = {{.5f, .0f, .75f, .25f}};
  return labels;
}

}  // namespace

class CaptionTest : public QObject {
  Q_OBJECT

 private slots:
  void the_plain_caption_names_everything();
  void captions_tell_views_places_and_night();
  void three_people_are_placed_and_an_empty_panel_is_told();
  void captions_hold_only_known_words();
  void captions_vary();
  void every_code_has_a_name_and_other_ways_to_say_it();
  void one_wording_means_one_code();
  void annotations_are_what_mangazero_has();
  void annotations_tell_how_well_a_face_serves();
  void annotations_keep_our_labels();
};

void CaptionTest::the_plain_caption_names_everything() {
  QCOMPARE(plain_caption(two_people()),
           std::string("a girl standing smiling on the left and a boy waving angry on the right , bust , school "
                       "background"));
}

void CaptionTest::captions_tell_views_places_and_night() {
  auto labels = two_people();
  labels.background = rooftop;
  labels.night = true;
  labels.characters[0].view = View::back;
  labels.characters[1].view = View::profile;
  QCOMPARE(plain_caption(labels),
           std::string("a girl standing from behind on the left and a boy waving angry in profile "
                       "on the right , bust , rooftop background at night"));
  // Free wordings tell night nearly always, day sometimes, never the wrong one.
  int nights = 0, days = 0;
  Random random(3);
  const auto tells = [](const std::string& text, int code) {
    return std::ranges::any_of(night_synonyms()[std::size_t(code)],
                               [&](const auto& way) { return text.find(" " + way) != std::string::npos; });
  };
  for (int i = 0; i < 200; ++i) {
    labels.night = true;
    const auto dark = caption(random, labels);
    QVERIFY(!tells(dark, 0));
    nights += tells(dark, 1);
    labels.night = false;
    const auto light = caption(random, labels);
    QVERIFY(!tells(light, 1));
    days += tells(light, 0);
  }
  QVERIFY(nights > 170);
  QVERIFY(days > 30 && days < 120);
}

void CaptionTest::three_people_are_placed_and_an_empty_panel_is_told() {
  auto labels = two_people();
  labels.characters.push_back(labels.characters[0]);
  QCOMPARE(plain_caption(labels),
           std::string("a girl standing smiling on the left and a boy waving angry in the middle and "
                       "a girl standing smiling on the right , bust , school background"));
  labels.characters.clear();
  QCOMPARE(plain_caption(labels), std::string("nobody , school background"));
}

void CaptionTest::captions_hold_only_known_words() {
  const auto list = caption_words();
  const std::set<std::string> known(list.begin(), list.end());
  QCOMPARE(known.size(), list.size());
  Random random(1);
  for (int i = 0; i < 300; ++i) {
    // Three people make the longest captions.
    const int people = i % 2 ? 3 : -1;
    std::istringstream words(draw_panel(random, {.width = 64, .height = 64, .characters = people}).labels.caption);
    int count = 0;
    for (std::string word; words >> word; ++count) QVERIFY2(known.contains(word), word.c_str());
    QVERIFY(count > 0);
    QVERIFY(count <= 46);  // with start and end they fit the encoder's 48 positions
  }
}

void CaptionTest::captions_vary() {
  Random random(1);
  std::set<std::string> ways;
  for (int i = 0; i < 100; ++i) ways.insert(caption(random, two_people()));
  QVERIFY(ways.size() > 50);
}

void CaptionTest::every_code_has_a_name_and_other_ways_to_say_it() {
  QCOMPARE(expression_synonyms().size(), expressions.size());
  QCOMPARE(pose_synonyms().size(), poses.size());
  QCOMPARE(shot_synonyms().size(), shots.size());
  QCOMPARE(background_synonyms().size(), backgrounds.size());
  QCOMPARE(view_synonyms().size(), views.size());
  QCOMPARE(night_synonyms().size(), std::size_t(2));
  for (std::size_t i = 0; i < expressions.size(); ++i)
    QCOMPARE(expression_synonyms()[i].front(), std::string(expressions[i]));
  for (std::size_t i = 0; i < poses.size(); ++i) QCOMPARE(pose_synonyms()[i].front(), std::string(poses[i]));
  for (std::size_t i = 0; i < shots.size(); ++i) QCOMPARE(shot_synonyms()[i].front(), std::string(shots[i]));
}

void CaptionTest::one_wording_means_one_code() {
  for (const auto* list : {&expression_synonyms(), &pose_synonyms(), &shot_synonyms(), &view_synonyms(),
                           &background_synonyms(), &night_synonyms()}) {
    std::set<std::string> seen;
    for (const auto& ways : *list) {
      QVERIFY(ways.size() >= 2);
      for (const auto& way : ways) QVERIFY2(seen.insert(way).second, way.c_str());
    }
  }
}

void CaptionTest::annotations_are_what_mangazero_has() {
  auto labels = two_people();
  labels.caption = "hello";
  const auto entry = annotation(labels, "panels/1.png");
  QCOMPARE(entry["image_path"].get<std::string>(), std::string("panels/1.png"));
  QCOMPARE(entry["frames"].size(), std::size_t(1));
  const auto& frame = entry["frames"][0];
  QVERIFY(frame["bbox"] == nlohmann::json({0, 0, 256, 192}));
  QCOMPARE(frame["caption"].get<std::string>(), std::string("hello"));
  QCOMPARE(frame["characters"].size(), std::size_t(2));
  QVERIFY(frame["characters"][0]["bbox"] == nlohmann::json({0, 48, 128, 192}));
  QVERIFY(frame["characters"][0]["type"] == 0);
  QVERIFY(frame["characters"][0]["id"] != frame["characters"][1]["id"]);
  QVERIFY(frame["dialogs"] == nlohmann::json::array({{{"bbox", {128, 0, 192, 48}}}}));
}

void CaptionTest::annotations_tell_how_well_a_face_serves() {
  auto labels = two_people();
  labels.characters[0].view = View::profile;
  labels.characters[1].view = View::back;
  const auto people = annotation(labels, "1.png")["frames"][0]["characters"];
  QVERIFY(people[0]["type"] == 1);
  QVERIFY(people[1]["type"] == 2);
}

void CaptionTest::annotations_keep_our_labels() {
  auto night = two_people();
  night.background = kitchen;
  night.night = true;
  night.characters[0].view = View::back;
  night.characters[0].expression = winking;
  night.characters[0].identity.outfit = kimono;
  const auto dark = nlohmann::json::parse(annotation(night, "1.png").dump())["komawari"];
  QVERIFY(dark["night"] == true);
  QVERIFY(dark["background"] == "kitchen");
  QVERIFY(dark["characters"][0]["view"] == "back");
  QVERIFY(dark["characters"][1]["view"] == "front");
  QVERIFY(dark["characters"][0]["expression"] == "winking");
  QVERIFY(dark["characters"][0]["identity"]["outfit"] == "kimono");
  const auto ours = annotation(two_people(), "1.png")["komawari"];
  QCOMPARE(ours["background"].get<std::string>(), std::string("school"));
  const auto& who = ours["characters"][1];
  QCOMPARE(who["expression"].get<std::string>(), std::string("angry"));
  QCOMPARE(who["pose"].get<std::string>(), std::string("waving"));
  QCOMPARE(who["identity"]["gender"].get<std::string>(), std::string("boy"));
  QVERIFY(std::abs(who["box"][0].get<float>() + .1f) < 1e-6f);  // not cut: the box places the head
}

QTEST_APPLESS_MAIN(CaptionTest)
#include "caption_test.moc"
