// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/region_drawing.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QtTest>

#include "engine/api/request_json.h"
#include "engine/pipelines/panel_pipeline.h"
#include "engine/pipelines/schedule_choice.h"
#include "tests/support/region_fixture.h"

using namespace koma;
using namespace koma::pipelines;
using nlohmann::json;

namespace {

/// Of latents that two ways of asking for the same picture give.
constexpr double same_tolerance = 1e-4;

}  // namespace

class RegionDrawingTest : public QObject {
  Q_OBJECT

  json io_ = test::read_json(test::region_folder / "io.json");
  std::map<std::string, at::Tensor> recorded_ = tensors::read_safetensors(test::region_folder / "io.safetensors");
  std::map<std::string, std::unique_ptr<LoadedModel>> models_;

  LoadedModel& model(const std::string& family) {
    auto& known = models_[family];
    if (!known) {
      const c10::InferenceMode no_gradients;
      known =
          std::make_unique<LoadedModel>(models::load_model_set(test::region_folder / "checkpoint" / family, {}), "");
    }
    return *known;
  }

  const json& recorded_case(const std::string& family, const std::string& id) const {
    for (const json& item : io_["cases"][family]) {
      if (item["id"] == id) return item;
    }
    throw std::runtime_error("no case " + id);
  }

  api::GenerationRequest request(const std::string& family, const char* id) {
    api::GenerationRequest result = test::region_request(recorded_case(family, id), family);
    result.steps = 2;
    return completed(result, model(family).set());
  }

  at::Tensor latents(const std::string& family, const api::GenerationRequest& request) {
    const c10::InferenceMode no_gradients;
    return PanelPipeline(model(family), request, {}, {}).draw([](const StepReport&) {}).latents;
  }

 private Q_SLOTS:
  void every_recorded_picture_comes_out_again_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("id");
    for (const char* family : {"sd15", "sdxl"}) {
      for (const json& item : io_["cases"][family]) {
        const auto id = item["id"].get<std::string>();
        QTest::addRow("%s %s", family, id.c_str()) << family << QString::fromStdString(id);
      }
    }
  }
  void every_recorded_picture_comes_out_again() {
    QFETCH(QString, family);
    QFETCH(QString, id);
    const std::string name = family.toStdString(), key = name + "." + id.toStdString();
    const json& item = recorded_case(name, id.toStdString());
    const double tolerance = item["tolerance"].get<double>();
    const c10::InferenceMode no_gradients;
    api::GenerationRequest whole = completed(test::region_request(item, name), model(name).set());
    const int count = std::exchange(whole.count, 1);
    const at::Tensor noise = recorded_.at(item["noise"].get<std::string>());
    for (int i = 0; i < count; ++i) {
      PanelOptions options;
      options.recorded.noise = noise.slice(0, i, i + 1);
      PanelPipeline pipeline(model(name), whole, options, {});
      const models::UNetConditions& told = pipeline.conditions();
      const std::int64_t last = told.text.size(0) - 1;
      if (recorded_.contains(key + ".context")) {
        KOMA_COMPARE_ABSOLUTE(told.text.slice(0, last), recorded_.at(key + ".context"), test::region_part_tolerance);
      }
      if (recorded_.contains(key + ".pooled")) {
        KOMA_COMPARE_ABSOLUTE(told.pooled.slice(0, last), recorded_.at(key + ".pooled"), test::region_part_tolerance);
      }
      std::vector<at::Tensor> steps;
      const PanelPicture picture =
          pipeline.draw([&](const StepReport& report) { steps.push_back(report.latents.clone()); });
      if (recorded_.contains(key + ".steps")) {
        KOMA_COMPARE_ABSOLUTE(at::stack(steps), recorded_.at(key + ".steps"), tolerance);
      }
      KOMA_COMPARE_ABSOLUTE(picture.latents, recorded_.at(key + ".latents").slice(0, i, i + 1), tolerance);
      if (recorded_.contains(key + ".image")) {
        KOMA_COMPARE_ABSOLUTE(picture.decoded, recorded_.at(key + ".image"), test::region_image_tolerance);
      }
    }
  }

  void the_sampler_takes_the_recorded_steps() {
    for (const char* family : {"sd15", "sdxl"}) {
      for (const auto& [steps, wanted] : io_["scheduler"][family].items()) {
        api::GenerationRequest asked = request(family, "columns");
        asked.steps = std::stoi(steps);
        const auto sampler = samplers::make_sampler(schedule_choice(asked, model(family).set()), *asked.steps);
        QCOMPARE(sampler->schedule().timesteps, wanted["timesteps"].get<std::vector<double>>());
        const std::vector<double>& sigmas = sampler->schedule().sigmas;
        const auto expected = wanted["sigmas"].get<std::vector<double>>();
        QCOMPARE(sigmas.size(), expected.size());
        for (std::size_t i = 0; i < sigmas.size(); ++i) QVERIFY(std::abs(sigmas[i] - expected[i]) <= 1e-4);
      }
    }
  }

  void boxes_on_the_cells_draw_what_the_split_draws() {
    const api::GenerationRequest split = request("sdxl", "base_04");
    api::GenerationRequest boxes = split;
    boxes.prompt.clear();
    boxes.regions->split.clear();
    boxes.regions->boxes = {{{0, 0, 0.5f, 1}, "a red fox in the snow", 1},
                            {{0.5f, 0, 1, 1}, "a grey owl on a branch", 1}};
    KOMA_COMPARE_ABSOLUTE(latents("sdxl", boxes), latents("sdxl", split), 1e-5);
    boxes.regions->boxes[1].weight = 0.25;
    QVERIFY(!at::allclose(latents("sdxl", boxes), latents("sdxl", split), 1e-3, 1e-3));
  }

  void prompts_in_a_list_draw_what_breaks_draw() {
    const api::GenerationRequest breaks = request("sd15", "columns");
    api::GenerationRequest list = breaks;
    list.prompt.clear();
    list.regions->prompts = {"a red fox in the snow", "a grey owl on a branch"};
    QVERIFY(at::equal(latents("sd15", list), latents("sd15", breaks)));
  }

  void a_long_text_is_cut_and_said() {
    const PanelPipeline pipeline(model("sd15"), request("sd15", "long_region"), {}, {});
    QCOMPARE(pipeline.notes().size(), std::size_t(1));
    QVERIFY2(pipeline.notes()[0].starts_with("Text 1 of the regions: The prompt has "), pipeline.notes()[0].c_str());
  }

  void without_guidance_in_some_steps_regions_stay() {
    api::GenerationRequest part = request("sd15", "base_04");
    part.guidance_end = 0.5;
    QVERIFY(at::isfinite(latents("sd15", part)).all().item<bool>());
    QVERIFY(!at::allclose(latents("sd15", part), latents("sd15", request("sd15", "base_04"))));
  }

  void where_all_read_the_same_it_is_an_ordinary_picture_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("name");
    QTest::newRow("SD 1, two ControlNets") << "sd1"
                                           << "controlnets";
    QTest::newRow("SDXL, a ControlNet") << "sdxl"
                                        << "controlnet";
  }
  void where_all_read_the_same_it_is_an_ordinary_picture() {
    QFETCH(QString, family);
    QFETCH(QString, name);
    const c10::InferenceMode no_gradients;
    const std::filesystem::path folder = std::filesystem::path(KOMA_TEST_DATA) / "pipelines" / family.toStdString();
    json object = test::read_json(folder / "cases.json")[name.toStdString()];
    object["schema"] = api::request_schema;
    LoadedModel with_controls(models::load_model_set(folder, {}), "");
    api::GenerationRequest plain = api::request_from_json(object, folder);
    plain.steps = 2;
    plain.upstream_quirks = false;
    plain = completed(plain, with_controls.set());
    const auto drawn = [&](const api::GenerationRequest& wish) {
      return PanelPipeline(with_controls, wish, {}, {}).draw([](const StepReport&) {}).latents;
    };
    const at::Tensor ordinary = drawn(plain);
    api::GenerationRequest wish = plain;
    wish.regions.emplace();
    wish.regions->split = "1,1;1,2,1";
    wish.regions->prompts = {plain.prompt, plain.prompt, plain.prompt};
    wish.prompt.clear();
    KOMA_COMPARE_ABSOLUTE(drawn(wish), ordinary, same_tolerance);
    wish.regions->prompts = {"a red fox", "snow", "an owl"};
    wish.regions->base_prompt = plain.prompt;
    wish.regions->base_ratio = "1";
    wish.regions->pooled_from_base = family == "sdxl";
    KOMA_COMPARE_ABSOLUTE(drawn(wish), ordinary, same_tolerance);
    wish.regions->in_controls = true;
    KOMA_COMPARE_ABSOLUTE(drawn(wish), ordinary, same_tolerance);
    wish.regions->base_ratio = "0.5";
    const at::Tensor all = drawn(wish);
    wish.regions->in_controls = false;
    QVERIFY2(!at::allclose(all, drawn(wish), 1e-3, 1e-3), "a ControlNet hears the same with and without regions");
  }

  void a_control_net_hears_the_base_prompt_or_the_regions() {
    const api::GenerationRequest with_base = request("sdxl", "base_04");
    PanelPipeline pipeline(model("sdxl"), with_base, {}, {});
    std::vector<std::string> notes;
    const auto told_of = [&](bool in_controls) {
      api::GenerationRequest wish = with_base;
      wish.regions->in_controls = in_controls;
      RegionDrawing regions(wish, model("sdxl").set(), pipeline.size(), {0, 0, 1, 1}, notes);
      (void)regions.encode(
          model("sdxl"), {"", "", true}, {}, [] {}, notes);
      return regions.for_control(pipeline.conditions());
    };
    const models::UNetConditions base = told_of(false), all = told_of(true);
    QVERIFY(base.text_regions.empty());
    QVERIFY(at::equal(base.text, pipeline.conditions().text.slice(1, 0, 77)));
    QCOMPARE(all.text_regions.size(), std::size_t(2));
    QCOMPARE(all.text.size(1), std::int64_t(3 * 77));
  }
};

QTEST_GUILESS_MAIN(RegionDrawingTest)
#include "region_drawing_test.moc"
