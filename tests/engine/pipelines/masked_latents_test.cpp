// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/masked_latents.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <memory>
#include <vector>

#include "engine/base/error.h"
#include "engine/tensors/noise.h"
#include "tests/support/repaint_pictures.h"

using koma::Image;
using koma::samplers::Method;
using koma::samplers::Sampler;
using koma::samplers::ScheduleConfig;
using namespace koma::pipelines;
using namespace koma::test;

namespace {

constexpr std::int64_t side = 12;

ScheduleConfig stable_diffusion() {
  ScheduleConfig config;
  config.beta_start = 0.00085;
  config.beta_end = 0.012;
  config.betas = koma::samplers::Betas::scaled_linear;
  config.spacing = koma::samplers::Spacing::trailing;
  config.skip_prk_steps = true;
  return config;
}

at::Tensor normal(std::uint64_t seed) {
  return koma::tensors::normal_noise({seed}, {4, side, side});
}

at::Tensor everywhere(double value) {
  return at::full({1, 1, side, side}, value, at::kFloat);
}

struct Run {
  at::Tensor clean, noise;
  int steps = 8, first = 0;
  bool neighbours = true;  ///< whether the denoiser looks at them
  ScheduleConfig config = stable_diffusion();
};

/// The perfect denoiser of a Gaussian around 0.3 with deviation 0.5, which has a closed form. When neighbours count it
/// is told the mean of a cell's neighbourhood, so that every cell hears of others, as in a network. x = signal·x0 +
/// level·noise in the sampler's own scaling. → the noise that it foresees, for flow matching noise − x0
at::Tensor foreseen(const Run& run, const Sampler& sampler, const at::Tensor& x, int step) {
  const at::Tensor one = at::ones({1, 1, 1, 1}), none = at::zeros({1, 1, 1, 1});
  const double signal = sampler.noised(one, none, step).item<double>();
  const double level = sampler.noised(none, one, step).item<double>(), variance = 0.25;
  const at::Tensor seen = run.neighbours ? at::avg_pool2d(x, {3, 3}, {1, 1}, {1, 1}, false, false) : x;
  const at::Tensor clean =
      (variance * signal * seen + level * level * 0.3) / (variance * signal * signal + level * level);
  const at::Tensor noise = (x - signal * clean) / level;
  return run.config.method == Method::flow_match_euler ? noise - clean : noise;
}

std::unique_ptr<Sampler> sampler_of(const Run& run) {
  auto seed = std::make_shared<std::uint64_t>(100);
  return koma::samplers::make_sampler(run.config, run.steps, [seed] { return normal((*seed)++); });
}

/// The loop of masked_latents.h with the closed-form denoiser, masked or not.
at::Tensor drawn(const Run& run, const MaskedLatents* masked) {
  const auto sampler = sampler_of(run);
  const koma::samplers::NoiseSchedule& schedule = sampler->schedule();
  at::Tensor x = run.first == 0 ? run.noise * schedule.initial_scale : sampler->noised(run.clean, run.noise, run.first);
  for (int k = run.first; k < int(schedule.timesteps.size()); ++k) {
    if (masked) x = masked->before(x, *sampler, k);
    koma::samplers::DenoisedEdit edit;
    if (masked) edit = [&](const at::Tensor& denoised) { return masked->edit(denoised, *sampler, k); };
    x = sampler->step(foreseen(run, *sampler, x, k), x, k, edit).latents;
  }
  return masked ? masked->finished(x) : x;
}

at::Tensor drawn_masked(const Run& run, const at::Tensor& mask) {
  const MaskedLatents masked(run.clean, run.noise, mask, run.first);
  return drawn(run, &masked);
}

}  // namespace

class MaskedLatentsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void any_sampler_keeps_and_draws_data() {
    QTest::addColumn<int>("method");
    for (const auto& [name, method] : {std::pair{"euler", Method::euler},
                                       {"euler_a", Method::euler_a},
                                       {"ddim", Method::ddim},
                                       {"dpmpp_2m", Method::dpmpp_2m},
                                       {"dpmpp_2m_sde", Method::dpmpp_2m_sde},
                                       {"unipc", Method::unipc},
                                       {"heun", Method::heun},
                                       {"pndm", Method::pndm},
                                       {"lcm", Method::lcm},
                                       {"tcd", Method::tcd},
                                       {"flow_match_euler", Method::flow_match_euler}}) {
      QTest::newRow(name) << int(method);
    }
  }
  void any_sampler_keeps_and_draws() {
    QFETCH(int, method);
    ScheduleConfig config = stable_diffusion();
    config.method = Method(method);
    at::Tensor half = everywhere(0);
    half.slice(3, 0, side / 2).fill_(1);
    for (const double strength : {1.0, 0.5}) {
      const Run run{normal(1), normal(2), 8, koma::samplers::first_step(config, 8, strength), true, config};
      // Nothing masked: the original, exactly. Everything masked: plain img2img, but for float32's rounding where a
      // sampler goes back from the edited latents to the noise.
      QVERIFY(at::equal(drawn_masked(run, everywhere(0)), run.clean));
      const at::Tensor all = drawn_masked(run, everywhere(1));
      const double apart = (all - drawn(run, nullptr)).abs().max().item<double>();
      QVERIFY2(apart < 1e-5, qPrintable(QString("strength %1: %2 from plain img2img").arg(strength).arg(apart)));
      // A half: kept exactly, and the other half drawn like the model's pictures: around 0.3, not like the original.
      const at::Tensor part = drawn_masked(run, half);
      QVERIFY(at::equal(part.slice(3, side / 2), run.clean.slice(3, side / 2)));
      const double off = (part.slice(3, 0, side / 2 - 2) - 0.3).abs().mean().item<double>();
      QVERIFY2(off < 0.5, qPrintable(QString("strength %1: %2 from the mean").arg(strength).arg(off)));
    }
  }

  void a_cell_enters_at_the_step_that_its_mask_says_data() {
    QTest::addColumn<int>("spacing");
    // Timesteps 999, 749, 499, 249; 999, 666, 333, 0; 750, 500, 250, 0.
    QTest::newRow("trailing") << int(koma::samplers::Spacing::trailing);
    QTest::newRow("linspace") << int(koma::samplers::Spacing::linspace);
    QTest::newRow("leading") << int(koma::samplers::Spacing::leading);
  }
  void a_cell_enters_at_the_step_that_its_mask_says() {
    QFETCH(int, spacing);
    ScheduleConfig config = stable_diffusion();
    config.spacing = koma::samplers::Spacing(spacing);
    const auto sampler = koma::samplers::make_sampler(config, 4);
    const std::vector<std::pair<double, int>> table = {{0, 4}, {0.25, 3}, {0.5, 2}, {0.75, 1}, {1, 0}};
    for (const auto& [value, wanted] : table) {
      const MaskedLatents masked(normal(1), normal(2), everywhere(value));
      int entered = 4;
      for (int k = 3; k >= 0; --k) {
        if (masked.drawn_at(sampler->schedule(), k).all().item<bool>()) entered = k;
      }
      QCOMPARE(entered, wanted);
    }
  }

  void a_run_that_begins_later_counts_from_there() {
    const auto sampler = koma::samplers::make_sampler(stable_diffusion(), 8);
    const MaskedLatents masked(normal(1), normal(2), everywhere(0.5), 4);
    // Timesteps 499, 374, 249, 124: the half enters where t falls to a half of 499.
    QVERIFY(!masked.drawn_at(sampler->schedule(), 5).any().item<bool>());
    QVERIFY(masked.drawn_at(sampler->schedule(), 6).all().item<bool>());
  }

  void a_binary_mask_is_classic_masked_sampling() {
    // Given a mask of ones and zeros, when the classic way puts the noised original back after every step, the
    // denoiser sees the same latents and the results agree to float32's rounding.
    const Run run{normal(1), normal(2), 8, 0};
    at::Tensor mask = everywhere(0);
    mask.slice(2, 3, 9).slice(3, 2, 7).fill_(1);
    const at::Tensor differential = drawn_masked(run, mask);

    const auto sampler = sampler_of(run);
    const RenoisedLatents classic(run.clean, run.noise, mask);
    at::Tensor x = run.noise * sampler->schedule().initial_scale;
    x = at::where(mask > 0, x, sampler->noised(run.clean, run.noise, 0));
    for (int k = 0; k < run.steps; ++k) {
      x = sampler->step(foreseen(run, *sampler, x, k), x, k).latents;
      x = classic.after(x, *sampler, k);
    }
    QVERIFY((x - differential).abs().max().item<double>() < 1e-5);
    QVERIFY(at::equal(differential.masked_select(mask.eq(0)), run.clean.masked_select(mask.eq(0))));
  }

  void a_soft_mask_changes_more_where_it_is_stronger() {
    const Run run{normal(1), normal(2), 16, 0, false};
    double before = 0;
    for (const double value : {0.2, 0.4, 0.6, 0.8, 1.0}) {
      const double change = (drawn_masked(run, everywhere(value)) - run.clean).abs().mean().item<double>();
      QVERIFY2(change > before, qPrintable(QString("%1: %2 after %3").arg(value).arg(change).arg(before)));
      before = change;
    }
  }

  void the_same_seed_gives_the_same_latents() {
    const Run run{normal(1), normal(2), 8, 2};
    QVERIFY(at::equal(drawn_masked(run, everywhere(0.6)), drawn_masked(run, everywhere(0.6))));
    const Run other{normal(1), normal(3), 8, 2};
    QVERIFY(!at::equal(drawn_masked(run, everywhere(0.6)), drawn_masked(other, everywhere(0.6))));
  }

  void a_pixel_mask_becomes_a_latent_mask_bilinearly_and_stable_inside() {
    const Image mask = painted(96, 96, [](int x, int) { return x < 48 ? 254 : x < 64 ? 128 : 0; });
    const at::Tensor small = latent_mask(mask, side, side);
    QCOMPARE(small.sizes().vec(), (std::vector<std::int64_t>{1, 1, side, side}));
    QCOMPARE(small[0][0][4][2].item<float>(), 1.0f);
    QVERIFY(std::abs(small[0][0][4][6].item<double>() - 128 / 255.0) < 1e-6);
    QCOMPARE(small[0][0][4][9].item<float>(), 0.0f);
  }

  void sizes_that_differ_are_refused() {
    QVERIFY_THROWS_EXCEPTION(koma::Error, MaskedLatents(normal(1), normal(2), at::zeros({1, 1, side, side + 1})));
    QVERIFY_THROWS_EXCEPTION(koma::Error, MaskedLatents(normal(1), at::zeros({1, 4, 3, 3}), everywhere(1)));
  }
};

QTEST_GUILESS_MAIN(MaskedLatentsTest)
#include "masked_latents_test.moc"
