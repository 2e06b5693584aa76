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
