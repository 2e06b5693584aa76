// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "tests/support/immediate_background.h"
#include "ui/canvas/mask_tool.h"
#include "ui/canvas/page_view.h"
#include "ui/canvas/text_tool.h"
#include "ui/canvas/tool_box.h"
#include "ui/document/document.h"
#include "ui/document/page_commands.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/style/notices.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// The real canvas with the tools, joined as the window joins them, and driven by the events of mouse and keyboard.
struct Studio {
  tests::ImmediateBackground background;
  Theme theme{*qApp};
  Document document;
  Selection selection{document};
  PictureLibrary pictures{background};
  Notices notices;
  manga::PageId page = addPage(document, 0);
  PageView view{document, selection, pictures, background, theme, notices, KOMA_RESOURCES "/fonts"};
  ToolBox tools{view};

  Studio() {
    view.installEventFilter(&tools);
    QObject::connect(&tools, &ToolBox::activeChanged, &view, [this] { view.setTool(tools.active()); });
    QObject::connect(&view, &PageView::toolWanted, &tools, &ToolBox::activate);
    view.setTool(tools.active());
    view.resize(900, 1100);
    view.show();
    view.activateWindow();
    view.setFocus();
    selection.setPage(page);
    view.fitPage();
    document.history().clear();
  }
  QPoint at(double x, double y) const { return view.pageToView(page).map(QPointF(x, y)).toPoint(); }
  void drag(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton) {
    QTest::mousePress(&view, button, {}, from);
    for (int i = 1; i <= 3; ++i) {
      // QTest's own moves carry no buttons.
      const QPointF place = from + QPointF(to - from) * i / 3;
      QMouseEvent move(QEvent::MouseMove, place, view.mapToGlobal(place), Qt::NoButton, button, {});
      QApplication::sendEvent(&view, &move);
    }
    QTest::mouseRelease(&view, button, {}, to);
  }
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view, key, modifiers); }
  const manga::Page& now() const { return document.project().pages[0]; }
};

}  // namespace

class ToolsOnViewTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_page_is_laid_out_with_the_mouse();
  void what_is_dragged_far_stays_the_only_thing_selected();
  void a_page_is_laid_out_with_the_keyboard_alone();
  void text_is_written_with_keys_and_an_input_method();
  void the_right_button_erases_under_the_mask_brush_only();
};

void ToolsOnViewTest::a_page_is_laid_out_with_the_mouse() {
  Studio studio;
  studio.key(Qt::Key_1);
  studio.drag(studio.at(16, 18.5), studio.at(166, 238.5));
  QCOMPARE(boundsOf(studio.now().panels.at(0)), QRectF(16, 18.5, 150, 220));  // snapped
  studio.key(Qt::Key_F);
  studio.drag(studio.at(5, 128), studio.at(175, 128.5));
  QCOMPARE(studio.now().panels.size(), 2u);
  QCOMPARE(boundsOf(studio.now().panels[0]).height(), 107.25);
  studio.key(Qt::Key_3);
  studio.drag(studio.at(120, 30), studio.at(150, 70));
  QCOMPARE(studio.now().balloons.size(), 1u);
  QCOMPARE(studio.document.history().count(), 3);
  studio.key(Qt::Key_V);
  QTest::mouseClick(&studio.view, Qt::LeftButton, {}, studio.at(40, 200));
  QVERIFY(studio.selection.panel());
}

void ToolsOnViewTest::what_is_dragged_far_stays_the_only_thing_selected() {
  Studio studio;
  studio.key(Qt::Key_3);
  studio.drag(studio.at(20, 30), studio.at(40, 50));
  studio.key(Qt::Key_V);

  QTest::mousePress(&studio.view, Qt::LeftButton, {}, studio.at(30, 40));
  for (int i = 1; i <= 8; ++i) QTest::mouseMove(&studio.view, studio.at(30 + 14 * i, 40 + 20 * i));
  QTest::mouseRelease(&studio.view, Qt::LeftButton, {}, studio.at(142, 200));

  QCOMPARE(studio.selection.things(), std::vector<Thing>{studio.now().balloons.at(0).id});
  QVERIFY(studio.now().balloons.at(0).bounds.left > 100);
}

void ToolsOnViewTest::a_page_is_laid_out_with_the_keyboard_alone() {
  Studio studio;
  studio.key(Qt::Key_1);
  studio.key(Qt::Key_Return);
  QCOMPARE(studio.now().panels.size(), 1u);
  studio.key(Qt::Key_K, Qt::ShiftModifier);
  studio.key(Qt::Key_Return);
  studio.key(Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(studio.now().panels.size(), 3u);
  studio.key(Qt::Key_Tab, Qt::ControlModifier);
  const auto second = studio.selection.panel();
  studio.key(Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
  QVERIFY(studio.selection.panel() != second);
  studio.key(Qt::Key_3);
  studio.key(Qt::Key_Return);
  QCOMPARE(studio.now().balloons.size(), 1u);
  studio.key(Qt::Key_Return);
  QCOMPARE(studio.tools.activeId(), QString("text"));
  QTest::keyClicks(&studio.view, "v1f");
  studio.key(Qt::Key_Escape);
  QCOMPARE(studio.now().balloons[0].text, std::string("v1f"));
  studio.key(Qt::Key_Right, Qt::ShiftModifier);
  QCOMPARE(studio.tools.activeId(), QString("text"));
  studio.key(Qt::Key_Escape);
  QVERIFY(studio.selection.empty());
}

void ToolsOnViewTest::text_is_written_with_keys_and_an_input_method() {
  Studio studio;
  studio.key(Qt::Key_T);
  QTest::mouseClick(&studio.view, Qt::LeftButton, {}, studio.at(80, 100));
  QCOMPARE(studio.now().balloons.size(), 1u);
  QVERIFY(studio.view.testAttribute(Qt::WA_InputMethodEnabled));
  QInputMethodEvent composing("あめ", {});
  QApplication::sendEvent(&studio.view, &composing);
  QInputMethodEvent done;
  done.setCommitString("雨");
  QApplication::sendEvent(&studio.view, &done);
  const QRectF caret = studio.view.inputMethodQuery(Qt::ImCursorRectangle).toRectF();
  QVERIFY(QRectF(studio.at(60, 70), studio.at(100, 130)).contains(caret.center()));
  studio.key(Qt::Key_Return, Qt::ControlModifier);
  QCOMPARE(studio.now().balloons[0].text, std::string("雨"));
  QVERIFY(!studio.view.testAttribute(Qt::WA_InputMethodEnabled));
}

void ToolsOnViewTest::the_right_button_erases_under_the_mask_brush_only() {
  Studio studio;
  studio.key(Qt::Key_1);
  studio.key(Qt::Key_Return);
  studio.key(Qt::Key_B);
  QSignalSpy painted(&studio.tools, &ToolBox::maskPainted);
  studio.drag(studio.at(40, 60), studio.at(100, 60));
  QCOMPARE(painted.size(), 1);
  studio.drag(studio.at(40, 60), studio.at(60, 60), Qt::RightButton);
  QCOMPARE(painted.size(), 2);
  studio.key(Qt::Key_V);
  studio.drag(studio.at(40, 60), studio.at(60, 90), Qt::RightButton);
  QCOMPARE(boundsOf(studio.now().panels[0]), QRectF(16, 18.5, 150, 220));
}

QTEST_MAIN(ToolsOnViewTest)
#include "tools_on_view_test.moc"
