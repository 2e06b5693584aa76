// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include <QTest>
#include <fstream>

#include "engine/models/model_set.h"
#include "engine/training/diffsensei/stage_networks.h"
#include "engine/training/llmga/caption_samples.h"
#include "engine/training/llmga/image_stage.h"
#include "tests/support/stage_fixture.h"

using namespace koma;
using namespace koma::training;
using api::TrainingStage;
using test::StageFixture;

namespace {

namespace fs = std::filesystem;

/// Long enough for two of the toy encoder's windows.
std::string long_caption(int number) {
  std::string caption = number % 2 == 0 ? "a boy waits" : "a girl meets a friend";
  for (int i = 0; i < 40; ++i) caption += " in the rain by the river";
  return caption;
}

/// Striped pictures with a long and a brief caption each; one has no picture.
class CaptionFixture : public StageFixture {
 public:
  CaptionFixture() {
    nlohmann::json list;
    for (int i = 0; i < 2; ++i) {
      list.push_back({{"image", std::to_string(i) + ".png"}, {"caption", long_caption(i)}, {"brief", "a boy"}});
    }
    list.push_back({{"image", "missing.png"}, {"caption", "nothing"}});
    std::ofstream(folder() / "captions.json") << list;
  }
  [[nodiscard]] api::TrainingRequest images(const std::string& run, std::int64_t steps) const {
    auto request = this->request(TrainingStage::assistant_images, run, steps, 1);
    request.assistant.data = folder() / "captions.json";
    request.learning.warmup_steps = 0;
    request.learning.ema = 0;
    return request;
  }
  /// The fresh checkpoint with a denoiser that repaints.
  [[nodiscard]] fs::path repainting_checkpoint() const {
    const fs::path made = fresh_checkpoint() / "image_generator/unet";
    auto config = test::read_json(made / "config.json");
    config["in_channels"] = 9;
    std::ofstream(made / "config.json") << config;
    auto weights = tensors::read_safetensors(made / "diffusion_pytorch_model.safetensors");
    at::Tensor& first = weights.at("conv_in.weight");
    first =
        at::cat({first, 0.1 * at::randn({first.size(0), 5, 3, 3}, at::detail::createCPUGenerator(3))}, 1).contiguous();
    tensors::write_safetensors(made / "diffusion_pytorch_model.safetensors", weights);
    return folder() / "fresh";
  }
};

}  // namespace

class ImageStageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_denoiser_learns_to_repaint() {
    const CaptionFixture fixture;
    auto request = fixture.images("run", 5);
    request.from = fixture.repainting_checkpoint();
    request.learning.rate = 4e-3;
    const auto notes = StageFixture::train(request);
    QVERIFY2(notes.front().text.starts_with("assistant-images: 2 pictures; 1 left out"), notes.front().text.c_str());
    request.steps = 10;
    StageFixture::train(request);
    request.steps = 15;
    const double first = notes.back().numbers.at("loss"), last = StageFixture::train(request).back().numbers.at("loss");
    QVERIFY2(last < 0.8 * first, qPrintable(QString("%1 → %2").arg(first).arg(last)));
  }

  void a_resumed_run_equals_the_uninterrupted_one_to_the_bit() {
    const CaptionFixture fixture;
    auto request = fixture.images("whole", 3);
    request.from = fixture.repainting_checkpoint();
    request.learning.ema = 0.9;
    request.assistant.snr_gamma = 5;
    request.assistant.noise_offset = 0.05;
    StageFixture::train(request);
    request.run = fixture.folder() / "parts";
    for (const std::int64_t steps : {1, 3}) {
      request.steps = steps;
      StageFixture::train(request);
    }
    QVERIFY(test::same_tensors(fixture.stored("whole", assistant_images_file),
                               fixture.stored("parts", assistant_images_file), 0));
  }

  void the_export_loads_with_what_was_learned() {
    const CaptionFixture fixture;
    auto request = fixture.images("run", 1);
    request.from = fixture.repainting_checkpoint();
    StageFixture::train(request);
    request.stage = TrainingStage::write;
    request.out = fixture.folder() / "out";
    StageFixture::train(request);
    const models::ModelSet set = models::load_model_set(request.out, {});
    QCOMPARE(set.layout.unet_inputs(), 9);
    const auto learned = fixture.stored("run", assistant_images_file);
    QVERIFY(at::equal(set.unet->values("conv_in.weight"), learned.at("model.unet.conv_in.weight").contiguous()));
    const models::ModelSet before = models::load_model_set(request.from, {});
    QVERIFY(!at::equal(set.unet->values("conv_in.weight"), before.unet->values("conv_in.weight")));
  }

  void stable_diffusion_1_hears_whole_windows() {
    const CaptionFixture fixture;
    auto request = fixture.images("run", 1);
    request.from = fs::path(KOMA_TEST_DATA) / "pipelines/sd1";
    StageNetworks networks(checkpoints::read_checkpoint_layout(request.from), at::kCPU,
                           {.long_prompts = api::LongPrompts::llmga}, {}, {});
    CaptionSamples samples(request.assistant.data, request.diffsensei.images,
                           {.plan = {.batch = 1}, .sizes = picture_sizes(networks.set().traits, 256), .brief = 0});
    QCOMPARE(networks.encode(samples.batch(0)).text.size(1), 4 * 77);
    StageFixture::train(request);
    request.stage = TrainingStage::write;
    request.out = fixture.folder() / "out";
    StageFixture::train(request);
    const models::ModelSet set = models::load_model_set(request.out, {});
    QVERIFY(set.layout.family == checkpoints::Family::sd1);
    const auto learned = fixture.stored("run", assistant_images_file);
    QVERIFY(at::equal(set.unet->values("conv_in.weight"), learned.at("model.unet.conv_in.weight").contiguous()));
  }

  void captions_are_heard_in_windows_and_filled_up() {
    const CaptionFixture fixture;
    StageNetworks networks(checkpoints::read_checkpoint_layout(fixture.fresh_checkpoint()), at::kCPU,
                           {.long_prompts = api::LongPrompts::llmga}, {}, {});
    CaptionSamples samples(fixture.folder() / "captions.json", fixture.folder() / "pages",
                           {.plan = {.batch = 2}, .sizes = picture_sizes(networks.set().traits, 256), .brief = 0});
    auto rows = samples.batch(0);
    const std::int64_t window = 77;
    QCOMPARE(networks.encode(rows).text.size(1), 4 * (window - 2) + 2);  // four joined windows
    rows[1].caption = "a boy";
    const StageBatch mixed = networks.encode(rows);
    QCOMPARE(mixed.text.size(1), 4 * (window - 2) + 2);
    rows[0].caption = "a boy";
    const at::Tensor brief = networks.encode(rows).text;
    QCOMPARE(brief.size(1), window);
    QVERIFY(at::allclose(mixed.text[1].slice(0, 0, window - 1), brief[1].slice(0, 0, window - 1), 0, 1e-5));
  }

  void rows_of_a_repainting_checkpoint_have_holes_and_sometimes_no_words() {
    const CaptionFixture fixture;
    const CaptionSamples::Options options{.plan = {.batch = 100},
                                          .sizes = {.last_tier = 0},
                                          .brief = 0.2,
                                          .empty = 0.2,
                                          .holes = true,
                                          .everything = 0.25};
    CaptionSamples samples(fixture.folder() / "captions.json", fixture.folder() / "pages", options);
    int brief = 0, empty = 0, whole = 0;
    const auto rows = samples.batch(0);
    for (const PanelSample& row : rows) {
      brief += row.caption == "a boy";
      empty += row.caption.empty();
      const auto pixels = row.hole.pixels();
      QCOMPARE(row.hole.width(), row.picture.width());
      const auto holes = std::count(pixels.begin(), pixels.end(), std::uint8_t(255));
      QVERIFY(holes > 0);
      whole += std::size_t(holes) == pixels.size();
    }
    QVERIFY2(brief > 5 && brief < 32, qPrintable(QString::number(brief)));   // 0.8 · 0.2 of 100
    QVERIFY2(empty > 8 && empty < 36, qPrintable(QString::number(empty)));   // 0.2
    QVERIFY2(whole > 10 && whole < 43, qPrintable(QString::number(whole)));  // 0.25
  }

  void min_snr_weighs_noise_levels() {
    samplers::ScheduleConfig config;
    const NoisePath path(config);
    // SNR is above 5 where little noise is, so those rows weigh less; where it is below, all weigh 1.
    QVERIFY(path.weight(10, 5) < 0.1);
    QCOMPARE(path.weight(900, 5), 1.0);
    QVERIFY(path.weight(10, 5) < path.weight(100, 5) && path.weight(100, 5) <= 1);
    config.prediction = samplers::Prediction::v_prediction;
    const NoisePath velocity(config);
    QVERIFY(velocity.weight(900, 5) < 0.5);  // SNR / (SNR + 1)
  }

  void what_cannot_be_trained_is_refused_with_a_sentence() {
    const CaptionFixture fixture;
    const auto check = [&](const std::string& sentence, const std::function<void(api::TrainingRequest&)>& change) {
      auto request = fixture.images("bad", 1);
      change(request);
      const std::string said = StageFixture::refusal(request);
      QVERIFY2(said.find(sentence) != std::string::npos, (sentence + " / " + said).c_str());
    };
    check("give --from", [](auto& r) { r.from.clear(); });
    check("give --data", [](auto& r) { r.assistant.data.clear(); });
    check("change --brief, --empty or --everything", [](auto& r) { r.assistant.brief = 2; });
    check("change --snr-gamma or --noise-offset", [](auto& r) { r.assistant.snr_gamma = -1; });
    check("use --unet full or lora", [](auto& r) { r.diffsensei.part = api::DenoiserPart::added; });
    check("check --images", [](auto& r) { r.diffsensei.images = "/nowhere"; });
    check("stage assistant-images trains", [&](auto& r) {
      r = fixture.request(TrainingStage::t2i, "bad", 1, 1);
      r.from = fixture.repainting_checkpoint();
    });
  }
};

QTEST_APPLESS_MAIN(ImageStageTest)
#include "image_stage_test.moc"
