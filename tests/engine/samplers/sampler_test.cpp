// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/sampler.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "engine/base/error.h"
#include "engine/samplers/guidance.h"
#include "engine/tensors/noise.h"

using namespace koma::samplers;

namespace {

constexpr std::array methods{
    Method::euler, Method::euler_a, Method::ddim, Method::dpmpp_2m, Method::dpmpp_2m_sde,    Method::unipc,
    Method::heun,  Method::pndm,    Method::lcm,  Method::tcd,      Method::flow_match_euler};

/// Stable Diffusion's noise levels; a run ends without noise wherever the method can.
ScheduleConfig config_for(Method method) {
  ScheduleConfig config;
  config.method = method;
  config.beta_start = 0.00085;
  config.beta_end = 0.012;
  config.betas = Betas::scaled_linear;
  config.spacing = Spacing::leading;
  config.steps_offset = 1;
  config.skip_prk_steps = true;
  return config;
}

at::Tensor clean() {
  return at::linspace(-1, 1.5, 24, at::kFloat).reshape({1, 4, 2, 3});
}

at::Tensor noise() {
  return koma::tensors::normal_noise({3}, {4, 2, 3});
}

struct Run {
  at::Tensor latents;
  int drawn = 0;  ///< fields that the sampler asked for
};

using Model = std::function<at::Tensor(const at::Tensor& shown, const at::Tensor& latents, int step)>;

Run run(const ScheduleConfig& config, int steps, const Model& model, const DenoisedEdit& edit = {}, int start = 0) {
  Run result;
  koma::tensors::NoiseStream stream(7, {4, 2, 3});
  const auto sampler = make_sampler(config, steps, [&] {
    ++result.drawn;
    return stream.next();
  });
  result.latents = start > 0 ? sampler->noised(clean(), noise(), start) : noise() * sampler->schedule().initial_scale;
  for (int k = start; k < int(sampler->schedule().timesteps.size()); ++k) {
    const at::Tensor output = model(sampler->scale_input(result.latents, k), result.latents, k);
    result.latents = sampler->step(output, result.latents, k, edit).latents;
  }
  return result;
}

at::Tensor some_model(const at::Tensor& shown, const at::Tensor&, int) {
  return 0.3 * shown.sin() + 0.05;
}

/// What a model says that knows the clean latents and the noise.
at::Tensor told(Prediction prediction, const at::Tensor& x0, const at::Tensor& epsilon, double sigma) {
  if (prediction == Prediction::epsilon) return epsilon;
  if (prediction == Prediction::sample) return x0;
  const NoiseLevel level = preserving_level(sigma);
  return level.signal * epsilon - level.noise * x0;
}

double apart(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const koma::Error& error) {
    return error.sentence();
  }
  return "nothing was thrown";
}

void add_methods() {
  QTest::addColumn<int>("method");
  for (const Method method : methods) QTest::newRow(to_string(method)) << int(method);
}

}  // namespace

class SamplerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_golden_numbers_of_the_release_hold() {
    // specs/diffsensei.md, appendix A.
    const NoiseSchedule schedule = make_schedule(config_for(Method::euler), 30);
    QCOMPARE(schedule.timesteps[0], 958.0);
    QCOMPARE(schedule.timesteps[1], 925.0);
    QCOMPARE(schedule.timesteps[29], 1.0);
    QVERIFY(std::abs(schedule.sigmas[0] - 11.476851) < 1e-5);
    QVERIFY(std::abs(schedule.sigmas[29] - 0.041314) < 1e-6);
    QCOMPARE(schedule.sigmas[30], 0.0);
    QVERIFY(std::abs(schedule.initial_scale - 11.520334) < 1e-5);
  }

  void lcm_visits_the_steps_it_was_distilled_on() {
    QCOMPARE(make_schedule(config_for(Method::lcm), 4).timesteps, (std::vector<double>{999, 759, 499, 259}));
  }

  void the_foreseen_latents_are_exact_when_the_model_is_data() { add_methods(); }
  void the_foreseen_latents_are_exact_when_the_model_is() {
    QFETCH(int, method);
    ScheduleConfig config = config_for(Method(method));
    for (const Prediction prediction : {Prediction::epsilon, Prediction::v_prediction, Prediction::sample}) {
      config.prediction = prediction;
      const auto sampler = make_sampler(config, 5, [] { return at::zeros({1, 4, 2, 3}); });
      const double sigma = sampler->schedule().sigmas[2];
      const at::Tensor output =
          config.method == Method::flow_match_euler ? noise() - clean() : told(prediction, clean(), noise(), sigma);
      const Step step = sampler->step(output, sampler->noised(clean(), noise(), 2), 2);
      // LCM keeps a share below 1e-6 of the noisy latents.
      QVERIFY(apart(step.denoised, clean()) < 2e-5);
    }
  }

  void a_model_that_knows_the_clean_latents_ends_on_them_data() { add_methods(); }
  void a_model_that_knows_the_clean_latents_ends_on_them() {
    QFETCH(int, method);
    ScheduleConfig config = config_for(Method(method));
    config.prediction = Prediction::sample;
    Model model = [](const at::Tensor&, const at::Tensor&, int) { return clean(); };
    if (config.method == Method::flow_match_euler) {
      const NoiseSchedule levels = make_schedule(config, 8);
      model = [levels](const at::Tensor&, const at::Tensor& x, int k) {
        return (x - clean()) / levels.sigmas[std::size_t(k)];
      };
    }
    const double last = make_schedule(config, 8).sigmas.back();
    // TCD ends on training step 0, whose noise stays.
    const double allowed = config.method == Method::tcd ? 4 * last : 1e-5;
    QVERIFY(config.method == Method::tcd || last == 0);
    QVERIFY(apart(run(config, 8, model).latents, clean()) < allowed);
  }

  void fine_steps_find_the_exact_solution_for_gaussian_data() {
    // For clean latents ~ N(0, c²): x0(x, σ) = x·c²/(c² + σ²), and the flow keeps x/√(c² + σ²).
    const double c = 0.8;
    for (const Method method :
         {Method::euler, Method::ddim, Method::dpmpp_2m, Method::unipc, Method::heun, Method::pndm}) {
      ScheduleConfig config = config_for(method);
      config.set_alpha_to_one = config.final_sigma_zero = true;
      config.prediction = Prediction::sample;
      const NoiseSchedule schedule = make_schedule(config, 200);
      const bool growing = method == Method::euler || method == Method::heun;
      const Model model = [&](const at::Tensor&, const at::Tensor& x, int k) {
        const double sigma = schedule.sigmas[std::size_t(k)];
        const double scale = growing ? 1 : preserving_level(sigma).signal;
        return x / scale * (c * c / (c * c + sigma * sigma));
      };
      const double sigma = schedule.sigmas.front();
      const double begun = growing ? schedule.initial_scale : 1 / preserving_level(sigma).signal;
      const at::Tensor exact = noise() * begun * (c / std::sqrt(c * c + sigma * sigma));
      const double miss = apart(run(config, 200, model).latents, exact) / exact.abs().max().item<double>();
      QVERIFY2(miss < (method == Method::euler || method == Method::ddim ? 0.03 : 0.004), to_string(method));
    }
  }

  void an_edit_that_changes_nothing_changes_nothing_data() { add_methods(); }
  void an_edit_that_changes_nothing_changes_nothing() {
    QFETCH(int, method);
    ScheduleConfig config = config_for(Method(method));
    for (const Prediction prediction : {Prediction::epsilon, Prediction::v_prediction, Prediction::sample}) {
      config.prediction = prediction;
      const DenoisedEdit nothing = [](const at::Tensor& denoised) { return denoised.clone(); };
      const at::Tensor plain = run(config, 8, some_model).latents;
      const at::Tensor same = run(config, 8, some_model, nothing).latents;
      QVERIFY(apart(plain, same) <= 2e-5 * plain.abs().max().item<double>());
    }
  }

  void an_edit_that_pins_the_clean_latents_ends_on_them_data() { add_methods(); }
  void an_edit_that_pins_the_clean_latents_ends_on_them() {
    QFETCH(int, method);
    ScheduleConfig config = config_for(Method(method));
    const DenoisedEdit pin = [](const at::Tensor&) { return clean(); };
    for (const Prediction prediction : {Prediction::epsilon, Prediction::v_prediction, Prediction::sample}) {
      config.prediction = prediction;
      for (const double strength : {1.0, 0.6}) {
        const int start = first_step(config, 8, strength);
        const double last = make_schedule(config, 8).sigmas.back();
        const double allowed = config.method == Method::tcd ? 4 * last : 1e-5;
        const double miss = apart(run(config, 8, some_model, pin, start).latents, clean());
        QVERIFY2(miss < allowed, std::to_string(miss).c_str());
      }
    }
  }

  void an_edit_of_one_half_leaves_the_other_to_the_model() {
    // Given an edit that pins the left column only, the rest is as without it for a model that looks at single numbers.
    for (const Method method : methods) {
      const at::Tensor plain = run(config_for(method), 8, some_model).latents;
      const at::Tensor half = run(config_for(method), 8, some_model, [](const at::Tensor& denoised) {
                                at::Tensor result = denoised.clone();
                                result.slice(3, 0, 1) = clean().slice(3, 0, 1);
                                return result;
                              }).latents;
      QVERIFY2(apart(half.slice(3, 1), plain.slice(3, 1)) < 2e-5 * plain.abs().max().item<double>(), to_string(method));
      if (method != Method::tcd) QVERIFY2(apart(half.slice(3, 0, 1), clean().slice(3, 0, 1)) < 1e-5, to_string(method));
    }
  }

  void only_stochastic_samplers_draw_noise_and_as_often_as_diffusers() {
    for (const auto& [method, fields] : std::map<Method, int>{{Method::euler, 0},
                                                              {Method::euler_a, 8},
                                                              {Method::ddim, 0},
                                                              {Method::dpmpp_2m, 0},
                                                              {Method::dpmpp_2m_sde, 8},
                                                              {Method::unipc, 0},
                                                              {Method::heun, 0},
                                                              {Method::pndm, 0},
                                                              {Method::lcm, 7},
                                                              {Method::tcd, 7},
                                                              {Method::flow_match_euler, 0}}) {
      QCOMPARE(run(config_for(method), 8, some_model).drawn, fields);
    }
    ScheduleConfig ddim = config_for(Method::ddim);
    ddim.eta = 1;
    QCOMPARE(run(ddim, 8, some_model).drawn, 8);
    ScheduleConfig tcd = config_for(Method::tcd);
    tcd.eta = 0;
    QCOMPARE(run(tcd, 8, some_model).drawn, 0);
  }

  void noised_latents_are_in_the_samplers_own_scale() {
    for (const Method method : methods) {
      const auto sampler = make_sampler(config_for(method), 6, [] { return at::zeros({1, 4, 2, 3}); });
      const double sigma = sampler->schedule().sigmas[3];
      at::Tensor expected = clean() + sigma * noise();
      if (method == Method::flow_match_euler) {
        expected = (1 - sigma) * clean() + sigma * noise();
      } else if (method != Method::euler && method != Method::euler_a && method != Method::heun) {
        expected = expected / std::sqrt(sigma * sigma + 1);
      }
      QVERIFY2(apart(sampler->noised(clean(), noise(), 3), expected) < 1e-5, to_string(method));
      const int end = int(sampler->schedule().timesteps.size());
      if (method != Method::tcd)
        QVERIFY2(at::equal(sampler->noised(clean(), noise(), end), clean()), to_string(method));
    }
  }

  void a_strength_says_where_a_run_begins() {
    const ScheduleConfig euler = config_for(Method::euler), heun = config_for(Method::heun);
    QCOMPARE(first_step(euler, 20, 1), 0);
    QCOMPARE(first_step(euler, 20, 0.75), 5);
    QCOMPARE(first_step(euler, 30, 0.3), 21);
    QCOMPARE(first_step(euler, 50, 0.58), 50 - 28);  // 50 · 0.58 is 28.999999999999996
    QCOMPARE(first_step(euler, 20, 0), 20);
    QCOMPARE(first_step(heun, 20, 0.75), 10);
    QCOMPARE(make_schedule(heun, 20).timesteps.size(), std::size_t(39));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)first_step(euler, 20, 1.1));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)first_step(euler, 20, NAN));
  }

  void half_precision_latents_stay_half_precision() {
    for (const Method method : methods) {
      const auto sampler = make_sampler(config_for(method), 3, [] { return at::ones({1, 4, 2, 2}); });
      const at::Tensor latents = at::ones({1, 4, 2, 2}, at::kBFloat16);
      QVERIFY(sampler->step(latents, latents, 0).latents.scalar_type() == at::kBFloat16);
      QVERIFY(sampler->scale_input(latents, 0).scalar_type() == at::kBFloat16);
    }
  }

  void numpys_extra_trailing_step_stays_where_the_reference_can_use_it() {
    ScheduleConfig euler = config_for(Method::euler), ddim = config_for(Method::ddim);
    euler.spacing = ddim.spacing = Spacing::trailing;
    QCOMPARE(make_schedule(euler, 61).timesteps.size(), std::size_t(62));
    QCOMPARE(make_schedule(ddim, 61).timesteps.size(), std::size_t(61));
    euler.sigmas = SigmaShape::karras;
    QCOMPARE(make_schedule(euler, 61).timesteps.size(), std::size_t(61));
  }

  void what_a_sampler_cannot_do_is_refused_in_words() {
    ScheduleConfig config = config_for(Method::ddim);
    config.sigmas = SigmaShape::karras;
    const std::string shape = refusal([&] { (void)make_schedule(config, 8); });
    QCOMPARE(shape, std::string("the sampler ddim has no karras sigmas; choose the default sigmas, or sample with "
                                "euler, dpmpp_2m, dpmpp_2m_sde, unipc or heun"));
    config = config_for(Method::pndm);
    config.zero_terminal_snr = true;
    QVERIFY(refusal([&] { (void)make_schedule(config, 8); }).starts_with("the sampler pndm has no zero terminal"));
    config = config_for(Method::pndm);
    config.skip_prk_steps = false;
    QVERIFY(refusal([&] { (void)make_schedule(config, 3); }).starts_with("pndm needs at least 4 steps"));
    const auto sampler = make_sampler(config, 8);
    const at::Tensor latents = at::ones({1, 4, 2, 3});
    QVERIFY(refusal([&] {
              (void)sampler->step(latents, latents, 4);
            }).ends_with("skip_prk_steps in the model's scheduler"));
    QCOMPARE(refusal([] { (void)make_schedule(config_for(Method::lcm), 51); }),
             std::string("lcm takes at most 50 steps with this model; take fewer"));
    config = config_for(Method::ddim);
    config.zero_terminal_snr = true;
    config.spacing = Spacing::trailing;
    QVERIFY(refusal([&] { (void)make_schedule(config, 8); }).starts_with("ddim cannot begin at pure noise"));
    config.prediction = Prediction::v_prediction;
    QCOMPARE(make_schedule(config, 8).sigmas[0], double(INFINITY));
  }

  void a_missing_source_of_noise_and_steps_out_of_range_are_refused() {
    QCOMPARE(refusal([] { (void)make_sampler(config_for(Method::euler_a), 8); }),
             std::string("euler_a needs a source of noise"));
    for (const Method method : methods) {
      QVERIFY_THROWS_EXCEPTION(koma::Error, (void)make_schedule(config_for(method), 0));
      QVERIFY_THROWS_EXCEPTION(koma::Error, (void)make_schedule(config_for(method), 1001));
    }
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)make_schedule(config_for(Method::dpmpp_2m), 1000));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)make_schedule(config_for(Method::ddim), 1000));  // with offset 1
    const auto sampler = make_sampler(config_for(Method::euler), 4);
    const at::Tensor latents = at::ones({1, 4, 2, 3});
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)sampler->step(latents, latents, 4));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)sampler->step(latents, latents, -1));
    ScheduleConfig ddim = config_for(Method::ddim);
    ddim.eta = 1.5;
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)make_sampler(ddim, 4));
  }

  void every_number_of_steps_gives_finite_numbers() {
    for (const Method method : methods) {
      const bool distilled = method == Method::lcm || method == Method::tcd;
      for (const int steps : {1, 2, 3, 5, 17, 50, 333}) {
        if (distilled && steps > 50) continue;
        for (const Spacing spacing : {Spacing::leading, Spacing::trailing, Spacing::linspace}) {
          ScheduleConfig config = config_for(method);
          config.spacing = spacing;
          QVERIFY2(at::isfinite(run(config, steps, some_model).latents).all().item<bool>(), to_string(method));
        }
      }
    }
  }

  void a_last_step_that_goes_nowhere_gives_finite_numbers() {
    for (const Method method : {Method::euler, Method::dpmpp_2m, Method::dpmpp_2m_sde, Method::unipc}) {
      ScheduleConfig config = config_for(method);
      config.sigmas = SigmaShape::karras;
      config.final_sigma_zero = config.lower_order_final = false;
      config.second_order = SecondOrder::heun;
      QVERIFY2(at::isfinite(run(config, 20, some_model).latents).all().item<bool>(), to_string(method));
    }
  }

  void guidance_goes_from_the_negative_through_the_positive() {
    const at::Tensor negative = at::zeros({1, 4, 2, 2}), positive = at::arange(16, at::kFloat).reshape({1, 4, 2, 2});
    QVERIFY(at::equal(guided(negative, positive, {7.5, 0}), 7.5 * positive));
    QVERIFY(!Guidance{}.active());
    // Fully rescaled guidance has the deviation of the positive half.
    const at::Tensor rescaled = guided(negative, positive, {7.5, 1});
    QVERIFY(at::allclose(rescaled.std(), positive.std(), 1e-6, 0));
  }

  void guidance_works_in_its_interval_only() {
    const auto guided_steps = [](const Guidance& guidance) {
      std::vector<int> steps;
      for (int k = 0; k < 10; ++k) {
        if (guidance.active_at(k, 10)) steps.push_back(k);
      }
      return steps;
    };
    QCOMPARE(guided_steps({.scale = 5}).size(), std::size_t(10));
    QCOMPARE(guided_steps({.scale = 5, .start = 0.25, .end = 0.6}), (std::vector<int>{2, 3, 4, 5}));
    QCOMPARE(guided_steps({.scale = 5, .start = 0.5, .end = 0.5}).size(), std::size_t(0));
    QCOMPARE(guided_steps({.scale = 1}).size(), std::size_t(0));
  }
};

QTEST_GUILESS_MAIN(SamplerTest)
#include "sampler_test.moc"
