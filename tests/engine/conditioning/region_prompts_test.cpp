// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/region_prompts.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "engine/conditioning/extras.h"
#include "engine/models/unet_2d_condition.h"
#include "engine/tensors/part_source.h"
#include "tests/support/region_fixture.h"

using namespace koma;
using conditioning::region_prompts;
using conditioning::RegionPrompts;
using nlohmann::json;

namespace {

constexpr std::int64_t window = 77;

/// "a BREAK a …", for tests of places alone.
std::string prompts_for(int regions) {
  std::string text = "a";
  for (int i = 1; i < regions; ++i) text += " BREAK a";
  return text;
}

api::GenerationRequest split_request(const std::string& split, int regions, const json& base_ratio = {}) {
  api::GenerationRequest request;
  request.prompt = prompts_for(regions);
  request.regions.emplace();
  request.regions->split = split;
  request.regions->base_ratio = test::text_or_empty(base_ratio);
  if (!request.regions->base_ratio.empty()) request.regions->base_prompt = "all";
  return request;
}

RegionPrompts prompts_of(const api::GenerationRequest& request, const conditioning::RegionFrame& frame = {}) {
  std::vector<std::string> notes;
  return region_prompts(request, {}, frame, true, notes);
}

/// The sentence with which the request is refused; empty when it is accepted.
std::string refusal(const api::GenerationRequest& request) {
  try {
    (void)prompts_of(request);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

api::GenerationRequest boxed(std::vector<api::RegionBox> boxes) {
  api::GenerationRequest request;
  request.prompt = "a forest at night";
  request.regions.emplace();
  request.regions->boxes = std::move(boxes);
  return request;
}

std::vector<std::int64_t> numbers(const at::Tensor& labels) {
  const at::Tensor flat = labels.contiguous();
  return {flat.const_data_ptr<std::int64_t>(), flat.const_data_ptr<std::int64_t>() + flat.numel()};
}

}  // namespace

class RegionPromptsTest : public QObject {
  Q_OBJECT

  json io_ = test::read_json(test::region_folder / "io.json");
  std::map<std::string, at::Tensor> recorded_ = tensors::read_safetensors(test::region_folder / "io.safetensors");
  std::map<std::string, std::shared_ptr<models::UNet2DConditionModel>> unets_;

  tensors::Weights unet_weights(const std::string& family) const {
    return tensors::Weights(tensors::open_weights(test::region_folder / "checkpoint" / family / "unet"), "unet");
  }

  const models::UNet2DConditionModel& unet(const std::string& family) {
    auto& known = unets_[family];
    if (!known) {
      const auto config = test::read_json(test::region_folder / "checkpoint" / family / "unet/config.json");
      known = std::make_shared<models::UNet2DConditionModel>(unet_weights(family),
                                                             models::UNet2DConditionConfig::from_json(config));
    }
    return *known;
  }

  void families_and_cases() const {
    QTest::addColumn<QString>("family");
    QTest::addColumn<int>("index");
    for (const char* family : {"sd15", "sdxl"}) {
      for (int i = 0; i < int(io_["unet"][family].size()); ++i) QTest::addRow("%s %d", family, i) << family << i;
    }
  }

  models::UNetConditions conditions(const std::string& key, const json& item) const {
    const RegionPrompts prompts =
        prompts_of(split_request(item["split_ratio"], item["regions"].get<int>(), item["base_ratio"]));
    models::UNetConditions told;
    told.text = recorded_.at(key + ".context");
    const models::Grid latent{item["height"].get<int>() / 8, item["width"].get<int>() / 8};
    told.text_regions = models::text_regions(conditioning::in_tokens(prompts.areas, window), latent, 4);
    if (recorded_.contains(key + ".pooled")) {
      told.pooled = recorded_.at(key + ".pooled");
      told.time_ids = recorded_.at(key + ".time_ids");
    }
    return told;
  }

 private Q_SLOTS:
  void every_position_has_the_recorded_region() {
    for (std::size_t k = 0; k < io_["labels"].size(); ++k) {
      const json& item = io_["labels"][k];
      const RegionPrompts prompts = prompts_of(split_request(item["split_ratio"], item["regions"].get<int>()));
      const at::Tensor labels = models::area_labels(prompts.areas, {item["h"].get<int>(), item["w"].get<int>()});
      QVERIFY2(labels.equal(recorded_.at("labels." + std::to_string(k)).to(at::kLong)),
               item["split_ratio"].get<std::string>().c_str());
    }
  }

  void one_cross_attention_sees_what_was_recorded_data() { families_and_cases(); }
  void one_cross_attention_sees_what_was_recorded() {
    QFETCH(QString, family);
    QFETCH(int, index);
    const c10::InferenceMode no_gradients;
    const std::string name = family.toStdString(), key = name + ".unet." + std::to_string(index);
    const json& item = io_["unet"][name][std::size_t(index)];
    const models::UNetConditions told = conditions(key, item);
    const models::Grid latent{item["height"].get<int>() / 8, item["width"].get<int>() / 8};
    const std::vector<models::Grid> grids = models::level_grids(latent, told.text_regions.size());
    for (const auto& [entry, value] : recorded_) {
      if (!entry.starts_with(key + ".") || !entry.ends_with(".attn2.in")) continue;
      const std::string module = entry.substr(key.size() + 1, entry.size() - key.size() - 4);
      const auto level = std::find_if(grids.begin(), grids.end(), [&](const models::Grid& grid) {
        return grid.height * grid.width == value.size(1);
      });
      QVERIFY(level != grids.end());
      // SD 1.5 has 4 heads everywhere, this SDXL 2 and 4 by width.
      const std::int64_t heads = name == "sd15" ? 4 : value.size(2) / 16;
      const nn::AttentionOptions options{value.size(2), heads, false, false};
      const nn::CrossAttention attention(unet_weights(name)[module], options, told.text.size(2), false);
      nn::AttentionContext context{.text = told.text};
      context.regions = &told.text_regions[std::size_t(level - grids.begin())];
      const at::Tensor out = recorded_.at(entry.substr(0, entry.size() - 2) + "out");
      KOMA_COMPARE_ABSOLUTE(attention.forward(value, context), out, test::region_part_tolerance);
    }
  }

  void the_denoiser_gives_what_was_recorded_data() { families_and_cases(); }
  void the_denoiser_gives_what_was_recorded() {
    QFETCH(QString, family);
    QFETCH(int, index);
    const c10::InferenceMode no_gradients;
    const std::string name = family.toStdString(), key = name + ".unet." + std::to_string(index);
    const models::UNetConditions told = conditions(key, io_["unet"][name][std::size_t(index)]);
    const at::Tensor sample = recorded_.at(key + ".sample"), time = recorded_.at(key + ".timestep").to(at::kFloat);
    const models::UNet2DConditionModel& model = unet(name);
    const at::Tensor prepared = model.forward(sample, time, model.prepare(told));
    KOMA_COMPARE_ABSOLUTE(prepared, recorded_.at(key + ".out"), test::region_part_tolerance);
    // The same with keys and values made anew.
    KOMA_COMPARE_ABSOLUTE(model.forward(sample, time, told), recorded_.at(key + ".out"), test::region_part_tolerance);
  }

  void later_boxes_lie_on_top_and_the_base_beside_them() {
    const RegionPrompts prompts =
        prompts_of(boxed({{{0, 0, 0.5f, 1}, "a fox", 1}, {{0.25f, 0.5f, 1, 1}, "an owl", 0.75}}));
    QCOMPARE(prompts.segments, (std::vector<std::string>{"a forest at night", "a fox", "an owl"}));
    const std::vector<std::int64_t> wanted = {0, 0, -1, -1, 0, 1, 1, 1};
    QCOMPARE(numbers(models::area_labels(prompts.areas, {2, 4})), wanted);
    QCOMPARE(prompts.areas.areas[0].base, 0.0);
    QCOMPARE(prompts.areas.areas[1].base, 0.25);
    const nn::TextRegions cells = models::text_regions(conditioning::in_tokens(prompts.areas, window), {2, 4}, 1)[0];
    QCOMPARE(cells.regions.size(), std::size_t(3));
    QCOMPARE(cells.regions[0].tokens.first, std::int64_t(0));  // beside the boxes: the base prompt's
    QCOMPARE(cells.regions[2].tokens.first, 2 * window);
  }

  void a_small_box_keeps_a_cell_and_a_box_may_leave_the_panel() {
    const RegionPrompts prompts =
        prompts_of(boxed({{{0.6f, 0.6f, 0.61f, 0.61f}, "a fox", 1}, {{-1, -1, 0.3f, 0.3f}, "an owl", 1}}));
    QCOMPARE(numbers(models::area_labels(prompts.areas, {2, 2})), (std::vector<std::int64_t>{1, -1, -1, 0}));
  }

  void a_base_ratio_for_boxes_joins_their_weight() {
    api::GenerationRequest request = boxed({{{0, 0, 0.5f, 1}, "a fox", 1}, {{0.5f, 0, 1, 1}, "an owl", 0.5}});
    request.regions->base_ratio = "0.5,0.2";
    const RegionPrompts prompts = prompts_of(request);
    QCOMPARE(prompts.areas.areas[0].base, 0.5);
    QCOMPARE(prompts.areas.areas[1].base, 0.6);
  }

  void a_part_of_the_panel_keeps_the_whole_panel_s_division() {
    const RegionPrompts right = prompts_of(split_request("1,1", 2), {{0.25f, 0, 1, 1}, {0, 0, 1, 1}});
    QCOMPARE(numbers(models::area_labels(right.areas, {1, 3})), (std::vector<std::int64_t>{0, 1, 1}));
    // What a model draws beyond the panel belongs to the outermost regions.
    const RegionPrompts wide = prompts_of(split_request("1,1", 2), {{0, 0, 1, 1}, {0.25f, 0, 0.75f, 1}});
    QCOMPARE(numbers(models::area_labels(wide.areas, {1, 4})), (std::vector<std::int64_t>{0, 0, 1, 1}));
  }

  void words_of_characters_join_the_region_of_their_middle() {
    api::GenerationRequest request = split_request("1,1", 2);
    request.characters.resize(1);
    request.characters[0].box = {0.6f, 0, 0.9f, 1};
    request.characters[0].phrase = "a girl in red";
    request.shot = api::ShotKind::bust;
    QCOMPARE(prompts_of(request).segments, (std::vector<std::string>{"a, bust shot", "a, a girl in red, bust shot"}));
    request.regions->base_prompt = "all";
    request.regions->base_ratio = "0.5";
    QCOMPARE(prompts_of(request).segments, (std::vector<std::string>{"all, bust shot", "a", "a, a girl in red"}));
  }

  void one_region_without_a_base_is_an_ordinary_prompt() {
    QVERIFY(!prompts_of(split_request("3", 1)).divided);
    QVERIFY(prompts_of(split_request("3", 1, "0.5")).divided);
  }

  void what_cannot_be_is_refused_with_its_field_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* change, const char* sentence) { QTest::newRow(change) << change << sentence; };
    row("nothing", "$.regions: have neither a split nor boxes; give one, or remove the field");
    row("both", "$.regions: have both boxes and a split with prompts; keep one of them");
    row("bad ratio",
        "$.regions.split: \"1,0\" has \"0\" at character 3 where a number greater than 0 must stand; write widths, "
        "such "
        "as 1,2, or rows of a height and widths, such as 1;2,1,1");
    row("too few", "$.prompt: there are 2 prompts for 3 regions; write one for each, or change the split");
    row("too many", "$.regions.prompts: there are 3 prompts for 2 regions; write one for each, or change the split");
    row("empty", "$.regions.prompts: region 2 has no words; say what is there, or leave it out of the split");
    row("base alone",
        "$.regions.base_ratio: the base prompt has no base ratio; say how much of each region it has, such as 0.3, or "
        "remove it");
    row("bad base",
        "$.regions.base_ratio: \"0.2;0.4\" has 2 rows, but the split has 1 (character 5); write one number for all "
        "regions, or one per region in the rows of the split");
    row("two bases",
        "$.prompt: is not drawn beside a base prompt and prompts for regions; remove it or the base prompt");
    row("no base for boxes", "$.regions.base_prompt: is missing; boxes need a prompt for what lies beside them");
    row("a silent box", "$.regions.boxes[0].prompt: has no words; say what is there, or remove the box");
    row("pooled", "$.regions.pooled: asks for the base prompt's text, but there is none; give one, or take \"last\"");
  }
  void what_cannot_be_is_refused_with_its_field() {
    QFETCH(QString, change);
    QFETCH(QString, sentence);
    api::GenerationRequest request = split_request("1,1", 2);
    api::Regions& regions = *request.regions;
    if (change == "nothing") regions.split.clear();
    if (change == "both") regions.boxes = {{{0, 0, 1, 1}, "a", 1}};
    if (change == "bad ratio") regions.split = "1,0";
    if (change == "too few") regions.split = "1;1,1,1";
    if (change == "too many" || change == "empty" || change == "two bases") regions.prompts = {"a", "b", "c"};
    if (change == "too many" || change == "empty") request.prompt.clear();
    if (change == "empty") regions.prompts = {"a", " "};
    if (change == "base alone" || change == "two bases") regions.base_prompt = "all";
    if (change == "bad base") {
      regions.base_prompt = "all";
      regions.base_ratio = "0.2;0.4";
    }
    if (change.contains("box")) request = boxed({{{0, 0, 1, 1}, change == "a silent box" ? "" : "a", 1}});
    if (change == "no base for boxes") request.prompt.clear();
    if (change == "pooled") regions.pooled_from_base = true;
    QCOMPARE(QString::fromStdString(refusal(request)), sentence);
  }

  void words_choose_the_extra_and_the_seed_among_equals() {
    const std::vector<models::Extra> extras = {{"a.png", {"girl", "woman"}, {"glasses", "long hair"}},
                                               {"b.png", {"girl", "woman"}, {"hat"}},
                                               {"c.png", {"boy"}, {"glasses"}}};
    const auto plays = [&](const char* words, std::uint64_t seed) {
      const models::Extra* extra = conditioning::extra_for(words, extras, seed, 0);
      return extra ? extra->picture.string() : std::string();
    };
    QCOMPARE(plays("A Woman with long hair and glasses", 1), std::string("a.png"));
    QCOMPARE(plays("a girl with a hat", 4), std::string("b.png"));
    QCOMPARE(plays("a boy with long hair", 4), std::string("c.png"));
    QCOMPARE(plays("somebody with glasses", 0), std::string("a.png"));
    QCOMPARE(plays("somebody with glasses", 1), std::string("c.png"));
    QVERIFY(plays("a girl", 0) != plays("a girl", 1));
    QVERIFY(conditioning::extra_for("a girl", {}, 0, 0) == nullptr);
  }

  void somebody_of_whom_a_region_speaks_is_placed_unless_somebody_stands_there() {
    const std::vector<models::Extra> extras = {{"a.png", {"girl"}, {}}, {"b.png", {"boy"}, {}}};
    api::GenerationRequest request =
        boxed({{{0.6f, 0.2f, 0.9f, 1}, "a boy waving", 1}, {{0, 0, 0.2f, 1}, "a tree", 1}});
    const auto people = [&] { return conditioning::people_of_regions(request, extras, 600, 300); };
    QCOMPARE(people().size(), std::size_t(1));
    QVERIFY((people()[0].box == UnitBox{0.6f, 0.2f, 0.9f, 1}));
    QCOMPARE(people()[0].phrase, std::string("a boy waving"));
    request.characters.emplace_back().box = {0.65f, 0.3f, 0.85f, 0.9f};
    QVERIFY(people().empty());
    request.characters.clear();
    QVERIFY(conditioning::people_of_regions(request, {}, 600, 300).empty());

    request.regions = api::Regions{.split = "1,2", .prompts = {"a quiet street", "a girl"}};
    request.prompt.clear();
    const std::vector<api::PlacedCharacter> one = people();
    QCOMPARE(one.size(), std::size_t(1));
    const UnitBox& box = one[0].box;  // a whole figure in the middle of the right cell, on the ground
    QVERIFY(std::abs((box.left + box.right) / 2 - 2.0 / 3) < 1e-5 && box.left >= 1.0f / 3 && box.right <= 1);
    QVERIFY(box.top > 0.1f && std::abs(box.bottom - 0.97f) < 1e-5f);
    QCOMPARE(int(shot_of(box, 600, 300)), int(Shot::full));
  }
};

QTEST_GUILESS_MAIN(RegionPromptsTest)
#include "region_prompts_test.moc"
