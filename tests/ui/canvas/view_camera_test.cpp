// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/view_camera.h"

#include <QTest>
#include <cmath>

using koma::ui::ViewCamera;

class ViewCameraTest : public QObject {
  Q_OBJECT
  static QPointF deskAt(const ViewCamera& camera, QPointF pixel) { return camera.transform().inverted().map(pixel); }
  static bool within(QPointF a, QPointF b, double reach) { return QLineF(a, b).length() <= reach; }

 private slots:
  void whatIsUnderThePixelStaysThereWhateverChanges() {
    ViewCamera camera;
    camera.bring({10, 20}, {300, 200});
    const QPointF pixel(123, 456);
    const QPointF place = deskAt(camera, pixel);
    camera.zoomAt(pixel, 2.5);
    camera.turnAt(pixel, 33);
    camera.mirrorAt(pixel);
    camera.zoomAt(pixel, 0.7);
    // Half a pixel of rounding for each of the four changes.
    QVERIFY(within(camera.transform().map(place), pixel, 3));
    QVERIFY(camera.mirrored());
    QCOMPARE(camera.pixelsPerMm(), 3.78 * 2.5 * 0.7);
  }

  void theOffsetIsAWholeNumberOfDevicePixels() {
    ViewCamera camera;
    camera.setPixelRatio(2);
    camera.zoomAt({17.3, 9.1}, 1.37);
    camera.panBy({0.3, 0.26});
    const QTransform transform = camera.transform();
    QCOMPARE(transform.dx() * 2, std::round(transform.dx() * 2));
    QCOMPARE(transform.dy() * 2, std::round(transform.dy() * 2));
  }

  void fittingShowsTheWholeRectangleInTheMiddleEvenWhenTurned() {
    ViewCamera camera;
    camera.turnAt({0, 0}, 90);
    const QRectF view(20, 20, 800, 600), page(0, 0, 182, 257);
    camera.fit(page, view);
    const QRectF seen = camera.transform().mapRect(page);
    QVERIFY(view.adjusted(-1, -1, 1, 1).contains(seen));
    QVERIFY(within(seen.center(), view.center(), 1));
    QVERIFY(std::abs(seen.width() - 800) < 1);
  }

  void zoomStopsAtItsLimits() {
    ViewCamera camera;
    camera.zoomAt({0, 0}, 1e9);
    QCOMPARE(camera.pixelsPerMm(), ViewCamera::largest);
    camera.zoomAt({0, 0}, 1e-12);
    QCOMPARE(camera.pixelsPerMm(), ViewCamera::smallest);
  }

  void turningAMirroredViewStillFollowsTheHand() {
    ViewCamera camera;
    camera.mirrorAt({0, 0});
    const QPointF before = camera.transform().map(QPointF(-10, 0)) - camera.transform().map(QPointF(0, 0));
    camera.turnAt({0, 0}, 90);
    const QPointF after = camera.transform().map(QPointF(-10, 0)) - camera.transform().map(QPointF(0, 0));
    QVERIFY(before.x() > 0);
    // Clockwise on the screen: what pointed right points down.
    QVERIFY(after.y() > 0 && std::abs(after.x()) < 1);
  }
};

QTEST_GUILESS_MAIN(ViewCameraTest)
#include "view_camera_test.moc"
