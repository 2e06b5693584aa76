// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/noise_path.h"

#include <ATen/ATen.h>

#include <QTest>
#include <cmath>

#include "engine/base/error.h"
#include "engine/training/picture_tensors.h"

using namespace koma;
using namespace koma::training;

namespace {

samplers::ScheduleConfig sdxl() {
  samplers::ScheduleConfig config;
  config.beta_start = 0.00085;
  config.beta_end = 0.012;
  config.betas = samplers::Betas::scaled_linear;
  return config;
}

const at::Tensor latents = at::linspace(-2, 2, 2 * 4 * 3 * 3).view({2, 4, 3, 3});
const at::Tensor noise = at::linspace(1, -1, 2 * 4 * 3 * 3).view({2, 4, 3, 3}).sin();

}  // namespace

class NoisePathTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void noise_is_added_by_the_published_table() {
    const NoisePath path(sdxl());
    const NoisedBatch batch = path.noised(latents, noise, {0, 957});
    // specs/diffsensei.md, appendix A: sigma of timestep 958 is 11.476851, of 1 0.041314.
    const double beta0 = 0.00085;
    QVERIFY(at::allclose(batch.noised[0], std::sqrt(1 - beta0) * latents[0] + std::sqrt(beta0) * noise[0], 1e-5, 1e-6));
    const NoisedBatch known = path.noised(latents, noise, {958, 1});
    const auto alpha = [](double sigma) { return 1 / (1 + sigma * sigma); };
    const double far = alpha(11.476851), near = alpha(0.041314);
    QVERIFY(at::allclose(known.noised[0], std::sqrt(far) * latents[0] + std::sqrt(1 - far) * noise[0], 1e-4, 1e-5));
    QVERIFY(at::allclose(known.noised[1], std::sqrt(near) * latents[1] + std::sqrt(1 - near) * noise[1], 1e-4, 1e-5));
    QVERIFY(at::equal(known.target, noise));
    QCOMPARE(known.timestep[0].item<float>(), 958.0f);
  }

  void velocities_are_the_turned_pair() {
    samplers::ScheduleConfig config = sdxl();
    config.prediction = samplers::Prediction::v_prediction;
    const NoisedBatch batch = NoisePath(config).noised(latents, noise, {500, 10});
    const NoisedBatch epsilon = NoisePath(sdxl()).noised(latents, noise, {500, 10});
    QVERIFY(at::equal(batch.noised, epsilon.noised));
    // z_t² + v² = z² + ε²
    QVERIFY(at::allclose(batch.noised.pow(2) + batch.target.pow(2), latents.pow(2) + noise.pow(2), 1e-4, 1e-5));
  }

  void flow_models_go_straight() {
    samplers::ScheduleConfig config;
    config.method = samplers::Method::flow_match_euler;
    const NoisePath path(config);
    const NoisedBatch batch = path.noised(latents, noise, {0.25, 1});
    QVERIFY(at::allclose(batch.noised[0], 0.75 * latents[0] + 0.25 * noise[0]));
    QVERIFY(at::equal(batch.target, noise - latents));
    QCOMPARE(batch.timestep[0].item<float>(), 250.0f);
    at::Generator generator = seeded(1);
    for (int i = 0; i < 100; ++i) {
      const double moment = path.draw_moment(generator);
      QVERIFY(moment > 0 && moment < 1);
    }
  }

  void moments_are_uniform() {
    const NoisePath path(sdxl());
    at::Generator generator = seeded(1);
    double sum = 0, least = 1000, most = 0;
    for (int i = 0; i < 5000; ++i) {
      const double moment = path.draw_moment(generator);
      sum += moment / 5000;
      least = std::min(least, moment);
      most = std::max(most, moment);
      QCOMPARE(moment, std::floor(moment));
    }
    QVERIFY(std::abs(sum - 499.5) < 20);
    QVERIFY(least < 5 && most > 994 && most < 1000);
  }

  void models_that_predict_the_picture_are_refused() {
    samplers::ScheduleConfig config = sdxl();
    config.prediction = samplers::Prediction::sample;
    QVERIFY_THROWS_EXCEPTION(Error, NoisePath{config});
  }
};

QTEST_APPLESS_MAIN(NoisePathTest)
#include "noise_path_test.moc"
