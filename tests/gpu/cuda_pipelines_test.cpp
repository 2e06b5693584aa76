// SPDX-License-Identifier: Apache-2.0
// Whole pictures of the small pipelines on an NVIDIA GPU against diffusers' on a CPU; skipped without a GPU.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#include "engine/api/request_json.h"
#include "engine/pipelines/local_generator.h"
#include "engine/tensors/device.h"
#include "engine/tensors/step_graph.h"
#include "tests/support/compare_tensors.h"

using namespace koma;
namespace fs = std::filesystem;

namespace {

/// Of the last latents' standard deviation. float32 without TF32; float16 rounds in every layer of every step.
constexpr double float_tolerance = 5e-3, half_tolerance = 0.25;

}  // namespace

class CudaPipelinesTest final : public QObject {
  Q_OBJECT

  QTemporaryDir scratch_;

  /// Draws a recorded case on the GPU. Undefined when it failed, which `text_` explains.
  at::Tensor drawn(const std::string& family, const std::string& name, at::ScalarType type) {
    const fs::path folder = fs::path(KOMA_TEST_DATA) / "pipelines" / family;
    nlohmann::json object = test::read_json(folder / "cases.json")[name];
    object["schema"] = api::request_schema;
    api::GenerationRequest request = api::request_from_json(object, folder);
    request.model = folder.string();
    pipelines::LocalGeneratorOptions options{api::ModelCatalog({})};
    options.device = at::Device(at::kCUDA, 0);
    options.dtype = type;
    options.memory = pipelines::MemoryWish::keep;
    options.latents_out = fs::path(scratch_.path().toStdString()) / "latents.safetensors";
    pipelines::LocalGenerator generator(options);
    api::PreviewSlot slot;
    at::Tensor latents;
    const auto listen = [&](const api::GenerationEvent& event) {
      if (const auto* failed = std::get_if<api::Failed>(&event)) text_ = failed->text;
      const auto* finished = std::get_if<api::Finished>(&event);
      if (finished == nullptr) return;
      latents = tensors::read_safetensors(options.latents_out).at("latents");
      for (const std::string& note : finished->notes) text_ += note + "\n";
    };
    text_.clear();
    generator.run(request, listen, slot, {});
    return latents;
  }

  std::string text_;  // why it failed, or notes

 private Q_SLOTS:
  void initTestCase() {
    if (!tensors::choose_placement("auto").device.is_cuda()) QSKIP("there is no CUDA device");
    at::globalContext().setAllowTF32CuDNN(false);
    at::globalContext().setAllowTF32CuBLAS(false);
  }

  void a_picture_on_the_gpu_is_the_reference_s_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("half");
    for (const char* family : {"sd1", "sd2", "sdxl"}) {
      const auto cases = test::read_json(fs::path(KOMA_TEST_DATA) / "pipelines" / family / "cases.json");
      for (const auto& item : cases.items()) {
        if (item.key() == "inpaint_nine") continue;  // a checkpoint that another test composes
        for (const bool half : {false, true}) {
          const std::string row = std::string(family) + " " + item.key() + (half ? " float16" : " float32");
          QTest::newRow(row.c_str()) << family << QString::fromStdString(item.key()) << half;
        }
      }
    }
  }
  void a_picture_on_the_gpu_is_the_reference_s() {
    QFETCH(QString, family);
    QFETCH(QString, name);
    QFETCH(bool, half);
    const std::string folder = family.toStdString(), key = name.toStdString();
    const at::Tensor latents = drawn(folder, key, half ? at::kHalf : at::kFloat);
    QVERIFY2(latents.defined(), text_.c_str());
    const auto recorded =
        tensors::read_safetensors(fs::path(KOMA_TEST_DATA) / "pipelines" / folder / "recorded.safetensors");
    KOMA_COMPARE_TENSORS(latents, recorded.at(key + ".latents"), half ? half_tolerance : float_tolerance);
  }

  void replayed_steps_give_what_computed_ones_give_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("name");
    QTest::newRow("sd1") << "sd1"
                         << "pndm";
    QTest::newRow("sdxl") << "sdxl"
                          << "euler";
  }
  void replayed_steps_give_what_computed_ones_give() {
    QFETCH(QString, family);
    QFETCH(QString, name);
    const tensors::StepRecorder recorder = tensors::step_recorder();
    if (recorder == nullptr) QSKIP("komawari-cuda was not built");
    const at::Tensor replayed = drawn(family.toStdString(), name.toStdString(), at::kFloat);
    QVERIFY2(replayed.defined() && text_.find("record") == std::string::npos, text_.c_str());
    tensors::set_step_recorder(nullptr);
    const at::Tensor computed = drawn(family.toStdString(), name.toStdString(), at::kFloat);
    tensors::set_step_recorder(recorder);
    QVERIFY2(computed.defined(), text_.c_str());
    KOMA_COMPARE_TENSORS(replayed, computed, 1e-4);
  }

  void a_streamed_denoiser_gives_what_a_resident_one_gives() {
    const c10::InferenceMode no_gradients;
    const fs::path folder = fs::path(KOMA_TEST_DATA) / "pipelines" / "sdxl";
    const auto outputs = [&](std::uint64_t budget) {
      models::ModelSet set =
          models::open_model_set(checkpoints::read_checkpoint_layout(folder), {at::Device(at::kCUDA, 0), at::kFloat});
      set.denoiser_budget = budget;
      models::load_stage(set, models::Stage::denoiser);
      at::manual_seed(4);
      models::UNetConditions conditions;
      const auto on_gpu = [](const at::Tensor& x) { return x.to(at::kCUDA); };
      conditions.text = on_gpu(at::randn({2, 77, set.unet_config.cross_attention_dim}));
      const std::int64_t ids = 6 * set.unet_config.addition_time_embed_dim;
      conditions.pooled = on_gpu(at::randn({2, set.unet_config.projection_class_embeddings_input_dim - ids}));
      conditions.time_ids = on_gpu(at::full({2, 6}, 64.0));
      const models::PreparedConditions prepared = set.unet->prepare(conditions);
      at::Tensor sample = on_gpu(at::randn({2, 4, 16, 16}));
      for (int step = 0; step < 8; ++step) {
        sample = set.unet->forward(sample, on_gpu(at::full({2}, 900.0 - 100 * step)), prepared);
      }
      return sample.cpu();
    };
    const at::Tensor resident = outputs(0);
    for (const std::uint64_t budget : {std::uint64_t{1}, std::uint64_t{1} << 20}) {
      KOMA_COMPARE_TENSORS(outputs(budget), resident, 1e-5);
    }
  }
};

QTEST_GUILESS_MAIN(CudaPipelinesTest)
#include "cuda_pipelines_test.moc"
