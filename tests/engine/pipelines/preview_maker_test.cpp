// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/preview_maker.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QtTest>

#include "engine/tensors/weight_sources.h"

using namespace koma;
using namespace koma::pipelines;

namespace {

/// A small TAESD as it was recorded.
std::shared_ptr<const models::AutoencoderTiny> tiny() {
  const std::filesystem::path file = std::filesystem::path(KOMA_TEST_DATA) / "reference/taesd_sd.safetensors";
  const nn::Weights weights = nn::Weights(tensors::open_weights(file))["weights"];
  return std::make_shared<const models::AutoencoderTiny>(weights, models::AutoencoderTinyConfig::detect(weights));
}

/// Tells the maker of a step.
void step(PreviewMaker& maker, int number) {
  const at::Tensor latents = at::ones({1, 4, 6, 10});
  maker.consider({number, latents, latents, latents});
}

}  // namespace

class PreviewMakerTest : public QObject {
  Q_OBJECT
  const c10::InferenceMode no_gradients_;
  models::ModelTraits traits_;

 private Q_SLOTS:
  void nothing_is_made_when_nobody_wants_it_or_previews_are_off() {
    api::PreviewSlot slot;
    PreviewMaker maker(slot, traits_, tiny());
    step(maker, 0);
    QVERIFY(!slot.take());
    slot.set_quality(api::PreviewQuality::off);
    slot.want();
    step(maker, 1);
    QVERIFY(!slot.take());
  }

  void fast_previews_have_the_latents_size() {
    api::PreviewSlot slot;
    PreviewMaker maker(slot, traits_, tiny());
    slot.want();
    step(maker, 1);
    const auto picture = slot.take();
    QVERIFY(picture);
    QCOMPARE(picture->width(), 10);
  }

  void places_that_are_found_are_tinted() {
    api::PreviewSlot slot;
    PreviewMaker maker(slot, traits_, nullptr);
    const at::Tensor latents = at::zeros({1, 4, 6, 10});
    const auto shown = [&](const at::Tensor& found) {
      slot.want();
      QTest::qWait(200);  // previews keep a distance
      maker.consider({1, latents, latents, latents, found});
      return koma::to_rgb(*slot.take());
    };
    at::Tensor found = at::zeros({2, 15}, at::kBool);  // 3 × 5 cells of 2 × 2 latents
    found[0][0] = true;
    found[1][14] = true;
    const Image plain = shown({}), tinted = shown(found);
    QVERIFY(tinted.row(0)[2] > plain.row(0)[2] && tinted.row(1)[3] == tinted.row(0)[0]);  // bluish, a whole cell
    QVERIFY(tinted.row(5)[3 * 9] > plain.row(5)[3 * 9]);                                  // orange
    QCOMPARE(int(tinted.row(2)[3 * 4]), int(plain.row(2)[3 * 4]));
    QVERIFY(shown(at::ones({1, 7}, at::kBool)) == plain);  // no grid has 7 cells
  }

  void tiny_previews_have_the_picture_s_size_and_wait_for_their_share_of_time() {
    api::PreviewSlot slot;
    slot.set_quality(api::PreviewQuality::tiny);
    PreviewMaker maker(slot, traits_, tiny());
    slot.want();
    step(maker, 1);
    const auto picture = slot.take();
    QVERIFY(picture);
    const auto factor = int(tiny()->config().factor());
    QCOMPARE(picture->width(), 10 * factor);
    QCOMPARE(picture->height(), 6 * factor);
    slot.want();
    step(maker, 2);  // at once: it would cost more than a twentieth
    QVERIFY(!slot.take());
    QVERIFY(slot.wanted());
  }

  void without_a_tiny_autoencoder_tiny_means_fast() {
    api::PreviewSlot slot;
    slot.set_quality(api::PreviewQuality::tiny);
    PreviewMaker maker(slot, traits_, nullptr);
    slot.want();
    step(maker, 1);
    const auto picture = slot.take();
    QVERIFY(picture);
    QCOMPARE(picture->width(), 10);
  }
};

QTEST_APPLESS_MAIN(PreviewMakerTest)
#include "preview_maker_test.moc"
