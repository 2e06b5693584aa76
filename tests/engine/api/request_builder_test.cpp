// SPDX-License-Identifier: Apache-2.0
#include "engine/api/request_builder.h"

#include <QtTest>

#include "engine/base/error.h"

using namespace koma::api;
using koma::UnitBox;
namespace manga = koma::manga;

namespace {

constexpr manga::PanelId panel_id{1};

/// One page with one wide panel (80 × 40 mm at 10, 20), Aki in it, and a balloon in its upper right quarter.
manga::Project project() {
  manga::Project project;
  manga::Character aki;
  aki.id = {5};
  aki.name = "Aki";
  aki.references = {{"aki.png", {0, 0, 0.5f, 1}, {}}, {"aki2.png", {0, 0, 1, 1}, {}}};
  project.cast = {aki};
  manga::Panel panel;
  panel.id = panel_id;
  panel.frame = manga::polygon_of({10, 20, 80, 40});
  panel.prompt = "a park";
  panel.shot = "bust";
  panel.settings.steps = 9;
  panel.settings.seed = 3;
  manga::CharacterBox box;
  box.character = {5};
  box.box = {0.1f, 0.2f, 0.5f, 1.1f};
  box.expression = "smiling";
  box.facing = "left";
  panel.characters = {box};
  manga::Page page;
  page.panels = {panel};
  manga::Balloon balloon;
  balloon.bounds = {50, 20, 30, 10};
  page.balloons = {balloon};
  project.pages = {page};
  return project;
}

Picture load(const manga::AssetId& asset) {
  return {"objects/" + asset, {}, {0, 0, 1, 1}};
}

manga::Panel& panel_of(manga::Project& project) {
  return project.pages[0].panels[0];
}

}  // namespace

class RequestBuilderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_panel_becomes_a_request() {
    const GenerationRequest request = build_request(project(), panel_id, load);
    QCOMPARE(request.model, std::string("mini"));
    QCOMPARE(request.prompt, std::string("a park"));
    QVERIFY(request.shot == ShotKind::bust);
    QCOMPARE(*request.steps, 9);
    QCOMPARE(*request.seed, std::uint64_t(3));
    QVERIFY(!request.guidance_scale && !request.negative_prompt);
    QCOMPARE(request.characters.size(), std::size_t(1));
    const PlacedCharacter& aki = request.characters[0];
    QCOMPARE(aki.name, std::string("Aki"));
    QCOMPARE(aki.expression, std::string("smiling"));
    QVERIFY(aki.facing == Facing::left);
    QVERIFY(!aki.strength);
    QVERIFY((aki.box == UnitBox{0.1f, 0.2f, 0.5f, 1.1f}));
    QCOMPARE(aki.references[0].path.string(), std::string("objects/aki.png"));
    QVERIFY((aki.references[0].crop == UnitBox{0, 0, 0.5f, 1}));
  }

  void a_panel_is_drawn_as_the_work_says_unless_it_says_otherwise() {
    manga::Project work = project();
    work.drawing = {.model = "big", .steps = 20, .sampler = "dpmpp_2m", .sigmas = "karras", .unknown = {}};
    work.drawing.loras = {{.model = "ink", .weight = 0.5, .unknown = {}}};
    panel_of(work).settings.guidance_rescale = 0.5;
    panel_of(work).settings.clip_skip = 2;
    panel_of(work).settings.prompt_weighting = true;
    const GenerationRequest request = build_request(work, panel_id, load);
    QCOMPARE(request.model, std::string("big"));
    QCOMPARE(*request.steps, 9);
    QVERIFY(request.sampler == SamplerKind::dpmpp_2m);
    QVERIFY(request.sigmas == SigmaKind::karras);
    QVERIFY(!request.timestep_spacing);
    QCOMPARE(request.guidance_rescale, 0.5);
    QCOMPARE(request.clip_skip, 2);
    QVERIFY(request.prompt_weighting);
    QCOMPARE(request.loras.size(), std::size_t(1));
    QCOMPARE(request.loras[0].weight, 0.5);
  }

  void the_agent_takes_part_only_where_it_is_switched_on() {
    manga::Project work = project();
    panel_of(work).settings.agent_scale = 0.7;
    QVERIFY(build_request(work, panel_id, load).mllm == Agent{});
    work.drawing.agent = true;
    work.drawing.character_scale = 0.5;
    GenerationRequest request = build_request(work, panel_id, load);
    QVERIFY((request.mllm == Agent{true, 0.7}));
    QCOMPARE(*request.character_scale, 0.5);
    panel_of(work).settings.agent_scale.reset();
    QVERIFY((build_request(work, panel_id, load).mllm == Agent{true, 0.4}));
    panel_of(work).settings.agent = false;
    QVERIFY(!build_request(work, panel_id, load).mllm.enabled);
  }

  void models_are_told_to_the_engine_as_it_knows_them() {
    manga::Project work = project();
    panel_of(work).settings.loras = {{.model = "ink", .weight = 1, .unknown = {}}};
    panel_of(work).controls = {{.picture = "pose.png", .model = "pose", .preprocessor = "openpose", .unknown = {}},
                               {.picture = "nobody-reads-me.png", .model = "", .preprocessor = "", .unknown = {}}};
    BuildOptions options;
    options.locate = [](ModelKind kind, const std::string& name) {
      return std::to_string(int(kind)) + ":/models/" + name;
    };
    const GenerationRequest request = build_request(work, panel_id, load, options);
    QCOMPARE(request.model, std::string("0:/models/mini"));
    QCOMPARE(request.loras[0].file.string(), std::string("1:/models/ink"));
    QCOMPARE(request.controls.size(), std::size_t(1));
    QCOMPARE(request.controls[0].model, std::string("2:/models/pose"));
    QVERIFY(request.controls[0].preprocessor == Preprocessor::openpose);
  }

  void a_word_that_no_request_knows_is_refused_by_name() {
    manga::Project work = project();
    panel_of(work).settings.sampler = "magic";
    try {
      static_cast<void>(build_request(work, panel_id, load));
      QFAIL("no complaint");
    } catch (const koma::Error& error) {
      QCOMPARE(QString::fromUtf8(error.what()), QString("panel 1.sampler: does not know \"magic\""));
    }
  }

  void a_smaller_size_counts_on_the_models_area() {
    manga::Project work = project();
    panel_of(work).settings.size = 0.5;
    const GenerationRequest request = build_request(work, panel_id, load, {.area = 512 * 512, .locate = {}});
    QVERIFY(std::abs(*request.width * *request.height - 256 * 256) < 0.05 * 256 * 256);
  }

  void a_mask_over_the_accepted_take_repaints_it() {
    manga::Project work = project();
    manga::Panel& panel = panel_of(work);
    panel.mask = "mask.png";
    QVERIFY(!repaints(panel));
    QVERIFY(build_request(work, panel_id, load).init_picture.empty());
    // As wide as high, in a frame that is twice as wide as high: the frame shows its middle half.
    panel.takes = {{.id = {9},
                    .picture = "take.png",
                    .recipe = R"({"request":{"width":512,"height":512}})",
                    .created = "",
                    .unknown = {}}};
    panel.accepted = {9};
    panel.repaint = {.strength = 0.5, .context = {}, .feather = 12, .prefill = "noise", .seam = "", .unknown = {}};
    const GenerationRequest request = build_request(work, panel_id, load);
    QVERIFY(repaints(panel));
    QCOMPARE(request.init_picture.path.string(), std::string("objects/take.png"));
    QVERIFY((request.init_picture.crop == UnitBox{0, 0.25f, 1, 0.75f}));
    QCOMPARE(request.mask.path.string(), std::string("objects/mask.png"));
    QCOMPARE(request.strength, 0.5);
    QVERIFY((request.repaint == Repaint{.context = {}, .feather = 12, .prefill = "noise", .seam = {}}));
  }

  void repaint_settings_that_say_nothing_leave_it_to_the_engine() {
    manga::Project work = project();
    manga::Panel& panel = panel_of(work);
    panel.mask = "mask.png";
    panel.takes = {{.id = {9}, .picture = "take.png", .recipe = "no json", .created = "", .unknown = {}}};
    panel.accepted = {9};
    const GenerationRequest request = build_request(work, panel_id, load);
    QVERIFY(!request.repaint);
    QVERIFY((request.init_picture.crop == UnitBox{0, 0, 1, 1}));
  }

  void the_picture_has_the_frames_aspect_and_the_wanted_area_data() {
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("height");
    QTest::addColumn<int>("pixels_across");
    QTest::addColumn<int>("pixels_down");
    QTest::newRow("wide") << 80.0 << 40.0 << 728 << 360;
    QTest::newRow("square") << 50.0 << 50.0 << 512 << 512;
    QTest::newRow("a strip") << 400.0 << 4.0 << 2048 << 64;
  }
  void the_picture_has_the_frames_aspect_and_the_wanted_area() {
    QFETCH(double, width);
    QFETCH(double, height);
    manga::Project made = project();
    panel_of(made).frame = manga::polygon_of({10, 20, width, height});
    const GenerationRequest request = build_request(made, panel_id, load);
    QTEST(*request.width, "pixels_across");
    QTEST(*request.height, "pixels_down");
  }

  void a_balloon_over_the_panel_is_a_dialog_box_clipped_to_it() {
    manga::Project made = project();
    auto& balloons = made.pages[0].balloons;
    QVERIFY((build_request(made, panel_id, load).dialog_boxes == std::vector<UnitBox>{{0.5f, 0, 0.875f, 0.25f}}));
    balloons[0].bounds = {80, 10, 40, 20};  // half outside
    QVERIFY((build_request(made, panel_id, load).dialog_boxes == std::vector<UnitBox>{{0.875f, 0, 1, 0.25f}}));
    balloons[0].bounds = {100, 100, 40, 20};  // elsewhere
    QVERIFY(build_request(made, panel_id, load).dialog_boxes.empty());
  }

  void a_balloon_in_the_corner_that_a_slanted_frame_leaves_free_is_none() {
    manga::Project made = project();
    panel_of(made).frame = {{10, 20}, {90, 60}, {10, 60}};  // the upper right half is cut away
    QVERIFY(build_request(made, panel_id, load).dialog_boxes.empty());
  }

  void only_the_largest_balloons_count() {
    manga::Project made = project();
    auto& balloons = made.pages[0].balloons;
    for (int i = 1; i < 10; ++i) {
      balloons.push_back(balloons[0]);
      balloons.back().bounds = {10.0 + i, 30, 4.0 + i, 4};
    }
    const auto boxes = build_request(made, panel_id, load).dialog_boxes;
    QCOMPARE(boxes.size(), std::size_t(8));
    QVERIFY((boxes[0] == UnitBox{0.5f, 0, 0.875f, 0.25f}));
  }

  void strength_comes_from_the_box_or_else_from_the_character() {
    manga::Project made = project();
    made.cast[0].strength = 0.5;
    QCOMPARE(*build_request(made, panel_id, load).characters[0].strength, 0.5);
    panel_of(made).characters[0].strength = 1.5;
    QCOMPARE(*build_request(made, panel_id, load).characters[0].strength, 1.5);
  }

  void what_is_not_there_is_an_error() {
    manga::Project made = project();
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)build_request(made, manga::PanelId{99}, load));
    panel_of(made).shot = "sideways";
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)build_request(made, panel_id, load));
    made = project();
    panel_of(made).frame.clear();
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)build_request(made, panel_id, load));
    made = project();
    made.cast.clear();
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)build_request(made, panel_id, load));
  }
};

QTEST_GUILESS_MAIN(RequestBuilderTest)
#include "request_builder_test.moc"
