// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/visibility.h"

#include <QTest>
#include <cstdlib>

#include "engine/synthesis/panel_drawing.h"
#include "engine/synthesis/vocabulary.h"

using namespace koma;
using namespace koma::eval;

namespace {

synthesis::PanelLabels bust(synthesis::View view) {
  synthesis::PanelLabels labels;
  labels.width = labels.height = 256;
  labels.shot = Shot::bust;
  synthesis::DrawnCharacter who;
  who.identity = {true, synthesis::bob, 1, 0, synthesis::hat, synthesis::suit};
  who.view = view;
  who.shot = Shot::bust;
  who.box = box_of({128, 110, 60}, Shot::bust, 256, 256);
  labels.characters = {who};
  return labels;
}

/// Pixels that clearly differ when one thing about the character is changed.
int difference(const synthesis::PanelLabels& labels, const std::function<void(synthesis::DrawnCharacter&)>& change) {
  synthesis::PanelLabels other = labels;
  change(other.characters[0]);
  const Image a = synthesis::draw_labels(labels).picture, b = synthesis::draw_labels(other).picture;
  int count = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i)
    count += std::abs(int(a.pixels()[i]) - b.pixels()[i]) > 48 ? 1 : 0;
  return count;
}

}  // namespace

class VisibilityTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void what_is_not_counted_from_behind_is_not_drawn() {
    const auto labels = bust(synthesis::View::back);
    QVERIFY(!can_be_seen("expression", labels.characters[0]) && !can_be_seen("eyes", labels.characters[0]));
    QCOMPARE(difference(labels, [](auto& who) { who.expression = synthesis::angry; }), 0);
    QCOMPARE(difference(labels, [](auto& who) { who.identity.eyes = 2; }), 0);
  }

  void what_is_counted_is_drawn() {
    for (const auto view : {synthesis::View::front, synthesis::View::profile, synthesis::View::back}) {
      const auto labels = bust(view);
      const auto seen = [&](const char* attribute, const std::function<void(synthesis::DrawnCharacter&)>& change) {
        return !can_be_seen(attribute, labels.characters[0]) || difference(labels, change) >= 12;
      };
      QVERIFY(seen("hair style", [](auto& who) { who.identity.hair = synthesis::wild; }));
      QVERIFY(seen("hair tone", [](auto& who) { who.identity.tone = 2; }));
      QVERIFY(seen("accessory", [](auto& who) { who.identity.accessory = synthesis::ribbon; }));
      QVERIFY(seen("outfit", [](auto& who) { who.identity.outfit = synthesis::coat; }));
      QVERIFY(seen("expression", [](auto& who) { who.expression = synthesis::angry; }));
      QVERIFY(seen("eyes", [](auto& who) { who.identity.eyes = 2; }));
      QVERIFY(seen("facing", [](auto& who) { who.facing = 1; }));
    }
  }

  void eyes_count_where_the_expression_leaves_them() {
    auto who = bust(synthesis::View::front).characters[0];
    for (int i = 0; i < int(synthesis::expressions.size()); ++i) {
      who.expression = i;
      const bool own = i == synthesis::neutral || i == synthesis::smiling || i == synthesis::angry ||
                       i == synthesis::sad || i == synthesis::embarrassed;
      QCOMPARE(can_be_seen("eyes", who), own);
    }
  }

  void outfits_end_where_a_close_up_does_and_glasses_before_the_back_of_a_head() {
    auto who = bust(synthesis::View::front).characters[0];
    QVERIFY(can_be_seen("outfit", who));
    who.shot = Shot::close_up;
    QVERIFY(!can_be_seen("outfit", who));
    who.view = synthesis::View::back;
    QVERIFY(can_be_seen("accessory", who));
    for (const int worn : {int(synthesis::no_accessory), int(synthesis::glasses), int(synthesis::eyepatch)}) {
      who.identity.accessory = worn;
      QVERIFY(!can_be_seen("accessory", who));
    }
  }

  void a_dialogue_box_shows_on_tone_and_not_on_white() {
    for (const int background : {int(synthesis::tone), int(synthesis::plain)}) {
      synthesis::PanelLabels labels;
      labels.width = labels.height = 256;
      labels.background = background;
      labels.dialogs = {{0.2f, 0.2f, 0.6f, 0.5f}};
      auto drawn = synthesis::draw_labels(labels);
      const Example example{drawn.picture, drawn.labels, drawn.character_mask};
      QCOMPARE(dialogs_that_show(example), std::vector<bool>{background == synthesis::tone});
    }
  }
};

QTEST_APPLESS_MAIN(VisibilityTest)
#include "visibility_test.moc"
