// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QTest>

#include "engine/base/error.h"
#include "engine/models/model_set.h"
#include "engine/nn/weight_streaming.h"
#include "tests/support/compare_tensors.h"

using namespace koma::models;
using koma::nn::WeightStreaming;
using koma::tensors::InitialiserSource;
using koma::tensors::Weights;

namespace {

nlohmann::json small_config() {
  return {{"block_out_channels", {16, 24, 32}},
          {"down_block_types", {"DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"}},
          {"up_block_types", {"CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"}},
          {"layers_per_block", 1},
          {"attention_head_dim", {1, 3, 4}},
          {"transformer_layers_per_block", {1, 1, 2}},
          {"cross_attention_dim", 12},
          {"norm_num_groups", 8},
          {"use_linear_projection", true}};
}

/// A denoiser without a single zero, so that every parameter counts.
std::shared_ptr<UNet2DConditionModel> denoiser() {
  const c10::InferenceMode plain(false);
  at::manual_seed(3);
  const Weights weights(std::make_shared<InitialiserSource>(3));
  auto model = std::make_shared<UNet2DConditionModel>(weights, UNet2DConditionConfig::from_json(small_config()));
  for (const auto& parameter : model->named_parameters()) {
    const at::Tensor values = at::randn(parameter->sizes()) * 0.1 + (parameter.key().ends_with("norm.weight") ? 1 : 0);
    model->replace(parameter.key(), values);
  }
  return model;
}

std::uint64_t bytes_of(const UNet2DConditionModel& model) {
  std::uint64_t bytes = 0;
  for (const at::Tensor& parameter : model.parameters()) bytes += parameter.nbytes();
  return bytes;
}

/// Two pictures of three steps each.
std::vector<at::Tensor> drawn(const UNet2DConditionModel& model) {
  at::manual_seed(5);
  std::vector<at::Tensor> outputs;
  for (int picture = 0; picture < 2; ++picture) {
    UNetConditions conditions;
    conditions.text = at::randn({2, 5, 12});
    const PreparedConditions prepared = model.prepare(conditions);
    at::Tensor sample = at::randn({2, 4, 12, 8});
    for (int step = 0; step < 3; ++step) {
      sample = model.forward(sample, at::full({2}, 900.0 - 100 * step), prepared);
      outputs.push_back(sample);
    }
  }
  return outputs;
}

bool same_bits(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!at::equal(a[i], b[i])) return false;
  }
  return a.size() == b.size() && at::isfinite(a.back()).all().item<bool>() && a.back().abs().max().item<float>() > 0;
}

}  // namespace

class StreamedUnetTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // As for a GPU: nothing is packed.
  void init() { at::globalContext().setUserEnabledMkldnn(false); }
  void cleanup() { at::globalContext().setUserEnabledMkldnn(true); }

  void a_streamed_denoiser_gives_the_bits_of_a_resident_one_data() {
    QTest::addColumn<double>("share");
    QTest::newRow("nothing stays") << 0.0;
    QTest::newRow("half of it stays") << 0.5;
    QTest::newRow("all but a little stays") << 0.9;
    QTest::newRow("everything stays") << 1.5;
  }
  void a_streamed_denoiser_gives_the_bits_of_a_resident_one() {
    QFETCH(double, share);
    const c10::InferenceMode no_gradients;
    const auto resident = denoiser(), streamed = denoiser();
    const auto budget = std::uint64_t(share * double(bytes_of(*streamed)));
    std::shared_ptr<const WeightStreaming> streaming;
    {
      const c10::InferenceMode plain(false);
      streaming = WeightStreaming::begin(*streamed, at::kCPU, budget);
    }
    QVERIFY(same_bits(drawn(*resident), drawn(*streamed)));
    QCOMPARE(streaming->streamed_bytes() == 0, share > 1);
    if (share >= 0.5) QVERIFY(streaming->device_bytes() <= budget);
  }

  void after_a_picture_every_copy_is_foreseen() {
    const c10::InferenceMode no_gradients;
    const auto model = denoiser();
    const auto streaming = WeightStreaming::begin(*model, at::kCPU, 0);
    UNetConditions conditions;
    conditions.text = at::randn({2, 5, 12});
    const PreparedConditions prepared = model->prepare(conditions);
    const at::Tensor sample = at::randn({2, 4, 12, 8}), time = at::full({2}, 500.0);
    for (int step = 0; step < 2; ++step) (void)model->forward(sample, time, prepared);
    const std::int64_t learning = streaming->unforeseen();
    QVERIFY(learning > 0);
    for (int step = 0; step < 3; ++step) (void)model->forward(sample, time, prepared);
    QCOMPARE(streaming->unforeseen(), learning);
  }

  void new_values_of_a_streamed_parameter_count_from_the_next_step_on() {
    const c10::InferenceMode no_gradients;
    const auto resident = denoiser(), streamed = denoiser();
    WeightStreaming::begin(*streamed, at::kCPU, 0);
    QVERIFY(same_bits(drawn(*resident), drawn(*streamed)));
    for (const char* name : {"mid_block.resnets.0.conv1.weight", "down_blocks.0.resnets.0.norm1.bias",
                             "mid_block.attentions.0.transformer_blocks.1.attn2.to_v.weight", "conv_in.bias"}) {
      const at::Tensor values = resident->values(name) * 1.25 + 0.01;
      resident->replace(name, values);
      streamed->replace(name, values);
      QVERIFY(at::equal(streamed->values(name), values));
    }
    QVERIFY(same_bits(drawn(*resident), drawn(*streamed)));
  }

  void a_checkpoint_s_denoiser_is_streamed_within_its_budget() {
    const c10::InferenceMode no_gradients;
    const auto folder = std::filesystem::path(KOMA_TEST_DATA) / "pipelines" / "sd1";
    const auto output = [&](std::uint64_t budget) {
      ModelSet set = open_model_set(koma::checkpoints::read_checkpoint_layout(folder), {at::kCPU, at::kFloat});
      set.denoiser_budget = budget;
      load_stage(set, Stage::denoiser);
      at::manual_seed(6);
      UNetConditions conditions;
      conditions.text = at::randn({2, 77, set.unet_config.cross_attention_dim});
      const PreparedConditions prepared = set.unet->prepare(conditions);
      return set.unet->forward(at::randn({2, 4, 8, 8}), at::full({2}, 300.0), prepared);
    };
    QVERIFY(same_bits({output(0)}, {output(1)}));
  }

  void packed_weights_are_refused() {
    at::globalContext().setUserEnabledMkldnn(true);
    const c10::InferenceMode no_gradients;
    const Weights weights(std::make_shared<InitialiserSource>(3));
    UNet2DConditionModel model(weights, UNet2DConditionConfig::from_json(small_config()));
    if (!at::hasMKLDNN()) QSKIP("this libtorch packs nothing");
    QVERIFY_THROWS_EXCEPTION(koma::Error, WeightStreaming::begin(model, at::kCPU, 0));
  }
};

QTEST_GUILESS_MAIN(StreamedUnetTest)
#include "streamed_unet_test.moc"
