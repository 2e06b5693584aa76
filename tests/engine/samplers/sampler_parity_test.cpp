// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/samplers/sampler.h"
#include "engine/tensors/noise.h"
#include "engine/tensors/safetensors.h"

using namespace koma::samplers;
using nlohmann::json;

// Against diffusers 0.42.1 as tests/reference/make_reference_samplers.py recorded it, in float32.

namespace {

const json& recorded() {
  static const json index = [] {
    std::ifstream stream(KOMA_TEST_DATA "/samplers/reference.json");
    return json::parse(stream);
  }();
  return index;
}

const at::Tensor& recording(const std::string& name) {
  static const auto tensors = koma::tensors::read_safetensors(KOMA_TEST_DATA "/samplers/reference.safetensors");
  return tensors.at(name);
}

void add_cases() {
  QTest::addColumn<QString>("name");
  for (const auto& item : recorded()["cases"].items()) {
    QTest::newRow(item.key().c_str()) << QString::fromStdString(item.key());
  }
}

ScheduleConfig config_of(const json& item) {
  return schedule_config_from_json(item["config"].dump(), "recorded");
}

/// How far apart, as a part of the largest expected number.
double apart(const at::Tensor& actual, const at::Tensor& expected) {
  if (actual.sizes() != expected.sizes()) return INFINITY;
  const at::Tensor wide = expected.to(at::kDouble);
  return (actual.to(at::kDouble) - wide).abs().max().item<double>() / wide.abs().max().item<double>();
}

/// How far apart number by number, as a part of each, or of `least` where it is smaller.
double relatively_apart(const std::vector<double>& actual, const at::Tensor& expected, double least) {
  if (std::int64_t(actual.size()) != expected.numel()) return INFINITY;
  double largest = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const auto value = expected[std::int64_t(i)].item<double>();
    largest = std::max(largest, std::abs(actual[i] - value) / std::max(std::abs(value), least));
  }
  return largest;
}

/// The latents before step `start`.
at::Tensor beginning(const Sampler& sampler, int start, const at::Tensor& noise) {
  if (start == 0) return noise * sampler.schedule().initial_scale;
  return sampler.noised(recording("clean"), noise, start);
}

}  // namespace

class SamplerParityTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_schedule_agrees_with_the_reference_data() { add_cases(); }
  void a_schedule_agrees_with_the_reference() {
    QFETCH(QString, name);
    const json& item = recorded()["cases"][name.toStdString()];
    const at::Tensor& numbers = recording(name.toStdString() + ".tables");
    const ScheduleConfig config = config_of(item);
    std::int64_t read = 0;
    const auto next = [&](std::int64_t count) {
      read += count;
      return numbers.slice(0, read - count, read);
    };
    const bool has_sigmas = config.method == Method::flow_match_euler || config.method < Method::ddim ||
                            (config.method >= Method::dpmpp_2m && config.method <= Method::heun);
    for (const json& steps : item["tables"]) {
      const NoiseSchedule schedule = make_schedule(config, steps.get<int>());
      const std::string place = steps.dump() + " steps";
      const auto count = next(1).item<std::int64_t>();
      QVERIFY2(relatively_apart(schedule.timesteps, next(count), 1) <= 1e-6, place.c_str());
      QCOMPARE(schedule.sigmas.size(), schedule.timesteps.size() + 1);
      if (!has_sigmas) continue;
      QVERIFY2(relatively_apart(schedule.sigmas, next(count + 1), 1e-3) <= 1e-6, place.c_str());
      QVERIFY2(relatively_apart({schedule.initial_scale}, next(1), 1e-3) <= 1e-6, place.c_str());
    }
    QCOMPARE(read, numbers.numel());
  }

  void a_run_agrees_with_the_reference_data() { add_cases(); }
  void a_run_agrees_with_the_reference() {
    QFETCH(QString, name);
    const json& item = recorded()["cases"][name.toStdString()];
    for (std::size_t i = 0; i < item["runs"].size(); ++i) {
      const json& run = item["runs"][i];
      const std::string place = name.toStdString() + "." + std::to_string(i);
      ScheduleConfig config = config_of(item);
      if (!run["eta"].is_null()) config.eta = run["eta"].get<double>();
      koma::tensors::NoiseStream stream(recorded()["seed"].get<std::uint64_t>(), recording("noise")[0].sizes().vec());
      const at::Tensor noise = stream.next();
      QVERIFY(at::equal(noise, recording("noise")));
      const int steps = run["steps"].get<int>();
      const int start = first_step(config, steps, run["strength"].get<double>());
      QCOMPARE(start, run["start"].get<int>());

      const auto sampler = make_sampler(config, steps, [&] { return stream.next(); });
      at::Tensor latents = beginning(*sampler, start, noise);
      if (start > 0) QVERIFY2(apart(latents, recording(place + ".begin")) <= 1e-6, place.c_str());
      const at::Tensor& expected = recording(place);
      QCOMPARE(expected.size(0), std::int64_t(sampler->schedule().timesteps.size()) - start);
      double furthest = 0;
      for (int k = start; k < int(sampler->schedule().timesteps.size()); ++k) {
        const at::Tensor shown = sampler->scale_input(latents, k);
        const double time = sampler->schedule().timesteps[std::size_t(k)];
        latents = sampler->step(0.1 * shown + 0.01 * time / 1000, latents, k).latents;
        furthest = std::max(furthest, apart(latents, expected[k - start]));
      }
      qInfo("%s: %g", place.c_str(), furthest);
      QVERIFY2(furthest <= 1e-5, place.c_str());
    }
  }
};

QTEST_GUILESS_MAIN(SamplerParityTest)
#include "sampler_parity_test.moc"
