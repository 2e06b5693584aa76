// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "engine/manga/panel_layout.h"
#include "tests/support/sample_project.h"
#include "ui/generation/error_text.h"
#include "ui/generation/panel_label.h"
#include "ui/generation/recipe_text.h"
#include "ui/generation/time_left.h"
#include "ui/generation/word_combo.h"

using namespace koma;

/// What drawing says to people.
class WordsTest : public QObject {
  Q_OBJECT

 private slots:
  void every_error_says_what_and_offers_a_remedy_data();
  void every_error_says_what_and_offers_a_remedy();
  void a_panel_is_named_by_its_place_in_the_reading();
  void time_left_follows_the_pace_of_the_steps();
  void a_recipe_is_listed_line_by_line();
  void people_are_asked_for_in_the_words_of_the_model();
};

void WordsTest::every_error_says_what_and_offers_a_remedy_data() {
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<bool>("repeat");
  QTest::newRow("invalid argument") << ErrorCode::invalid_argument << false;
  QTest::newRow("not found") << ErrorCode::not_found << false;
  QTest::newRow("unreadable") << ErrorCode::unreadable << true;
  QTest::newRow("invalid file") << ErrorCode::invalid_file << false;
  QTest::newRow("unsupported") << ErrorCode::unsupported << false;
  QTest::newRow("no space") << ErrorCode::no_space << true;
  QTest::newRow("out of memory") << ErrorCode::out_of_memory << true;
  QTest::newRow("busy") << ErrorCode::busy << true;
  QTest::newRow("internal") << ErrorCode::internal << true;
}

void WordsTest::every_error_says_what_and_offers_a_remedy() {
  QFETCH(ErrorCode, code);
  const auto text = ui::errorText(code, "Page 2, panel 3");
  QVERIFY(text.text.startsWith("Page 2, panel 3"));
  QVERIFY(!text.remedy.isEmpty());
  QTEST(text.repeat, "repeat");
}

void WordsTest::a_panel_is_named_by_its_place_in_the_reading() {
  auto project = tests::sample_project();
  auto& page = project.pages[1];
  const auto second = manga::reading_order(page.panels, project.direction)[1];
  const auto id = page.panels[second].id;
  QCOMPARE(ui::panelLabel(project, id), QString("Page 2, panel 2"));

  page.panels[second].name = "Roof";
  QCOMPARE(ui::panelLabel(project, id), QString("Page 2, Roof"));
  QCOMPARE(ui::panelLabel(project, {99999}), QString());
}

void WordsTest::time_left_follows_the_pace_of_the_steps() {
  ui::TimeLeft pace;
  QVERIFY(!pace.seconds());
  pace.progress(1, 20, 30);  // loading took long
  QVERIFY(!pace.seconds());
  pace.progress(5, 20, 34);
  QCOMPARE(*pace.seconds(), 15.0);

  // Began again from its first step.
  pace.progress(1, 20, 2);
  QVERIFY(!pace.seconds());
  pace.progress(2, 20, 4);
  QCOMPARE(*pace.seconds(), 36.0);
  QCOMPARE(ui::timeLeftText(14.2), QString("15 s left"));
  QCOMPARE(ui::timeLeftText(150), QString("3 min left"));
  QCOMPARE(ui::timeLeftText({}), QString());
}

void WordsTest::a_recipe_is_listed_line_by_line() {
  manga::Take take;
  take.created = "2026-01-02T03:04:05Z";
  take.recipe = R"({"schema":"komawari.recipe/1",
    "request":{"schema":"komawari.request/1","prompt":"a cat","seed":7,"steps":12,"character_scale":0.6,
    "mllm":{"enabled":true,"scale":0.25},"width":512,"height":256},
    "model":{"name":"mini","hash":"0123456789abcdef0123456789abcdef"},
    "engine":{"version":"1.2","device":"cpu","dtype":"float32","threads":2}})";

  std::map<QString, ui::RecipeLine> lines;
  for (const auto& line : ui::recipeLines(take)) lines[line.name] = line;

  QCOMPARE(lines["Prompt"].value, QString("a cat"));
  QCOMPARE(lines["Seed"].value, QString("7"));
  QCOMPARE(lines["Size"].value, QString("512 × 256 px"));
  QCOMPARE(lines["Language agent"].value, QString("25 %"));
  QVERIFY(!lines.contains("Likeness"));  // nobody is here
  QCOMPARE(lines["Model"].value, QString("mini"));
  QCOMPARE(lines["Model’s hash"].full, QString("0123456789abcdef0123456789abcdef"));
  QVERIFY(lines["Device"].value.contains("float32"));
  QVERIFY(!lines["Drawn"].value.isEmpty());

  take.recipe = "no JSON";
  QCOMPARE(ui::recipeLines(take).size(), 1u);
}

void WordsTest::people_are_asked_for_in_the_words_of_the_model() {
  const auto listed = [](const std::vector<ui::WordCombo::Word>& words) {
    QStringList list;
    for (const auto& word : words) list << QString::fromStdString(word.word) + "=" + word.label;
    return list;
  };
  QCOMPARE(listed(ui::expressionWords({"smiling", "winking", "aghast"})),
           QStringList({"=Any expression", "smiling=Smiling", "winking=Winking", "aghast=Aghast"}));
  api::ControlWords words{.expression = {}, .pose = {"waving"}, .shot = {}, .facing = {"left", "right"}, .view = {}};
  QCOMPARE(listed(ui::poseWords(words)), QStringList({"=Any pose", "waving=Waving"}));
  QCOMPARE(listed(ui::facingWords(words)), QStringList({"=Facing anywhere", "left=Facing left", "right=Facing right"}));
  words.view = {"front", "profile", "back"};
  QCOMPARE(listed(ui::poseWords(words)), QStringList({"=Any pose", "waving=Waving", "profile=In profile"}));
  QCOMPARE(listed(ui::facingWords(words)).size(), 5);
  QCOMPARE(ui::facingWords({}).size(), 5u);

  // A word that another model knew stays, and says what it is.
  ui::WordCombo facing("Facing", ui::facingWords({}), false);
  facing.setWord("back");
  words.view = {};
  facing.setWords(ui::facingWords(words));
  QCOMPARE(facing.word(), std::string("back"));
  QCOMPARE(facing.placeholderText(), QString("Facing away"));
  facing.setWords(ui::facingWords({}));
  QCOMPARE(facing.currentText(), QString("Facing away"));
}

QTEST_MAIN(WordsTest)
#include "words_test.moc"
