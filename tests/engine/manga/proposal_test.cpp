// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/base/error.h"
#include "engine/manga/apply_proposal.h"
#include "engine/manga/differences.h"
#include "tests/support/sample_project.h"

using namespace koma;
using namespace koma::manga;

class ProposalTest : public QObject {
  Q_OBJECT

  static PageProposal two_rows(PageId page) {
    PageProposal plan{.page = page, .rows = {}};
    PlannedPanel first{.width = 1, .prompt = "a rainy street", .shot = "wide", .people = {}, .lines = {}};
    first.people = {
        {.name = " mia", .box = {0.1f, 0.2f, 0.5f, 1}, .expression = "smiling", .pose = "", .facing = "left"},
        {.name = "Bob", .box = {0.5f, 0.2f, 0.9f, 1}, .expression = "sad", .pose = "sitting", .facing = ""}};
    first.lines = {{.speaker = "Mia", .text = "雨だ", .box = {0.7f, 0.05f, 0.95f, 0.6f}},
                   {.speaker = "", .text = "Later", .box = {0, 0, 0.2f, 0.1f}, .shape = BalloonShape::box}};
    PlannedPanel second{.width = 2, .prompt = "an umbrella", .shot = "close-up", .people = {}, .lines = {}};
    plan.rows = {{.height = 2, .panels = {first}}, {.height = 1, .panels = {second, second}}};
    return plan;
  }

  static bool names(const std::vector<Difference>& rows, Subject subject, const std::string& after) {
    return std::ranges::any_of(rows, [&](const auto& row) { return row.subject == subject && row.after == after; });
  }

 private slots:
  void newWordsReplaceOnlyTheWords() {
    const Project before = tests::sample_project();
    const PanelId panel = before.pages[0].panels[1].id;

    const Project after = applied(before, {.change = RecaptionProposal{panel, "a girl under a tree", {}}});

    QCOMPARE(find_panel(after, panel)->prompt, std::string("a girl under a tree"));
    const auto rows = differences(before, after);
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(to_text(rows[0].place), std::string("page 1, panel 2"));
    QVERIFY(rows[0].subject == Subject::prompt && rows[0].before == "a girl waving");
  }

  void aPlannedPageFillsTheInnerFrameInReadingOrder() {
    const Project before = tests::sample_project();
    const Page& page = before.pages[1];

    const Project after = applied(before, {.change = two_rows(page.id)});

    const Page& made = after.pages[1];
    QVERIFY(made.id == page.id && made.panels.size() == 3);
    QVERIFY(before.pages[0] == after.pages[0]);
    QVERIFY(reading_order(made.panels, after.direction) == (std::vector<std::size_t>{0, 1, 2}));
    const Rect first = bounds_of(made.panels[0].frame), second = bounds_of(made.panels[1].frame);
    QCOMPARE(first.width, page.paper.inner_frame.width);
    QVERIFY(first.height > 1.9 * second.height);
    QVERIFY2(second.left > bounds_of(made.panels[2].frame).left, "a work that is read from the right begins there");
    QVERIFY(made.panels[0].id.value >= before.next_id && after.next_id > made.balloons.back().id.value);
  }

  void peopleOfTheCastGetBoxesAndOthersStayWords() {
    const Project before = tests::sample_project();
    const Proposal proposal{.change = two_rows(before.pages[1].id)};

    const Project after = applied(before, proposal);

    const Panel& panel = after.pages[1].panels[0];
    QCOMPARE(panel.characters.size(), std::size_t(1));
    QVERIFY(panel.characters[0].character == before.cast[0].id && panel.characters[0].facing == "left");
    QCOMPARE(panel.prompt, std::string("a rainy street, Bob, sad, sitting"));
    const auto notes = notes_on(before, proposal);
    QCOMPARE(notes.size(), std::size_t(1));
    QVERIFY(notes[0].starts_with("planned panel 1: \"Bob\" is not in the cast"));
  }

  void balloonsLieInTheirPanelsAndPointAtWhoSpeaks() {
    const Project before = tests::sample_project();

    const Project after = applied(before, {.change = two_rows(before.pages[1].id)});

    const Page& page = after.pages[1];
    const Rect panel = bounds_of(page.panels[0].frame);
    QCOMPARE(page.balloons.size(), std::size_t(2));
    for (const Balloon& balloon : page.balloons) {
      QVERIFY(intersection(balloon.bounds, panel) == balloon.bounds);
      QVERIFY(balloon.bounds.width >= 6 && balloon.bounds.height >= 6);
    }
    const Balloon& spoken = page.balloons[0];
    QVERIFY(spoken.speaker == before.cast[0].id && spoken.tails.size() == 1);
    const double mouth = panel.left + 0.3 * panel.width;
    QVERIFY(std::abs(spoken.tails[0].tip.x - mouth) < std::abs(spoken.bounds.centre().x - mouth));
    QVERIFY(spoken.style.direction == TextDirection::vertical);
    QVERIFY(page.balloons[1].style.direction == TextDirection::horizontal && page.balloons[1].tails.empty());
  }

  void aTranslationTurnsTheSettingWithTheScript() {
    Project before = tests::sample_project();
    const BalloonId balloon = before.pages[0].balloons[0].id;

    const Project after = applied(before, {.change = TranslationProposal{"English", {{balloon, "It's three!"}}}});

    QCOMPARE(after.pages[0].balloons[0].text, std::string("It's three!"));
    const auto rows = differences(before, after);
    QVERIFY(names(rows, Subject::text, "It's three!") && names(rows, Subject::text_direction, "horizontal"));
    QCOMPARE(rows.size(), std::size_t(2));
  }

  void aRegionPlanReplacesTheRegions() {
    const Project before = tests::sample_project();
    const PanelId panel = before.pages[0].panels[0].id;
    RegionProposal plan{.panel = panel, .base_prompt = "two rooms", .base_ratio = 0.3, .regions = {}};
    plan.regions = {{.box = {0, 0, 0.5f, 1}, .prompt = "a kitchen", .unknown = {}},
                    {.box = {0.5f, 0, 1, 1}, .prompt = "a garden", .unknown = {}}};

    const Project after = applied(before, {.change = plan});

    QVERIFY(find_panel(after, panel)->regions == plan.regions);
    QCOMPARE(find_panel(after, panel)->division.base_prompt, std::string("two rooms"));
    QVERIFY(names(differences(before, after), Subject::base_ratio, "30 %"));
    QVERIFY(names(differences(before, after), Subject::region, "a garden, at 50–100 % × 0–100 %"));
  }

  void whatIsGoneLockedOrEmptyIsRefused_data() {
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("panel") << 0 << "the panel is not in the project any more";
    QTest::newRow("words") << 1 << "the new prompt is empty";
    QTest::newRow("locked") << 2 << "the page has locked panels or balloons";
    QTest::newRow("rows") << 3 << "at least one row";
    QTest::newRow("tiny") << 4 << "smaller than 8 mm";
    QTest::newRow("box") << 5 << "row 1, panel 1,  mia: a box has no area";
    QTest::newRow("nan") << 6 << "no number";
    QTest::newRow("share") << 7 << "within 0 to 1";
  }

  void whatIsGoneLockedOrEmptyIsRefused() {
    QFETCH(int, which);
    QFETCH(QString, sentence);
    Project project = tests::sample_project();
    PageProposal page = two_rows(project.pages[0].id);
    ProposedChange change = page;
    if (which == 0) change = RecaptionProposal{{999}, "words", {}};
    if (which == 1) change = RecaptionProposal{project.pages[0].panels[0].id, " \n", {}};
    if (which == 2) project.pages[0].panels[3].locked = true;
    if (which == 3) change = PageProposal{project.pages[0].id, {}};
    if (which == 4) page.rows.resize(60, page.rows[0]), change = page;
    if (which == 5) page.rows[0].panels[0].people[0].box = {0.5f, 0, 0.5f, 1}, change = page;
    if (which == 6) page.rows[0].panels[0].lines[0].box.left = std::numeric_limits<float>::quiet_NaN(), change = page;
    if (which == 7) change = RegionProposal{project.pages[0].panels[0].id, "a", 1.5, {{.prompt = "b", .unknown = {}}}};

    try {
      static_cast<void>(applied(project, {.change = change}));
      QFAIL("it was taken");
    } catch (const Error& error) {
      QVERIFY2(QString(error.what()).contains(sentence), error.what());
    }
  }

  void equalWorksHaveNoDifferences() {
    const Project project = tests::sample_project();
    QVERIFY(differences(project, project).empty());
  }

  void everyKindOfChangeIsTold() {
    const Project before = tests::sample_project();
    Project after = before;
    after.title = "The rain";
    after.cast[0].description = "red hair";
    after.cast.push_back({.id = after.new_id<Character>(), .name = "Bob"});
    after.pages[0].panels.pop_back();
    after.pages[0].panels[0].settings.steps = 9;
    after.pages[0].balloons[0].bounds.left += 10;
    after.pages.pop_back();

    const auto rows = differences(before, after);

    QVERIFY(names(rows, Subject::title, "The rain"));
    QVERIFY(names(rows, Subject::description, "red hair"));
    QVERIFY(names(rows, Subject::character, "Bob"));
    QVERIFY(names(rows, Subject::panel, ""));
    QVERIFY(names(rows, Subject::settings, "changed"));
    QVERIFY(names(rows, Subject::bounds, "25 × 40 mm at 30, 30"));
    QVERIFY(names(rows, Subject::page, ""));
    QCOMPARE(rows.size(), std::size_t(7));
  }
};

QTEST_GUILESS_MAIN(ProposalTest)
#include "proposal_test.moc"
