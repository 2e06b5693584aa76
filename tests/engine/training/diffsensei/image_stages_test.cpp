// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include <QTest>
#include <fstream>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/models/model_set.h"
#include "engine/training/diffsensei/stage_weights.h"
#include "tests/support/stage_fixture.h"

using namespace koma;
using api::DenoiserPart;
using api::TrainingStage;
using test::StageFixture;

namespace {

namespace fs = std::filesystem;

/// Losses of a run that ends and goes on every ten steps: one report each, the mean of ten.
std::vector<double> loss_curve(api::TrainingRequest request, int reports) {
  std::vector<double> means;
  for (int i = 1; i <= reports; ++i) {
    request.steps = 10 * i;
    means.push_back(StageFixture::train(request).back().numbers.at("loss"));
  }
  return means;
}

std::string file_of(TrainingStage stage) {
  return stage == TrainingStage::t2i ? training::t2i_file : training::condition_file;
}

}  // namespace

class ImageStagesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_loss_falls_data() { stages(); }
  void the_loss_falls() {
    QFETCH(TrainingStage, stage);
    const StageFixture fixture(1);
    auto request = fixture.request(stage, "run", 0, 1);
    request.from = fixture.fresh_checkpoint();
    request.learning.rate = 2e-3;
    const auto means = loss_curve(request, 5);
    const double last = (means[3] + means[4]) / 2;
    QVERIFY2(last < 0.7 * means[0], qPrintable(QString("%1 → %2").arg(means[0]).arg(last)));
    QVERIFY(fs::exists(fixture.folder() / "run" / (stage == TrainingStage::t2i ? "t2i-loss.png" : "condition.csv")));
  }

  void a_resumed_run_equals_the_uninterrupted_one_to_the_bit_data() { stages(); }
  void a_resumed_run_equals_the_uninterrupted_one_to_the_bit() {
    QFETCH(TrainingStage, stage);
    const StageFixture fixture;
    auto request = fixture.request(stage, "whole", 4);
    request.learning.ema = 0.99;
    request.learning.accumulate = 2;
    StageFixture::train(request);
    request.run = fixture.folder() / "parts";
    for (const std::int64_t steps : {1, 3, 4}) {
      request.steps = steps;
      StageFixture::train(request);
    }
    const auto whole = fixture.stored("whole", file_of(stage)), parts = fixture.stored("parts", file_of(stage));
    QVERIFY(whole.size() > 1000);
    QVERIFY(test::same_tensors(whole, parts, 0));
  }

  void two_processes_take_the_steps_of_one_with_twice_the_batch_data() { stages(); }
  void two_processes_take_the_steps_of_one_with_twice_the_batch() {
    QFETCH(TrainingStage, stage);
    const StageFixture fixture;
    auto request = fixture.request(stage, "one", 3, 4);
    // Adam's first steps are as large for a gradient of 1e-12 as for one of 1: a larger ε would hide that, a smaller
    // rate keeps what rounding does to it small.
    request.learning.rate = 1e-5;
    StageFixture::train(request);
    request.run = fixture.folder() / "two";
    request.batch = 2;
    StageFixture::train_in_two(request, (fixture.folder() / "rendezvous").string());
    const auto one = fixture.stored("one", file_of(stage)), two = fixture.stored("two", file_of(stage));
    double worst = 0;
    for (const auto& [name, tensor] : one) {
      if (!name.starts_with("optimizer.first.")) continue;
      const at::Tensor& other = two.at(name);
      worst = std::max(worst, (tensor - other).abs().max().item<double>() / (1e-3 + tensor.abs().max().item<double>()));
    }
    QVERIFY2(worst < 1e-5, qPrintable(QString::number(worst)));  // averaged gradients, sums in another order
    std::map<std::string, at::Tensor> weights, others;
    for (const auto& [name, tensor] : one)
      if (name.starts_with("model.")) weights[name] = tensor;
    for (const auto& [name, tensor] : two)
      if (name.starts_with("model.")) others[name] = tensor;
    QVERIFY(test::same_tensors(weights, others, 1e-4));
  }

  void the_export_loads_with_what_was_learned() {
    const StageFixture fixture;
    StageFixture::train(fixture.request(TrainingStage::t2i, "run", 1));
    StageFixture::train(fixture.request(TrainingStage::condition, "run", 2));
    auto request = fixture.request(TrainingStage::write, "run", 0);
    request.out = fixture.folder() / "out";
    StageFixture::train(request);
    const models::ModelSet set = models::load_model_set(request.out, {});
    QVERIFY(set.layout.family == checkpoints::Family::diffsensei);
    const auto learned = fixture.stored("run", training::condition_file);
    for (const char* name : {"conv_in.weight", "dialog_bbox_embedding", "mid_block.resnets.0.conv1.weight"})
      QVERIFY(at::equal(set.unet->values(name), learned.at("model.unet." + std::string(name)).contiguous()));
    QVERIFY(at::equal(set.image_proj_model->values("latents"), learned.at("model.image_proj_model.latents")));
    const models::ModelSet before = models::load_model_set(test::fixture_folder / "checkpoint", {});
    QVERIFY(!at::equal(set.unet->values("conv_in.weight"), before.unet->values("conv_in.weight")));
    QVERIFY(at::equal(set.vae->values("quant_conv.weight"), before.vae->values("quant_conv.weight")));
  }

  void each_way_trains_its_part() {
    const StageFixture fixture(1);
    const auto names = [&](TrainingStage stage, DenoiserPart part, const std::string& run) {
      auto request = fixture.request(stage, run, 1, 1);
      request.diffsensei.part = part;
      request.learning.lora_rank = 2;
      StageFixture::train(request);
      std::map<std::string, int> kinds;
      for (const auto& [name, tensor] : fixture.stored(run, file_of(stage))) {
        if (!name.starts_with("model.")) continue;
        const bool added = name.find(".processor.") != std::string::npos || name.ends_with("dialog_bbox_embedding");
        ++kinds[name.find("lora:") != std::string::npos ? "lora"
                : added                                 ? "added"
                : name.starts_with("model.unet.")       ? "unet"
                                                        : "resampler"];
      }
      return kinds;
    };
    const auto t2i = names(TrainingStage::t2i, DenoiserPart::full, "a");
    QVERIFY(t2i.contains("unet") && t2i.size() == 1);
    const auto low_rank = names(TrainingStage::t2i, DenoiserPart::lora, "b");
    QVERIFY(low_rank.contains("lora") && low_rank.size() == 1);
    const auto added = names(TrainingStage::condition, DenoiserPart::added, "c");
    QVERIFY(added.contains("added") && added.contains("resampler") && added.size() == 2);
    const auto both = names(TrainingStage::condition, DenoiserPart::lora, "d");
    QVERIFY(both.contains("lora") && both.contains("added") && both.contains("resampler") && both.size() == 3);
  }

  void a_low_rank_change_is_folded_into_the_export() {
    const StageFixture fixture(1);
    auto request = fixture.request(TrainingStage::t2i, "run", 2, 1);
    request.diffsensei.part = DenoiserPart::lora;
    request.learning.lora_rank = 3;
    request.learning.lora_alpha = 1;
    StageFixture::train(request);
    auto write = fixture.request(TrainingStage::write, "run", 0);
    write.out = fixture.folder() / "out";
    StageFixture::train(write);
    const models::ModelSet after = models::load_model_set(write.out, {});
    const models::ModelSet before = models::load_model_set(test::fixture_folder / "checkpoint", {});
    const std::string layer = "mid_block.attentions.0.transformer_blocks.0.attn1.to_q";
    const auto learned = fixture.stored("run", training::t2i_file);
    const at::Tensor delta =
        at::matmul(learned.at("model.unet.lora:" + layer + ".up"), learned.at("model.unet.lora:" + layer + ".down")) /
        3.0;
    QVERIFY(delta.abs().max().item<double>() > 0);
    QVERIFY(
        at::allclose(after.unet->values(layer + ".weight"), before.unet->values(layer + ".weight") + delta, 0, 1e-6));
    QVERIFY(at::equal(after.unet->values("conv_in.weight"), before.unet->values("conv_in.weight")));
  }

  void an_unreadable_page_is_told_and_not_fatal() {
    const StageFixture fixture;
    std::ofstream(fixture.folder() / "pages" / "0.png", std::ios::trunc) << "x";
    const auto notes = StageFixture::train(fixture.request(TrainingStage::t2i, "run", 2, 1));
    bool told = false;
    for (const auto& note : notes) told = told || note.text.starts_with("1 picture could not be read");
    QVERIFY(told);
  }

  void what_cannot_be_trained_is_refused_with_a_sentence() {
    const StageFixture fixture(1);
    const auto check = [&](const std::string& sentence, const std::function<void(api::TrainingRequest&)>& change,
                           TrainingStage stage = TrainingStage::condition) {
      auto request = fixture.request(stage, "run", 1, 1);
      change(request);
      const std::string said = StageFixture::refusal(request);
      QVERIFY2(said.find(sentence) != std::string::npos, (sentence + " / " + said).c_str());
    };
    check("give --from", [](auto& r) { r.from.clear(); });
    check("no such checkpoint", [](auto& r) { r.from = "/nowhere"; });
    check("give --annotations", [](auto& r) { r.diffsensei.annotations.clear(); });
    check("none.json", [](auto& r) { r.diffsensei.annotations = "none.json"; });
    check("give --images", [](auto& r) { r.diffsensei.images.clear(); });
    check("no folder of pictures", [](auto& r) { r.diffsensei.images = "/nowhere"; });
    check("give --steps or --seconds", [](auto& r) { r.steps = 0; });
    check("the batch must be 1 to 4096", [](auto& r) { r.batch = -1; });
    check("change --resolution", [](auto& r) { r.diffsensei.resolution = 300; });
    check("change --accumulate", [](auto& r) { r.learning.accumulate = 0; });
    check("change --ema", [](auto& r) { r.learning.ema = 1; });
    check("change --precision", [](auto& r) { r.learning.precision = "half"; });
    check("chances lie in 0 to 1", [](auto& r) { r.diffsensei.text_drop = 2; });
    check(
        "use --unet full or lora", [](auto& r) { r.diffsensei.part = DenoiserPart::added; }, TrainingStage::t2i);
    check(
        "leave --init-adapter out", [](auto& r) { r.diffsensei.adapter = "a"; }, TrainingStage::t2i);
    check("nowhere.safetensors", [](auto& r) { r.diffsensei.adapter = "nowhere.safetensors"; });
    check(
        "train t2i, condition, mllm or assistant-images first", [](auto& r) { r.out = r.run / "out"; },
        TrainingStage::write);
  }

 private:
  static void stages() {
    QTest::addColumn<TrainingStage>("stage");
    QTest::newRow("t2i") << TrainingStage::t2i;
    QTest::newRow("condition") << TrainingStage::condition;
  }
};

QTEST_APPLESS_MAIN(ImageStagesTest)
#include "image_stages_test.moc"
