// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/balloon_detector.h"

#include <QTest>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "engine/eval/box_match.h"
#include "engine/eval/visibility.h"

using namespace koma;
using namespace koma::eval;

namespace {

Image image_of(const cv::Mat& grey) {
  return Image(grey.cols, grey.rows, 1, {grey.datastart, grey.dataend});
}

/// A hatched ground.
cv::Mat ground(int width = 320, int height = 240) {
  cv::Mat grey(height, width, CV_8UC1, cv::Scalar(255));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      if ((x + y) % 6 < 2) grey.at<std::uint8_t>(y, x) = 60;
  return grey;
}

void balloon(cv::Mat& grey, const cv::Rect& box, int outline = 2) {
  const cv::RotatedRect ellipse(cv::Point2f(box.x + box.width / 2.0f, box.y + box.height / 2.0f), box.size(), 0);
  cv::ellipse(grey, ellipse, cv::Scalar(255), cv::FILLED);
  if (outline > 0) cv::ellipse(grey, ellipse, cv::Scalar(0), outline);
}

bool found_at(const std::vector<UnitBox>& found, const cv::Rect& box, const cv::Size& panel) {
  const UnitBox wanted{float(box.x) / float(panel.width), float(box.y) / float(panel.height),
                       float(box.br().x) / float(panel.width), float(box.br().y) / float(panel.height)};
  for (const UnitBox& one : found)
    if (box_iou(one, wanted) > 0.8) return true;
  return false;
}

}  // namespace

class BalloonDetectorTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void balloons_are_found_with_their_lettering() {
    cv::Mat grey = ground();
    const cv::Rect first(20, 20, 100, 70), second(200, 130, 90, 80);
    for (const cv::Rect& box : {first, second}) {
      balloon(grey, box);
      for (int line = -1; line < 2; ++line)
        cv::rectangle(grey, cv::Rect(box.x + 30, box.y + box.height / 2 + line * 12 - 3, box.width - 60, 5),
                      cv::Scalar(0), cv::FILLED);
    }
    const auto found = find_balloons(image_of(grey));
    QCOMPARE(found.size(), std::size_t(2));
    QVERIFY(found_at(found, first, grey.size()) && found_at(found, second, grey.size()));
  }

  void a_tail_and_a_bridge_to_a_white_edge_are_cut_off() {
    cv::Mat grey = ground();
    const cv::Rect box(110, 70, 110, 90);
    balloon(grey, box, 0);
    cv::rectangle(grey, cv::Rect(0, 0, 320, 8), cv::Scalar(255), cv::FILLED);
    cv::rectangle(grey, cv::Rect(160, 0, 8, 80), cv::Scalar(255), cv::FILLED);
    const auto found = find_balloons(image_of(grey));
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found_at(found, box, grey.size()));
  }

  void white_pages_crescents_and_crumbs_are_no_balloons() {
    QVERIFY(find_balloons(image_of(cv::Mat(240, 320, CV_8UC1, cv::Scalar(255)))).empty());
    cv::Mat crescent = ground();
    cv::circle(crescent, {160, 120}, 60, cv::Scalar(255), cv::FILLED);
    cv::circle(crescent, {185, 120}, 52, cv::Scalar(60), cv::FILLED);
    QVERIFY(find_balloons(image_of(crescent)).empty());
    cv::Mat crumb = ground();
    balloon(crumb, {50, 50, 14, 12});
    QVERIFY(find_balloons(image_of(crumb)).empty());
  }

  void colour_is_seen_as_grey() {
    cv::Mat grey = ground(), colour;
    balloon(grey, {60, 60, 120, 90});
    cv::cvtColor(grey, colour, cv::COLOR_GRAY2RGB);
    QCOMPARE(find_balloons(Image(320, 240, 3, {colour.datastart, colour.dataend})).size(), std::size_t(1));
  }

  void a_calm_place_is_where_a_known_drawing_was_left_out() {
    const cv::Mat bare = ground();
    cv::Mat calm = bare.clone();
    const cv::Rect box(30, 40, 110, 80);
    balloon(calm, box, 0);
    const auto found = find_calm_places(image_of(calm), image_of(bare));
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found_at(found, box, calm.size()));
    QVERIFY(find_calm_places(image_of(bare), image_of(bare)).empty());
    // Lines that lie a pixel aside are still there.
    cv::Mat moved;
    cv::warpAffine(bare, moved, cv::Matx23d(1, 0, 1, 0, 1, 1), bare.size(), cv::INTER_NEAREST, cv::BORDER_REPLICATE);
    QVERIFY(find_calm_places(image_of(moved), image_of(bare)).empty());
    QVERIFY_THROWS_EXCEPTION(Error, (void)find_calm_places(image_of(bare), image_of(ground(64, 64))));
  }

  void most_calm_places_of_true_drawings_are_found_and_hardly_any_other() {
    InstanceCount all;
    for (const Example& example : draw_examples(33, 84, true)) {
      std::vector<UnitBox> asked, unseen;
      const auto shows = dialogs_that_show(example);
      for (std::size_t i = 0; i < shows.size(); ++i) (shows[i] ? asked : unseen).push_back(example.labels.dialogs[i]);
      all += match_boxes(asked, find_calm_places(example.picture, example.bare), unseen);
    }
    QVERIFY(all.found + all.missed >= 15);
    QVERIFY2(all.f1().value() > 0.9,
             qPrintable(QString("%1 found, %2 missed, %3 stray").arg(all.found).arg(all.missed).arg(all.stray)));
  }

  void boxes_are_matched_one_to_one_the_best_first() {
    const UnitBox left{0, 0, 0.4f, 0.4f}, near_left{0.02f, 0, 0.42f, 0.4f}, right{0.6f, 0.6f, 1, 1};
    const InstanceCount count = match_boxes({left, right}, {near_left, left});
    QCOMPARE(count.found, 1);
    QCOMPARE(count.missed, 1);
    QCOMPARE(count.stray, 1);
    QCOMPARE(count.f1().value(), 0.5);
    QCOMPARE(match_boxes({}, {}).f1().total, 0.0);
  }

  void half_of_the_union_decides() {
    const UnitBox asked{0, 0, 0.3f, 0.3f};
    QCOMPARE(match_boxes({asked}, {{0.09f, 0, 0.39f, 0.3f}}).found, 1);  // 0.21 / 0.39
    QCOMPARE(match_boxes({asked}, {{0.12f, 0, 0.42f, 0.3f}}).found, 0);  // 0.18 / 0.42
  }

  void what_cannot_be_seen_is_neither_missed_nor_stray() {
    const UnitBox hidden{0.5f, 0.5f, 0.8f, 0.8f};
    QCOMPARE(match_boxes({}, {}, {hidden}).missed, 0);
    QCOMPARE(match_boxes({}, {{0.3f, 0.3f, 1, 1}}, {hidden}).stray, 0);
    QCOMPARE(match_boxes({}, {{0, 0, 0.2f, 0.2f}}, {hidden}).stray, 1);
  }
};

QTEST_APPLESS_MAIN(BalloonDetectorTest)
#include "balloon_detector_test.moc"
