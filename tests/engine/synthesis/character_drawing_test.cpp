// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/character_drawing.h"

#include <QTest>
#include <functional>
#include <opencv2/imgproc.hpp>

using namespace koma::synthesis;

namespace {

constexpr int side = 384;
constexpr double radius = 100, middle = (side - 1) / 2.0;
constexpr View all_views[] = {View::front, View::profile, View::back};

/// One person's head and shoulders on an even ground.
cv::Mat drawn(const Identity& who, const Appearance& how, int ground = 255) {
  Canvas canvas(side, side, ground);
  draw_character(canvas, who, how, {float(middle), float(middle), float(radius)});
  return canvas.pixels();
}

double difference(const cv::Mat& a, const cv::Mat& b) {
  cv::Mat apart;
  cv::absdiff(a, b, apart);
  return cv::mean(apart)[0];
}

Appearance seen_from(View view, int expression = neutral) {
  Appearance how;
  how.view = view;
  how.expression = expression;
  return how;
}

/// True if all the drawings of `count` codes are more than `least` grey levels apart, on average over the picture.
bool all_differ(int count, double least, const std::function<cv::Mat(int)>& draw) {
  std::vector<cv::Mat> pictures;
  for (int code = 0; code < count; ++code) {
    pictures.push_back(draw(code));
    for (int other = 0; other < code; ++other) {
      const double apart = difference(pictures[std::size_t(other)], pictures.back());
      if (apart > least) continue;
      qWarning("codes %d and %d are only %.3f apart", other, code, apart);
      return false;
    }
  }
  return true;
}

/// Every hair style with every accessory from every side.
void for_every_head(const std::function<void(const Identity&, const Appearance&)>& look) {
  for (const View view : all_views) {
    for (int hair = 0; hair < int(hair_styles.size()); ++hair) {
      for (int accessory = 0; accessory < int(accessories.size()); ++accessory) {
        Identity who;
        who.hair = hair;
        who.accessory = accessory;
        who.tone = (hair + accessory) % int(hair_greys.size());
        look(who, seen_from(view));
      }
    }
  }
}

}  // namespace

class CharacterDrawingTest : public QObject {
  Q_OBJECT

 private slots:
  void every_hair_style_differs_from_all_sides();
  void every_accessory_differs_from_all_sides();
  void every_expression_differs_from_the_front_and_in_profile();
  void every_side_differs();
  void eye_styles_show_in_most_expressions();
  void faces_are_absent_from_behind();
  void facing_left_is_the_mirror_of_facing_right();
  void the_same_person_gives_the_same_pixels();
  void heads_are_opaque_and_stay_in_their_frame();
  void flat_tones_are_those_of_the_palette();
};

void CharacterDrawingTest::every_hair_style_differs_from_all_sides() {
  for (const View view : all_views) {
    for (int tone = 0; tone < int(hair_greys.size()); ++tone) {
      QVERIFY(all_differ(int(hair_styles.size()), 1.5, [&](int hair) {
        Identity who;
        who.hair = hair;
        who.tone = tone;
        return drawn(who, seen_from(view));
      }));
    }
  }
}

void CharacterDrawingTest::every_accessory_differs_from_all_sides() {
  for (const View view : all_views) {
    for (int hair = 0; hair < int(hair_styles.size()); ++hair) {
      for (int tone = 0; tone < int(hair_greys.size()); ++tone) {
        // Glasses are but a hint from behind.
        QVERIFY(all_differ(int(accessories.size()), view == View::back ? .15 : .4, [&](int accessory) {
          Identity who;
          who.hair = hair;
          who.tone = tone;
          who.accessory = accessory;
          return drawn(who, seen_from(view));
        }));
      }
    }
  }
}

void CharacterDrawingTest::every_expression_differs_from_the_front_and_in_profile() {
  for (const View view : {View::front, View::profile}) {
    for (int eyes = 0; eyes < int(eye_styles.size()); ++eyes) {
      QVERIFY(all_differ(int(expressions.size()), .4, [&](int expression) {
        Identity who;
        who.hair = buns;
        who.eyes = eyes;
        return drawn(who, seen_from(view, expression));
      }));
    }
  }
}

void CharacterDrawingTest::every_side_differs() {
  for (int hair = 0; hair < int(hair_styles.size()); ++hair) {
    QVERIFY(all_differ(int(views.size()), 3, [&](int view) {
      Identity who;
      who.hair = hair;
      return drawn(who, seen_from(View(view)));
    }));
  }
}

void CharacterDrawingTest::eye_styles_show_in_most_expressions() {
  for (const View view : {View::front, View::profile}) {
    for (const int expression : {neutral, smiling, angry, sad, embarrassed, winking}) {
      if (view == View::profile && expression == winking) continue;  // its one eye is closed
      QVERIFY(all_differ(int(eye_styles.size()), .4, [&](int eyes) {
        Identity who;
        who.hair = buns;
        who.eyes = eyes;
        return drawn(who, seen_from(view, expression));
      }));
    }
  }
}

void CharacterDrawingTest::faces_are_absent_from_behind() {
  for (int hair = 0; hair < int(hair_styles.size()); ++hair) {
    Identity who;
    who.hair = hair;
    const cv::Mat first = drawn(who, seen_from(View::back));
    for (int expression = 0; expression < int(expressions.size()); ++expression) {
      for (int eyes = 0; eyes < int(eye_styles.size()); ++eyes) {
        who.eyes = eyes;
        QCOMPARE(difference(first, drawn(who, seen_from(View::back, expression))), 0.0);
      }
    }
  }
}

void CharacterDrawingTest::facing_left_is_the_mirror_of_facing_right() {
  for_every_head([](const Identity& who, Appearance how) {
    const cv::Mat right = drawn(who, how);
    how.facing_left = true;
    cv::Mat mirrored;
    cv::flip(drawn(who, how), mirrored, 1);
    QVERIFY(difference(right, mirrored) < 1);  // OpenCV rounds lines towards one side
  });
}

void CharacterDrawingTest::the_same_person_gives_the_same_pixels() {
  for_every_head(
      [](const Identity& who, const Appearance& how) { QCOMPARE(difference(drawn(who, how), drawn(who, how)), 0.0); });
}

void CharacterDrawingTest::heads_are_opaque_and_stay_in_their_frame() {
  for_every_head([](const Identity& who, const Appearance& how) {
    cv::Mat clear;
    cv::absdiff(drawn(who, how, 0), drawn(who, how, 255), clear);
    // given: the contract's circle; then: there is nowhere a hole in the head
    for (int degrees = 0; degrees < 360; degrees += 10) {
      for (const double part : {0., .3, .6, .8}) {
        const double angle = degrees * CV_PI / 180;
        const int x = int(middle + part * radius * std::cos(angle)), y = int(middle + part * radius * std::sin(angle));
        if (part > .7 && std::abs(degrees - 90) < 60) continue;  // beside the chin and the neck
        QCOMPARE(int(clear.at<uchar>(y, x)), 0);
      }
    }
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        if (clear.at<uchar>(y, x) > 200) continue;
        QVERIFY(std::abs(x - middle) < 1.67 * radius);
        QVERIFY(y - middle > -1.55 * radius);
      }
    }
  });
}

void CharacterDrawingTest::flat_tones_are_those_of_the_palette() {
  const auto check = [](const Identity& who, const Appearance& how) {
    const cv::Mat picture = drawn(who, how);
    // given: places where 3 × 3 pixels are equal
    cv::Mat low, high;
    cv::erode(picture, low, cv::Mat());
    cv::dilate(picture, high, cv::Mat());
    // then: they are black or light enough to stay tones when the picture is inked
    QCOMPARE(cv::countNonZero((low == high) & (picture > 0) & (picture < 120)), 0);
  };
  for_every_head(check);
  for (const View view : {View::front, View::profile})
    for (int expression = 0; expression < int(expressions.size()); ++expression) check({}, seen_from(view, expression));
}

QTEST_APPLESS_MAIN(CharacterDrawingTest)
#include "character_drawing_test.moc"
