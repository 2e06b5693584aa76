// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/panel_pipeline.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/compare_tensors.h"
#include "tests/support/fixture_panel.h"

using namespace koma::pipelines;
using koma::api::GenerationRequest;
using koma::test::compare_pictures;
using koma::test::request_of;
using nlohmann::json;

namespace {

// Tolerances of tests/data/diffsensei/README.md.
constexpr double latent_tolerance = 1e-4, decoded_tolerance = 2e-4;

}  // namespace

/// The checkpoint as the newest public revision stores it: unet, resampler and Magi encoder as pickles.
void compose_pickled(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  const fs::path whole = koma::test::fixture_folder / "checkpoint/image_generator";
  const fs::path generator = folder / "image_generator";
  fs::create_directories(generator);
  for (const auto& part : fs::directory_iterator(whole)) {
    const fs::path pickle = koma::test::fixture_folder / "pickled" / part.path().filename() / "pytorch_model.bin";
    const fs::path here = generator / part.path().filename();
    if (!fs::exists(pickle)) {
      fs::create_symlink(part.path(), here);
      continue;
    }
    fs::create_directory(here);
    fs::create_symlink(pickle, here / "pytorch_model.bin");
    if (fs::exists(part.path() / "config.json")) fs::create_symlink(part.path() / "config.json", here / "config.json");
  }
}

class PanelPipelineTest : public QObject {
  Q_OBJECT

  std::map<std::string, at::Tensor> recorded_;
  json panels_;
  std::unique_ptr<koma::pipelines::LoadedModel> model_, pickled_;
  QTemporaryDir folder_;

  const at::Tensor& recorded(const std::string& panel, const char* what) const {
    return recorded_.at("panel." + panel + "." + what);
  }
  bool has(const std::string& panel, const char* what) const {
    return recorded_.contains("panel." + panel + "." + what);
  }

  void compare_conditions(const std::string& name, const PanelPipeline& pipeline) const {
    const koma::models::UNetConditions& conditions = pipeline.conditions();
    const std::int64_t rows = conditions.text.size(0);
    const at::Tensor tokens = recorded(name, "image_tokens");
    KOMA_COMPARE_TENSORS(conditions.image, tokens.slice(0, 0, rows), koma::test::part_tolerance);
    // Two samples repeat their rows: negative, negative, positive, positive.
    const at::Tensor ids = recorded(name, "time_ids");
    QVERIFY(at::equal(conditions.time_ids, ids.slice(0, 0, 1).expand({rows, -1})));
    if (has(name, "text_tokens")) {
      KOMA_COMPARE_TENSORS(conditions.text, recorded(name, "text_tokens"), koma::test::part_tolerance);
      KOMA_COMPARE_TENSORS(conditions.pooled, recorded(name, "pooled"), koma::test::part_tolerance);
    }
  }

 private Q_SLOTS:
  void initTestCase() {
    recorded_ = koma::tensors::read_safetensors(koma::test::fixture_folder / "io.safetensors");
    panels_ = koma::test::read_json(koma::test::fixture_folder / "io.json")["panels"];
    const c10::InferenceMode no_gradients;
    model_ = std::make_unique<koma::pipelines::LoadedModel>(
        koma::models::load_model_set(koma::test::fixture_folder / "checkpoint", {}), "");
    const std::filesystem::path pickled = folder_.filePath("pickled").toStdString();
    compose_pickled(pickled);
    pickled_ = std::make_unique<koma::pipelines::LoadedModel>(koma::models::load_model_set(pickled, {}), "");
  }

  void a_panel_agrees_with_the_reference_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("pickled");
    for (const auto& item : panels_.items()) {
      const QString name = QString::fromStdString(item.key());
      QTest::newRow(item.key().c_str()) << name << false;
      QTest::newRow((item.key() + ", pickled").c_str()) << name << true;
    }
  }
  void a_panel_agrees_with_the_reference() {
    QFETCH(QString, name);
    QFETCH(bool, pickled);
    koma::pipelines::LoadedModel& model = pickled ? *pickled_ : *model_;
    const std::string key = name.toStdString();
    const json& panel = panels_[key];
    GenerationRequest request = request_of(panel);
    // The corrected behaviour was recorded for one panel; all others are the reference with its quirks.
    request.upstream_quirks = key != "c2_d2_guidance1_boxes";
    const c10::InferenceMode no_gradients;
    const std::int64_t samples = panel["num_samples"].get<std::int64_t>();
    for (std::int64_t sample = 0; sample < samples; ++sample) {
      PanelOptions options;
      options.grey_references = panel["conversion"] == "grey";
      options.recorded.noise = recorded(key, "noise").slice(0, sample, sample + 1);
      options.recorded.magi_noise = recorded(key, "magi_noise");
      PanelPipeline pipeline(model, completed(request, model.set()), options, {});
      compare_conditions(key, pipeline);

      std::vector<at::Tensor> steps;
      at::Tensor first;
      const PanelPicture picture = pipeline.draw([&](const StepReport& report) {
        if (report.step == 0) first = report.output.clone();
        steps.push_back(report.latents.clone());
      });
      const at::Tensor outputs = recorded(key, "eps0");
      const at::Tensor row = at::arange(sample, outputs.size(0), samples, at::kLong);
      KOMA_COMPARE_TENSORS(first, outputs.index_select(0, row), latent_tolerance);
      KOMA_COMPARE_TENSORS(at::stack(steps), recorded(key, "latents").slice(1, sample, sample + 1), latent_tolerance);
      if (has(key, "decoded")) KOMA_COMPARE_TENSORS(picture.decoded, recorded(key, "decoded"), decoded_tolerance);
      compare_pictures(picture.image, recorded(key, "image_u8").select(0, sample));
    }
  }

  void without_quirks_too_many_characters_are_refused() {
    const GenerationRequest request = completed(request_of(panels_["too_many"]), model_->set());
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)PanelPipeline(*model_, request, {}, {}));
  }

  void what_a_request_leaves_open_is_filled_in() {
    const GenerationRequest full = completed({}, model_->set());
    QCOMPARE(*full.steps, 30);
    QCOMPARE(*full.guidance_scale, 7.5);
    QCOMPARE(*full.character_scale, 0.6);
    QCOMPARE(*full.width, 1024);
    QVERIFY(full.seed && full.sampler == koma::api::SamplerKind::euler);
    QVERIFY2(completed({}, model_->set()).seed != full.seed, "two drawn seeds are the same");
  }

  void a_weaker_character_changes_the_picture_and_a_strength_of_one_does_not() {
    const c10::InferenceMode no_gradients;
    GenerationRequest request = request_of(panels_["c2_d2"]);
    request.steps = 2;
    const auto latents = [&](std::optional<double> strength) {
      request.characters[0].strength = strength;
      return PanelPipeline(*model_, completed(request, model_->set()), {}, {}).draw([](const StepReport&) {}).latents;
    };
    QVERIFY(at::equal(latents({}), latents(1)));
    QVERIFY(!at::allclose(latents({}), latents(0.25)));
  }
};

QTEST_GUILESS_MAIN(PanelPipelineTest)
#include "panel_pipeline_test.moc"
