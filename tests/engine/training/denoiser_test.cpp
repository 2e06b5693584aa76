// SPDX-License-Identifier: Apache-2.0
#include "engine/training/denoiser.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QTemporaryDir>
#include <QTest>

#include "engine/base/error.h"
#include "engine/synthesis/vocabulary.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/control_edges.h"
#include "engine/training/control_net.h"
#include "engine/training/mini_config.h"
#include "engine/training/picture_tensors.h"
#include "engine/training/stage.h"
#include "engine/training/training_loop.h"

using namespace koma::training;

namespace {

constexpr std::int64_t vocabulary = 520, panels = 4, side = 8;

Unspecified nothing_told() {
  const auto last = [](const auto& list) { return std::int64_t(std::size(list)); };
  return {at::tensor({last(koma::synthesis::expressions), last(koma::synthesis::poses), last(koma::synthesis::shots),
                      std::int64_t(0), last(koma::synthesis::views)},
                     at::kLong),
          at::zeros({reference_tokens, token_width}), at::full({text_length}, vocabulary - 1, at::kLong)};
}

/// Four tiny panels, one character each.
PanelBatch batch_of_four() {
  at::Generator generator = seeded(7);
  PanelBatch batch;
  batch.latents = at::randn({panels, 4, side, side}, generator);
  batch.ids = at::randint(vocabulary - 2, {panels, text_length}, generator, at::kLong);
  batch.ids.select(1, text_length - 1).fill_(vocabulary - 1);
  batch.tokens = at::randn({panels, trained_characters, reference_tokens, token_width}, generator);
  batch.boxes = at::zeros({panels, trained_characters, 4});
  batch.boxes.select(1, 0).copy_(at::tensor({0.2f, 0.1f, 0.8f, 0.9f}));
  batch.present = at::zeros({panels, trained_characters}, at::kBool);
  batch.present.select(1, 0).fill_(true);
  batch.codes = nothing_told().codes.expand({panels, trained_characters, -1}).clone();
  batch.codes.select(1, 0).copy_(at::tensor({1, 2, 1, -1, 2}, at::kLong));
  batch.heads = at::zeros({panels, trained_characters, 3});
  batch.heads.select(1, 0).copy_(at::tensor({32.0f, 22.0f, 12.0f}));
  batch.hands = at::zeros({panels, 2 * trained_characters, 3});
  batch.dialogs = at::zeros({panels, 8, 4});
  return batch;
}

}  // namespace

class DenoiserTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void fresh_weights_predict_nothing() {
    const Denoiser denoiser = Denoiser::create(1, vocabulary);
    at::NoGradGuard no_grad;
    const PanelBatch batch = batch_of_four();
    const at::Tensor velocity = denoiser.velocity(batch.latents, at::full({panels}, 0.5), batch);
    QVERIFY(velocity.sizes() == batch.latents.sizes());
    QCOMPARE(velocity.abs().max().item<double>(), 0.0);  // conv_out starts at zero
  }

  void the_view_of_a_character_is_heard() {
    const Denoiser denoiser = Denoiser::create(1, vocabulary);
    at::NoGradGuard no_grad;
    PanelBatch batch = batch_of_four();
    const auto paint = [&] { return denoiser.conditions(batch).paint->entry; };
    const at::Tensor from_behind = paint();
    batch.codes.select(2, 4).fill_(1);
    QVERIFY(!at::allclose(paint(), from_behind, 1e-2, 1e-3));
  }

  void a_width_has_its_name_and_its_channels() {
    const Denoiser wide = Denoiser::create(1, vocabulary, at::kCPU, denoiser_width("large"));
    const at::Tensor kernel = wide.unet->named_parameters()["conv_in.weight"];
    QCOMPARE(kernel.size(0), 64);
    QCOMPARE(std::string(denoiser_width_of(64).name), std::string("large"));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)denoiser_width("huge"));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)denoiser_width_of(50));
  }

  void the_loss_of_four_panels_falls() {
    const Denoiser denoiser = Denoiser::create(1, vocabulary);
    const PanelBatch batch = batch_of_four();
    const Unspecified none = nothing_told();
    ProcessGroup alone({});
    TrainingLoop loop(denoiser.parameters(), {.schedule = {.peak = 2e-3, .warmup_steps = 10}, .steps = 80, .seed = 2},
                      alone);
    double first = 0, last = 0;
    while (!loop.done()) {
      const double loss =
          loop.step([&](at::Generator& generator) { return denoiser_loss(denoiser, batch, none, generator); });
      if (loop.steps() <= 10) first += loss / 10;
      if (loop.steps() > 70) last += loss / 10;
    }
    QVERIFY2(first > 1.5 && last < 0.75 * first, qPrintable(QString("%1 → %2").arg(first).arg(last)));
  }

  void every_parameter_takes_part() {
    const Denoiser denoiser = Denoiser::create(1, vocabulary);
    const PanelBatch batch = batch_of_four();
    ProcessGroup alone({});
    TrainingLoop loop(denoiser.parameters(), {.schedule = {.peak = 1e-3, .warmup_steps = 0}, .steps = 3}, alone);
    std::map<std::string, at::Tensor> before;
    for (const auto& [name, parameter] : denoiser.parameters()) before[name] = parameter.detach().clone();
    // Three steps: zero-initialised ends let gradients through to what lies before them only once they have moved.
    while (!loop.done())
      loop.step([&](at::Generator& generator) { return denoiser_loss(denoiser, batch, nothing_told(), generator); });
    const double decayed = std::pow(1 - 1e-3 * 0.01, 3);  // what weight decay alone leaves
    for (const auto& [name, parameter] : denoiser.parameters()) {
      const bool untouched =
          at::allclose(parameter, before[name] * decayed, 0, 1e-7) && before[name].abs().max().item<double>() > 0;
      // SDXL reads the penultimate states but pools the last block's, so the whole text encoder learns.
      QVERIFY2(!untouched, name.c_str());
    }
  }

  void edges_come_out_of_their_bits_again() {
    std::vector<std::uint8_t> pixels(32 * 24, 255);
    for (int y = 4; y < 20; ++y)
      for (int x = 10; x < 22; ++x) pixels[std::size_t(32 * y + x)] = 0;
    const at::Tensor packed = packed_edges(koma::Image(32, 24, 1, pixels));
    QVERIFY(packed.sizes() == at::IntArrayRef({24, 4}));
    const at::Tensor edges = unpacked_edges(packed.unsqueeze(0));
    QVERIFY(edges.sizes() == at::IntArrayRef({1, 3, 24, 32}));
    QVERIFY(at::equal(edges[0][0], edges[0][2]));
    // The outline of the black rectangle and nothing else.
    QVERIFY(edges[0][0].narrow(0, 7, 10).narrow(1, 13, 6).sum().item<double>() == 0);
    QVERIFY(edges[0][0].narrow(0, 2, 20).narrow(1, 8, 16).sum().item<double>() == edges[0][0].sum().item<double>());
    QVERIFY(edges[0][0].select(0, 12).sum().item<double>() == 2);
  }

  void parts_of_edges_are_wiped_in_half_of_the_pictures() {
    at::Generator generator = seeded(11);
    at::Tensor edges = at::ones({400, 3, 16, 24});
    wipe_parts(edges, generator);
    const at::Tensor kept = edges.mean({1, 2, 3});
    QVERIFY(std::abs(kept.lt(1).to(at::kFloat).mean().item<double>() - 0.5) < 0.1);  // four standard errors
    QVERIFY(kept.max().item<double>() == 1 && kept.min().item<double>() < 0.5);
  }

  void a_control_net_begins_as_the_way_down_and_changes_nothing() {
    const QTemporaryDir folder;
    const std::filesystem::path run = folder.path().toStdString();
    const Denoiser denoiser = Denoiser::create(1, vocabulary);
    std::map<std::string, at::Tensor> stored;
    for (const auto& [name, tensor] : denoiser.parameters()) stored["ema." + name] = tensor.detach();
    koma::tensors::write_safetensors(run / denoiser_file, stored);
    const auto net = begin_control_net(run, 3, at::kCPU);
    const auto ours = net->named_parameters(), theirs = denoiser.unet->named_parameters();
    QVERIFY(at::equal(ours["down_blocks.1.resnets.0.conv1.weight"], theirs["down_blocks.1.resnets.0.conv1.weight"]));

    const PanelBatch batch = batch_of_four();
    at::Generator generator = seeded(5);
    const at::Tensor edges = at::rand({panels, 3, 8 * side, 8 * side}, generator).gt(0.9).to(at::kFloat);
    const at::Tensor noise = at::randn(batch.latents.sizes(), generator), times = at::full({panels}, 0.5);
    QVERIFY(at::equal(led_velocity_error(*net, denoiser, batch, edges, noise, times),
                      velocity_error(denoiser, batch, noise, times)));
  }

  void dropped_conditions_are_those_of_nobody() {
    const PanelBatch batch = batch_of_four();
    const PanelBatch empty = without_conditions(batch, nothing_told());
    QVERIFY(at::equal(empty.latents, batch.latents));
    QCOMPARE(empty.present.any().item<bool>(), false);
    QCOMPARE(empty.boxes.abs().sum().item<double>(), 0.0);
    QVERIFY(at::equal(empty.codes[0][0], nothing_told().codes));
    QVERIFY(at::equal(empty.ids[3], nothing_told().ids));
  }

  void conditions_are_dropped_about_as_often_as_stated() {
    PanelBatch batch = batch_of_four();
    at::Generator generator = seeded(4);
    int all = 0, expressions = 0, rounds = 2000;
    for (int i = 0; i < rounds; ++i) {
      const PanelBatch told = drop_conditions(batch, nothing_told(), generator);
      all += int(told.present.any(1).logical_not().sum().item<std::int64_t>());
      expressions += int(
          told.codes.select(1, 0).select(1, 0).eq(std::ssize(koma::synthesis::expressions)).sum().item<std::int64_t>());
    }
    QVERIFY(std::abs(all / (rounds * 4.0) - 0.10) < 0.015);           // four standard errors
    QVERIFY(std::abs(expressions / (rounds * 4.0) - 0.163) < 0.018);  // 1 − 0.9 · 0.93
  }

  void sampling_is_repeatable() {
    const Denoiser denoiser = Denoiser::create(1, vocabulary);
    const PanelBatch batch = batch_of_four();
    at::Generator generator = seeded(3);
    const at::Tensor noise = at::randn(batch.latents.sizes(), generator);
    const at::Tensor one = sample_latents(denoiser, batch, nothing_told(), noise, {.steps = 3});
    QVERIFY(at::equal(one, sample_latents(denoiser, batch, nothing_told(), noise, {.steps = 3})));
    QVERIFY(at::allclose(one, noise));  // fresh weights predict no velocity
  }
};

QTEST_APPLESS_MAIN(DenoiserTest)
#include "denoiser_test.moc"
