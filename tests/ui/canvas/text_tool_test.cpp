// SPDX-License-Identifier: Apache-2.0
#include <QClipboard>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/fake_canvas_host.h"
#include "ui/canvas/text_tool.h"
#include "ui/document/balloon_commands.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/thing_commands.h"

using namespace koma;
using namespace koma::ui;

namespace {

struct Studio {
  tests::FakeCanvasHost host;
  Document& document = host.document();
  manga::PageId page = addPage(document, 0);
  manga::PanelId panel = addPanel(document, page, manga::polygon_of({20, 40, 140, 120}));
  manga::BalloonId balloon;
  TextTool tool{host};
  tests::Hand hand{tool, page};

  explicit Studio(const char* text = "", manga::TextDirection direction = manga::TextDirection::vertical) {
    manga::Balloon made;
    made.bounds = {40, 50, 40, 60};
    made.text = text;
    made.style.direction = direction;
    balloon = addBalloon(document, page, made);
    document.history().clear();
  }
  const std::vector<manga::Balloon>& balloons() { return document.project().pages[0].balloons; }
  QString text() { return toQt(balloons()[0].text); }
  void inputMethod(const QString& preedit, const QString& commit = {}) {
    QInputMethodEvent event(preedit, {{QInputMethodEvent::Cursor, int(preedit.size()), 1, {}}});
    event.setCommitString(commit);
    tool.inputMethod(event);
  }
  QPointF caret() {
    return host.pageToView(page).inverted().map(tool.inputMethodQuery(Qt::ImCursorRectangle).toRectF().center());
  }
};

}  // namespace

class TextToolTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_click_on_a_balloon_starts_writing_and_esc_keeps();
  void one_session_is_one_step_even_when_stored_in_between();
  void ctrl_enter_leaves_too();
  void a_click_on_empty_paper_makes_a_balloon();
  void a_new_balloon_without_text_goes_away();
  void an_input_method_composes_and_commits();
  void leaving_keeps_what_is_unfinished();
  void the_candidate_window_follows_the_caret();
  void arrows_follow_the_writing_direction();
  void home_and_end_and_words();
  void selection_copy_cut_and_paste();
  void undo_inside_the_text();
  void a_press_puts_the_caret_and_a_drag_selects();
  void undo_of_the_document_is_taken_over();
  void undo_of_the_balloon_itself_ends_writing();
  void locked_balloons_are_left_alone();
  void the_page_hides_the_lettering_meanwhile();
};

void TextToolTest::a_click_on_a_balloon_starts_writing_and_esc_keeps() {
  Studio studio;
  studio.hand.click({60, 80});
  QVERIFY(studio.tool.takesText());
  studio.hand.type("雨だね");
  QVERIFY(studio.hand.key(Qt::Key_Escape));
  QVERIFY(!studio.tool.takesText());
  QCOMPARE(studio.text(), QString("雨だね"));
  QCOMPARE(studio.document.history().count(), 1);
  studio.document.history().undo();
  QCOMPARE(studio.text(), QString());
}

void TextToolTest::one_session_is_one_step_even_when_stored_in_between() {
  Studio studio;
  studio.tool.edit(studio.balloon);
  studio.hand.type("雨");
  QTRY_COMPARE(studio.text(), QString("雨"));  // after a short pause
  studio.hand.type("だ");
  QTRY_COMPARE(studio.text(), QString("雨だ"));
  studio.hand.type("ね");
  studio.tool.end();
  QCOMPARE(studio.text(), QString("雨だね"));
  QCOMPARE(studio.document.history().count(), 1);
  studio.document.history().undo();
  QCOMPARE(studio.text(), QString());
  studio.document.history().redo();
  QCOMPARE(studio.text(), QString("雨だね"));
}

void TextToolTest::ctrl_enter_leaves_too() {
  Studio studio;
  studio.tool.edit(studio.balloon);
  studio.hand.type("あ");
  studio.hand.key(Qt::Key_Return);
  studio.hand.type("い");
  QVERIFY(studio.hand.key(Qt::Key_Return, Qt::ControlModifier));
  QVERIFY(!studio.tool.busy());
  QCOMPARE(studio.text(), QString("あ\nい"));
}

void TextToolTest::a_click_on_empty_paper_makes_a_balloon() {
  Studio studio;
  studio.hand.click({120, 120});
  QCOMPARE(studio.balloons().size(), 2u);
  QCOMPARE(studio.balloons()[1].bounds, (manga::Rect{108, 104, 24, 32}));
  studio.hand.type("うん");
  studio.hand.click({30, 150});  // elsewhere: leaves, and makes nothing
  QCOMPARE(studio.balloons().size(), 2u);
  QCOMPARE(studio.balloons()[1].text, std::string("うん"));
}

void TextToolTest::a_new_balloon_without_text_goes_away() {
  Studio studio;
  studio.hand.click({120, 120});
  QCOMPARE(studio.balloons().size(), 2u);
  studio.hand.key(Qt::Key_Escape);
  QCOMPARE(studio.balloons().size(), 1u);
  studio.tool.edit(studio.balloon);
  studio.tool.end();
  QCOMPARE(studio.balloons().size(), 1u);  // an old one stays, empty or not
}

void TextToolTest::an_input_method_composes_and_commits() {
  Studio studio("は");
  studio.tool.edit(studio.balloon);
  studio.inputMethod("あm");
  QCOMPARE(studio.tool.editing().shownText(), QString("はあm"));
  QCOMPARE(studio.tool.editing().text(), QString("は"));
  studio.inputMethod("あめ");
  studio.inputMethod("", "雨");
  QCOMPARE(studio.tool.editing().shownText(), QString("は雨"));
  studio.tool.end();
  QCOMPARE(studio.text(), QString("は雨"));
  QCOMPARE(studio.document.history().count(), 1);
}

void TextToolTest::leaving_keeps_what_is_unfinished() {
  Studio studio;
  studio.tool.edit(studio.balloon);
  studio.inputMethod("あめ");
  studio.hand.key(Qt::Key_Escape);
  QCOMPARE(studio.text(), QString("あめ"));
}

void TextToolTest::the_candidate_window_follows_the_caret() {
  Studio studio;
  studio.tool.edit(studio.balloon);
  const QPointF empty = studio.caret();
  QVERIFY(QRectF(40, 50, 40, 60).contains(empty));
  studio.hand.type("あいう");
  const QPointF end = studio.caret();
  studio.hand.key(Qt::Key_Up);
  const QPointF before = studio.caret();
  QVERIFY(before.y() < end.y());
  QVERIFY(std::abs(before.x() - end.x()) < 1e-6);
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.tool.editing().text(), QString("あい\nう"));
  QVERIFY(studio.caret().x() < before.x());  // the next column lies on the left
  const QPointF top = studio.caret();
  studio.inputMethod("えお");
  QVERIFY(studio.caret().y() > top.y());
}

void TextToolTest::arrows_follow_the_writing_direction() {
  Studio studio("あいう\nえおか");
  studio.tool.edit(studio.balloon);
  QCOMPARE(studio.tool.editing().caret(), 7);
  studio.hand.key(Qt::Key_Up);
  QCOMPARE(studio.tool.editing().caret(), 6);
  studio.hand.key(Qt::Key_Right);  // the column before
  QCOMPARE(studio.tool.editing().caret(), 2);
  studio.hand.key(Qt::Key_Down);
  QCOMPARE(studio.tool.editing().caret(), 3);
  studio.hand.key(Qt::Key_Left);
  QCOMPARE(studio.tool.editing().caret(), 7);

  Studio across("あいう\nえおか", manga::TextDirection::horizontal);
  across.tool.edit(across.balloon);
  across.hand.key(Qt::Key_Left);
  across.hand.key(Qt::Key_Up);
  QCOMPARE(across.tool.editing().caret(), 2);
  across.hand.key(Qt::Key_Right);
  QCOMPARE(across.tool.editing().caret(), 3);
  across.hand.key(Qt::Key_Down);
  QCOMPARE(across.tool.editing().caret(), 7);
}

void TextToolTest::home_and_end_and_words() {
  Studio studio("one two\nthree", manga::TextDirection::horizontal);
  studio.tool.edit(studio.balloon);
  studio.hand.key(Qt::Key_Home);
  QCOMPARE(studio.tool.editing().caret(), 8);
  studio.hand.key(Qt::Key_Home, Qt::ControlModifier);
  QCOMPARE(studio.tool.editing().caret(), 0);
  studio.hand.key(Qt::Key_Right, Qt::ControlModifier);
  QCOMPARE(studio.tool.editing().caret(), 4);
  studio.hand.key(Qt::Key_End, Qt::ControlModifier);
  QCOMPARE(studio.tool.editing().caret(), 13);
  studio.hand.key(Qt::Key_Backspace, Qt::ControlModifier);
  QCOMPARE(studio.tool.editing().text(), QString("one two\n"));
}

void TextToolTest::selection_copy_cut_and_paste() {
  Studio studio("あいう");
  studio.tool.edit(studio.balloon);
  studio.hand.key(Qt::Key_Up, Qt::ShiftModifier);
  studio.hand.key(Qt::Key_Up, Qt::ShiftModifier);
  QCOMPARE(studio.tool.editing().selectedText(), QString("いう"));
  QVERIFY(studio.hand.key(Qt::Key_X, Qt::ControlModifier));
  QCOMPARE(studio.tool.editing().text(), QString("あ"));
  QCOMPARE(QGuiApplication::clipboard()->text(), QString("いう"));
  studio.hand.key(Qt::Key_V, Qt::ControlModifier);
  studio.hand.key(Qt::Key_V, Qt::ControlModifier);
  QCOMPARE(studio.tool.editing().text(), QString("あいういう"));
  studio.hand.key(Qt::Key_A, Qt::ControlModifier);
  studio.hand.type("ん");
  QCOMPARE(studio.tool.editing().text(), QString("ん"));
}

void TextToolTest::undo_inside_the_text() {
  Studio studio("あ");
  studio.tool.edit(studio.balloon);
  studio.hand.type("いう");
  studio.hand.key(Qt::Key_Z, Qt::ControlModifier);
  QCOMPARE(studio.tool.editing().text(), QString("あ"));
  studio.hand.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(studio.tool.editing().text(), QString("あいう"));
}

void TextToolTest::a_press_puts_the_caret_and_a_drag_selects() {
  Studio studio("あいうえ");
  studio.tool.edit(studio.balloon);
  studio.hand.drag({60, 51}, {60, 109});
  QCOMPARE(studio.tool.editing().selectedText(), QString("あいうえ"));
  studio.hand.click({60, 51});
  QCOMPARE(studio.tool.editing().caret(), 0);
  QVERIFY(!studio.tool.editing().hasSelection());
}

void TextToolTest::undo_of_the_document_is_taken_over() {
  Studio studio("あ");
  studio.tool.edit(studio.balloon);
  studio.hand.type("い");
  QTRY_COMPARE(studio.text(), QString("あい"));
  studio.document.history().undo();
  QCOMPARE(studio.tool.editing().text(), QString("あ"));
  studio.tool.end();
  QCOMPARE(studio.text(), QString("あ"));
}

void TextToolTest::undo_of_the_balloon_itself_ends_writing() {
  Studio studio;
  studio.hand.click({120, 120});
  studio.document.history().undo();
  QVERIFY(!studio.tool.busy());
  QCOMPARE(studio.balloons().size(), 1u);
}

void TextToolTest::locked_balloons_are_left_alone() {
  Studio studio("あ");
  const Thing balloon = studio.balloon;
  setLocked(studio.document, {&balloon, 1}, true);
  studio.hand.click({60, 80});
  QVERIFY(!studio.tool.takesText());
}

void TextToolTest::the_page_hides_the_lettering_meanwhile() {
  Studio studio("あ");
  QSignalSpy hints(&studio.tool, &Tool::hintChanged);
  studio.tool.edit(studio.balloon);
  QCOMPARE(studio.host.edited, studio.balloon);
  QCOMPARE(hints.size(), 1);
  studio.tool.end();
  QCOMPARE(studio.host.edited, manga::BalloonId());
  QCOMPARE(studio.document.history().count(), 0);
}

QTEST_MAIN(TextToolTest)
#include "text_tool_test.moc"
