// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/body_parts.h"

#include <QTest>
#include <cmath>

#include "engine/synthesis/panel_drawing.h"
#include "engine/synthesis/vocabulary.h"
#include "tests/support/drawn_pictures.h"

using namespace koma;
using namespace koma::synthesis;
using namespace koma::test;

class BodyDrawingTest : public QObject {
  Q_OBJECT

 private slots:
  void hands_are_where_the_labels_say();
  void outfits_differ_in_every_view();
};

void BodyDrawingTest::hands_are_where_the_labels_say() {
  // given: everybody in every pose and view on a grey ground; hands are the only white disc of their size there
  for (int pose = 0; pose < int(poses.size()); ++pose) {
    for (int view = 0; view < int(views.size()); ++view) {
      for (const int outfit : {int(suit), int(gakuran), int(coat)}) {
        PanelLabels labels;
        labels.width = labels.height = 384;
        labels.background = tone;
        DrawnCharacter who;
        who.identity.outfit = outfit;
        who.identity.hair = bob;
        who.pose = pose;
        who.view = View(view);
        who.shot = Shot::full;
        who.box = box_of({192, 150, 62}, Shot::full, 384, 384);
        labels.characters = {who};
        // when
        const DrawnPanel drawn = draw_labels(labels);
        const auto& hands = drawn.labels.characters[0].hands;
        // then: near each hand's middle there is mostly white skin
        QCOMPARE(hands.size(), std::size_t(2));
        for (const auto& hand : hands) {
          int white = 0;
          for (int dy = -4; dy <= 4; ++dy)
            for (int dx = -4; dx <= 4; ++dx) white += at(drawn.picture, hand.x + dx, hand.y + dy) > 240;
          QVERIFY2(white > 30, qPrintable(QString("pose %1 view %2: %3 of 81").arg(pose).arg(view).arg(white)));
        }
      }
    }
  }
}

void BodyDrawingTest::outfits_differ_in_every_view() {
  for (int view = 0; view < int(views.size()); ++view) {
    for (const Shot shot : {Shot::bust, Shot::full}) {
      std::vector<Image> pictures;
      for (int outfit = 0; outfit < int(outfits.size()); ++outfit) {
        PanelLabels labels = portrait({.outfit = outfit});
        DrawnCharacter& who = labels.characters[0];
        who.view = View(view);
        who.shot = shot;
        if (shot == Shot::full) who.box = box_of({128, 80, 48}, shot, 256, 256);
        pictures.push_back(draw_labels(labels).picture);
        for (std::size_t other = 0; other + 1 < pictures.size(); ++other)
          QVERIFY(mean_difference(pictures[other], pictures.back()) > .5);
      }
    }
  }
}

QTEST_APPLESS_MAIN(BodyDrawingTest)
#include "body_drawing_test.moc"
