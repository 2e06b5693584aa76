// SPDX-License-Identifier: Apache-2.0
#include <QMimeData>
#include <QtTest>

#include "engine/base/error.h"
#include "ui/document/balloon_commands.h"
#include "ui/document/character_commands.h"
#include "ui/document/clipboard.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/thing_commands.h"
#include "ui/document/things.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// Two panels, a box in the first, a balloon with a tail.
struct Sample {
  Document document;
  manga::PageId page = addPage(document, 0);
  manga::PanelId first = addPanel(document, page, manga::polygon_of({20, 30, 100, 60}));
  manga::PanelId second = addPanel(document, page, manga::polygon_of({30, 100, 50, 60}));
  manga::CharacterId aki = addCharacter(document, "Aki");
  BoxRef box = placeCharacter(document, first, {.character = aki, .box = {0.25f, 0.5f, 0.5f, 1}, .unknown = {}});
  manga::BalloonId balloon;

  Sample() {
    manga::Balloon made;
    made.bounds = {70, 35, 20, 30};
    made.tails = {{{60, 70}}};
    made.text = "はい";
    made.speaker = aki;
    balloon = addBalloon(document, page, made);
    document.history().clear();
  }
  const manga::Page& now() const { return document.project().pages[0]; }
  QRectF rect(const Thing& thing) const { return boundsOf(now(), thing); }
};

}  // namespace

class ThingCommandsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void moving_takes_tails_along_and_boxes_only_once();
  void locked_things_are_left_alone();
  void quick_nudges_are_one_step();
  void resizing_leaves_the_tip_of_a_tail();
  void things_align_along_the_edges_of_all();
  void three_things_are_spread_evenly();
  void stacking_changes_and_boxes_keep_their_selection();
  void removing_boxes_by_place_removes_the_right_ones();
  void copies_get_ids_of_their_own_and_lie_beside();
  void pasting_offsets_where_the_place_is_taken();
  void pasting_into_another_work_finds_people_by_name();
  void damaged_clipboards_are_refused_with_a_reason();
  void things_are_read_from_right_to_left();
};

void ThingCommandsTest::moving_takes_tails_along_and_boxes_only_once() {
  Sample sample;
  const std::array<Thing, 3> things{sample.first, sample.box, sample.balloon};
  translateThings(sample.document, things, {5, -2});
  QCOMPARE(sample.rect(sample.first), QRectF(25, 28, 100, 60));
  QCOMPARE(sample.rect(sample.box), QRectF(50, 58, 25, 30));
  QCOMPARE(sample.rect(sample.balloon), QRectF(75, 33, 20, 30));
  QCOMPARE(sample.now().balloons[0].tails[0].tip, (manga::Point{65, 68}));
  QCOMPARE(sample.document.history().count(), 1);
}

void ThingCommandsTest::locked_things_are_left_alone() {
  Sample sample;
  const std::array<Thing, 2> things{sample.first, sample.balloon};
  setLocked(sample.document, {things.data(), 1}, true);
  translateThings(sample.document, things, {5, 0});
  QCOMPARE(sample.rect(sample.first), QRectF(20, 30, 100, 60));
  QCOMPARE(sample.rect(sample.balloon), QRectF(75, 35, 20, 30));
  removeThings(sample.document, things);
  QCOMPARE(sample.now().panels.size(), 2u);
  QVERIFY(sample.now().balloons.empty());
}

void ThingCommandsTest::quick_nudges_are_one_step() {
  Sample sample;
  const std::array<Thing, 1> things{sample.first};
  for (int i = 0; i < 3; ++i) translateThings(sample.document, things, {0.125, 0}, Pace::repeated);
  QCOMPARE(sample.document.history().count(), 1);
  QCOMPARE(sample.rect(sample.first), QRectF(20.375, 30, 100, 60));
  const std::array<Thing, 1> others{sample.second};
  translateThings(sample.document, others, {0.125, 0}, Pace::repeated);
  QCOMPARE(sample.document.history().count(), 2);
}

void ThingCommandsTest::resizing_leaves_the_tip_of_a_tail() {
  Sample sample;
  const std::array<Thing, 1> things{sample.balloon};
  resizeThings(sample.document, things, {70, 35, 20, 30}, {70, 35, 40, 15});
  QCOMPARE(sample.rect(sample.balloon), QRectF(70, 35, 40, 15));
  QCOMPARE(sample.now().balloons[0].tails[0].tip, (manga::Point{60, 70}));
}

void ThingCommandsTest::things_align_along_the_edges_of_all() {
  Sample sample;
  const std::array<Thing, 2> things{sample.first, sample.second};
  alignThings(sample.document, things, Alignment::right);
  QCOMPARE(sample.rect(sample.second), QRectF(70, 100, 50, 60));
  alignThings(sample.document, {things.data() + 1, 1}, Alignment::left);
  QCOMPARE(sample.rect(sample.second).left(), 16.0);  // the inner frame
}

void ThingCommandsTest::three_things_are_spread_evenly() {
  Sample sample;
  const manga::PanelId third = addPanel(sample.document, sample.page, manga::polygon_of({20, 230, 20, 20}));
  const std::array<Thing, 3> things{third, sample.first, sample.second};
  distributeThings(sample.document, things, Qt::Vertical);
  QCOMPARE(sample.rect(sample.first).top(), 30.0);
  QCOMPARE(sample.rect(sample.second).top(), 130.0);  // 220 mm hold 140 mm of panels: 40 mm twice
  QCOMPARE(sample.rect(third).top(), 230.0);
}

void ThingCommandsTest::stacking_changes_and_boxes_keep_their_selection() {
  Sample sample;
  placeCharacter(sample.document, sample.first, {.character = sample.aki, .box = {0, 0, 0.5f, 0.5f}, .unknown = {}});
  const std::array<Thing, 2> things{sample.first, sample.box};
  const QRectF before = sample.rect(sample.box);
  const auto renamed = restackThings(sample.document, things, Restack::toFront);
  QCOMPARE(renamed[1] == Thing(BoxRef{sample.first, 1}), true);
  QCOMPARE(sample.rect(renamed[1]), before);
  QVERIFY(panelOn(sample.now(), sample.first)->z_order > panelOn(sample.now(), sample.second)->z_order);
}

void ThingCommandsTest::removing_boxes_by_place_removes_the_right_ones() {
  Sample sample;
  placeCharacter(sample.document, sample.first, {.character = sample.aki, .box = {0, 0, 0.5f, 0.5f}, .unknown = {}});
  placeCharacter(sample.document, sample.first, {.character = sample.aki, .box = {0, 0, 1, 1}, .unknown = {}});
  const std::array<Thing, 2> things{BoxRef{sample.first, 0}, BoxRef{sample.first, 2}};
  removeThings(sample.document, things);
  QCOMPARE(panelOn(sample.now(), sample.first)->characters.size(), 1u);
  QCOMPARE(panelOn(sample.now(), sample.first)->characters[0].box.right, 0.5f);
}

void ThingCommandsTest::copies_get_ids_of_their_own_and_lie_beside() {
  Sample sample;
  const std::array<Thing, 2> things{sample.second, sample.balloon};
  const auto copies = duplicateThings(sample.document, things);
  QCOMPARE(copies.size(), 2u);
  QCOMPARE(sample.rect(copies[0]), QRectF(33, 103, 50, 60));
  QCOMPARE(sample.rect(copies[1]), QRectF(73, 38, 20, 30));
  QVERIFY(std::get<manga::PanelId>(copies[0]) != sample.second);
}

void ThingCommandsTest::pasting_offsets_where_the_place_is_taken() {
  Sample sample;
  const std::array<Thing, 2> things{sample.box, sample.balloon};
  const auto data = copyThings(sample.document.project(), things, "a");
  QVERIFY(canPaste(*data));
  QCOMPARE(data->text(), QString("はい"));
  const auto here = pasteThings(sample.document, *data, {sample.page, {}, "a"});
  const QRectF pasted = sample.rect(here[0]);  // boxes are kept in single precision
  QVERIFY2(std::abs(pasted.left() - 48) < 1e-4 && std::abs(pasted.top() - 63) < 1e-4,
           qPrintable(QString::number(pasted.left())));
  QCOMPARE(sample.rect(here[1]), QRectF(73, 38, 20, 30));
  const manga::PageId other = addPage(sample.document, 1);
  const auto there = pasteThings(sample.document, *data, {other, {}, "a"});
  QCOMPARE(there.size(), 1u);  // no panel takes the box
  QCOMPARE(boundsOf(sample.document.project().pages[1], there[0]), QRectF(70, 35, 20, 30));
}

void ThingCommandsTest::pasting_into_another_work_finds_people_by_name() {
  Sample sample;
  const manga::Take take{{900}, "rain.png", "", "", {}};
  sample.document.addTakes(sample.first, {&take, 1});
  const std::array<Thing, 2> things{sample.first, sample.balloon};
  const auto data = copyThings(sample.document.project(), things, "a");
  Document other;
  addCharacter(other, "Somebody");
  const manga::CharacterId aki = addCharacter(other, "Aki");
  const manga::PageId page = addPage(other, 0);
  pasteThings(other, *data, {page, {}, "b"});
  const manga::Page& pasted = other.project().pages[0];
  QCOMPARE(pasted.panels[0].characters[0].character, aki);
  QCOMPARE(pasted.balloons[0].speaker, aki);
  QVERIFY(pasted.panels[0].takes.empty());  // its picture is not there
}

void ThingCommandsTest::damaged_clipboards_are_refused_with_a_reason() {
  Sample sample;
  const manga::Project before = sample.document.project();
  for (const char* text : {"", "{", "[]", "{\"panels\": [{\"id\": 1, \"frame\": 3}]}", "{\"panels\": 7}"}) {
    QMimeData data;
    data.setData(thingsMimeType, text);
    QVERIFY_EXCEPTION_THROWN(pasteThings(sample.document, data, {sample.page, {}, ""}), Error);
  }
  QCOMPARE(sample.document.project() == before, true);
}

void ThingCommandsTest::things_are_read_from_right_to_left() {
  Document document;
  const manga::PageId page = addPage(document, 0);
  const manga::PanelId left = addPanel(document, page, manga::polygon_of({20, 30, 50, 60}));
  const manga::PanelId right = addPanel(document, page, manga::polygon_of({80, 30, 50, 60}));
  manga::Balloon balloon;
  balloon.bounds = {90, 40, 20, 20};
  const manga::BalloonId said = addBalloon(document, page, balloon);
  const std::vector<Thing> expected{right, said, left};
  QCOMPARE(readingOrder(document.project().pages[0], manga::ReadingDirection::right_to_left) == expected, true);
}

QTEST_GUILESS_MAIN(ThingCommandsTest)
#include "thing_commands_test.moc"
