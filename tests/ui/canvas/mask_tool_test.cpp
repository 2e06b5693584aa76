// SPDX-License-Identifier: Apache-2.0
#include <QPainter>
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/fake_canvas_host.h"
#include "ui/canvas/mask_tool.h"
#include "ui/document/drawing_commands.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"

using namespace koma;
using namespace koma::ui;

namespace {

struct Studio {
  tests::FakeCanvasHost host;
  Document& document = host.document();
  manga::PageId page = addPage(document, 0);
  manga::PanelId panel = addPanel(document, page, manga::polygon_of({20, 40, 100, 50}));
  MaskTool tool{host};
  tests::Hand hand{tool, page};
  QSignalSpy painted{&tool, &MaskTool::maskPainted};

  Studio() { document.history().clear(); }
  Image mask() { return painted.isEmpty() ? Image() : painted.last()[1].value<Image>(); }
  /// Grey at a place of the page.
  static int at(const Image& mask, QPointF place) {
    return mask.row(int((place.y() - 40) * mask.height() / 50))[int((place.x() - 20) * mask.width() / 100)];
  }
};

}  // namespace

class MaskToolTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_stroke_becomes_a_grey_mask_of_the_panel();
  void alt_and_the_right_button_erase();
  void esc_takes_the_stroke_back();
  void brackets_change_the_brush();
  void a_mask_that_is_there_is_painted_on();
  void a_mask_that_is_still_read_is_left_alone();
  void erasing_everything_clears_the_mask();
  void enter_masks_the_whole_selected_panel();
  void strokes_follow_each_other_while_the_mask_is_imported();
  void e_changes_the_brush_into_a_rubber_and_back();
  void delete_clears_the_mask_and_leaves_the_panel();
  void inverting_masks_what_was_kept();
  void a_panel_without_a_picture_says_what_the_mask_is_for();
  void the_soft_edge_is_shown_around_the_mask();
  void a_lasso_masks_what_it_goes_around();
  void a_rectangle_masks_what_it_covers_and_its_key_goes_on();
};

void MaskToolTest::a_lasso_masks_what_it_goes_around() {
  Studio studio;
  studio.tool.again();
  QCOMPARE(studio.tool.shape(), MaskShape::lasso);
  studio.hand.press({40, 50});
  for (const QPointF place : {QPointF(80, 50), QPointF(80, 80), QPointF(40, 80)}) studio.hand.move(place);
  studio.hand.release({40, 80});
  QCOMPARE(Studio::at(studio.mask(), {60, 65}), 255);
  QCOMPARE(Studio::at(studio.mask(), {30, 65}), 0);
  studio.hand.press({50, 60}, Qt::AltModifier);
  for (const QPointF place : {QPointF(70, 60), QPointF(70, 70)}) studio.hand.move(place, Qt::AltModifier);
  studio.hand.release({50, 70}, Qt::AltModifier);
  QCOMPARE(Studio::at(studio.mask(), {65, 65}), 0);
  QCOMPARE(Studio::at(studio.mask(), {45, 75}), 255);
}

void MaskToolTest::a_rectangle_masks_what_it_covers_and_its_key_goes_on() {
  Studio studio;
  studio.tool.setShape(MaskShape::rectangle);
  studio.hand.press({70, 80});
  studio.hand.move({60, 70});
  QVERIFY(studio.hand.key(Qt::Key_Escape));
  QVERIFY(studio.painted.isEmpty());
  studio.hand.drag({70, 80}, {40, 50});
  QCOMPARE(Studio::at(studio.mask(), {41, 51}), 255);
  QCOMPARE(Studio::at(studio.mask(), {69, 79}), 255);
  QCOMPARE(Studio::at(studio.mask(), {72, 65}), 0);
  studio.tool.again();
  QCOMPARE(studio.tool.shape(), MaskShape::brush);
}

void MaskToolTest::e_changes_the_brush_into_a_rubber_and_back() {
  Studio studio;
  studio.tool.setBrush(10);
  studio.hand.drag({40, 60}, {80, 60});
  QVERIFY(studio.hand.key(Qt::Key_E));
  studio.hand.click({60, 60});
  QCOMPARE(Studio::at(studio.mask(), {60, 60}), 0);
  studio.hand.drag({60, 60}, {60, 60}, Qt::AltModifier);  // the other way round
  QCOMPARE(Studio::at(studio.mask(), {60, 60}), 255);
  QVERIFY(studio.hand.key(Qt::Key_E));
  studio.hand.click({100, 80});
  QCOMPARE(Studio::at(studio.mask(), {100, 80}), 255);
}

void MaskToolTest::delete_clears_the_mask_and_leaves_the_panel() {
  Studio studio;
  studio.host.selection().select(studio.panel);
  QKeyEvent press(QEvent::KeyPress, Qt::Key_Delete, Qt::NoModifier);
  QVERIFY(!studio.tool.overridesShortcut(press));  // without a mask the key is the window's
  setMask(studio.document, studio.panel, "old.png");
  studio.tool.setSource([](const manga::AssetId&) {
    QImage old(20, 10, QImage::Format_Grayscale8);
    old.fill(255);
    return old;
  });
  QVERIFY(studio.tool.overridesShortcut(press));
  QVERIFY(studio.hand.key(Qt::Key_Delete));
  QVERIFY(manga::find_panel(studio.document.project(), studio.panel)->mask.empty());
  studio.document.history().undo();
  QVERIFY(!manga::find_panel(studio.document.project(), studio.panel)->mask.empty());
}

void MaskToolTest::inverting_masks_what_was_kept() {
  Studio studio;
  studio.tool.setBrush(10);
  studio.hand.drag({40, 60}, {80, 60});
  studio.tool.invert(studio.panel);
  QCOMPARE(Studio::at(studio.mask(), {60, 60}), 0);
  QCOMPARE(Studio::at(studio.mask(), {30, 80}), 255);
}

void MaskToolTest::a_panel_without_a_picture_says_what_the_mask_is_for() {
  Studio studio;
  QSignalSpy said(&studio.host.notices(), &Notices::said);
  studio.hand.click({60, 60});
  QCOMPARE(said.size(), 1);
  QVERIFY(said[0][0].value<Notice>().text.contains("no picture yet"));
}

void MaskToolTest::the_soft_edge_is_shown_around_the_mask() {
  Studio studio;
  double share = 0;
  studio.tool.setFeather([&](const manga::Panel&) { return share; });
  studio.tool.setBrush(10);
  const auto shown = [&](QPointF place) {
    QImage view(1200, 1200, QImage::Format_ARGB32_Premultiplied);
    view.fill(Qt::transparent);
    QPainter painter(&view);
    studio.tool.paintOverlay(painter);
    painter.end();
    return qAlpha(view.pixel(studio.host.pageToView(studio.page).map(place).toPoint()));
  };
  studio.hand.drag({40, 60}, {80, 60});
  studio.hand.move({25, 85});  // the brush's ring is elsewhere
  QCOMPARE(shown({60, 68}), 0);
  share = 0.1;
  setRepaint(studio.document, studio.panel,
             {.strength = 0.5, .context = {}, .feather = 100, .prefill = {}, .seam = {}, .unknown = {}});
  studio.hand.drag({60, 60}, {60, 60});
  studio.hand.move({25, 85});
  QVERIFY(shown({60, 68}) > 0);
  QVERIFY(shown({60, 68}) < shown({60, 60}));
  QCOMPARE(shown({60, 85}), 0);
}

void MaskToolTest::a_stroke_becomes_a_grey_mask_of_the_panel() {
  Studio studio;
  studio.tool.setBrush(10);
  studio.hand.press({40, 60});
  studio.hand.move({80, 60});
  QVERIFY(studio.painted.isEmpty());
  studio.hand.release({80, 60});
  QCOMPARE(studio.painted.size(), 1);
  QCOMPARE(studio.painted[0][0].value<manga::PanelId>(), studio.panel);
  const Image mask = studio.mask();
  QCOMPARE(mask.width(), 1024);
  QCOMPARE(mask.height(), 512);
  QCOMPARE(mask.channels(), 1);
  QCOMPARE(Studio::at(mask, {60, 60}), 255);
  QCOMPARE(Studio::at(mask, {60, 64}), 255);
  QCOMPARE(Studio::at(mask, {60, 66}), 0);
  QCOMPARE(Studio::at(mask, {30, 60}), 0);
  QCOMPARE(studio.document.history().count(), 0);  // the mask is imported first
}

void MaskToolTest::alt_and_the_right_button_erase() {
  Studio studio;
  studio.tool.setBrush(10);
  studio.hand.drag({40, 60}, {80, 60});
  studio.hand.drag({60, 60}, {60, 60}, Qt::AltModifier);
  QCOMPARE(Studio::at(studio.mask(), {60, 60}), 0);
  QCOMPARE(Studio::at(studio.mask(), {45, 60}), 255);
  studio.hand.press({45, 60}, {}, Qt::RightButton);
  studio.hand.release({45, 60});
  QCOMPARE(Studio::at(studio.mask(), {45, 60}), 0);
}

void MaskToolTest::esc_takes_the_stroke_back() {
  Studio studio;
  studio.hand.press({40, 60});
  studio.hand.move({80, 60});
  QVERIFY(studio.hand.key(Qt::Key_Escape));
  studio.hand.release({80, 60});
  QVERIFY(studio.painted.isEmpty());
  studio.hand.click({100, 80});
  QCOMPARE(Studio::at(studio.mask(), {60, 60}), 0);
}

void MaskToolTest::brackets_change_the_brush() {
  Studio studio;
  studio.tool.setBrush(8);
  studio.hand.key(Qt::Key_BracketRight);
  QCOMPARE(studio.tool.brush(), 10.0);
  studio.hand.key(Qt::Key_BracketLeft);
  QCOMPARE(studio.tool.brush(), 8.0);
  for (int i = 0; i < 40; ++i) studio.hand.key(Qt::Key_BracketLeft);
  QCOMPARE(studio.tool.brush(), 0.5);
}

void MaskToolTest::a_mask_that_is_there_is_painted_on() {
  Studio studio;
  setMask(studio.document, studio.panel, "old.png");
  studio.tool.setSource([](const manga::AssetId&) {
    QImage old(20, 10, QImage::Format_Grayscale8);
    old.fill(0);
    for (int y = 0; y < 10; ++y) old.scanLine(y)[0] = old.scanLine(y)[1] = 255;
    return old;
  });
  studio.hand.click({100, 80});
  QCOMPARE(Studio::at(studio.mask(), {22, 60}), 255);
  QCOMPARE(Studio::at(studio.mask(), {100, 80}), 255);
  QCOMPARE(Studio::at(studio.mask(), {60, 60}), 0);
}

void MaskToolTest::a_mask_that_is_still_read_is_left_alone() {
  Studio studio;
  setMask(studio.document, studio.panel, "old.png");
  studio.tool.setSource([](const manga::AssetId&) { return QImage(); });
  studio.hand.click({100, 80});
  QVERIFY(studio.painted.isEmpty());
  QCOMPARE(studio.host.said.size(), 1);
}

void MaskToolTest::erasing_everything_clears_the_mask() {
  Studio studio;
  setMask(studio.document, studio.panel, "old.png");
  studio.tool.setSource([](const manga::AssetId&) {
    QImage old(2, 2, QImage::Format_Grayscale8);
    old.fill(255);
    return old;
  });
  studio.tool.setBrush(80);
  studio.hand.drag({20, 60}, {120, 60}, Qt::AltModifier);
  QVERIFY(studio.painted.isEmpty());
  QCOMPARE(studio.document.project().pages[0].panels[0].mask, std::string());
}

void MaskToolTest::enter_masks_the_whole_selected_panel() {
  Studio studio;
  studio.host.selection().select(studio.panel);
  QVERIFY(studio.hand.key(Qt::Key_Return));
  QCOMPARE(Studio::at(studio.mask(), {21, 41}), 255);
}

void MaskToolTest::strokes_follow_each_other_while_the_mask_is_imported() {
  Studio studio;
  studio.tool.activate();
  studio.hand.click({40, 60});
  studio.hand.press({80, 60});
  setMask(studio.document, studio.panel, "first.png");  // it comes back in the middle of the next stroke
  studio.hand.release({80, 60});
  setMask(studio.document, studio.panel, "second.png");
  studio.hand.click({100, 60});  // there is no source: only what the tool itself knows can be painted on
  QCOMPARE(studio.painted.size(), 3);
  for (const QString& text : studio.host.said) QVERIFY2(!text.contains("still being read"), qPrintable(text));
  for (const double x : {40.0, 80.0, 100.0}) QCOMPARE(Studio::at(studio.mask(), {x, 60}), 255);
}

QTEST_MAIN(MaskToolTest)
#include "mask_tool_test.moc"
