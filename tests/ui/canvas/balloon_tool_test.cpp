// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "tests/support/fake_canvas_host.h"
#include "ui/canvas/balloon_tool.h"
#include "ui/document/character_commands.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"

using namespace koma;
using namespace koma::ui;

namespace {

struct Studio {
  tests::FakeCanvasHost host;
  Document& document = host.document();
  manga::PageId page = addPage(document, 0);
  manga::PanelId panel = addPanel(document, page, manga::polygon_of({20, 40, 100, 80}));
  BalloonTool tool{host};
  tests::Hand hand{tool, page};

  Studio() {
    host.settings.snap = false;
    document.history().clear();
  }
  const std::vector<manga::Balloon>& balloons() { return document.project().pages[0].balloons; }
};

}  // namespace

class BalloonToolTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_drag_makes_a_balloon_with_vertical_text();
  void a_second_drag_out_of_it_sets_the_tail();
  void a_tail_to_somebody_makes_them_speak();
  void the_tail_moves_by_its_handle_and_goes_back_inside();
  void alt_adds_another_tail();
  void esc_makes_neither_body_nor_tail();
  void shapes_go_round();
  void a_click_makes_one_of_the_usual_size();
  void enter_puts_one_where_reading_begins_and_then_writes();
};

void BalloonToolTest::a_drag_makes_a_balloon_with_vertical_text() {
  Studio studio;
  studio.hand.drag({30, 45}, {50, 80});
  QCOMPARE(studio.balloons().size(), 1u);
  QCOMPARE(studio.balloons()[0].bounds, (manga::Rect{30, 45, 20, 35}));
  QCOMPARE(studio.balloons()[0].shape, manga::BalloonShape::ellipse);
  QCOMPARE(studio.balloons()[0].style.direction, manga::TextDirection::vertical);
  QCOMPARE(studio.host.selection().balloon(), studio.balloons()[0].id);
  QCOMPARE(studio.document.history().count(), 1);
}

void BalloonToolTest::a_second_drag_out_of_it_sets_the_tail() {
  Studio studio;
  studio.hand.drag({30, 45}, {50, 80});
  studio.hand.press({40, 60});
  studio.hand.move({60, 90});
  QCOMPARE(studio.host.draft->balloons[0].tails.size(), 1u);
  QVERIFY(studio.balloons()[0].tails.empty());
  studio.hand.release({65, 95});
  QCOMPARE(studio.balloons()[0].tails.size(), 1u);
  QCOMPARE(studio.balloons()[0].tails[0].tip, (manga::Point{65, 95}));
  QCOMPARE(studio.document.history().count(), 2);
}

void BalloonToolTest::a_tail_to_somebody_makes_them_speak() {
  Studio studio;
  const manga::CharacterId aki = addCharacter(studio.document, "Aki");
  placeCharacter(studio.document, studio.panel, {.character = aki, .box = {0.5f, 0.5f, 1, 1}, .unknown = {}});
  studio.hand.drag({30, 45}, {50, 80});
  const int before = studio.document.history().count();
  studio.hand.drag({40, 60}, {100, 100});
  QCOMPARE(studio.balloons()[0].speaker, aki);
  QCOMPARE(studio.document.history().count(), before + 1);
}

void BalloonToolTest::the_tail_moves_by_its_handle_and_goes_back_inside() {
  Studio studio;
  studio.hand.drag({30, 45}, {50, 80});
  studio.hand.drag({40, 60}, {65, 95});
  studio.hand.drag({65.5, 95}, {70, 90});
  QCOMPARE(studio.balloons()[0].tails[0].tip, (manga::Point{70, 90}));
  studio.hand.drag({70, 90}, {40, 60});
  QVERIFY(studio.balloons()[0].tails.empty());
}

void BalloonToolTest::alt_adds_another_tail() {
  Studio studio;
  studio.hand.drag({30, 45}, {50, 80});
  studio.hand.drag({40, 60}, {65, 95});
  studio.hand.drag({40, 60}, {25, 95}, Qt::AltModifier);
  QCOMPARE(studio.balloons()[0].tails.size(), 2u);
  QCOMPARE(studio.balloons()[0].tails[0].tip, (manga::Point{65, 95}));
}

void BalloonToolTest::esc_makes_neither_body_nor_tail() {
  Studio studio;
  studio.hand.press({30, 45});
  studio.hand.move({50, 80});
  studio.hand.key(Qt::Key_Escape);
  studio.hand.release({50, 80});
  QVERIFY(studio.balloons().empty());
  studio.hand.drag({30, 45}, {50, 80});
  const manga::Project before = studio.document.project();
  studio.hand.press({40, 60});
  studio.hand.move({65, 95});
  studio.hand.key(Qt::Key_Escape);
  studio.hand.release({65, 95});
  QVERIFY(!studio.host.draft);
  QVERIFY(studio.document.project() == before);
}

void BalloonToolTest::shapes_go_round() {
  Studio studio;
  std::vector<manga::BalloonShape> seen;
  for (int i = 0; i < 4; ++i) {
    studio.tool.again();
    seen.push_back(studio.tool.shape());
  }
  using manga::BalloonShape;
  const std::vector expected{BalloonShape::rounded, BalloonShape::box, BalloonShape::burst, BalloonShape::ellipse};
  QVERIFY(seen == expected);
}

void BalloonToolTest::a_click_makes_one_of_the_usual_size() {
  Studio studio;
  studio.hand.click({60, 80});
  QCOMPARE(studio.balloons()[0].bounds, (manga::Rect{48, 64, 24, 32}));
  studio.hand.click({60, 80});  // on it: nothing more
  QCOMPARE(studio.balloons().size(), 1u);
}

void BalloonToolTest::enter_puts_one_where_reading_begins_and_then_writes() {
  Studio studio;
  studio.host.selection().select(studio.panel);
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.balloons()[0].bounds, (manga::Rect{93, 43, 24, 32}));
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.host.chosen, QString("text"));
  studio.host.selection().select(studio.panel);
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.balloons()[1].bounds, (manga::Rect{66, 43, 24, 32}));
}

QTEST_MAIN(BalloonToolTest)
#include "balloon_tool_test.moc"
