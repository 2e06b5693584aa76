// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/seam_score.h"

#include <QtTest>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "engine/eval/seam_case.h"
#include "engine/pipelines/repaint_pixels.h"

using koma::Error;
using koma::Image;
using namespace koma::eval;
using koma::pipelines::image_of;
using koma::pipelines::view_of;

namespace {

constexpr int side = 160;
const cv::Rect hole(50, 50, 60, 60);

cv::Mat paper(int value = 128) {
  return cv::Mat(side, side, CV_8U, cv::Scalar(value));
}

Image changed() {
  cv::Mat mask = cv::Mat::zeros(side, side, CV_8U);
  mask(hole).setTo(255);
  return image_of(mask);
}

/// Vertical stripes of ink, moved by some pixels inside the hole.
Image striped(int moved) {
  cv::Mat picture(side, side, CV_8U);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int at = hole.contains({x, y}) ? x + moved : x;
      picture.at<std::uint8_t>(y, x) = (at + 3) % 8 < 2 ? 0 : 255;
    }
  }
  return image_of(picture);
}

}  // namespace

class SeamScoreTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_picture_that_nobody_changed_has_no_seam() {
    const SeamScore flat = seam_score(image_of(paper()), image_of(paper()), changed());
    QCOMPARE(flat.sum(), 0.0);
    const SeamScore stripes = seam_score(striped(0), striped(0), changed());
    QCOMPARE(stripes.step, 0.0);
    QVERIFY(stripes.gradient < 3);
  }

  void a_step_is_measured_in_hundredths_of_the_range() {
    cv::Mat picture = paper();
    picture(hole).setTo(128 + 51);  // a fifth of the range
    const SeamScore score = seam_score(image_of(picture), image_of(paper()), changed());
    QVERIFY(std::abs(score.step - 20) < 0.01);
    QVERIFY(std::abs(score.gradient - 20) < 0.01);
  }

  void a_step_that_was_there_before_is_no_seam() {
    cv::Mat picture = paper();
    picture(hole).setTo(200);
    QCOMPARE(seam_score(image_of(picture), image_of(picture), changed()).step, 0.0);
  }

  void a_ramp_is_less_of_a_seam_than_a_step() {
    cv::Mat soft, step = paper();
    step(hole).setTo(180);
    cv::GaussianBlur(step, soft, {}, 6);
    cv::Mat mask;
    cv::GaussianBlur(view_of(changed()), mask, {}, 6);
    const double hard = seam_score(image_of(step), image_of(paper()), changed()).sum();
    QVERIFY(seam_score(image_of(soft), image_of(paper()), image_of(mask)).sum() < 0.5 * hard);
  }

  void lines_that_do_not_meet_are_a_seam() {
    const double meeting = seam_score(striped(0), striped(0), changed()).gradient;
    QVERIFY(seam_score(striped(4), striped(0), changed()).gradient > meeting + 3);
  }

  void sizes_must_agree() {
    const Image other(8, 8, 1, std::vector<std::uint8_t>(64));
    QVERIFY_THROWS_EXCEPTION(Error, (void)seam_score(other, image_of(paper()), changed()));
  }

  void cases_are_the_same_again_and_of_every_kind() {
    const auto cases = seam_cases("mini", 7, 4), again = seam_cases("mini", 7, 4);
    QStringList kinds;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      QVERIFY(cases[i].original == again[i].original);
      QVERIFY(cases[i].mask == again[i].mask);
      QVERIFY(our_request(cases[i]) == our_request(again[i]));
      kinds.append(QString::fromStdString(cases[i].kind()));
    }
    QCOMPARE(kinds, (QStringList{"repaint, lines", "growth, lines", "repaint, tone", "growth, tone"}));
    const auto grown = our_request(cases[1]), stock = stock_request(cases[1]);
    QVERIFY(grown.init_box && grown.mask.empty() && !grown.upstream_quirks);
    QVERIFY(!stock.init_box && !stock.mask.empty() && stock.upstream_quirks);
    QCOMPARE(stock.init_picture.image.width(), cases[1].original.width());
    const auto box = *grown.init_box;
    QCOMPARE(grown.init_picture.image.width(),
             int(std::lround((box.right - box.left) * float(cases[1].original.width()))));
  }
};

QTEST_GUILESS_MAIN(SeamScoreTest)
#include "seam_score_test.moc"
