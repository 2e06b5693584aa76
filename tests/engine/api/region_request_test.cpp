// SPDX-License-Identifier: Apache-2.0
#include "engine/api/region_request.h"

#include <QtTest>

#include "engine/api/request_builder.h"
#include "engine/manga/panel_regions.h"
#include "engine/manga/region_plan.h"

using namespace koma::api;
using koma::UnitBox;
namespace manga = koma::manga;

namespace {

constexpr manga::PanelId panel_id{1};

manga::Region region(const std::string& prompt, UnitBox box = {0, 0, 1, 1}) {
  manga::Region region;
  region.prompt = prompt;
  region.box = box;
  return region;
}

/// A page with one panel.
manga::Project work_with(const manga::Panel& panel) {
  manga::Project project;
  manga::Page page;
  page.panels = {panel};
  project.pages = {page};
  return project;
}

manga::Panel panel_of(std::vector<manga::Region> regions, const std::string& split = "") {
  manga::Panel panel;
  panel.id = panel_id;
  panel.frame = manga::polygon_of({10, 20, 80, 40});
  panel.prompt = "a park";
  panel.regions = std::move(regions);
  panel.division.split = split;
  return panel;
}

GenerationRequest request_of(const manga::Panel& panel) {
  return build_request(work_with(panel), panel_id, [](const manga::AssetId& asset) { return Picture{asset, {}, {}}; });
}

}  // namespace

class RegionRequestTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_panel_without_regions_asks_for_none() {
    const manga::Panel plain = panel_of({});
    manga::Panel told = plain;
    told.division = {.split = "1,1", .base_prompt = "a forest", .base_share = 0.5, .in_controls = true, .unknown = {}};
    QVERIFY(!request_of(plain).regions);
    QVERIFY(request_of(told) == request_of(plain));
  }

  void a_region_without_words_or_hidden_asks_for_nothing() {
    manga::Panel panel = panel_of({region(" \n"), region("trees")});
    panel.regions[1].hidden = true;
    QVERIFY(!has_regions(panel));
    QVERIFY(!request_of(panel).regions);
  }

  void a_split_is_told_as_one() {
    manga::Panel panel = panel_of({region("a"), region("b"), region("c")}, "1;2,1,1");
    panel.division.base_share = 0.2;
    const GenerationRequest request = request_of(panel);
    QCOMPARE(request.prompt, std::string("a park"));
    QCOMPARE(request.regions->split, std::string("1;2,1,1"));
    QVERIFY((request.regions->prompts == std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(request.regions->base_ratio, std::string("0.2000"));
    QVERIFY(request.regions->boxes.empty() && request.regions->base_prompt.empty());
  }

  void cells_with_shares_of_their_own_are_told_one_by_one() {
    manga::Panel panel = panel_of({region("a"), region("b"), region("c")}, "1;2,1,1");
    panel.division.base_share = 0.5;
    panel.regions[1].weight = 0.5;
    const Regions regions = *request_of(panel).regions;
    QCOMPARE(regions.base_ratio, std::string("0.5000;0.7500,0.5000"));
    const auto planned = manga::plan_regions({regions.split, regions.prompts, "a park", regions.base_ratio});
    QCOMPARE(planned[1].base, 0.75);
  }

  void a_split_without_a_base_prompt_has_no_share_of_it() {
    manga::Panel panel = panel_of({region("a"), region("b")}, "1,1");
    panel.prompt = " ";
    panel.division.base_share = 0.5;
    panel.division.pooled_from_base = true;
    const Regions regions = *request_of(panel).regions;
    QCOMPARE(regions.base_ratio, std::string());
    QVERIFY(!regions.pooled_from_base);
    QCOMPARE(manga::plan_regions({regions.split, regions.prompts, "", regions.base_ratio}).size(), std::size_t(2));
  }

  void a_cell_that_asks_for_nothing_is_left_to_the_base_prompt() {
    manga::Panel panel = panel_of({region("a"), region(""), region("c")}, "1,1,2");
    const Regions regions = *request_of(panel).regions;
    QCOMPARE(regions.split, std::string());
    QCOMPARE(regions.boxes.size(), std::size_t(2));
    QVERIFY((regions.boxes[1].box == UnitBox{0.5f, 0, 1, 1}));
    QCOMPARE(regions.boxes[1].prompt, std::string("c"));
  }

  void free_boxes_keep_their_places_and_weights() {
    manga::Panel panel = panel_of({region("a", {0, 0, 0.5f, 1}), region("b", {0.25f, 0, 1, 0.5f})});
    panel.regions[1].weight = 0.5;
    Regions regions = *request_of(panel).regions;
    QVERIFY((regions.boxes[1] == RegionBox{{0.25f, 0, 1, 0.5f}, "b", 0.5}));
    QCOMPARE(regions.base_ratio, std::string());
    panel.division.base_share = 0.25;
    regions = *request_of(panel).regions;
    QCOMPARE(regions.base_ratio, std::string("0.2500"));
  }

  void a_base_prompt_of_their_own_takes_the_place_of_the_panels() {
    manga::Panel panel = panel_of({region("a")});
    panel.division.base_prompt = "two girls";
    panel.division.pooled_from_base = true;
    panel.division.in_controls = true;
    const GenerationRequest request = request_of(panel);
    QCOMPARE(request.prompt, std::string("two girls"));
    QVERIFY(request.regions->pooled_from_base && request.regions->in_controls);
  }

  void subjects_are_told_with_their_adapter_and_layout() {
    manga::Project work = work_with(panel_of({}));
    manga::Panel& panel = work.pages[0].panels[0];
    manga::Character mia;
    mia.id = {5};
    work.cast = {mia};
    panel.characters.resize(1);
    panel.characters[0].character = {5};
    panel.characters[0].phrase = "a girl in red";
    panel.settings.auto_layout = true;
    const auto build = [&] {
      return build_request(work, panel_id, [](const manga::AssetId& asset) { return Picture{asset, {}, {}}; });
    };
    QCOMPARE(build().characters[0].phrase, std::string("a girl in red"));
    QVERIFY(!build().subject_adapter && !build().layout);

    work.drawing.subject_adapter = "/models/ms/ms_adapter.bin";
    QCOMPARE(build().subject_adapter->file.string(), std::string("/models/ms/ms_adapter.bin"));
    QCOMPARE(build().subject_adapter->image_encoder.string(), std::string("/models/ms/image_encoder"));
    QVERIFY((build().layout == SubjectLayout{true, 0.5, 5, false}));
    panel.settings.layout_threshold = 0.25;
    panel.settings.layout_start = 9;
    work.drawing.subject_encoder = "/models/clip";
    QVERIFY((build().layout == SubjectLayout{true, 0.25, 9, false}));
    QCOMPARE(build().subject_adapter->image_encoder.string(), std::string("/models/clip"));

    panel.settings.subject_adapter = manga::no_adapter;
    QVERIFY(!build().subject_adapter && !build().layout);
  }
};

QTEST_APPLESS_MAIN(RegionRequestTest)
#include "region_request_test.moc"
