// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/panel_layout.h"

#include <QTest>
#include <cmath>

#include "engine/synthesis/panel_drawing.h"
#include "engine/synthesis/vocabulary.h"

using namespace koma;
using namespace koma::synthesis;

namespace {

PanelLabels layout_of(std::uint64_t seed, PanelOptions options = {}) {
  Random random(seed);
  return lay_out(random, options);
}

}  // namespace

class PanelLayoutTest : public QObject {
  Q_OBJECT

 private slots:
  void three_come_by_chance_where_there_is_room();
  void views_and_nights_come_in_their_shares();
};

void PanelLayoutTest::three_come_by_chance_where_there_is_room() {
  int wide = 0, square = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    wide += layout_of(seed, {.width = 384, .height = 192}).characters.size() == 3;
    const auto people = layout_of(seed, {.width = 256, .height = 256}).characters;
    square += people.size() == 3;
    if (people.size() == 3)
      for (const auto& who : people) QVERIFY(who.head.radius > .0999f * 256);
    QVERIFY(layout_of(seed, {.width = 192, .height = 384}).characters.size() < 3);
  }
  QVERIFY2(wide > 5 && wide < 35, qPrintable(QString::number(wide)));        // 18 % of 100, 4 standard deviations
  QVERIFY2(square > 1 && square < 26, qPrintable(QString::number(square)));  // 12 %
}

void PanelLayoutTest::views_and_nights_come_in_their_shares() {
  int people = 0, views_seen[3] = {}, places = 0, nights = 0, empty = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    Random random(seed);
    const PanelLabels labels = lay_out(random, {.width = 384, .height = 384});
    empty += labels.characters.empty();
    places += knows_night(labels.background);
    nights += labels.night;
    QVERIFY(knows_night(labels.background) || !labels.night);
    for (const auto& who : labels.characters) {
      ++people;
      ++views_seen[std::size_t(who.view)];
    }
  }
  QVERIFY(std::abs(views_seen[1] / double(people) - .18) < .04);
  QVERIFY(std::abs(views_seen[2] / double(people) - .105) < .04);  // 12 %, 4 % in close-ups
  QVERIFY(std::abs(nights / double(places) - .35) < .06);
  QVERIFY(std::abs(empty / 1500.0 - .06) < .025);
}

QTEST_APPLESS_MAIN(PanelLayoutTest)
#include "panel_layout_test.moc"
