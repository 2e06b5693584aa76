// SPDX-License-Identifier: Apache-2.0
#include "engine/api/panel_review.h"

#include <QtTest>
#include <limits>

#include "engine/api/request_boxes.h"
#include "engine/base/error.h"
#include "tests/support/sample_project.h"

using namespace koma::api;
namespace manga = koma::manga;

namespace {

const ModelAbilities panels{.characters = true, .dialog_boxes = true, .max_characters = 2, .max_dialog_boxes = 1};

/// The sample's first panel with a second member, Ren, who has no references.
struct Sample {
  Sample() {
    manga::Character ren;
    ren.id = project.new_id<manga::Character>();
    ren.name = "Ren";
    project.cast.push_back(ren);
  }
  [[nodiscard]] manga::Panel& panel() { return project.pages[0].panels[0]; }
  void add(std::size_t member, const koma::UnitBox& box = {0, 0, 1, 1}) {
    manga::CharacterBox placed;
    placed.character = project.cast[member].id;
    placed.box = box;
    panel().characters.push_back(placed);
  }
  [[nodiscard]] std::vector<PanelWarning> review(const ModelAbilities& abilities = panels) {
    return review_panel(project, panel().id, abilities, [this](const manga::AssetId&) { return pictures; });
  }
  [[nodiscard]] QStringList texts(const ModelAbilities& abilities = panels) {
    QStringList list;
    for (const PanelWarning& warning : review(abilities)) list << QString::fromStdString(to_text(warning));
    return list;
  }

  manga::Project project = koma::tests::sample_project();
  bool pictures = true;
};

}  // namespace

class PanelReviewTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_panel_that_the_model_can_draw_has_no_warnings() { QCOMPARE(Sample().texts(), QStringList()); }

  void boxes_need_an_area_that_shares_something_with_the_panel() {
    const float none = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(flaw_of({-0.5f, -0.5f, 0.1f, 0.1f}) == BoxFlaw::none);
    QVERIFY(flaw_of({0.5f, 0, 0.5f, 1}) == BoxFlaw::no_area);
    QVERIFY(flaw_of({0.6f, 0, 0.5f, 1}) == BoxFlaw::no_area);
    QVERIFY(flaw_of({0, 0, none, 1}) == BoxFlaw::no_area);
    QVERIFY(flaw_of({1, 0, 2, 1}) == BoxFlaw::outside);
    QVERIFY(flaw_of({0, -1, 1, 0}) == BoxFlaw::outside);
  }

  void every_flaw_names_its_item_and_a_remedy() {
    Sample sample;
    sample.pictures = false;
    sample.add(1, {0.5f, 0, 0.5f, 1});
    sample.add(1, {2, 0, 3, 1});
    sample.add(1);
    sample.add(1);
    sample.add(1);
    sample.panel().characters.back().character = {999};
    QCOMPARE(sample.texts(),
             QStringList({"reference picture 1 of 1 of \"Mia\" is missing or damaged; give another",
                          "the box of \"Ren\" has no area; draw it larger",
                          "the box of \"Ren\" lies beside the panel; move it in",
                          "\"Ren\" has no reference picture; the model makes up the looks",
                          "\"Ren\" is character 3 of 3, but the model takes 2; take one out of the panel",
                          "character box 6 names somebody who is not in the cast; choose another"}));
    const auto warnings = sample.review();
    QCOMPARE(warnings[4].box, std::size_t(4));
    QVERIFY(leaves_out(warnings[1].flaw) && leaves_out(warnings[2].flaw) && leaves_out(warnings[4].flaw));
    QVERIFY(!leaves_out(warnings[0].flaw) && !leaves_out(warnings[3].flaw));
  }

  void hidden_boxes_ask_for_nothing() {
    Sample sample;
    sample.add(0);
    sample.add(0);
    sample.panel().characters.back().hidden = true;
    QVERIFY(sample.review().empty());
  }

  void the_smallest_balloons_are_too_many() {
    Sample sample;
    manga::Page& page = sample.project.pages[0];
    const manga::Rect frame = manga::bounds_of(sample.panel().frame);
    page.balloons.clear();
    for (const double side : {30.0, 8.0, 12.0}) {
      manga::Balloon balloon;
      balloon.id = sample.project.new_id<manga::Balloon>();
      balloon.bounds = {frame.left + 2, frame.top + 2, side, side};
      balloon.text = "side " + std::to_string(int(side));
      page.balloons.push_back(balloon);
    }
    const auto warnings = sample.review();
    QCOMPARE(warnings.size(), std::size_t(2));
    QVERIFY(warnings[0].balloon == page.balloons[2].id && warnings[1].balloon == page.balloons[1].id);
    QCOMPARE(warnings[1].number, 3);
    QCOMPARE(sample.texts()[1], QString("3 balloons lie over the panel, but the model keeps room for 1; the small "
                                        "\"side 8\" may cover the drawing"));
    page.balloons[0].hidden = page.balloons[1].hidden = true;
    QVERIFY(sample.review().empty());
  }

  void a_model_without_boxes_is_warned_of_elsewhere() {
    Sample sample;
    for (int i = 0; i < 5; ++i) sample.add(1, {2, 2, 3, 3});
    QVERIFY(sample.review({}).empty());
    // Limits that nobody knows warn of nothing.
    QCOMPARE(sample.review({.characters = true, .dialog_boxes = true}).size(), std::size_t(5));
  }

  void a_panel_that_is_not_there_is_refused() {
    Sample sample;
    const auto everything = [](const manga::AssetId&) { return true; };
    QVERIFY_EXCEPTION_THROWN((void)review_panel(sample.project, {12345}, panels, everything), koma::Error);
  }
};

QTEST_GUILESS_MAIN(PanelReviewTest)
#include "panel_review_test.moc"
