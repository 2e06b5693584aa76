// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/hit_test.h"

#include <QTest>

using namespace koma;
using ui::BoxRef;
using ui::Thing;

class HitTestTest : public QObject {
  Q_OBJECT
  static manga::Page page() {
    manga::Page page{.id = {1}};
    manga::Panel low{.id = {2}, .frame = manga::polygon_of({10, 10, 100, 100})};
    low.characters = {{.character = {9}, .box = {0.1f, 0.1f, 0.5f, 0.9f}}};
    manga::Panel high{.id = {3}, .frame = manga::polygon_of({50, 50, 100, 100}), .z_order = 1};
    page.panels = {high, low};
    manga::Balloon balloon{.id = {4}, .bounds = {20, 20, 40, 40}};
    balloon.tails = {{.tip = {90, 90}}};
    page.balloons = {balloon};
    return page;
  }
  static std::vector<Thing> at(const manga::Page& page, QPointF place, bool boxes = true) {
    return ui::thingsUnder(page, place, 0.5, boxes);
  }

 private slots:
  void theTopmostComesFirst() {
    const std::vector<Thing> expected = {manga::BalloonId{4}, BoxRef{{2}, 0}, manga::PanelId{3}, manga::PanelId{2}};
    QCOMPARE(at(page(), {52, 52}), expected);
  }

  void boxesThatAreNotShownAreNotHit() { QCOMPARE(at(page(), {25, 70}, false), std::vector<Thing>{manga::PanelId{2}}); }

  void aTailBelongsToItsBalloon() { QCOMPARE(at(page(), {85, 85}).front(), Thing(manga::BalloonId{4})); }

  void aCornerOfTheBodysRectangleIsNotTheBalloon() {
    QVERIFY(at(page(), {20.5, 20.5}).front() != Thing(manga::BalloonId{4}));
  }

  void hiddenThingsAreLeftOutAndLockedOnesAreNot() {
    manga::Page changed = page();
    changed.balloons[0].hidden = true;
    changed.panels[1].hidden = true;
    changed.panels[0].locked = true;
    QCOMPARE(at(changed, {52, 52}), std::vector<Thing>{manga::PanelId{3}});
  }
};

QTEST_GUILESS_MAIN(HitTestTest)
#include "hit_test_test.moc"
