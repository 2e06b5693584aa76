// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/sampler.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/samplers/guidance.h"

using namespace koma::samplers;
using nlohmann::json;

namespace {

json reference() {
  std::ifstream stream(KOMA_TEST_DATA "/samplers/reference.json");
  return json::parse(stream);
}

void add_cases() {
  QTest::addColumn<QString>("name");
  const json cases = reference()["cases"];
  for (const auto& item : cases.items()) QTest::newRow(item.key().c_str()) << QString::fromStdString(item.key());
}

/// Equal length and equal numbers, to `tolerance` of the largest.
bool close(const std::vector<double>& actual, const json& expected, double tolerance) {
  if (actual.size() != expected.size()) return false;
  double largest = 0, apart = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const auto value = expected[i].get<double>();
    largest = std::max(largest, std::abs(value));
    apart = std::max(apart, std::abs(value - actual[i]));
  }
  if (apart > tolerance * largest) qWarning("differs by %g of %g", apart, largest);
  return apart <= tolerance * largest;
}

std::vector<double> numbers(const at::Tensor& tensor) {
  const at::Tensor wide = tensor.to(at::kDouble).contiguous();
  return {wide.const_data_ptr<double>(), wide.const_data_ptr<double>() + wide.numel()};
}

ScheduleConfig sdxl() {
  return schedule_config_from_json(reference()["cases"]["sdxl"]["config"].dump(), "sdxl");
}

}  // namespace

class SamplerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_schedule_agrees_with_the_reference_data() { add_cases(); }
  void a_schedule_agrees_with_the_reference() {
    QFETCH(QString, name);
    const json recorded = reference()["cases"][name.toStdString()];
    const ScheduleConfig config = schedule_config_from_json(recorded["config"].dump(), "test");
    for (const auto& item : recorded["tables"].items()) {
      const NoiseSchedule schedule = make_schedule(config, std::stoi(item.key()));
      QVERIFY2(close(schedule.timesteps, item.value()["timesteps"], 1e-6), item.key().c_str());
      QVERIFY2(close(schedule.sigmas, item.value()["sigmas"], 1e-6), item.key().c_str());
      QVERIFY2(close({schedule.initial_scale}, json::array({item.value()["initial_scale"]}), 1e-6), item.key().c_str());
    }
  }

  void a_run_of_eight_steps_agrees_with_the_reference_data() { add_cases(); }
  void a_run_of_eight_steps_agrees_with_the_reference() {
    QFETCH(QString, name);
    const json all = reference(), recorded = all["cases"][name.toStdString()];
    const auto sampler = make_sampler(schedule_config_from_json(recorded["config"].dump(), "test"), 8);
    const auto noise = all["noise"].get<std::vector<float>>();
    at::Tensor latents = at::tensor(noise).reshape({1, 4, 2, 3}) * sampler->schedule().initial_scale;
    for (int k = 0; k < int(sampler->schedule().timesteps.size()); ++k) {
      const at::Tensor shown = sampler->scale_input(latents, k);
      latents =
          sampler->step(0.1 * shown + 0.01 * sampler->schedule().timesteps[std::size_t(k)] / 1000, latents, k).latents;
      QVERIFY2(close(numbers(latents), recorded["trajectory"][std::size_t(k)], 1e-5), std::to_string(k).c_str());
    }
  }

  void the_golden_numbers_of_the_release_hold() {
    // specs/diffsensei.md, appendix A.
    const NoiseSchedule schedule = make_schedule(sdxl(), 30);
    QCOMPARE(schedule.timesteps[0], 958.0);
    QCOMPARE(schedule.timesteps[1], 925.0);
    QCOMPARE(schedule.timesteps[29], 1.0);
    QVERIFY(std::abs(schedule.sigmas[0] - 11.476851) < 1e-5);
    QVERIFY(std::abs(schedule.sigmas[29] - 0.041314) < 1e-6);
    QCOMPARE(schedule.sigmas[30], 0.0);
    QVERIFY(std::abs(schedule.initial_scale - 11.520334) < 1e-5);
  }

  void the_foreseen_latents_are_exact_when_the_model_is() {
    // Given a clean x0 and a model that knows the noise, every step foresees exactly x0.
    const at::Tensor clean = at::linspace(-1, 1, 16, at::kFloat).reshape({1, 4, 2, 2});
    const at::Tensor noise = at::linspace(2, -1, 16, at::kFloat).reshape({1, 4, 2, 2});
    const auto euler = make_sampler(sdxl(), 5);
    const double sigma = euler->schedule().sigmas[2];
    QVERIFY(at::allclose(euler->step(noise, clean + sigma * noise, 2).denoised, clean, 0, 1e-6));

    ScheduleConfig flow;
    flow.method = Method::flow_match_euler;
    const auto rectified = make_sampler(flow, 5);
    const double level = rectified->schedule().sigmas[2];
    const Step step = rectified->step(noise - clean, (1 - level) * clean + level * noise, 2);
    QVERIFY(at::allclose(step.denoised, clean, 0, 1e-6));
    const double next = rectified->schedule().sigmas[3];
    QVERIFY(at::allclose(step.latents, (1 - next) * clean + next * noise, 0, 1e-6));
  }

  void half_precision_latents_stay_half_precision() {
    const auto sampler = make_sampler(sdxl(), 3);
    const at::Tensor latents = at::ones({1, 4, 2, 2}, at::kBFloat16);
    QVERIFY(sampler->step(latents, latents, 0).latents.scalar_type() == at::kBFloat16);
    QVERIFY(sampler->scale_input(latents, 0).scalar_type() == at::kBFloat16);
  }

  void guidance_goes_from_the_negative_through_the_positive() {
    const at::Tensor negative = at::zeros({1, 4, 2, 2}), positive = at::arange(16, at::kFloat).reshape({1, 4, 2, 2});
    QVERIFY(at::equal(guided(negative, positive, {7.5, 0}), 7.5 * positive));
    QVERIFY(!Guidance{}.active());
    // Fully rescaled guidance has the deviation of the positive half.
    const at::Tensor rescaled = guided(negative, positive, {7.5, 1});
    QVERIFY(at::allclose(rescaled.std(), positive.std(), 1e-6, 0));
  }

  void a_config_that_nobody_can_run_is_refused() {
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)schedule_config_from_json("{", "x"));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)schedule_config_from_json(R"({"_class_name": "Magic"})", "x"));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)schedule_config_from_json(R"({"beta_schedule": "mine"})", "x"));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)schedule_config_from_json(R"({"num_train_timesteps": 0})", "x"));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)make_schedule(sdxl(), 0));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)make_schedule(sdxl(), 1001));
  }
};

QTEST_GUILESS_MAIN(SamplerTest)
#include "sampler_test.moc"
