// SPDX-License-Identifier: Apache-2.0
#include "engine/training/import_checkpoint.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/models/model_traits.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/autoencoder_loss.h"
#include "engine/training/denoiser.h"
#include "engine/training/export_checkpoint.h"
#include "engine/training/reference_encoder.h"
#include "engine/training/stage.h"
#include "engine/training/tokenizer_files.h"

namespace fs = std::filesystem;
using namespace koma::training;

namespace {

const char* latents_json = R"({"latents_mean": [0.5, 0, -1, 2], "latents_std": [1, 2, 3, 4],
  "preview": {"matrix": [[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4]], "bias": [0.25, 0.25, 0.25]}})";

/// The averaged weights of a stage; float16 holds its numbers exactly.
void write_averages(const fs::path& file, const NamedTensors& parameters, std::map<std::string, at::Tensor> more = {}) {
  for (const auto& [name, tensor] : parameters) more["ema." + name] = tensor.detach().to(at::kHalf).to(at::kFloat);
  koma::tensors::write_safetensors(file, more);
}

/// A run of fresh weights.
void make_run(const fs::path& run) {
  koma::tensors::write_safetensors(run / vae_file,
                                   {{"ema.encoder.conv_in.weight", (at::arange(6, at::kFloat) / 4).view({2, 3})},
                                    {"ema.encoder.conv_out.weight", at::ones({8, 2, 1, 1})},
                                    {"ema.encoder.conv_out.bias", at::ones({8})}});
  write_averages(run / reference_file, ReferenceEncoder::create(1, at::kCPU).parameters(),
                 {{"ema.heads.hair.weight", at::ones({2})}});
  write_averages(run / denoiser_file,
                 Denoiser::create(1, vocabulary_size(), at::kCPU, denoiser_width("small")).parameters());
  koma::write_atomically(run / latents_file, std::string_view(latents_json));
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace

class ImportCheckpointTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    root_ = folder_->path().toStdString();
    for (const char* name : {"run", "next"}) fs::create_directories(root_ / name);
    make_run(root_ / "run");
    export_checkpoint(root_ / "run", root_ / "first");
  }

  void what_was_imported_is_exported_again_byte_by_byte() {
    import_checkpoint(root_ / "first", root_ / "next", {});
    export_checkpoint(root_ / "next", root_ / "second");
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root_ / "first")) {
      if (!entry.is_regular_file()) continue;
      const fs::path name = fs::relative(entry.path(), root_ / "first");
      QVERIFY2(bytes_of(entry.path()) == bytes_of(root_ / "second" / name), name.c_str());
      ++files;
    }
    QVERIFY(files > 12);
  }

  void the_encoder_says_the_spread_that_its_decoder_bears() {
    const auto vae =
        koma::tensors::read_safetensors(root_ / "first/image_generator/vae" / "diffusion_pytorch_model.safetensors");
    const at::Tensor weight = vae.at("encoder.conv_out.weight"), bias = vae.at("encoder.conv_out.bias").to(at::kFloat);
    QVERIFY(weight.slice(0, 0, 4).eq(1).all().item<bool>() && bias.slice(0, 0, 4).eq(1).all().item<bool>());
    QVERIFY(weight.slice(0, 4).eq(0).all().item<bool>());
    const at::Tensor deviation = at::exp(bias.slice(0, 4) / 2);
    QVERIFY(deviation.sub(latent_noise).abs().max().item<double>() < 1e-3);
  }

  void a_run_goes_on_from_the_weights_with_fresh_moments() {
    import_checkpoint(root_ / "first", root_ / "next", {});
    const at::Tensor kernel = at::zeros({2, 3});
    ProcessGroup alone({});
    TrainingLoop loop({{"encoder.conv_in.weight", kernel}}, {.steps = 4}, alone);
    QVERIFY(loop.resume(root_ / "next" / vae_file));
    QCOMPARE(loop.steps(), 0);
    QCOMPARE(loop.progress(), 0.0);
    QVERIFY(at::equal(kernel, (at::arange(6, at::kFloat) / 4).view({2, 3})));
  }

  void another_width_begins_anew_and_says_so() {
    std::string said;
    ImportOptions options{.width = "medium"};
    options.report = [&](const koma::api::TrainingNote& note) { said += note.text + "\n"; };
    import_checkpoint(root_ / "first", root_ / "next", options);
    const auto shape = koma::tensors::SafetensorsFile(root_ / "next" / denoiser_file).find("ema.unet.conv_in.weight");
    QCOMPARE(shape->shape.front(), 48);
    QVERIFY2(said.find("begin anew: unet.") != std::string::npos, said.c_str());
    (void)Denoiser::load(root_ / "next", at::kCPU);
  }

  void the_exported_vocabulary_has_every_code() {
    const auto json = nlohmann::json::parse(bytes_of(root_ / "first" / "komawari.json"));
    QCOMPARE(json["controls"]["view"].size(), std::size_t(3));
    QCOMPARE(json["characters"].get<int>(), 4);
    const koma::models::ModelTraits traits = koma::models::ModelTraits::read(root_ / "first");
    QCOMPARE(traits.extras.size(), std::size_t(24));
    for (const auto& extra : traits.extras) QVERIFY(fs::is_regular_file(extra.picture) && !extra.who.empty());
    QCOMPARE(traits.controls.view[2].words.front(), std::string("from behind"));
    QCOMPARE(traits.widest_aspect, 3.0);
    QVERIFY(!traits.controls.background.empty());
  }

  void a_run_that_has_begun_is_left_alone() {
    koma::write_atomically(root_ / "next" / vae_file, std::string_view("mine"));
    QVERIFY_THROWS_EXCEPTION(koma::Error, import_checkpoint(root_ / "first", root_ / "next", {}));
    QCOMPARE(bytes_of(root_ / "next" / vae_file), std::string("mine"));
  }

  void another_models_folder_is_refused() {
    fs::remove(root_ / "first" / "komawari.json");
    QVERIFY_THROWS_EXCEPTION(koma::Error, import_checkpoint(root_ / "first", root_ / "next", {}));
    QVERIFY(fs::is_empty(root_ / "next"));
  }

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  fs::path root_;
};

QTEST_APPLESS_MAIN(ImportCheckpointTest)
#include "import_checkpoint_test.moc"
