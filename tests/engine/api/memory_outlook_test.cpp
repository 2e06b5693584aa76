// SPDX-License-Identifier: Apache-2.0
#include "engine/api/memory_outlook.h"

#include <QtTest>

using namespace koma::api;

namespace {

constexpr std::uint64_t gb = 1'000'000'000;

ModelMeasures sdxl() {
  return {{"unet", {.numbers = 2'567'463'684, .widths = {320, 640, 1280}}},
          {"vae", {.numbers = 83'653'863, .widths = {128, 256, 512, 512}}},
          {"text_encoder", {.numbers = 123'060'480}},
          {"text_encoder_2", {.numbers = 694'659'840}}};
}

MemoryOutlook outlook_with(std::uint64_t available) {
  const MemoryPolicy half{.number_bytes = 2, .autoencoder_bytes = 2};
  return memory_outlook(sdxl(), {.width = 1024, .height = 1024}, half, available);
}

}  // namespace

class MemoryOutlookTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void with_plenty_everything_is_kept() {
    const MemoryOutlook outlook = outlook_with(64 * gb);
    QVERIFY(outlook.fits && outlook.offers.empty());
    QVERIFY(!outlook.policy.tiled_decoding && !outlook.policy.stage_by_stage);
  }

  void where_it_is_short_tiles_and_single_stages_are_taken_without_asking() {
    const std::uint64_t all = outlook_with(64 * gb).forecast.peak;
    const MemoryOutlook outlook = outlook_with(all - 1);
    QVERIFY(outlook.fits);
    QVERIFY(outlook.policy.tiled_decoding);
    QVERIFY(outlook.forecast.peak < all);
  }

  void what_does_not_fit_says_what_is_needed_and_what_helps() {
    const MemoryOutlook outlook = outlook_with(2 * gb);
    QVERIFY(!outlook.fits);
    const QString text = QString::fromStdString(refusal_of(outlook));
    QVERIFY2(text.startsWith("drawing needs about ") && text.contains("2.0 GB are free"), qPrintable(text));
    QVERIFY(!text.endsWith('.'));
  }

  void two_passes_read_the_first_picture_at_the_size_of_the_second() {
    GenerationRequest request;
    request.width = 2048;
    request.height = 1024;
    QVERIFY(!drawing_measures(request).from_picture);
    request.high_resolution.emplace();
    const DrawingMeasures twice = drawing_measures(request);
    QVERIFY(twice.from_picture && twice.width == 2048 && twice.height == 1024);
  }

  void subjects_cost_their_encoder_while_their_pictures_are_read() {
    const MemoryPolicy kept{.number_bytes = 2, .autoencoder_bytes = 2};
    const MemoryPolicy single{.number_bytes = 2, .autoencoder_bytes = 2, .stage_by_stage = true};
    const DrawingMeasures plain{.width = 1024, .height = 1024};
    DrawingMeasures drawing = plain;
    drawing.subject_numbers = 1'964'000'000;
    const std::uint64_t bytes = 2 * drawing.subject_numbers;
    QVERIFY(forecast_memory(sdxl(), drawing, kept).peak >= forecast_memory(sdxl(), plain, kept).peak + bytes);
    const MemoryForecast stages = forecast_memory(sdxl(), drawing, single);
    QCOMPARE(stages.peak, forecast_memory(sdxl(), plain, single).peak);  // other stages need more
    QCOMPARE(stages.stages[1].stage, std::string("references"));
    QCOMPARE(stages.stages[1].weights, bytes);
  }

  void a_system_that_does_not_tell_refuses_nothing() { QVERIFY(outlook_with(0).fits); }

  void the_agent_is_streamed_without_asking_and_only_where_it_is_asked() {
    ModelMeasures model = sdxl();
    model["mllm_llm"] = {.numbers = 13'019'243'520, .tables = 331'059'200, .widths = {5120, 13824}, .layers = 40};
    model["mllm_agent"] = {.numbers = 143'581'184};
    const MemoryPolicy half{.number_bytes = 2, .autoencoder_bytes = 2, .agent_bytes = 2};
    DrawingMeasures drawing{.width = 512, .height = 512, .agent = true};
    const MemoryOutlook asked = memory_outlook(model, drawing, half, 16 * gb);
    QVERIFY(asked.fits && asked.policy.agent_streamed && !asked.policy.stage_by_stage);
    QVERIFY(!memory_outlook(model, drawing, half, 64 * gb).policy.agent_streamed);
    drawing.agent = false;
    QVERIFY(!memory_outlook(model, drawing, half, 1 * gb).policy.agent_streamed);
  }

  void a_request_says_whether_the_agent_is_asked() {
    GenerationRequest request;
    request.mllm.enabled = true;
    QVERIFY(!drawing_measures(request).agent);  // nobody is there
    request.characters.push_back({.name = "Aki", .references = {{"aki.png", {}}}, .box = {0, 0, 1, 1}});
    QVERIFY(drawing_measures(request).agent);
    request.mllm.scale = 0;
    QVERIFY(!drawing_measures(request).agent);
    request.upstream_quirks = true;
    QVERIFY(drawing_measures(request).agent);
    request.mllm.enabled = false;
    QVERIFY(!drawing_measures(request).agent);
  }

  void a_request_without_sides_counts_as_the_usual_ones() {
    GenerationRequest request;
    request.guidance_scale = 1;
    const DrawingMeasures measures = drawing_measures(request);
    QCOMPARE(measures.width, 512);
    QVERIFY(!measures.guided);
  }

  void the_prophet_looks_at_a_real_checkpoint() {
    MemoryProphet prophet;
    GenerationRequest request;
    request.width = request.height = 128;
    const std::filesystem::path model = std::filesystem::path(KOMA_TEST_DATA) / "pipelines/sd1";
    const MemoryOutlook outlook = prophet.ask(request, model, 2, 8 * gb);
    QVERIFY(outlook.fits && outlook.forecast.peak > 0);
    QCOMPARE(outlook.policy.number_bytes, 4);  // small models are drawn in float32
    request.width = request.height = 2048;
    QVERIFY(prophet.ask(request, model, 2, 64 * gb).forecast.peak > outlook.forecast.peak);
  }
};

QTEST_APPLESS_MAIN(MemoryOutlookTest)
#include "memory_outlook_test.moc"
