// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/preview_item.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/canvas_window.h"

using namespace koma;
using test::CanvasWindow;

class PreviewItemTest : public QObject {
  Q_OBJECT
  static QImage flat(const QColor& colour) {
    QImage image(32, 48, QImage::Format_RGB32);
    image.fill(colour);
    return image;
  }

 private slots:
  void theBadgeSaysStepAndTimeLeft() {
    ui::PreviewItem preview;
    QVERIFY(!preview.text().isEmpty());
    preview.offer({}, 7, 20, 4.2);
    QCOMPARE(preview.text(), QString("Step 7 of 20 · 5 s left"));
    preview.offer({}, 8, 20, -1);
    QCOMPARE(preview.text(), QString("Step 8 of 20"));
    preview.offer({}, 8, 20, 200);
    QCOMPARE(preview.text(), QString("Step 8 of 20 · 4 min left"));
  }

  void everyPictureIsToldOfOnceWhenItIsOnTheScreen() {
    ui::PreviewItem preview;
    preview.offer(flat(Qt::red), 1, 20, 3);
    QVERIFY(!preview.takePainted(false));
    QVERIFY(preview.takePainted(true));
    QVERIFY(!preview.takePainted(true));
  }

  void thePictureFillsTheFrameAndNothingElse() {
    CanvasWindow window;
    window.document.edit("no balloons", [&](ui::Draft& draft) { draft.page(window.page().id).balloons.clear(); });
    ui::CanvasOptions options;
    options.guides = options.boxes = false;
    window.view.setOptions(options);
    const manga::Panel& panel = window.panel(1);
    const QRectF frame = ui::boundsOf(panel);
    QSignalSpy painted(&window.view, &ui::PageView::previewPainted);

    window.view.showPreview(panel.id, flat(Qt::red), 1, 20, 3);
    QTRY_COMPARE(painted.size(), 1);
    QCOMPARE(painted[0][0].value<manga::PanelId>(), panel.id);
    QCOMPARE(window.colourAt(frame.center()), QColor(Qt::red));
    QCOMPARE(window.colourAt(frame.topLeft() + QPointF(2, 2)), QColor(Qt::red));
    QCOMPARE(window.colourAt(frame.topLeft() - QPointF(1.2, 1.2)), QColor(Qt::white));

    window.view.showPreview(panel.id, flat(Qt::blue), 2, 20, 3);
    QTRY_COMPARE(painted.size(), 2);
    QCOMPARE(window.colourAt(frame.center()), QColor(Qt::blue));

    window.view.endPreview(panel.id);
    QTRY_VERIFY(window.colourAt(frame.center()) != QColor(Qt::blue));
  }

  void aPreviewOfAnotherPageIsToldOfWhenThatPageIsShown() {
    CanvasWindow window;
    QSignalSpy painted(&window.view, &ui::PageView::previewPainted);
    window.view.showPreview(window.page(1).panels[0].id, flat(Qt::red), 1, 20, 3);
    window.view.grab();
    QCoreApplication::processEvents();
    QCOMPARE(painted.size(), 0);
    window.view.setPage(window.page(1).id);
    QTRY_COMPARE(painted.size(), 1);
  }

  void hoveringOffersCancel() {
    CanvasWindow window;
    auto* cancel = window.view.findChild<QPushButton*>();
    QVERIFY(cancel && !cancel->isVisible());
    const manga::Panel& panel = window.panel(2);
    window.view.showPreview(panel.id, flat(Qt::red), 1, 20, 3);
    QTest::mouseMove(&window.view, window.middleOf(panel));
    QTRY_VERIFY(cancel->isVisible());
    QSignalSpy asked(&window.view, &ui::PageView::cancelRequested);
    QTest::mouseClick(cancel, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].value<manga::PanelId>(), panel.id);
    QTest::mouseMove(&window.view, window.middleOf(window.panel(5)));
    QTRY_VERIFY(!cancel->isVisible());
  }
};

QTEST_MAIN(PreviewItemTest)
#include "preview_item_test.moc"
