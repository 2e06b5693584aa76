// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QtTest>

#include <ATen/ATen.h>

#include "engine/base/picture_file.h"
#include "engine/pipelines/local_generator.h"
#include "engine/tensors/safetensors.h"

using namespace koma;
namespace fs = std::filesystem;

namespace {

const fs::path sd1 = fs::path(KOMA_TEST_DATA) / "pipelines/sd1";

/// Grey levels that differ from pixel to pixel, so that a kept pixel cannot be mistaken.
Image speckled(int width, int height) {
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < width * height * 3; ++i) pixels.push_back(std::uint8_t((i * 37 + i / 7) % 251));
  return Image(width, height, 3, std::move(pixels));
}

Image box_mask(int width, int height, const UnitBox& box) {
  std::vector<std::uint8_t> pixels(std::size_t(width) * std::size_t(height), 0);
  for (int y = int(box.top * float(height)); y < int(box.bottom * float(height)); ++y) {
    for (int x = int(box.left * float(width)); x < int(box.right * float(width)); ++x) pixels[y * width + x] = 255;
  }
  return Image(width, height, 1, std::move(pixels));
}

api::GenerationRequest request() {
  api::GenerationRequest request;
  request.model = sd1.string();
  request.prompt = "a girl";
  request.width = 128;
  request.height = 192;
  request.steps = 4;
  request.guidance_scale = 3;
  request.seed = 4;
  return request;
}

/// What a job ended with, and its steps.
struct Outcome {
  std::optional<api::Finished> finished;
  std::string failure;
  std::vector<int> steps;
  int of = 0;
};

}  // namespace

/// Pictures that begin with a picture, drawn by a tiny SD 1 through the generator.
class RedrawTest : public QObject {
  Q_OBJECT

  QTemporaryDir scratch_;

  [[nodiscard]] pipelines::LocalGeneratorOptions options() const {
    pipelines::LocalGeneratorOptions options{api::ModelCatalog({})};
    options.dtype = at::kFloat;
    options.threads = 1;
    options.latents_out = fs::path(scratch_.path().toStdString()) / "latents.safetensors";
    return options;
  }
  [[nodiscard]] Outcome run(const api::GenerationRequest& request, pipelines::LocalGeneratorOptions options) const {
    pipelines::LocalGenerator generator(std::move(options));
    Outcome outcome;
    api::PreviewSlot slot;
    const auto listen = [&](const api::GenerationEvent& event) {
      if (const auto* step = std::get_if<api::Progress>(&event)) {
        outcome.steps.push_back(step->step);
        outcome.of = step->steps;
      }
      if (const auto* failed = std::get_if<api::Failed>(&event)) outcome.failure = failed->text;
      if (const auto* finished = std::get_if<api::Finished>(&event)) outcome.finished = *finished;
    };
    generator.run(request, listen, slot, {});
    return outcome;
  }
  [[nodiscard]] Outcome run(const api::GenerationRequest& request) const { return run(request, options()); }
  [[nodiscard]] at::Tensor latents() const {
    return tensors::read_safetensors(options().latents_out).at("latents").clone();
  }

 private Q_SLOTS:
  void a_repaint_keeps_every_pixel_that_the_mask_does_not_reach() {
    const Image picture = speckled(320, 256);
    api::GenerationRequest wish = request();
    wish.init_picture.image = picture;
    wish.mask.image = box_mask(320, 256, {0.4f, 0.4f, 0.6f, 0.6f});
    wish.repaint = api::Repaint{.feather = 8};
    const Outcome outcome = run(wish);
    QVERIFY2(outcome.finished, outcome.failure.c_str());
    const Image& drawn = outcome.finished->pictures[0].image;
    QCOMPARE(drawn.width(), 320);
    QCOMPARE(drawn.height(), 256);
    int kept = 0, changed = 0;
    for (int y = 0; y < 256; ++y) {
      for (int x = 0; x < 320 * 3; ++x) {
        const bool same = drawn.row(y)[x] == picture.row(y)[x];
        const bool inside = x / 3 >= 128 && x / 3 < 192 && y >= 102 && y < 153;
        const bool far = x / 3 < 80 || x / 3 >= 240 || y < 60 || y >= 196;
        if (far) QVERIFY2(same, "a pixel far from the mask has changed");
        kept += same;
        changed += inside && !same;
      }
    }
    QVERIFY(changed > 64 * 51 * 3 / 2);
    QVERIFY(kept > 320 * 256 * 3 / 2);
  }

  void without_guidance_the_interval_changes_nothing_and_an_empty_one_is_no_guidance() {
    api::GenerationRequest unguided = request(), empty = request();
    unguided.guidance_scale = 1;
    empty.guidance_start = empty.guidance_end = 1;
    QVERIFY(run(unguided).finished);
    const at::Tensor plain = latents();
    QVERIFY(run(empty).finished);
    QVERIFY(at::allclose(plain, latents(), 1e-4, 1e-4));
    QVERIFY(run(request()).finished);
    QVERIFY(!at::allclose(plain, latents(), 1e-2, 1e-2));
  }

  void a_thrifty_generator_draws_the_same_latents() {
    QVERIFY(run(request()).finished);
    const at::Tensor kept = latents();
    pipelines::LocalGeneratorOptions thrifty = options();
    thrifty.memory = pipelines::MemoryWish::save;
    QVERIFY(run(request(), thrifty).finished);
    QVERIFY(at::equal(kept, latents()));
  }

  void a_lower_strength_takes_fewer_steps_and_stays_nearer() {
    const Image picture = speckled(128, 192);
    api::GenerationRequest wish = request();
    wish.steps = 8;
    wish.sampler = api::SamplerKind::ddim;
    wish.init_picture.image = picture;
    wish.strength = 0.5;
    const Outcome half = run(wish);
    QVERIFY2(half.finished, half.failure.c_str());
    QCOMPARE(half.steps, (std::vector<int>{1, 2, 3, 4}));
    QCOMPARE(half.of, 4);
  }

  void a_panel_that_grew_is_continued() {
    const Image picture = speckled(128, 192);
    api::GenerationRequest wish = request();
    wish.width = 192;
    wish.init_picture.image = picture;
    wish.init_box = UnitBox{0, 0, 2.0f / 3, 1};
    const Outcome outcome = run(wish);
    QVERIFY2(outcome.finished, outcome.failure.c_str());
    const Image& drawn = outcome.finished->pictures[0].image;
    QCOMPARE(drawn.width(), 192);
    QCOMPARE(drawn.height(), 192);
    for (int y = 0; y < 192; ++y) {
      for (int x = 0; x < 120 * 3; ++x) QCOMPARE(drawn.row(y)[x], picture.row(y)[x]);
    }
    QCOMPARE(outcome.steps.back(), outcome.of);
  }

  void words_become_a_mask_and_are_repainted() {
    api::GenerationRequest wish = request();
    wish.prompt = "a red fox";
    wish.init_picture.image = speckled(256, 192);
    wish.repaint = api::Repaint{.words = "fox", .mask_only = true};
    const Outcome found = run(wish);
    // What an untrained model sees is no matter; that it says so where it sees nothing is.
    if (!found.finished) {
      QCOMPARE(QString::fromStdString(found.failure),
               "$.repaint.words: the model does not see \"fox\" in the picture; choose other words, or paint the mask");
      return;
    }
    const Image& mask = found.finished->pictures[0].image;
    QCOMPARE(mask.width(), 256);
    QCOMPARE(mask.height(), 192);
    QCOMPARE(mask.channels(), 1);
    QVERIFY(run(wish).finished->pictures[0].image == mask);
    wish.repaint->mask_only = false;
    const Outcome drawn = run(wish);
    QVERIFY2(drawn.finished, drawn.failure.c_str());
    QVERIFY(drawn.of > found.of);
    QCOMPARE(drawn.steps.back(), drawn.of);
    api::GenerationRequest masked = wish;
    masked.repaint.reset();
    masked.mask.image = mask;
    QVERIFY(run(masked).finished->pictures[0].image == drawn.finished->pictures[0].image);
  }

  void words_go_with_a_picture_and_without_a_mask() {
    api::GenerationRequest wish = request();
    wish.repaint = api::Repaint{.words = "fox"};
    QCOMPARE(QString::fromStdString(run(wish).failure),
             "$.repaint.words: need a picture in which they are found; give init_picture too");
    wish.init_picture.image = speckled(128, 128);
    wish.mask.image = box_mask(128, 128, {0.4f, 0.4f, 0.6f, 0.6f});
    QCOMPARE(QString::fromStdString(run(wish).failure),
             "$.repaint.words: say what is repainted, but there is a mask or an init_box too; keep one of them");
    wish.mask = {};
    wish.upstream_quirks = true;
    QCOMPARE(QString::fromStdString(run(wish).failure),
             "$.repaint.words: are not known to the published code that upstream_quirks follows; remove one of them");
  }

  void a_picture_that_would_grow_beyond_reason_is_refused() {
    api::GenerationRequest wish = request();
    wish.init_picture.image = speckled(128, 192);
    wish.init_box = UnitBox{0, 0, 0.001f, 1};
    QVERIFY(QString::fromStdString(run(wish).failure).startsWith("$.init_box: "));
  }
};

QTEST_GUILESS_MAIN(RedrawTest)
#include "redraw_test.moc"
