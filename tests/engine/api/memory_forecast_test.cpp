// SPDX-License-Identifier: Apache-2.0
#include "engine/api/memory_forecast.h"

#include <QtTest>

#include "engine/api/machine_memory.h"
#include "tests/support/recorded_layout.h"

using namespace koma::api;
using namespace koma::test;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t mib = 1 << 20;
constexpr std::uint64_t program = 180'000'000;

/// Of true size (specs/engine.md 4).
ModelMeasures sd15() {
  return {{"unet", {.numbers = 859'520'964, .widths = {320, 640, 1280, 1280}}},
          {"vae", {.numbers = 83'653'863, .widths = {128, 256, 512, 512}}},
          {"text_encoder", {.numbers = 123'060'480}}};
}

ModelMeasures sdxl() {
  return {{"unet", {.numbers = 2'567'463'684, .widths = {320, 640, 1280}}},
          {"vae", {.numbers = 83'653'863, .widths = {128, 256, 512, 512}}},
          {"text_encoder", {.numbers = 123'060'480}},
          {"text_encoder_2", {.numbers = 694'659'840}}};
}

/// DiffSensei's: SDXL and LLaMA-13B with its resamplers (specs/diffsensei.md 1.4).
ModelMeasures with_agent() {
  ModelMeasures model = sdxl();
  model["mllm_llm"] = {.numbers = 13'019'243'520, .tables = 331'059'200, .widths = {5120, 13824}, .layers = 40};
  model["mllm_agent"] = {.numbers = 143'581'184};
  return model;
}

const StageForecast& stage(const MemoryForecast& forecast, const std::string& name) {
  return *std::ranges::find(forecast.stages, name, &StageForecast::stage);
}

double above_weights(const char* name, int side, int number_bytes) {
  const MemoryPolicy policy{.number_bytes = number_bytes, .stage_by_stage = true};
  const DrawingMeasures drawing{.width = side, .height = side, .from_picture = true};
  return double(stage(forecast_memory(sd15(), drawing, policy), name).activations) / double(mib);
}

}  // namespace

class MemoryForecastTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_agrees_with_what_was_measured_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("number_bytes");
    QTest::addColumn<double>("measured");  // MiB above weights and program
    QTest::newRow("UNet bfloat16 256") << "denoise" << 256 << 2 << 267.0;
    QTest::newRow("UNet bfloat16 512") << "denoise" << 512 << 2 << 316.0;
    QTest::newRow("UNet float32 256") << "denoise" << 256 << 4 << 428.0;
    QTest::newRow("UNet float32 512") << "denoise" << 512 << 4 << 486.0;
    QTest::newRow("decoder 256") << "decode" << 256 << 4 << 248.0;
    QTest::newRow("decoder 512") << "decode" << 512 << 4 << 924.0;
    QTest::newRow("encoder 512") << "encode" << 512 << 4 << 537.0;
  }

  void it_agrees_with_what_was_measured() {
    QFETCH(QString, name);
    QFETCH(int, side);
    QFETCH(int, number_bytes);
    QFETCH(double, measured);
    const double said = above_weights(name.toStdString().c_str(), side, number_bytes);
    // A quarter of this is at most 5 % of the whole.
    QVERIFY2(std::abs(said - measured) < 0.25 * measured, qPrintable(QString::number(said)));
  }

  void the_largest_stage_is_the_peak() {
    const MemoryForecast forecast = forecast_memory(sd15(), {}, {.stage_by_stage = true});
    std::vector<std::string> names;
    for (const StageForecast& each : forecast.stages) names.push_back(each.stage);
    QVERIFY(names == std::vector<std::string>({"text", "denoise", "decode"}));
    QCOMPARE(forecast.peak_stage, std::string("denoise"));
    QCOMPARE(forecast.peak, program + stage(forecast, "denoise").bytes());
    QCOMPARE(stage(forecast, "denoise").weights, std::uint64_t(859'520'964) * 4);
    QCOMPARE(stage(forecast, "decode").weights, std::uint64_t(83'653'863) * 4);
  }

  void what_stays_loaded_counts_in_every_stage() {
    const MemoryForecast forecast = forecast_memory(sd15(), {}, {.number_bytes = 2});
    const std::uint64_t all = 2 * (859'520'964ull + 123'060'480) + 4 * 83'653'863ull;
    for (const StageForecast& each : forecast.stages) QCOMPARE(each.weights, all);
    const MemoryForecast half = forecast_memory(sd15(), {}, {.number_bytes = 2, .autoencoder_bytes = 2});
    QCOMPARE(half.stages.front().weights, all - 2 * 83'653'863ull);
  }

  void controlnets_loras_and_size_cost_memory() {
    const MemoryPolicy policy{.number_bytes = 2, .stage_by_stage = true};
    const auto denoise = [&](const DrawingMeasures& drawing) {
      return stage(forecast_memory(sd15(), drawing, policy), "denoise");
    };
    const StageForecast plain = denoise({});
    DrawingMeasures drawing;
    drawing.controlnets = {{.numbers = 361'279'120, .widths = {320, 640, 1280, 1280}}};
    drawing.lora_numbers = 1000;
    QCOMPARE(denoise(drawing).weights, plain.weights + 2 * (361'279'120ull + 1000));
    QVERIFY(denoise(drawing).activations > plain.activations);
    QVERIFY(denoise({.width = 1024, .height = 1024}).activations > plain.activations);
    QVERIFY(denoise({.guided = false}).activations < plain.activations);
  }

  void remedies_come_in_order_until_it_fits() {
    const DrawingMeasures drawing{.width = 1024, .height = 1024};
    const std::uint64_t peak = forecast_memory(sdxl(), drawing, {}).peak;
    QVERIFY(offer_remedies(sdxl(), drawing, {}, peak).empty());
    const auto offers = offer_remedies(sdxl(), drawing, {}, 7'000'000'000);
    QCOMPARE(offers.size(), std::size_t(3));
    QVERIFY(offers[0].remedy == MemoryRemedy::tiled_decoding && !offers[0].fits);
    QVERIFY(offers[1].remedy == MemoryRemedy::stage_by_stage && !offers[1].fits);
    QVERIFY(offers[2].remedy == MemoryRemedy::half_precision && offers[2].fits);
    QCOMPARE(peak - offers[0].saves - offers[1].saves - offers[2].saves, offers[2].peak);
    QCOMPARE(offers[2].sentence, "bfloat16 halves the networks and saves " + size_text(offers[2].saves) + ".");
  }

  void a_smaller_picture_is_the_last_offer() {
    const MemoryPolicy policy{.number_bytes = 2, .stage_by_stage = true};
    const DrawingMeasures drawing{.width = 2048, .height = 1024};
    const std::uint64_t wanted = forecast_memory(sdxl(), {.width = 768, .height = 384}, policy).peak;
    const auto offers = offer_remedies(sdxl(), drawing, policy, wanted);
    QVERIFY(offers.back().remedy == MemoryRemedy::smaller_picture && offers.back().fits);
    QCOMPARE(offers.back().width, 768);
    QCOMPARE(offers.back().height, 384);
    QVERIFY(offers.back().sentence.starts_with("A picture of 768 x 384 px saves "));
    QVERIFY(!offer_remedies(sdxl(), drawing, policy, 1'000'000'000).back().fits);
  }

  void an_agent_counts_only_when_it_is_asked() {
    const DrawingMeasures silent{.width = 512, .height = 512};
    DrawingMeasures asked = silent;
    asked.agent = true;
    const MemoryPolicy half{.number_bytes = 2, .autoencoder_bytes = 2, .agent_bytes = 2};
    const MemoryForecast without = forecast_memory(sdxl(), silent, half);
    QVERIFY(forecast_memory(with_agent(), silent, half).peak == without.peak);
    const MemoryForecast whole = forecast_memory(with_agent(), asked, half);
    QVERIFY(whole.peak > without.peak + 26'000'000'000);
    QCOMPARE(whole.stages[1].stage, std::string("agent"));  // before the denoiser, after the texts

    MemoryPolicy small = half;
    small.agent_int8 = true;
    const std::uint64_t eight_bits = forecast_memory(with_agent(), asked, small).peak;
    QVERIFY(eight_bits > without.peak + 13'000'000'000 && eight_bits < without.peak + 15'000'000'000);

    MemoryPolicy streamed = half;
    streamed.agent_streamed = streamed.stage_by_stage = true;
    const StageForecast layer = stage(forecast_memory(with_agent(), asked, streamed), "agent");
    QVERIFY(layer.bytes() > 900'000'000 && layer.bytes() < 1'500'000'000);
    QVERIFY(forecast_memory(with_agent(), asked, streamed).peak_stage == "denoise");
  }

  void an_agent_is_streamed_before_stages_go() {
    const DrawingMeasures drawing{.width = 512, .height = 512, .agent = true};
    const MemoryPolicy half{.number_bytes = 2, .autoencoder_bytes = 2, .agent_bytes = 2};
    const auto offers = offer_remedies(with_agent(), drawing, half, 1'000'000'000);
    QVERIFY(offers.size() >= 2);
    QVERIFY(offers[0].remedy == MemoryRemedy::stream_agent && offers[1].remedy == MemoryRemedy::stage_by_stage);
    QVERIFY(offers[0].saves > 25'000'000'000);
    QVERIFY(offers[0].sentence.find("layer by layer") != std::string::npos);
    const auto silent = offer_remedies(with_agent(), {.width = 512, .height = 512}, half, 1'000'000'000);
    QVERIFY(std::ranges::none_of(silent, [](const auto& o) { return o.remedy == MemoryRemedy::stream_agent; }));
  }

  void measures_are_counted_from_a_layout() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write_checkpoint_folder(root, recorded_layout("sd1"));
    const auto layout = koma::checkpoints::read_checkpoint_layout(root);
    const ModelMeasures measures = measures_of(layout);
    std::uint64_t numbers = 0;
    for (const auto& [name, network] : measures) numbers += network.numbers;
    QCOMPARE(2 * numbers, layout.bytes);
    QVERIFY(measures.at("unet").widths == std::vector<std::int64_t>({32, 64, 128, 128}));
    QVERIFY(measures.at("text_encoder").widths.empty());
  }

  void sizes_are_written_for_people() {
    QCOMPARE(size_text(0), std::string("0 kB"));
    QCOMPARE(size_text(1), std::string("1 kB"));
    QCOMPARE(size_text(999'600), std::string("1 MB"));
    QCOMPARE(size_text(240'400'000), std::string("240 MB"));
    QCOMPARE(size_text(999'700'000), std::string("1.0 GB"));
    QCOMPARE(size_text(6'130'000'000), std::string("6.1 GB"));
  }

  void a_control_group_limits_the_machine() {
    QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    QCOMPARE(machine_memory(root).free, std::uint64_t(0));
    write_text(root / "proc/meminfo", "MemTotal:       1000 kB\nMemFree: 1 kB\nMemAvailable:    800 kB\n");
    QCOMPARE(machine_memory(root).free, std::uint64_t(800 * 1024));
    write_text(root / "proc/self/cgroup", "0::/user/app\n");
    write_text(root / "sys/fs/cgroup/user/app/memory.max", "max\n");
    write_text(root / "sys/fs/cgroup/user/app/memory.current", "1000\n");
    QCOMPARE(machine_memory(root).all, std::uint64_t(1000 * 1024));
    write_text(root / "sys/fs/cgroup/user/memory.max", "500000\n");
    write_text(root / "sys/fs/cgroup/user/memory.current", "300000\n");
    write_text(root / "sys/fs/cgroup/user/memory.stat", "anon 100000\ninactive_file 50000\n");
    QCOMPARE(machine_memory(root).all, std::uint64_t(500'000));
    QCOMPARE(machine_memory(root).free, std::uint64_t(250'000));
  }
};

QTEST_GUILESS_MAIN(MemoryForecastTest)
#include "memory_forecast_test.moc"
