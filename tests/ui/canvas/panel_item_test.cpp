// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/panel_item.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

#include "tests/support/immediate_background.h"
#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

using namespace koma;
using ui::PanelItem;

namespace {

const manga::AssetId drawn = std::string(64, 'd') + ".png";

manga::Panel finishedPanel() {
  manga::Panel panel{.id = {1}, .frame = manga::polygon_of({10, 10, 60, 80})};
  panel.takes = {{.id = {2}, .picture = drawn}};
  panel.accepted = {2};
  return panel;
}

ui::PageFrame frameAt(double pixelsPerMm, QPointF offset = {}) {
  ui::PageFrame frame;
  frame.toDevice = QTransform::fromScale(pixelsPerMm, pixelsPerMm) * QTransform::fromTranslate(offset.x(), offset.y());
  frame.visible = QRect(0, 0, 400, 400);
  frame.soon = frame.visible.adjusted(-50, -50, 50, 50);
  frame.wanted = frame.visible.adjusted(-100, -100, 100, 100);
  return frame;
}

}  // namespace

class PanelItemTest : public QObject {
  Q_OBJECT
  struct Bench {
    Bench() {
      QImage picture(120, 160, QImage::Format_RGB32);
      picture.fill(Qt::darkGreen);
      pictures.put(drawn, picture);
      item.set(finishedPanel());
    }
    void prepare(const ui::PageFrame& frame, bool draft = false) {
      item.prepare(frame, draft);
      QCoreApplication::processEvents();
    }
    [[nodiscard]] QImage painted(const ui::PageFrame& frame) const {
      QImage image(frame.visible.size(), QImage::Format_RGB32);
      image.fill(Qt::magenta);
      QPainter painter(&image);
      item.paint(painter, frame);
      return image;
    }
    ui::Theme theme{*qApp};
    tests::ImmediateBackground background;
    ui::PictureLibrary pictures{background};
    ui::ItemContext context{background, pictures, theme, KOMA_RESOURCES "/fonts"};
    int arrivals = 0;
    PanelItem item{context, [this] { ++arrivals; }};
  };

 private slots:
  void itIsPaintedAheadOnceForAScale() {
    Bench bench;
    bench.prepare(frameAt(3));
    QCOMPARE(bench.arrivals, 1);
    bench.prepare(frameAt(3, {20, 10}));
    QCOMPARE(bench.arrivals, 1);
    bench.prepare(frameAt(4));
    QCOMPARE(bench.arrivals, 2);
  }

  void nothingOrderedFromInsideAChangeIsLost() {
    Bench bench;
    bench.item.prepare(frameAt(3), false);
    bench.item.prepare(frameAt(4), false);  // the first has not arrived yet
    QTRY_COMPARE(bench.arrivals, 2);
    const QImage image = bench.painted(frameAt(4));
    QCOMPARE(image.pixelColor(160, 200), QColor(Qt::darkGreen));
  }

  void howeverFarTheZoomNoMoreIsHeldThanTheViewNeeds() {
    Bench bench;
    const auto frame = frameAt(200, {-6000, -8000});
    bench.prepare(frame);
    QCOMPARE(bench.arrivals, 1);
    QVERIFY(bench.item.bytes() <= qsizetype(frame.wanted.width()) * frame.wanted.height() * 4);
    QCOMPARE(bench.painted(frame).pixelColor(200, 200), QColor(Qt::darkGreen));
  }

  void outOfSightItHoldsNothing() {
    Bench bench;
    bench.prepare(frameAt(3));
    QVERIFY(bench.item.bytes() > 0);
    bench.prepare(frameAt(3, {5000, 0}));
    QCOMPARE(bench.item.bytes(), 0);
  }

  void aMovedPanelIsTheSamePictureElsewhere() {
    Bench bench;
    bench.prepare(frameAt(3));
    manga::Panel moved = finishedPanel();
    for (manga::Point& point : moved.frame) point.x += 20;
    QVERIFY(bench.item.set(moved));
    bench.prepare(frameAt(3), true);
    QCOMPARE(bench.arrivals, 1);
    const QImage image = bench.painted(frameAt(3));
    QCOMPARE(image.pixelColor(240, 100), QColor(Qt::darkGreen));
    QCOMPARE(image.pixelColor(60, 100), QColor(Qt::magenta));
  }

  void aReshapedPanelIsRightAtOnce() {
    Bench bench;
    bench.prepare(frameAt(3));
    manga::Panel wider = finishedPanel();
    wider.frame = manga::polygon_of({10, 10, 100, 80});
    bench.item.set(wider);
    const QImage image = bench.painted(frameAt(3));  // without anything from the background
    QCOMPARE(image.pixelColor(300, 100), QColor(Qt::darkGreen));
  }

  void stretchingCoversTheSameFrameWhileZooming() {
    Bench bench;
    bench.prepare(frameAt(3));
    const QImage image = bench.painted(frameAt(4));
    QCOMPARE(image.pixelColor(160, 200), QColor(Qt::darkGreen));
    QCOMPARE(image.pixelColor(30, 30), QColor(Qt::magenta));
    QCOMPARE(image.pixelColor(290, 200), QColor(Qt::magenta));
  }

  void aPictureThatCannotBeReadIsSaidToBeBroken() {
    Bench bench;
    QCOMPARE(bench.item.state(), PanelItem::State::waiting);
    bench.prepare(frameAt(3));
    QCOMPARE(bench.item.state(), PanelItem::State::picture);
    manga::Panel panel = finishedPanel();
    panel.takes[0].picture = std::string(64, 'e') + ".png";
    bench.item.set(panel);
    bench.prepare(frameAt(3));
    QTRY_COMPARE(bench.item.state(), PanelItem::State::broken);
    panel.accepted = {};
    bench.item.set(panel);
    QCOMPARE(bench.item.state(), PanelItem::State::empty);
  }
};

QTEST_MAIN(PanelItemTest)
#include "panel_item_test.moc"
