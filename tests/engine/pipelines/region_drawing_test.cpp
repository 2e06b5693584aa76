// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/region_drawing.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QtTest>

#include "engine/api/request_json.h"
#include "engine/pipelines/high_resolution_pipeline.h"
#include "engine/pipelines/panel_pipeline.h"
#include "engine/pipelines/repaint_pipeline.h"
#include "engine/pipelines/schedule_choice.h"
#include "tests/support/region_fixture.h"

using namespace koma;
using namespace koma::pipelines;
using nlohmann::json;

namespace {

/// Of latents that two ways of asking for the same picture give.
constexpr double same_tolerance = 1e-4;

/// Two columns of one half each, in pictures of another text and of another text on the right.
struct Halves {
  double left = 0, right = 0;  ///< mean absolute difference of pixels
};

Halves difference(const Image& a, const Image& b) {
  Halves halves;
  for (int y = 0; y < a.height(); ++y) {
    for (int i = 0; i < a.width() * a.channels(); ++i) {
      const bool is_left = i / a.channels() < a.width() / 2;
      (is_left ? halves.left : halves.right) += std::abs(int(a.row(y)[i]) - int(b.row(y)[i]));
    }
  }
  return halves;
}

/// White from `left` to `right` pixels.
Image strip(int width, int height, int left, int right) {
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < width * height; ++i) pixels.push_back(i % width >= left && i % width < right ? 255 : 0);
  return Image(width, height, 1, std::move(pixels));
}

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

  /// The fixture's columns with texts in a list.
  api::GenerationRequest two_columns(const char* right) {
    api::GenerationRequest wish = request("sd15", "columns");
    wish.prompt.clear();
    wish.regions->split = "1,1";
    wish.regions->prompts = {"a red fox in the snow", right};
    wish.steps = 4;
    return wish;
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

  void a_large_picture_is_drawn_small_then_over_and_regions_hold_in_both() {
    const c10::InferenceMode no_gradients;
    api::GenerationRequest wish = two_columns("a grey owl on a branch");
    wish.width = 256;
    wish.height = 128;
    wish.high_resolution.emplace().strength = 0.5;
    wish.guidance_scale = 1;  // what is guided is spread further
    const auto drawn = [&](const api::GenerationRequest& asked, std::vector<at::Tensor>* steps = nullptr) {
      HighResolutionPipeline pipeline(model("sd15"), asked, {}, {});
      int last = -1;
      const PanelPicture picture = pipeline.draw([&](const StepReport& step) {
        if (step.step != ++last) throw std::runtime_error("a step was not told");
        if (steps) steps->push_back(step.latents);
      });
      if (last + 1 != pipeline.steps()) throw std::runtime_error("other steps were foretold");
      return picture;
    };
    std::vector<at::Tensor> steps;
    const PanelPicture once = drawn(wish, &steps), again = drawn(wish);
    QVERIFY(at::equal(once.latents, again.latents) && once.image == again.image);
    QCOMPARE(once.image.width(), 256);
    QCOMPARE(once.image.height(), 128);
    QVERIFY(steps.front().sizes() == at::IntArrayRef({1, 4, 8, 16}));  // 128 × 64
    QVERIFY(steps.back().sizes() == at::IntArrayRef({1, 4, 16, 32}));

    // A network of random numbers spreads what it reads, but each text is seen most where its region lies.
    for (const std::int64_t region : {0, 1}) {
      api::GenerationRequest other = wish;
      other.regions->prompts[std::size_t(region)] = "a bright yellow submarine";
      const at::Tensor change = (once.latents - drawn(other).latents).abs();
      const double here = change.slice(3, 16 * region, 16 * region + 16).mean().item<double>();
      const double there = change.mean().item<double>() * 2 - here;
      QVERIFY2(here > 1.5 * there, qPrintable(QString("%1 %2").arg(here).arg(there)));
    }

    api::GenerationRequest shy = wish;
    shy.high_resolution->strength = 0.9;
    QVERIFY(!(drawn(shy).image == once.image));
    api::GenerationRequest small = wish;
    small.width = small.height = 128;
    HighResolutionPipeline one(model("sd15"), small, {}, {});
    const PanelPicture single = one.draw([](const StepReport&) {});
    QCOMPARE(one.notes().size(), std::size_t(1));
    small.high_resolution.reset();
    QVERIFY(at::equal(single.latents, latents("sd15", small)));
  }

  void a_part_of_a_divided_panel_is_repainted_by_its_own_region() {
    const c10::InferenceMode no_gradients;
    api::GenerationRequest wish = two_columns("a grey owl on a branch");
    wish.width = 256;
    wish.height = 64;
    const Image before = PanelPipeline(model("sd15"), wish, {}, {}).draw([](const StepReport&) {}).image;
    const auto repainted = [&](api::GenerationRequest asked, const Image& mask) {
      asked.init_picture.image = before;
      asked.mask.image = mask;
      RepaintPipeline pipeline(model("sd15"), asked, {before, mask}, {}, {});
      return pipeline.draw([](const StepReport&) {}).image;
    };
    wish.repaint = api::Repaint{.context = 0, .feather = 4, .prefill = {}, .seam = {}};
    wish.seed = 9;
    const Image far_left = strip(256, 64, 0, 40), across = strip(256, 64, 96, 160);
    const Image left = repainted(wish, far_left), middle = repainted(wish, across);
    for (int y = 0; y < 64; ++y)
      QVERIFY(std::equal(left.row(y) + 3 * 64, left.row(y) + 3 * 256, before.row(y) + 3 * 64));
    QVERIFY(difference(left, before).left > 0);
    QVERIFY(difference(middle, before).left > 0 && difference(middle, before).right > 0);

    api::GenerationRequest other = wish;
    other.regions->prompts[1] = "a bright yellow submarine";
    QVERIFY(repainted(other, far_left) == left);  // the crop ends before the other region
    QVERIFY(!(repainted(other, across) == middle));
    other.regions->prompts[0] = "a bright yellow submarine";
    QVERIFY(!(repainted(other, far_left) == left));
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
