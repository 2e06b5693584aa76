// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/identity.h"

#include <QTest>
#include <set>

#include "engine/synthesis/annotation.h"
#include "engine/synthesis/vocabulary.h"

using namespace koma::synthesis;

class IdentityTest : public QObject {
  Q_OBJECT

 private slots:
  void random_numbers_are_the_same_on_every_machine();
  void integers_and_picks_stay_in_their_range();
  void a_tenth_of_the_people_is_held_out();
  void everything_is_worn_by_somebody();
  void identities_come_from_the_wanted_side_of_the_split();
  void every_identity_has_its_own_number();
};

void IdentityTest::random_numbers_are_the_same_on_every_machine() {
  // std::mt19937_64 is fixed by the standard: its 10000th number from the default seed is 9981545732273789042.
  Random random(5489);
  double last = 0;
  for (int i = 0; i < 10000; ++i) last = random.uniform(0, 1);
  QCOMPARE(last, double(9981545732273789042ull >> 11) / 9007199254740992.0);
}

void IdentityTest::integers_and_picks_stay_in_their_range() {
  Random random(3);
  std::array<int, 3> integers{}, picks{};
  for (int i = 0; i < 6000; ++i) {
    ++integers.at(std::size_t(random.integer(3)));
    ++picks.at(std::size_t(random.pick({1, 0, 3})));
  }
  for (const int count : integers) QVERIFY(std::abs(count - 2000) < 200);  // 5 standard deviations
  QVERIFY(std::abs(picks[0] - 1500) < 200);
  QCOMPARE(picks[1], 0);
}

void IdentityTest::a_tenth_of_the_people_is_held_out() {
  Random random(1);
  int held = 0;
  for (int i = 0; i < 20000; ++i) held += held_out(random_identity(random));
  QVERIFY2(held > 1600 && held < 2400, qPrintable(QString::number(held)));
}

void IdentityTest::everything_is_worn_by_somebody() {
  // given: the people that training sees
  Random random(4);
  std::array<int, hair_styles.size()> hair{};
  std::array<int, accessories.size()> worn{};
  std::array<int, outfits.size()> clothes{};
  for (int i = 0; i < 10000; ++i) {
    const Identity who = identity_of_split(random, false);
    ++hair.at(std::size_t(who.hair));
    ++worn.at(std::size_t(who.accessory));
    ++clothes.at(std::size_t(who.outfit));
  }
  // then: none is rarer than 3 %
  for (const int count : hair) QVERIFY2(count > 300, qPrintable(QString::number(count)));
  for (const int count : worn) QVERIFY2(count > 300, qPrintable(QString::number(count)));
  for (const int count : clothes) QVERIFY2(count > 300, qPrintable(QString::number(count)));
}

void IdentityTest::identities_come_from_the_wanted_side_of_the_split() {
  Random random(2);
  for (int i = 0; i < 1000; ++i) {
    QVERIFY(!held_out(identity_of_split(random, false)));
    QVERIFY(held_out(identity_of_split(random, true)));
  }
}

void IdentityTest::every_identity_has_its_own_number() {
  std::set<int> numbers;
  for (const bool girl : {false, true})
    for (int hair = 0; hair < int(hair_styles.size()); ++hair)
      for (int tone = 0; tone < int(hair_greys.size()); ++tone)
        for (int eyes = 0; eyes < int(eye_styles.size()); ++eyes)
          for (int accessory = 0; accessory < int(accessories.size()); ++accessory)
            for (int outfit = 0; outfit < int(outfits.size()); ++outfit)
              numbers.insert(identity_number({girl, hair, tone, eyes, accessory, outfit}));
  QCOMPARE(numbers.size(), std::size_t(17280));
  QCOMPARE(*numbers.begin(), 0);
  QCOMPARE(*numbers.rbegin(), 17279);
}

QTEST_APPLESS_MAIN(IdentityTest)
#include "identity_test.moc"
