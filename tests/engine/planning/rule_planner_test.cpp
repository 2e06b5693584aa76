// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/base/error.h"
#include "engine/manga/apply_proposal.h"
#include "engine/manga/panel_layout.h"
#include "engine/planning/rule_planner.h"
#include "engine/planning/script_text.h"
#include "tests/support/sample_project.h"

using namespace koma;
using namespace koma::planning;

class RulePlannerTest : public QObject {
  Q_OBJECT

  static manga::Project work(manga::ReadingDirection direction) {
    manga::Project project = tests::sample_project();
    project.direction = direction;
    project.cast.push_back({.id = project.new_id<manga::Character>(), .name = "Ren"});
    return project;
  }

  static constexpr const char* script =
      "Page 2\n"
      "Rain falls on an empty platform.\n"
      "Mia waits under the clock.\n"
      "Mia: \"Where is he? The last train leaves in five minutes.\"\n"
      "Ren: I am here!\n"
      "Mia: You are late.\n"
      "Ren: The bridge was closed.\n"
      "They run for the train. Ren laughs.\n"
      "Ren「間に合った」\n"
      "Page 3\n"
      "Nothing.";

 private slots:
  void dialogueIsFoundHoweverItIsWritten_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("speaker");
    QTest::addColumn<QString>("text");
    QTest::newRow("colon") << "Mia: Hello."
                           << "Mia"
                           << "Hello.";
    QTest::newRow("quoted") << "MIA: \"Hello.\""
                            << "MIA"
                            << "Hello.";
    QTest::newRow("wide colon") << "ミア：こんにちは"
                                << "ミア"
                                << "こんにちは";
    QTest::newRow("corner brackets") << "ミア「こんにちは」"
                                     << "ミア"
                                     << "こんにちは";
    QTest::newRow("nobody") << "「こんにちは」"
                            << ""
                            << "こんにちは";
    QTest::newRow("curly") << "Mia: “Hello.”"
                           << "Mia"
                           << "Hello.";
  }
  void dialogueIsFoundHoweverItIsWritten() {
    QFETCH(QString, line);
    QFETCH(QString, speaker);
    QFETCH(QString, text);
    const auto beats = read_script(line.toStdString());
    QCOMPARE(beats.size(), std::size_t(1));
    QVERIFY(beats[0].lines == (std::vector<ScriptLine>{{speaker.toStdString(), text.toStdString()}}));
  }

  void sentencesAreBeatsAndHeadingsBeginPanels() {
    const auto beats = read_script("A street. Two people meet.\nPanel 3: The door opens. It creaks.\nコマ4\n静かだ。");
    QCOMPARE(beats.size(), std::size_t(4));
    QCOMPARE(beats[1].description, std::string("Two people meet."));
    QCOMPARE(beats[2].description, std::string("The door opens. It creaks."));
    QVERIFY(beats[2].own_panel && beats[3].description == "静かだ。");
  }

  void aPageHasItsPartOfTheScript() {
    QCOMPARE(page_of_script(script, 3), std::string("Nothing.\n"));
    QCOMPARE(page_of_script(script, 1), std::string());
    QCOMPARE(page_of_script("No headings.", 5), std::string("No headings."));
  }

  void namesAreWholeWords() {
    const manga::Project project = work(manga::ReadingDirection::right_to_left);
    QCOMPARE(named_in("The children see ren.", project).size(), std::size_t(1));
    QVERIFY(named_in("The children", project).empty());
  }

  void thePageIsGood_data() {
    QTest::addColumn<bool>("leftwards");
    QTest::addColumn<int>("panels");
    for (const int panels : {0, 1, 3, 6, 9, 12}) {
      QTest::addRow("from the right, %d", panels) << true << panels;
      QTest::addRow("from the left, %d", panels) << false << panels;
    }
  }

  void thePageIsGood() {
    QFETCH(bool, leftwards);
    QFETCH(int, panels);
    manga::Project project =
        work(leftwards ? manga::ReadingDirection::right_to_left : manga::ReadingDirection::left_to_right);
    project.script = script;

    const manga::Proposal proposal = plan_by_rule({.page = project.pages[1].id, .text = "", .panels = panels}, project);
    const manga::Page page = manga::applied(project, proposal).pages[1];

    QVERIFY(panels == 0 ? page.panels.size() >= 3 : page.panels.size() == std::size_t(panels));
    QCOMPARE(page.balloons.size(), std::size_t(5));
    std::size_t balloon = 0;
    for (const std::size_t index : manga::reading_order(page.panels, project.direction)) {
      const manga::Panel& panel = page.panels[index];
      const manga::Rect bounds = manga::bounds_of(panel.frame);
      std::vector<manga::Rect> before;
      while (balloon < page.balloons.size() && manga::contains(panel.frame, page.balloons[balloon].bounds.centre())) {
        const manga::Rect room = manga::expanded(bounds, 0.001), placed = page.balloons[balloon].bounds;
        QVERIFY2(placed.left > room.left && placed.right() < room.right() && placed.bottom() < room.bottom(), "inside");
        const manga::Rect body = page.balloons[balloon++].bounds;
        for (const manga::Rect& other : before) {
          QVERIFY2(manga::intersection(other, body).empty(), "balloons do not cover each other");
          const bool row_below = body.top > other.top + 1;
          QVERIFY2(row_below || (leftwards ? body.right() < other.left : body.left > other.right()),
                   "in reading order");
        }
        before.push_back(body);
      }
      for (const manga::CharacterBox& box : panel.characters) {
        const HeadFrame head = head_frame(box.box, int(bounds.width * 10), int(bounds.height * 10));
        QVERIFY2(head.radius > 0.04 * 10 * bounds.height, "heads can be seen");
        QVERIFY2(head.x > 0 && head.x < 10 * bounds.width && head.y > 0 && head.y < 10 * bounds.height,
                 "and are inside");
      }
    }
    QVERIFY2(balloon == 5, "balloons follow the panels");
  }

  void moreLinesHaveMoreHeight() {
    manga::Project project = work(manga::ReadingDirection::right_to_left);
    const std::string text = "A room.\nPanel 2\nMia: One.\nRen: Two.\nMia: Three.\nPanel 3\nSilence.\nPanel 4\nA door.";

    const auto proposal = plan_by_rule({.page = project.pages[1].id, .text = text, .panels = 4}, project);

    const auto& rows = std::get<manga::PageProposal>(proposal.change).rows;
    QVERIFY(rows.size() == 3 && rows[1].height > rows[2].height);
    QVERIFY(rows[1].panels[0].width > rows[1].panels[1].width);
    QCOMPARE(rows[1].panels[0].people.size(), std::size_t(2));
  }

  void shotsAlternate() {
    const manga::Project project = work(manga::ReadingDirection::right_to_left);
    const auto proposal = plan_by_rule({.page = project.pages[1].id, .text = "Mia waits.", .panels = 5}, project);
    std::string before;
    for (const auto& row : std::get<manga::PageProposal>(proposal.change).rows) {
      for (const auto& panel : row.panels) {
        QVERIFY2(panel.shot != before, panel.shot.c_str());
        before = panel.shot;
      }
    }
  }

  void withoutTextThereIsAWordAboutIt() {
    manga::Project project = work(manga::ReadingDirection::right_to_left);
    project.script = " ";
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(plan_by_rule({.page = project.pages[0].id}, project)), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(plan_by_rule({.page = {999}, .text = "a"}, project)), Error);
  }
};

QTEST_APPLESS_MAIN(RulePlannerTest)
#include "rule_planner_test.moc"
