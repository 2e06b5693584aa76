// SPDX-License-Identifier: Apache-2.0
// What an evaluation without masks takes away from the pipeline, seen on the small DiffSensei of the fixtures.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QTest>

#include "engine/pipelines/panel_pipeline.h"
#include "tests/support/diffsensei_fixture.h"

using namespace koma;
using namespace koma::pipelines;

namespace {

api::GenerationRequest two_people() {
  api::GenerationRequest request;
  request.prompt = "A man";
  request.width = request.height = 64;
  request.steps = 2;
  request.seed = 1;
  for (const float left : {0.0f, 0.55f}) {
    api::PlacedCharacter character;
    character.references = {{test::fixture_folder / "images/small.png", {}}};
    character.box = {left, 0.1f, left + 0.4f, 0.9f};
    request.characters.push_back(character);
  }
  request.dialog_boxes = {{0.2f, 0.0f, 0.8f, 0.3f}};
  return request;
}

}  // namespace

class MasksOffTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    model_ =
        std::make_unique<pipelines::LoadedModel>(models::load_model_set(test::fixture_folder / "checkpoint", {}), "");
  }

  void without_character_masks_everybody_is_seen_everywhere() {
    const auto masks = conditions({.character_masks = false}).image_masks;
    const auto usual = conditions({}).image_masks;
    QCOMPARE(masks.size(), usual.size());
    const auto& sizes = model_->set().image_proj_model->config();
    for (std::size_t level = 0; level < masks.size(); ++level) {
      const at::Tensor people =
          masks[level][1].slice(-1, sizes.num_dummy_tokens, sizes.num_dummy_tokens + 2 * sizes.num_queries);
      QCOMPARE(people.abs().max().item<double>(), 0.0);
      const at::Tensor before =
          usual[level][1].slice(-1, sizes.num_dummy_tokens, sizes.num_dummy_tokens + 2 * sizes.num_queries);
      QVERIFY(before.abs().max().item<double>() > 1000);
    }
  }

  void the_negative_half_and_the_empty_places_stay_as_they_were() {
    const auto masks = conditions({.character_masks = false}).image_masks;
    const auto usual = conditions({}).image_masks;
    const auto& sizes = model_->set().image_proj_model->config();
    for (std::size_t level = 0; level < masks.size(); ++level) {
      QVERIFY(at::equal(masks[level][0], usual[level][0]));
      const std::int64_t empty = sizes.num_dummy_tokens + 2 * sizes.num_queries;
      QVERIFY(at::equal(masks[level][1].slice(-1, empty), usual[level][1].slice(-1, empty)));
    }
  }

  void without_the_dialog_mask_no_box_is_told() {
    QVERIFY(conditions({}).dialog_mask.max().item<double>() == 1);
    QVERIFY(conditions({.dialog_mask = false}).dialog_mask.max().item<double>() == 0);
  }

 private:
  [[nodiscard]] models::UNetConditions conditions(const PanelOptions& options) const {
    const c10::InferenceMode inference;
    PanelPipeline pipeline(*model_, completed(two_people(), model_->set()), options, {});
    return pipeline.conditions();
  }

  std::unique_ptr<pipelines::LoadedModel> model_;
};

QTEST_APPLESS_MAIN(MasksOffTest)
#include "masks_off_test.moc"
