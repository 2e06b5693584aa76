// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/background_drawing.h"

#include <QTest>
#include <cmath>

#include "engine/synthesis/panel_drawing.h"
#include "engine/synthesis/vocabulary.h"
#include "tests/support/drawn_pictures.h"

using namespace koma;
using namespace koma::synthesis;
using namespace koma::test;

namespace {

double mean_grey(const Image& image) {
  double sum = 0;
  for (const auto pixel : image.pixels()) sum += pixel;
  return sum / double(image.pixels().size());
}

}  // namespace

class BackgroundDrawingTest : public QObject {
  Q_OBJECT

 private slots:
  void every_place_has_its_own_day_and_night();
  void things_keep_their_shape_in_every_panel();
};

void BackgroundDrawingTest::every_place_has_its_own_day_and_night() {
  // given: every background by day and by night, without people, in every shape
  for (const auto& [width, height] : {std::pair{192, 192}, {112, 336}, {336, 112}, {160, 224}}) {
    std::vector<Image> pictures;
    for (int background = 0; background < int(backgrounds.size()); ++background) {
      for (const bool night : {false, true}) {
        if (night && !knows_night(background)) continue;
        PanelLabels labels;
        labels.width = width;
        labels.height = height;
        labels.background = background;
        labels.night = night;
        // when
        pictures.push_back(draw_labels(labels).picture);
        // then: unlike all before it, and night is darker
        for (std::size_t other = 0; other + 1 < pictures.size(); ++other)
          QVERIFY(mean_difference(pictures[other], pictures.back()) > 5);
        if (night) QVERIFY(mean_grey(pictures.back()) < mean_grey(pictures[pictures.size() - 2]) - 15);
      }
    }
    QCOMPARE(pictures.size(), std::size_t(21));
  }
}

void BackgroundDrawingTest::things_keep_their_shape_in_every_panel() {
  // given: a school's leftmost window in a square and in a panel three times as wide with the same area
  PanelLabels labels;
  labels.background = school;
  labels.width = labels.height = 384;
  const Image square = draw_labels(labels).picture;
  labels.width = 672;
  labels.height = 224;
  const Image wide = draw_labels(labels).picture;
  // then: its first pane is about as wide in both
  const auto pane = [](const Image& picture) {
    const int y = picture.height() / 5;
    int x = 0, white = 0;
    while (at(picture, x, y) != 255) ++x;
    while (at(picture, x++, y) == 255) ++white;
    return white;
  };
  QVERIFY(std::abs(pane(square) - pane(wide)) < .2 * pane(square));
}

QTEST_APPLESS_MAIN(BackgroundDrawingTest)
#include "background_drawing_test.moc"
