// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "ui/lettering/balloon_outline.h"

using namespace koma::lettering;

namespace {

constexpr double tolerance = 1e-6;  // mm

int subpaths(const QPainterPath& path) {
  int count = 0;
  for (int i = 0; i < path.elementCount(); ++i) count += path.elementAt(i).isMoveTo();
  return count;
}

bool isClosed(const QPainterPath& path) {
  const QPointF first = path.elementAt(0);
  const QPointF last = path.elementAt(path.elementCount() - 1);
  return std::hypot(first.x() - last.x(), first.y() - last.y()) < tolerance;
}

double distanceToNearestElement(const QPainterPath& path, QPointF point) {
  double nearest = 1e9;
  for (int i = 0; i < path.elementCount(); ++i) {
    const QPointF p = path.elementAt(i);
    nearest = std::min(nearest, std::hypot(p.x() - point.x(), p.y() - point.y()));
  }
  return nearest;
}

}  // namespace

class BalloonOutlineTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_body_fills_its_bounds_and_is_one_closed_path_data() { shapes(); }
  void every_body_fills_its_bounds_and_is_one_closed_path();
  void a_tail_ends_at_its_target_and_stays_one_path_data() { shapes(); }
  void a_tail_ends_at_its_target_and_stays_one_path();
  void the_text_area_lies_inside_the_body_data() { shapes(); }
  void the_text_area_lies_inside_the_body();
  void a_tail_that_points_into_the_body_is_left_out();
  void two_tails_side_by_side_do_not_cross();
  void the_same_seed_gives_the_same_burst();
  void empty_bounds_give_an_empty_path();

 private:
  static void shapes() {
    QTest::addColumn<BodyShape>("shape");
    QTest::newRow("ellipse") << BodyShape::ellipse;
    QTest::newRow("rounded") << BodyShape::rounded;
    QTest::newRow("box") << BodyShape::box;
    QTest::newRow("burst") << BodyShape::burst;
  }
};

void BalloonOutlineTest::every_body_fills_its_bounds_and_is_one_closed_path() {
  QFETCH(BodyShape, shape);
  const QRectF bounds(10, 20, 30, 44);
  const QPainterPath path = balloonOutline({shape, bounds});
  const QRectF found = path.boundingRect();
  QCOMPARE(subpaths(path), 1);
  QVERIFY(isClosed(path));
  QVERIFY(bounds.adjusted(-tolerance, -tolerance, tolerance, tolerance).contains(found));
  // A burst's spikes are uneven and need not touch all four sides.
  const double least = shape == BodyShape::burst ? 0.85 : 0.999;
  QVERIFY(found.width() > least * bounds.width() && found.height() > least * bounds.height());
}

void BalloonOutlineTest::a_tail_ends_at_its_target_and_stays_one_path() {
  QFETCH(BodyShape, shape);
  for (int degrees = 0; degrees < 360; degrees += 15)
    for (const double bend : {-0.3, 0.0, 0.3}) {
      const double angle = degrees * 3.14159265358979 / 180;
      const QPointF tip = QPointF(25, 42) + 40 * QPointF(std::cos(angle), std::sin(angle));
      const QPainterPath path = balloonOutline({shape, {10, 20, 30, 44}, {{tip, 3, bend}}});
      QCOMPARE(subpaths(path), 1);
      QVERIFY(isClosed(path));
      QVERIFY2(distanceToNearestElement(path, tip) < tolerance, qPrintable(QString::number(degrees)));
      QVERIFY(path.contains(QPointF(25, 42)));
      // Half way between the body and the tip a straight tail is filled.
      if (bend == 0.0) QVERIFY(path.contains(QPointF(25, 42) + 33 * QPointF(std::cos(angle), std::sin(angle))));
    }
}

void BalloonOutlineTest::the_text_area_lies_inside_the_body() {
  QFETCH(BodyShape, shape);
  const BodyOutline balloon{shape, {10, 20, 30, 44}, {}, 3};
  const TextArea area = textArea(balloon);
  QPainterPath inner;
  if (area.round)
    inner.addEllipse(area.bounds);
  else
    inner.addRect(area.bounds.adjusted(1, 1, -1, -1));  // a rounded corner may cut the last millimetre
  const QPainterPath outline = balloonOutline(balloon);
  for (int i = 0; i < 200; ++i) {
    const QPointF towardsMiddle =
        area.bounds.center() + 0.99 * (inner.pointAtPercent(i / 200.0) - area.bounds.center());
    QVERIFY2(outline.contains(towardsMiddle), qPrintable(QString::number(i)));
  }
}

void BalloonOutlineTest::a_tail_that_points_into_the_body_is_left_out() {
  const BodyOutline plain{BodyShape::ellipse, {0, 0, 30, 40}};
  BodyOutline inside = plain;
  inside.tails = {{{16, 22}, 3, 0}};
  QCOMPARE(balloonOutline(inside), balloonOutline(plain));
}

void BalloonOutlineTest::two_tails_side_by_side_do_not_cross() {
  const QPointF left(13, 60), right(17, 60);
  const QPainterPath path = balloonOutline({BodyShape::ellipse, {0, 0, 30, 40}, {{left, 6, 0}, {right, 6, 0}}});
  QCOMPARE(subpaths(path), 1);
  QVERIFY(distanceToNearestElement(path, left) < tolerance);
  QVERIFY(distanceToNearestElement(path, right) < tolerance);
  QVERIFY(!path.contains(QPointF(15, 58)));
  QVERIFY(path.contains(QPointF(15, 20)));
}

void BalloonOutlineTest::the_same_seed_gives_the_same_burst() {
  const auto burst = [](std::uint64_t seed) { return balloonOutline({BodyShape::burst, {0, 0, 40, 40}, {}, seed}); };
  QCOMPARE(burst(5), burst(5));
  QVERIFY(burst(5) != burst(6));
}

void BalloonOutlineTest::empty_bounds_give_an_empty_path() {
  QVERIFY(balloonOutline({BodyShape::ellipse, {5, 5, 0, 10}}).isEmpty());
}

QTEST_APPLESS_MAIN(BalloonOutlineTest)
#include "balloon_outline_test.moc"
