// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/screentone.h"

#include <QtTest>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/repaint_plan.h"
#include "tests/support/repaint_pictures.h"

using koma::Image;
using namespace koma::pipelines;

namespace {

Screentone screen_of(double period, double angle, bool binary = true) {
  const double across = std::cos(angle) / period, down = std::sin(angle) / period;
  return {{across, down, 0.4}, ScreenWave{-down, across, 1.1}, binary};
}

/// A face before a grey wall, in a dark coat.
Image flat_panel() {
  cv::Mat panel(360, 400, CV_8U, cv::Scalar(255));
  cv::rectangle(panel, {0, 0, 400, 150}, cv::Scalar(150), cv::FILLED);
  cv::circle(panel, {200, 190}, 90, cv::Scalar(255), cv::FILLED);
  cv::circle(panel, {200, 190}, 90, cv::Scalar(0), 4);
  cv::circle(panel, {170, 180}, 4, cv::Scalar(0), cv::FILLED);
  cv::circle(panel, {230, 180}, 4, cv::Scalar(0), cv::FILLED);
  cv::rectangle(panel, {150, 270, 110, 90}, cv::Scalar(90), cv::FILLED);
  cv::rectangle(panel, {150, 270, 110, 90}, cv::Scalar(0), 3);
  return image_of(panel);
}

/// Two waves are one where they differ by their sign.
double distance(const ScreenWave& a, const ScreenWave& b) {
  return std::min(std::hypot(a.across - b.across, a.down - b.down), std::hypot(a.across + b.across, a.down + b.down));
}

double mean_difference(const Image& a, const Image& b, const cv::Rect& where) {
  cv::Mat difference;
  cv::absdiff(view_of(a)(where), view_of(b)(where), difference);
  return cv::mean(difference)[0];
}

}  // namespace

class ScreentoneTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_screen_is_found_with_its_pitch_and_angle_data() {
    QTest::addColumn<double>("period");
    QTest::addColumn<double>("angle");
    for (const double period : {4.0, 5.3, 6.3, 9.0}) {
      for (const double angle : {0.3, std::numbers::pi / 4, 1.2}) {
        QTest::addRow("%g px at %g", period, angle) << period << angle;
      }
    }
  }
  void a_screen_is_found_with_its_pitch_and_angle() {
    QFETCH(double, period);
    QFETCH(double, angle);
    const Screentone tone = screen_of(period, angle);
    const auto found = find_screentone(with_screentone(flat_panel(), tone), {});
    QVERIFY(found.has_value());
    QVERIFY(found->binary);
    QVERIFY(found->second.has_value());
    // Which of the two is the first does not matter. In step across 400 pixels: a tenth of a dot.
    const bool straight = distance(found->first, tone.first) < distance(found->first, *tone.second);
    QVERIFY(distance(found->first, straight ? tone.first : *tone.second) < 0.1 / 400);
    QVERIFY(distance(*found->second, straight ? *tone.second : tone.first) < 0.1 / 400);
  }

  void where_there_is_none_none_is_found() {
    QVERIFY(!find_screentone(flat_panel(), {}));
    cv::Mat noise(200, 200, CV_8U);
    cv::RNG(1).fill(noise, cv::RNG::UNIFORM, 0, 2);
    QVERIFY(!find_screentone(image_of(noise * 255), {}));
    cv::Mat shading(200, 200, CV_8U);
    for (int x = 0; x < 200; ++x) shading.col(x).setTo(x);
    QVERIFY(!find_screentone(image_of(shading), {}));
    cv::Mat checks = cv::Mat::zeros(16, 16, CV_8U);  // too small to say
    QVERIFY(!find_screentone(image_of(checks), {}));
  }

  void dots_in_the_hole_are_not_looked_at() {
    const Image panel = with_screentone(flat_panel(), screen_of(6.3, 0.7));
    cv::Mat hole(360, 400, CV_8U, cv::Scalar(255));
    QVERIFY(!find_screentone(panel, image_of(hole)));
  }

  void greys_come_out_flat_and_lines_stay() {
    const Image flat = flat_panel();
    const Image dotted = with_screentone(flat, screen_of(6.3, 0.7));
    const Image cleared = without_screentone(dotted, *find_screentone(dotted, {}));
    koma::test::leave(dotted, "screentone-dotted");
    koma::test::leave(cleared, "screentone-cleared");
    QVERIFY(mean_difference(cleared, flat, {20, 20, 360, 70}) < 8);  // of 255
    cv::Scalar mean, deviation;
    cv::meanStdDev(view_of(cleared)(cv::Rect(20, 20, 360, 70)), mean, deviation);
    QVERIFY(deviation[0] < 8);
    // The face's outline below the wall, its eyes and the paper.
    QVERIFY(mean_difference(cleared, flat, {60, 160, 280, 100}) < 1);
  }

  void dots_put_back_lie_in_step_with_those_that_were_there() {
    const Image dotted = with_screentone(flat_panel(), screen_of(6.3, 0.7));
    const auto found = find_screentone(dotted, {});
    const Image again = with_screentone(without_screentone(dotted, *found), *found);
    koma::test::leave(again, "screentone-again");
    QVERIFY(mean_difference(again, dotted, {20, 20, 360, 90}) < 25);  // dots half a pitch off: about 120
    for (int y = 0; y < again.height(); ++y) {
      for (int x = 0; x < again.width(); ++x)
        QVERIFY(again.row(y)[x] < 16 || again.row(y)[x] > 239 || y > 250 || y < 160);
    }
  }

  void a_repaint_reads_greys_and_remembers_the_screen() {
    const Image dotted = with_screentone(flat_panel(), screen_of(6.3, 0.7));
    cv::Mat mask = cv::Mat::zeros(360, 400, CV_8U);
    cv::rectangle(mask, {60, 30, 90, 80}, cv::Scalar(255), cv::FILLED);
    RepaintOptions options;
    options.grid = {256 * 256, 8};
    const RepaintPlan plan = plan_repaint(dotted, image_of(mask), options);
    QVERIFY(plan.tone.has_value());
    cv::Mat grey;
    view_of(plan.original).copyTo(grey);
    const cv::Mat between = (grey > 60) & (grey < 220);
    QVERIFY(cv::countNonZero(between) > int(grey.total()) / 8);
    options.grey = false;
    QVERIFY(!plan_repaint(dotted, image_of(mask), options).tone);
  }
};

QTEST_APPLESS_MAIN(ScreentoneTest)
#include "screentone_test.moc"
