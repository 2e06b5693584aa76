// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/condition_sampling.h"

#include <QTest>
#include <cmath>

#include "engine/training/picture_tensors.h"

using namespace koma;
using namespace koma::training;
using dataset::DatasetPage;
using dataset::FaceType;
using dataset::PixelBox;

namespace {

/// Two frames; id 7 stands in both, id 8 twice in the second, id 9 in the first only, drawn as a caricature.
DatasetPage page() {
  DatasetPage page;
  page.image_path = "p.png";
  page.frames = {{{100, 100, 300, 200},
                  "one",
                  {{7, {110, 120, 160, 190}, FaceType::vague},
                   {8, {200, 120, 220, 190}, FaceType::clean},
                   {9, {230, 110, 320, 190}, FaceType::exaggerated}},
                  {{{100, 100, 150, 150}}, {{250, 150, 300, 200}}}},
                 {{300, 100, 500, 200},
                  "two",
                  {{7, {310, 120, 360, 190}, FaceType::clean},
                   {8, {370, 120, 420, 190}, FaceType::clean},
                   {8, {430, 120, 480, 190}, FaceType::clean}},
                  {}}};
  return page;
}

/// Plans for many seeds.
std::vector<PanelPlan> plans(const DatasetPage& page, std::size_t frame, const SamplingRules& rules, int count = 4000) {
  std::vector<PanelPlan> result;
  for (int seed = 0; seed < count; ++seed) {
    at::Generator generator = seeded(std::uint64_t(seed));
    result.push_back(draw_plan(page, frame, rules, generator));
  }
  return result;
}

template <class Test>
double share(const std::vector<PanelPlan>& plans, Test test) {
  double hits = 0;
  for (const PanelPlan& plan : plans) hits += test(plan) ? 1 : 0;
  return hits / double(plans.size());
}

bool near(double value, double wanted) {
  return std::abs(value - wanted) < 0.03;  // four deviations of 4000 draws
}

}  // namespace

class ConditionSamplingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void an_id_twice_in_a_frame_is_left_out_of_the_whole_page() {
    QVERIFY(ambiguous_ids(page()) == std::set<std::int64_t>{8});
    const auto drawn = plans(page(), 0, {.character_drop = 0}, 50);
    QCOMPARE(share(drawn, [](const PanelPlan& plan) { return plan.characters.size() == 2; }), 1.0);
    const auto second = plans(page(), 1, {.character_drop = 0}, 50);
    QCOMPARE(share(second, [](const PanelPlan& plan) { return plan.characters.size() == 1; }), 1.0);
  }

  void chances_are_those_of_the_rules() {
    const auto drawn = plans(page(), 0, {});
    QVERIFY(near(share(drawn, [](const PanelPlan& plan) { return !plan.told; }), 0.05));
    QVERIFY(near(share(drawn, [](const PanelPlan& plan) { return plan.characters.size() < 2; }), 1 - 0.95 * 0.95));
    const auto certain = plans(page(), 0, {.text_drop = 1, .character_drop = 1}, 20);
    QCOMPARE(share(certain, [](const PanelPlan& plan) { return !plan.told && plan.characters.empty(); }), 1.0);
  }

  void the_reference_is_the_own_crop_or_a_clean_one_of_the_page() {
    const PixelBox own{110, 120, 160, 190}, clean{310, 120, 360, 190};
    const auto drawn = plans(page(), 0, {.character_drop = 0});
    const auto find = [](const PanelPlan& plan, const PixelBox& own_box) {
      for (const CharacterPlan& character : plan.characters)
        if (character.own == own_box) return character;
      return CharacterPlan{};
    };
    // Id 7 is vague here and clean in the other frame.
    QVERIFY(near(share(drawn, [&](const PanelPlan& plan) { return find(plan, own).source == own; }), 0.5));
    QVERIFY(near(share(drawn, [&](const PanelPlan& plan) { return find(plan, own).source == clean; }), 0.5));
    QVERIFY(near(share(drawn, [&](const PanelPlan& plan) { return find(plan, own).mirrored; }), 0.5));
    // Id 9 has no clean crop: half the time nobody shows it, and its box stays.
    const PixelBox caricature{230, 110, 320, 190};
    QVERIFY(near(share(drawn, [&](const PanelPlan& plan) { return !find(plan, caricature).source; }), 0.5));
    const auto self = plans(page(), 0, {.character_drop = 0, .own_crop = 1}, 50);
    QCOMPARE(share(self, [&](const PanelPlan& plan) { return find(plan, caricature).source == caricature; }), 1.0);
  }

  void boxes_are_relative_to_the_panel_and_may_leave_it() {
    const auto drawn = plans(page(), 0, {.character_drop = 0, .by_area = true}, 1);
    const UnitBox largest = drawn[0].characters[0].box;  // 230…320 in a panel of 100…300
    QVERIFY((largest == UnitBox{0.65f, 0.1f, 1.1f, 0.9f}));
    QCOMPARE(drawn[0].dialogs.size(), std::size_t(2));
  }

  void order_is_by_area_or_random() {
    const auto sorted = plans(page(), 0, {.character_drop = 0, .by_area = true}, 50);
    QCOMPARE(share(sorted, [](const PanelPlan& plan) { return plan.characters[0].own.left == 230; }), 1.0);
    const auto random = plans(page(), 0, {.character_drop = 0});
    QVERIFY(near(share(random, [](const PanelPlan& plan) { return plan.characters[0].own.left == 230; }), 0.5));
    QVERIFY(near(share(random, [](const PanelPlan& plan) { return plan.dialogs[0].left == 0; }), 0.5));
  }

  void no_more_than_the_model_takes() {
    DatasetPage crowd = page();
    crowd.frames[0].characters.clear();
    for (int i = 0; i < 9; ++i) {
      crowd.frames[0].characters.push_back({100 + i, {110 + i, 110, 130 + i, 150 + i}, FaceType::clean});
      crowd.frames[0].dialogs.push_back({{110 + i, 110, 130, 150}});
    }
    const auto drawn = plans(crowd, 0, {.character_drop = 0}, 20);
    QCOMPARE(share(drawn, [](const PanelPlan& plan) { return plan.characters.size() == 4; }), 1.0);
    QCOMPARE(share(drawn, [](const PanelPlan& plan) { return plan.dialogs.size() == 8; }), 1.0);
  }

  void specks_show_nobody() {
    DatasetPage specks = page();
    specks.frames[0].characters = {{5, {110, 110, 113, 150}, FaceType::clean}};
    const auto drawn = plans(specks, 0, {.character_drop = 0}, 50);
    QCOMPARE(share(drawn, [](const PanelPlan& plan) { return plan.characters[0].source.has_value(); }), 0.0);
    specks.frames[0].characters[0].bbox.right = 114;
    const auto enough = plans(specks, 0, {.character_drop = 0}, 50);
    QCOMPARE(share(enough, [](const PanelPlan& plan) { return plan.characters[0].source.has_value(); }), 1.0);
  }
};

QTEST_APPLESS_MAIN(ConditionSamplingTest)
#include "condition_sampling_test.moc"
