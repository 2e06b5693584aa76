// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "tests/support/fake_canvas_host.h"
#include "ui/canvas/character_box_tool.h"
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
  CharacterBoxTool tool{host};
  tests::Hand hand{tool, page};

  Studio() { host.settings.snap = false; }
  const std::vector<manga::CharacterBox>& boxes() { return panelOn(document.project().pages[0], panel)->characters; }
};

}  // namespace

class CharacterBoxToolTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_drag_puts_the_chosen_character_into_the_panel();
  void without_a_choice_it_is_the_first_of_the_cast();
  void without_a_cast_it_says_what_to_do_first();
  void esc_puts_nobody();
  void outside_all_panels_it_says_where();
  void a_click_puts_a_bust();
  void enter_puts_somebody_into_the_selected_panel();
};

void CharacterBoxToolTest::a_drag_puts_the_chosen_character_into_the_panel() {
  Studio studio;
  addCharacter(studio.document, "Aki");
  const manga::CharacterId mia = addCharacter(studio.document, "Mia");
  studio.host.selection().setCharacter(mia);
  const int before = studio.document.history().count();
  studio.hand.press({45, 60});
  studio.hand.move({60, 70});
  QVERIFY(studio.boxes().empty());
  studio.hand.release({70, 120});
  QCOMPARE(studio.boxes().size(), 1u);
  QCOMPARE(studio.boxes()[0].character, mia);
  QCOMPARE(studio.boxes()[0].box, (UnitBox{0.25f, 0.25f, 0.5f, 1}));
  QVERIFY(!studio.boxes()[0].strength);
  QCOMPARE(studio.document.history().count(), before + 1);
  QVERIFY(studio.host.selection().things() == std::vector<Thing>(1, BoxRef{studio.panel, 0}));
}

void CharacterBoxToolTest::without_a_choice_it_is_the_first_of_the_cast() {
  Studio studio;
  const manga::CharacterId aki = addCharacter(studio.document, "Aki");
  addCharacter(studio.document, "Mia");
  studio.hand.drag({45, 60}, {70, 120});
  QCOMPARE(studio.boxes()[0].character, aki);
}

void CharacterBoxToolTest::without_a_cast_it_says_what_to_do_first() {
  Studio studio;
  studio.hand.drag({45, 60}, {70, 120});
  QVERIFY(studio.boxes().empty());
  QCOMPARE(studio.host.said.size(), 1);
}

void CharacterBoxToolTest::esc_puts_nobody() {
  Studio studio;
  addCharacter(studio.document, "Aki");
  const int before = studio.document.history().count();
  studio.hand.press({45, 60});
  studio.hand.move({70, 100});
  studio.hand.key(Qt::Key_Escape);
  studio.hand.release({70, 100});
  QCOMPARE(studio.document.history().count(), before);
}

void CharacterBoxToolTest::outside_all_panels_it_says_where() {
  Studio studio;
  addCharacter(studio.document, "Aki");
  studio.hand.drag({45, 160}, {70, 200});
  QVERIFY(studio.boxes().empty());
  QCOMPARE(studio.host.said.size(), 1);
}

void CharacterBoxToolTest::a_click_puts_a_bust() {
  Studio studio;
  addCharacter(studio.document, "Aki");
  studio.hand.click({70, 80});
  QCOMPARE(studio.boxes().size(), 1u);
  QCOMPARE(shot_of(studio.boxes()[0].box, 1000, 800), Shot::bust);
}

void CharacterBoxToolTest::enter_puts_somebody_into_the_selected_panel() {
  Studio studio;
  addCharacter(studio.document, "Aki");
  studio.host.selection().select(studio.panel);
  studio.hand.key(Qt::Key_Return);
  studio.hand.key(Qt::Key_Return);  // the box is selected now: its panel takes another one, beside it
  QCOMPARE(studio.boxes().size(), 2u);
  QVERIFY(studio.boxes()[1].box.left > studio.boxes()[0].box.left);
}

QTEST_MAIN(CharacterBoxToolTest)
#include "character_box_tool_test.moc"
