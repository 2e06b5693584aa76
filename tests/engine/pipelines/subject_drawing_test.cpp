// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/subject_drawing.h"

#include <c10/core/InferenceMode.h>

#include <QtTest>

#include "engine/base/error.h"
#include "engine/pipelines/panel_pipeline.h"
#include "tests/support/fixture_panel.h"
#include "tests/support/msdiffusion_fixture.h"

using namespace koma::pipelines;
using koma::api::GenerationRequest;
using nlohmann::json;

namespace {

const std::filesystem::path checkpoint = koma::test::subject_folder / "checkpoint";

koma::api::Picture picture_of(const std::string& name) {
  return {koma::test::subject_folder / "images" / (name + ".png"), {}};
}

void take_subjects(const json& given, GenerationRequest& request) {
  for (std::size_t i = 0; i < given["refs"].size(); ++i) {
    koma::api::PlacedCharacter subject;
    subject.references = {picture_of(std::to_string(given["refs"][i].get<int>()))};
    subject.phrase = given["phrases"][i].get<std::string>();
    subject.box = koma::test::box_of(given["boxes"][i]);
    if (given["subject_scales"].is_array()) subject.strength = given["subject_scales"][i].get<double>();
    request.characters.push_back(subject);
  }
  koma::api::SubjectLayout layout;
  layout.automatic = given["mask_threshold"].is_number();
  if (layout.automatic) layout.mask_threshold = given["mask_threshold"].get<double>();
  layout.start_step = given["start_step"].get<int>();
  layout.drop_grounding = given["drop_grounding_tokens"].get<int>() == 1;
  request.layout = layout;
  request.subject_adapter = {checkpoint / "ms_adapter.bin", checkpoint / "image_encoder"};
}

GenerationRequest request_of(const json& given) {
  GenerationRequest request;
  request.prompt = given["prompt"].get<std::string>();
  request.negative_prompt = given["negative_prompt"].get<std::string>();
  request.width = given["width"].get<int>();
  request.height = given["height"].get<int>();
  request.steps = given["steps"].get<int>();
  request.guidance_scale = given["guidance_scale"].get<double>();
  request.character_scale = given["scale"].get<double>();
  request.seed = 0;
  request.upstream_quirks = given["behaviour"] == "upstream";
  take_subjects(given, request);
  if (given.contains("hint")) {
    request.controls.push_back({(checkpoint / "controlnet").string(), picture_of("hint")});
    request.controls[0].scale = given["controlnet_scale"].get<double>();
  }
  return request;
}

}  // namespace

class SubjectDrawingTest : public QObject {
  Q_OBJECT

  std::map<std::string, at::Tensor> recorded_ = koma::test::subject_values();
  json facts_ = koma::test::subject_facts();
  std::unique_ptr<LoadedModel> model_;

  const json& case_named(const std::string& id) const {
    for (const json& given : facts_["cases"]) {
      if (given["id"] == id) return given;
    }
    throw std::runtime_error("no case " + id);
  }

  /// What each layer found must be what the reference found in the same call.
  void compare_found(const std::string& id, const PanelPipeline& pipeline, int call, int start) const {
    const auto& found = pipeline.conditions().found_layout;
    if (!found || call < start) return;
    for (const auto& named : model_->set().unet->named_modules()) {
      for (const auto& [index, layer] : facts_["adapter_layers"].items()) {
        if (layer != named.key()) continue;
        const at::Tensor masks = recorded_.at("e2e." + id + ".auto." + index);  // [calls, 1, R, h, w]
        const auto* attention = dynamic_cast<const koma::nn::CrossAttention*>(named.value().get());
        const at::Tensor expected = masks[call - start][0].flatten(1).to(at::kBool);
        QVERIFY2(at::equal(found->regions(attention), expected), named.key().c_str());
      }
    }
  }

  at::Tensor latents(const GenerationRequest& request, const at::Tensor& noise) {
    PanelOptions options;
    options.recorded.noise = noise;
    PanelPipeline pipeline(*model_, completed(request, model_->set()), options, {});
    return pipeline.draw([](const StepReport&) {}).latents;
  }

  std::vector<std::string> notes(const GenerationRequest& request) {
    return PanelPipeline(*model_, completed(request, model_->set()), {}, {}).notes();
  }

 private Q_SLOTS:
  void initTestCase() {
    const c10::InferenceMode no_gradients;
    model_ = std::make_unique<LoadedModel>(koma::models::load_model_set(checkpoint / "sdxl", {}), "");
  }

  void phrases_become_pooled_vectors() {
    const c10::InferenceMode no_gradients;
    const auto texts = facts_["phrases"].get<std::vector<std::string>>();
    KOMA_COMPARE_VALUES(model_->phrases(texts, [] {}), recorded_.at("phrase.pooled"), koma::test::subject_tolerance);
  }

  void a_case_agrees_with_the_reference_data() {
    QTest::addColumn<QString>("id");
    for (const json& given : facts_["cases"]) {
      const auto id = given["id"].get<std::string>();
      // What the reference keeps from the picture before belongs to nobody.
      if (!given.value("quirk_only", false)) QTest::newRow(id.c_str()) << QString::fromStdString(id);
    }
  }
  void a_case_agrees_with_the_reference() {
    QFETCH(QString, id);
    const c10::InferenceMode no_gradients;
    const json& given = case_named(id.toStdString());
    const GenerationRequest request = completed(request_of(given), model_->set());
    const at::Tensor expected = recorded_.at("e2e." + id.toStdString() + ".latents");
    const at::Tensor noise = recorded_.at(given["noise"].get<std::string>());
    for (std::int64_t sample = 0; sample < expected.size(0); ++sample) {
      PanelOptions options;
      options.recorded.noise = noise.slice(0, sample, sample + 1);
      PanelPipeline pipeline(*model_, request, options, {});
      const int start = std::max(given["start_step"].get<int>(), 1);
      const PanelPicture picture = pipeline.draw([&](const StepReport& report) {
        compare_found(id.toStdString(), pipeline, report.step + 1, start);
        const bool found = pipeline.conditions().found_layout && report.step + 1 >= start;
        QCOMPARE(report.found.defined(), found);  // previews show it
      });
      KOMA_COMPARE_VALUES(picture.latents, expected.slice(0, sample, sample + 1), given["tolerance"].get<double>());
    }
  }

  void what_has_no_effect_gives_the_picture_without_it_to_the_last_bit() {
    const c10::InferenceMode no_gradients;
    const GenerationRequest nowhere = request_of(case_named("zero_boxes"));
    GenerationRequest words = nowhere;
    words.subject_adapter.reset();
    words.layout.reset();
    words.characters.clear();
    const at::Tensor noise = recorded_.at("noise.192x192.1");
    QVERIFY(at::equal(latents(nowhere, noise), latents(words, noise)));
    GenerationRequest unseen = request_of(case_named("two"));
    unseen.character_scale = 0;
    QVERIFY(at::equal(latents(unseen, noise), latents(words, noise)));
  }

  void a_found_layout_is_forgotten_with_its_picture() {
    const c10::InferenceMode no_gradients;
    const at::Tensor noise = recorded_.at("noise.128x128.1.10");
    const GenerationRequest found = request_of(case_named("auto"));
    const at::Tensor first = latents(found, noise);
    const at::Tensor plain = latents(request_of(case_named("auto_off")), noise);
    KOMA_COMPARE_VALUES(plain, recorded_.at("e2e.auto_off.latents"), case_named("auto_off")["tolerance"].get<double>());
    QVERIFY(at::equal(latents(found, noise), first));
  }

  void a_thrifty_model_draws_the_same() {
    const c10::InferenceMode no_gradients;
    const at::Tensor noise = recorded_.at("noise.128x128.1.10");
    const GenerationRequest request = request_of(case_named("auto"));
    const at::Tensor kept = latents(request, noise);
    model_->be_thrifty(true);
    const at::Tensor thrifty = latents(request, noise);
    model_->be_thrifty(false);
    QVERIFY(at::equal(thrifty, kept));
  }

  void what_changes_nothing_is_said() {
    const c10::InferenceMode no_gradients;
    QVERIFY(notes(request_of(case_named("two"))).empty());
    QCOMPARE(notes(request_of(case_named("zero_boxes"))).size(), std::size_t(2));
    QVERIFY(notes(request_of(case_named("auto_zero_boxes"))).empty());
    const auto missing = notes(request_of(case_named("auto_missing_phrase")));
    QCOMPARE(missing.size(), std::size_t(1));
    QVERIFY(QString::fromStdString(missing[0]).contains("\"zebra\""));
  }

  void regions_that_all_read_the_same_leave_the_subjects_as_they_are() {
    const c10::InferenceMode no_gradients;
    const at::Tensor noise = recorded_.at("noise.192x192.1");
    const GenerationRequest plain = request_of(case_named("two"));
    const at::Tensor expected = latents(plain, noise);
    GenerationRequest divided = plain;
    divided.regions = koma::api::Regions{.split = "1,2", .prompts = {plain.prompt, plain.prompt}};
    divided.prompt.clear();
    KOMA_COMPARE_VALUES(latents(divided, noise), expected, 1e-4);

    divided.regions->prompts[0] = "a stormy sea at night";
    const at::Tensor both = latents(divided, noise);
    QVERIFY(!at::allclose(both, expected, 0, 1e-3));
    GenerationRequest nobody = divided;
    nobody.subject_adapter.reset();
    nobody.layout.reset();
    nobody.characters.clear();
    QVERIFY(!at::allclose(both, latents(nobody, noise), 0, 1e-3));
  }

  void a_layout_to_be_found_excludes_regions() {
    const c10::InferenceMode no_gradients;
    GenerationRequest request = request_of(case_named("auto"));
    request.regions = koma::api::Regions{.split = "1,1", .prompts = {"a dog", "a cat"}};
    try {
      (void)notes(request);
      QFAIL("it was taken");
    } catch (const koma::Error& error) {
      QCOMPARE(error.place(), std::string("$.layout"));
      QVERIFY(QString::fromStdString(error.sentence()).contains("give the subjects boxes, or remove the regions"));
    }
  }

  void a_long_prompt_finds_a_phrase_in_its_second_window() {
    const c10::InferenceMode no_gradients;
    GenerationRequest request = request_of(case_named("auto"));
    request.prompt = "on the beach";
    for (int i = 0; i < 40; ++i) request.prompt += " a hat";
    request.prompt += " a dog and a cat";
    QVERIFY(notes(request).empty());
    request.upstream_quirks = true;  // cuts the prompt
    QCOMPARE(notes(request).size(), std::size_t(3));
  }
};

QTEST_GUILESS_MAIN(SubjectDrawingTest)
#include "subject_drawing_test.moc"
