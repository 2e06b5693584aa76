// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/page_view.h"

#include <QInputMethodEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/support/canvas_window.h"

using namespace koma;
using test::CanvasWindow;
using ui::Thing;

namespace {

/// Notes what reaches it.
class NotingTool : public ui::Tool {
 public:
  using Tool::Tool;
  void press(const ui::CanvasPointer& pointer) override { presses.push_back(pointer); }
  void move(const ui::CanvasPointer& pointer) override { moves.push_back(pointer); }
  void release(const ui::CanvasPointer& pointer) override { releases.push_back(pointer); }
  [[nodiscard]] bool busy() const override { return working; }
  void cancel() override { working = false; }
  [[nodiscard]] QString hint() const override { return "note"; }
  [[nodiscard]] bool takesText() const override { return writes; }
  void inputMethod(QInputMethodEvent& event) override { written += event.commitString(); }

  std::vector<ui::CanvasPointer> presses, moves, releases;
  bool working = false, writes = false;
  QString written;
};

}  // namespace

class PageViewTest : public QObject {
  Q_OBJECT
  /// Whether it would be taken there.
  static bool dragTo(CanvasWindow& window, const QMimeData& data, QPoint pixel) {
    QDragEnterEvent enter(pixel, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.view, &enter);
    QDragMoveEvent move(pixel, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.view, &move);
    return move.isAccepted();
  }

 private slots:
  void aPressReachesTheToolWithItsPlaceInMm() {
    CanvasWindow window;
    NotingTool tool(window.view);
    window.view.setTool(&tool);
    QTest::mouseClick(&window.view, Qt::LeftButton, {}, window.pixel({50, 80}));
    QCOMPARE(tool.presses.size(), 1U);
    QCOMPARE(tool.presses[0].page, window.page().id);
    QVERIFY(QLineF(tool.presses[0].place, {50, 80}).length() < 1 / window.view.pixelsPerMm());
    QCOMPARE(tool.releases.size(), 1U);
  }

  void whatWillNotBeDrawnCarriesASign() {
    CanvasWindow window;
    window.document.edit("Somebody", [&](ui::Draft& draft) {
      manga::CharacterBox box;
      box.box = {0.25f, 0.25f, 0.5f, 0.5f};
      draft.panel(window.panel(0).id).characters = {box};
    });
    const ui::BoxRef ref{window.panel(0).id, 0};
    const QRectF frame = ui::boundsOf(window.panel(0));
    const QPointF corner = frame.topLeft() + QPointF(frame.width() / 2, frame.height() / 4);
    const auto reds = [&] {  // of the sign's outline and triangle
      const QImage seen = window.view.grab().toImage();
      int count = 0;
      for (int y = -12; y <= 12; ++y) {
        for (int x = -12; x <= 12; ++x) {
          count += seen.pixelColor(window.pixel(corner) + QPoint(x, y)).rgb() == window.theme.colours().bad.rgb();
        }
      }
      return count;
    };
    QCOMPARE(reds(), 0);
    bool wrong = true;
    window.view.setFlagger([&](const manga::Page& page) {
      ui::PageFlags flags;
      if (wrong && page.id == window.page().id) flags.boxes = {ref};
      return flags;
    });
    QVERIFY(reds() > 0);
    wrong = false;
    window.view.flagAll();
    QCOMPARE(reds(), 0);
    // A change of the page asks again.
    wrong = true;
    window.document.edit("Words", [&](ui::Draft& draft) { draft.panel(window.panel(0).id).prompt = "rain"; });
    QVERIFY(reds() > 0);
    window.view.setOptions({.boxes = false, .gutters = {}});
    QCOMPARE(reds(), 0);
  }

  void aDragKeepsThePageOfItsPressWhereverItGoes() {
    CanvasWindow window;
    window.view.fitSpread();
    window.view.setPage(window.page(1).id);
    NotingTool tool(window.view);
    window.view.setTool(&tool);
    const QPoint from = window.view.pageToView(window.page(2).id).map(QPointF(100, 100)).toPoint();
    const QPoint to = window.view.pageToView(window.page(1).id).map(QPointF(100, 100)).toPoint();
    QTest::mousePress(&window.view, Qt::LeftButton, {}, from);
    QCOMPARE(window.selection.page(), window.page(2).id);
    QTest::mouseMove(&window.view, to);
    QTest::mouseRelease(&window.view, Qt::LeftButton, {}, to);
    QCOMPARE(tool.releases[0].page, window.page(2).id);
    QVERIFY(std::abs(tool.releases[0].place.x() - 282) < 1);  // a page's width further right
  }

  void theWheelZoomsAtThePointer() {
    CanvasWindow window;
    QSignalSpy zoomed(&window.view, &ui::PageView::zoomChanged);
    const QPointF pixel(300, 400);
    const QPointF place = window.view.pageToView(window.page().id).inverted().map(pixel);
    const double before = window.view.pixelsPerMm();
    QWheelEvent wheel(pixel, window.view.mapToGlobal(pixel), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&window.view, &wheel);
    QCOMPARE(window.view.pixelsPerMm(), before * 1.2);
    QVERIFY(QLineF(window.view.pageToView(window.page().id).map(place), pixel).length() < 1);
    QCOMPARE(zoomed.size(), 1);
  }

  void aTouchpadPansByItsPixels() {
    CanvasWindow window;
    const QPointF before = window.pixel({0, 0});
    QWheelEvent swipe({300, 400}, window.view.mapToGlobal(QPointF(300, 400)), {7, -11}, {14, -22}, Qt::NoButton,
                      Qt::NoModifier, Qt::ScrollUpdate, false);
    QCoreApplication::sendEvent(&window.view, &swipe);
    QCOMPARE(QPointF(window.pixel({0, 0})), before + QPointF(7, -11));
  }

  void spaceAndTheMiddleButtonPanAndTheToolHearsNothing() {
    CanvasWindow window;
    NotingTool tool(window.view);
    window.view.setTool(&tool);
    const QPointF before = window.pixel({0, 0});
    QTest::keyPress(&window.view, Qt::Key_Space);
    QTest::mousePress(&window.view, Qt::LeftButton, {}, {300, 300});
    QTest::mouseMove(&window.view, {340, 320});
    QTest::mouseRelease(&window.view, Qt::LeftButton, {}, {340, 320});
    QTest::keyRelease(&window.view, Qt::Key_Space);
    QCOMPARE(QPointF(window.pixel({0, 0})), before + QPointF(40, 20));
    QTest::mousePress(&window.view, Qt::MiddleButton, {}, {340, 320});
    QTest::mouseMove(&window.view, {300, 300});
    QTest::mouseRelease(&window.view, Qt::MiddleButton, {}, {300, 300});
    QCOMPARE(QPointF(window.pixel({0, 0})), before);
    QVERIFY(tool.presses.empty());
  }

  void keysLookAround() {
    CanvasWindow window;
    const double fitted = window.view.pixelsPerMm();
    QTest::keyClick(&window.view, Qt::Key_M);
    QVERIFY(window.view.camera().mirrored());
    QTest::keyClick(&window.view, Qt::Key_M);
    QTest::keyClick(&window.view, Qt::Key_Minus);
    QCOMPARE(window.view.camera().rotation(), -15.0);
    QTest::keyClick(&window.view, Qt::Key_5);
    QCOMPARE(window.view.camera().rotation(), 0.0);
    QTest::keyClick(&window.view, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(window.view.zoomPercent(), 100.0);
    window.selection.select(window.panel(0).id);
    QTest::keyClick(&window.view, Qt::Key_2, Qt::ControlModifier);
    QVERIFY(window.view.pixelsPerMm() > fitted);
    QTest::keyClick(&window.view, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(window.view.pixelsPerMm(), fitted);
    QTest::keyClick(&window.view, Qt::Key_3, Qt::ControlModifier);
    QVERIFY(window.view.spread());
  }

  void escapeGoesOneLevelAtATime() {
    CanvasWindow window;
    NotingTool tool(window.view);
    window.view.setTool(&tool);
    QSignalSpy escaped(&window.view, &ui::PageView::escapePressed);
    window.selection.select(window.panel(0).id);
    tool.working = true;
    QTest::keyClick(&window.view, Qt::Key_Escape);
    QVERIFY(!tool.working);
    QVERIFY(!window.selection.empty());
    QTest::keyClick(&window.view, Qt::Key_Escape);
    QVERIFY(window.selection.empty());
    QCOMPARE(escaped.size(), 0);
    QTest::keyClick(&window.view, Qt::Key_Escape);
    QCOMPARE(escaped.size(), 1);
  }

  void anInputMethodWritesIntoAToolThatTakesText() {
    CanvasWindow window;
    NotingTool tool(window.view);
    window.view.setTool(&tool);
    QVERIFY(!window.view.testAttribute(Qt::WA_InputMethodEnabled));
    window.view.setTool(nullptr);
    tool.writes = true;
    window.view.setTool(&tool);
    QVERIFY(window.view.testAttribute(Qt::WA_InputMethodEnabled));
    QInputMethodEvent event;
    event.setCommitString("雨");
    QCoreApplication::sendEvent(&window.view, &event);
    QCOMPARE(tool.written, QString("雨"));
  }

  void anAcceptedPictureIsShownAndUndoTakesItAway() {
    CanvasWindow window;
    const QPointF place = ui::boundsOf(window.panel(3)).topLeft() + QPointF(4, 4);
    QTRY_VERIFY(window.colourAt(place) != QColor(Qt::white));
    window.document.edit("none", [&](ui::Draft& draft) { draft.panel(window.panel(3).id).accepted = {}; });
    QTRY_COMPARE(window.colourAt(place), QColor(Qt::white));
    window.document.history().undo();
    QTRY_VERIFY(window.colourAt(place) != QColor(Qt::white));
  }

  void aDraftIsSeenAtOnceAndClearingItRestoresThePage() {
    CanvasWindow window;
    window.document.edit("bare", [&](ui::Draft& draft) { draft.page(window.page().id).balloons.clear(); });
    ui::CanvasOptions options;
    options.guides = options.boxes = false;
    window.view.setOptions(options);
    const QPointF gutter = ui::boundsOf(window.panel(0)).topRight() + QPointF(1.25, 20);
    QCOMPARE(window.colourAt(gutter), QColor(Qt::white));
    manga::Page draft = window.page();
    draft.panels[0].takes.clear();
    draft.panels[0].border_width = 4;
    for (auto& panel : draft.panels) {
      if (panel.id != draft.panels[0].id) panel.hidden = true;
    }
    window.view.showDraft(draft);
    QCOMPARE(window.colourAt(gutter), QColor(Qt::black));
    window.view.clearDraft();
    QCOMPARE(window.colourAt(gutter), QColor(Qt::white));
  }

  void anotherTakeIsComparedInPlace() {
    CanvasWindow window;
    const QPointF place = ui::boundsOf(window.panel(3)).topLeft() + QPointF(2, 2);
    QTRY_VERIFY(window.colourAt(place) != QColor(Qt::white));
    QImage other(100, 130, QImage::Format_RGB32);
    other.fill(Qt::green);
    const manga::AssetId asset = std::string(64, 'c') + ".png";
    window.pictures.put(asset, other);
    window.view.compareTake(window.panel(3).id, asset);
    QTRY_COMPARE(window.colourAt(place), QColor(Qt::green));
    window.view.compareTake({}, {});
    QTRY_VERIFY(window.colourAt(place) != QColor(Qt::green));
  }

  void theMenuGetsWhatLiesUnderThePointer() {
    CanvasWindow window;
    QSignalSpy menu(&window.view, &ui::PageView::contextMenuRequested);
    const QPoint pixel = window.middleOf(window.panel(6));
    QContextMenuEvent event(QContextMenuEvent::Mouse, pixel, window.view.mapToGlobal(pixel));
    QCoreApplication::sendEvent(&window.view, &event);
    QCOMPARE(menu.size(), 1);
    const auto things = menu[0][3].value<std::vector<Thing>>();
    QCOMPARE(things.back(), Thing(window.panel(6).id));
  }

  void aCardIsDroppedOnAPanelAndNowhereElse() {
    CanvasWindow window;
    QSignalSpy dropped(&window.view, &ui::PageView::characterDropped);
    QMimeData card;
    card.setData("application/x-komawari-character",
                 QByteArray::number(qulonglong(window.document.project().cast[0].id.value)));
    QVERIFY(!dragTo(window, card, window.pixel({5, 5})));
    const QPoint pixel = window.middleOf(window.panel(4));
    const QImage before = window.view.grab().toImage();
    QVERIFY(dragTo(window, card, pixel));
    QVERIFY(window.view.grab().toImage() != before);  // the zone is marked before the drop
    QDropEvent drop(pixel, Qt::CopyAction, &card, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.view, &drop);
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped[0][1].value<manga::PanelId>(), window.panel(4).id);
    QCOMPARE(dropped[0][3].value<manga::CharacterId>(), window.document.project().cast[0].id);
  }

  void filesFallOnTheThingUnderThem() {
    CanvasWindow window;
    QSignalSpy dropped(&window.view, &ui::PageView::filesDropped);
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile("/tmp/a.png"), QUrl("https://example.org/b.png")});
    const QPoint pixel = window.middleOf(window.panel(6));
    QVERIFY(!dragTo(window, files, window.pixel({5, 5})));
    QVERIFY(dragTo(window, files, pixel));
    QDropEvent drop(pixel, Qt::CopyAction, &files, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.view, &drop);
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped[0][1].value<std::optional<Thing>>(), std::optional<Thing>(window.panel(6).id));
    QCOMPARE(dropped[0][3].value<QList<QUrl>>(), QList<QUrl>{QUrl::fromLocalFile("/tmp/a.png")});
  }
};

QTEST_MAIN(PageViewTest)
#include "page_view_test.moc"
