// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/fake_canvas_host.h"
#include "ui/canvas/balloon_tool.h"
#include "ui/canvas/panel_tool.h"
#include "ui/canvas/text_tool.h"
#include "ui/canvas/tool_box.h"
#include "ui/document/page_commands.h"
#include "ui/style/icons.h"

using namespace koma;
using namespace koma::ui;

namespace {

struct Studio {
  tests::FakeCanvasHost host;
  manga::PageId page = addPage(host.document(), 0);
  ToolBox box{host};
  bool press(int key, Qt::KeyboardModifiers modifiers = {}, bool repeat = false) {
    QKeyEvent event(QEvent::KeyPress, key, modifiers, {}, repeat);
    return box.keyPress(event);
  }
  bool letGo(int key, Qt::KeyboardModifiers modifiers = {}) {
    QKeyEvent event(QEvent::KeyRelease, key, modifiers);
    return box.keyRelease(event);
  }
};

}  // namespace

class ToolBoxTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_tool_has_a_name_an_icon_a_key_and_a_hint();
  void keys_choose_tools_data();
  void keys_choose_tools();
  void the_same_key_again_goes_to_the_next_shape();
  void a_held_key_chooses_for_a_while_only();
  void letters_are_written_while_text_is_edited();
  void a_drag_keeps_its_tool();
  void the_hand_scrolls_and_the_zoom_looks_closer();
};

void ToolBoxTest::every_tool_has_a_name_an_icon_a_key_and_a_hint() {
  Studio studio;
  for (const ToolEntry& entry : ToolBox::entries()) {
    QVERIFY2(studio.box.tool(entry.id), qPrintable(entry.id));
    QVERIFY(!entry.text.isEmpty());
    QVERIFY(!entry.keys.isEmpty());
    QVERIFY(!studio.box.tool(entry.id)->hint().isEmpty());
    QVERIFY2(!icon(entry.icon, studio.host.theme()).isNull(), qPrintable(entry.icon));
  }
}

void ToolBoxTest::keys_choose_tools_data() {
  QTest::addColumn<int>("key");
  QTest::addColumn<int>("modifiers");
  QTest::addColumn<QString>("id");
  QTest::newRow("O") << int(Qt::Key_O) << 0 << "select";
  QTest::newRow("1") << int(Qt::Key_1) << 0 << "panel";
  QTest::newRow("F") << int(Qt::Key_F) << 0 << "knife";
  QTest::newRow("Shift+K") << int(Qt::Key_K) << int(Qt::ShiftModifier) << "knife";
  QTest::newRow("2") << int(Qt::Key_2) << 0 << "character";
  QTest::newRow("3") << int(Qt::Key_3) << 0 << "balloon";
  QTest::newRow("4") << int(Qt::Key_4) << 0 << "balloon";
  QTest::newRow("T") << int(Qt::Key_T) << 0 << "text";
  QTest::newRow("B") << int(Qt::Key_B) << 0 << "mask";
  QTest::newRow("H") << int(Qt::Key_H) << 0 << "hand";
  QTest::newRow("Z") << int(Qt::Key_Z) << 0 << "zoom";
}

void ToolBoxTest::keys_choose_tools() {
  QFETCH(int, key);
  QFETCH(int, modifiers);
  QFETCH(QString, id);
  Studio studio;
  studio.box.activate("hand");
  studio.box.activate(id == "hand" ? "select" : "hand");
  QSignalSpy changed(&studio.box, &ToolBox::activeChanged);
  QVERIFY(studio.press(key, Qt::KeyboardModifiers(modifiers)));
  QCOMPARE(studio.box.activeId(), id);
  QCOMPARE(changed.size(), 1);
  QVERIFY(!studio.press(key, Qt::ControlModifier));
}

void ToolBoxTest::the_same_key_again_goes_to_the_next_shape() {
  Studio studio;
  studio.press(Qt::Key_1);
  studio.letGo(Qt::Key_1);
  QCOMPARE(studio.box.panelTool().shape(), PanelTool::Shape::rectangle);
  studio.press(Qt::Key_1);
  QCOMPARE(studio.box.panelTool().shape(), PanelTool::Shape::polygon);
  studio.press(Qt::Key_1, {}, true);  // held: no second time
  QCOMPARE(studio.box.panelTool().shape(), PanelTool::Shape::polygon);
}

void ToolBoxTest::a_held_key_chooses_for_a_while_only() {
  Studio studio;
  studio.press(Qt::Key_F);
  studio.letGo(Qt::Key_F);
  QCOMPARE(studio.box.activeId(), QString("knife"));
  studio.press(Qt::Key_H);
  QCOMPARE(studio.box.activeId(), QString("hand"));
  QTest::qWait(400);  // it is the length of the press that counts
  studio.letGo(Qt::Key_H);
  QCOMPARE(studio.box.activeId(), QString("knife"));
}

void ToolBoxTest::letters_are_written_while_text_is_edited() {
  Studio studio;
  studio.box.activate("text");
  tests::Hand hand(*studio.box.active(), studio.page);
  hand.click({60, 60});
  QVERIFY(!studio.press(Qt::Key_V));
  QCOMPARE(studio.box.activeId(), QString("text"));
  QKeyEvent copy(QEvent::ShortcutOverride, Qt::Key_C, Qt::ControlModifier);
  copy.ignore();
  studio.box.eventFilter(nullptr, &copy);
  QVERIFY(copy.isAccepted());
  QKeyEvent save(QEvent::ShortcutOverride, Qt::Key_S, Qt::ControlModifier);
  save.ignore();
  studio.box.eventFilter(nullptr, &save);
  QVERIFY(!save.isAccepted());
}

void ToolBoxTest::a_drag_keeps_its_tool() {
  Studio studio;
  studio.box.activate("panel");
  tests::Hand hand(*studio.box.active(), studio.page);
  hand.press({20, 20});
  hand.move({60, 60});
  QVERIFY(!studio.press(Qt::Key_V));
  QCOMPARE(studio.box.activeId(), QString("panel"));
}

void ToolBoxTest::the_hand_scrolls_and_the_zoom_looks_closer() {
  Studio studio;
  tests::Hand hand(*studio.box.tool("hand"), studio.page);
  hand.drag({20, 20}, {25, 30});
  QCOMPARE(studio.host.scrolled, QPointF(20, 40));
  tests::Hand zoom(*studio.box.tool("zoom"), studio.page);
  zoom.click({20, 20});
  QCOMPARE(studio.host.zoomed, 1.5);
  zoom.click({20, 20}, Qt::AltModifier);
  QCOMPARE(studio.host.zoomed, 1.0);
  zoom.drag({20, 20}, {60, 50});
  QCOMPARE(studio.host.shown, QRectF(20, 20, 40, 30));
}

QTEST_MAIN(ToolBoxTest)
#include "tool_box_test.moc"
