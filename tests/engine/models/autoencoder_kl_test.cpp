// SPDX-License-Identifier: Apache-2.0
#include "engine/models/autoencoder_kl.h"

#include <QTest>

#include "engine/base/error.h"
#include "engine/tensors/weight_sources.h"
#include "tests/support/compare_tensors.h"

using koma::test::part_tolerance;
using koma::test::Record;
using koma::test::reference;
using namespace koma::models;
using koma::tensors::InitialiserSource;
using koma::tensors::Weights;

namespace {

nlohmann::json mini_config() {
  return {{"in_channels", 1},
          {"out_channels", 1},
          {"latent_channels", 4},
          {"block_out_channels", {48, 96}},
          {"layers_per_block", 1},
          {"norm_num_groups", 8},
          {"mid_block_add_attention", false},
          {"use_quant_conv", false},
          {"use_post_quant_conv", false},
          {"scaling_factor", 1.0},
          {"latents_mean", {0.1, -0.2, 0.3, 0.4}},
          {"latents_std", {1.5, 0.5, 2.0, 0.25}},
          {"patch_size", 4}};
}

}  // namespace

class AutoencoderKLTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void bothDirectionsAgreeWithDiffusers_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("three levels, attention, quantising convolutions") << "vae_large";
    QTest::newRow("two levels, neither") << "vae_small";
  }
  void bothDirectionsAgreeWithDiffusers() {
    QFETCH(QString, file);
    const Record record = reference(file.toStdString());
    const Weights weights = record.weights();
    const AutoencoderKL model(weights, AutoencoderKLConfig::from_json(record.config()));
    weights.expect_all_used();
    const LatentDistribution latent = model.encode(record.in("image"));
    KOMA_COMPARE_TENSORS(latent.mean, record.out("mean"), part_tolerance);
    KOMA_COMPARE_TENSORS(latent.log_variance, record.out("log_variance"), part_tolerance);
    KOMA_COMPARE_TENSORS(model.decode(record.in("latent")), record.out("decoded"), part_tolerance);
  }

  void theRecordedAutoencoderOfDiffSenseiAgrees() {
    const auto config = AutoencoderKLConfig::from_json(koma::test::fixture_config("vae"));
    const Weights weights = koma::test::fixture_weights("vae");
    const AutoencoderKL model(weights, config);
    weights.expect_all_used();
    const koma::tensors::SafetensorsFile recorded(koma::test::fixture_folder / "io.safetensors");
    const auto read = [&](const char* name) { return recorded.read(std::string("vae.") + name, {}, {}); };

    const LatentDistribution latent = model.encode(read("image"));
    KOMA_COMPARE_TENSORS(latent.mean, read("encoded_mean"), part_tolerance);
    KOMA_COMPARE_TENSORS(at::exp(0.5 * latent.log_variance), read("encoded_std"), part_tolerance);
    KOMA_COMPARE_TENSORS(model.decode(model.from_denoiser(read("latent"))), read("decoded"), part_tolerance);
    QCOMPARE(config.factor(), 8);
  }

  void patchesMakeTheSameFactorWithFewerLevels() {
    // Given mini's autoencoder, two levels behind patches of four.
    const auto config = AutoencoderKLConfig::from_json(mini_config());
    const AutoencoderKL model(Weights(std::make_shared<InitialiserSource>(1)), config);

    // When a picture goes there and back.
    const at::Tensor latent = model.encode(at::rand({1, 1, 64, 96})).mean;

    // Then the latent is eight times smaller and the picture has its size again.
    QCOMPARE(config.factor(), 8);
    QCOMPARE(latent.sizes().vec(), (std::vector<int64_t>{1, 4, 8, 12}));
    QCOMPARE(model.decode(latent).sizes().vec(), (std::vector<int64_t>{1, 1, 64, 96}));
    const auto names = model.named_parameters();
    QCOMPARE(names["encoder.conv_in.weight"].sizes().vec(), (std::vector<int64_t>{48, 16, 3, 3}));
    QCOMPARE(names["decoder.conv_out.weight"].sizes().vec(), (std::vector<int64_t>{128, 48, 3, 3}));
    QVERIFY(names.contains("decoder.patch_conv_1.weight") && names.contains("decoder.patch_conv_2.bias"));
  }

  void everyParameterLearns() {
    const AutoencoderKL model(Weights(std::make_shared<InitialiserSource>(1)).trainable(),
                              AutoencoderKLConfig::from_json(mini_config()));
    const LatentDistribution latent = model.encode(at::rand({1, 1, 32, 32}));
    (model.decode(latent.mean).pow(2).mean() + latent.log_variance.pow(2).mean()).backward();
    for (const auto& parameter : model.named_parameters()) {
      QVERIFY2(parameter.value().grad().defined(), parameter.key().c_str());
    }
  }

  void theDenoisersLatentIsUndoneExactly() {
    const AutoencoderKL model(Weights(std::make_shared<InitialiserSource>(1)),
                              AutoencoderKLConfig::from_json(mini_config()));
    const at::Tensor latent = at::randn({2, 4, 3, 3}), seen = model.to_denoiser(latent);
    QVERIFY(at::allclose(seen.select(1, 3), (latent.select(1, 3) - 0.4) / 0.25, 1e-5, 1e-6));
    QVERIFY(at::allclose(model.from_denoiser(seen), latent, 1e-5, 1e-6));
  }

  void aWrongConfigIsRefusedByItsKey_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("text for a number") << "layers_per_block"
                                       << "\"two\"";
    QTest::newRow("groups that do not divide") << "norm_num_groups"
                                               << "7";
    QTest::newRow("too few means") << "latents_mean"
                                   << "[1]";
    QTest::newRow("a deviation of zero") << "latents_std"
                                         << "[1, 1, 0, 1]";
    QTest::newRow("an unknown block") << "down_block_types"
                                      << "[\"AttnDownEncoderBlock2D\"]";
    QTest::newRow("a shift") << "shift_factor"
                             << "0.1";
  }
  void aWrongConfigIsRefusedByItsKey() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    nlohmann::json config = mini_config();
    config[key.toStdString()] = nlohmann::json::parse(value.toStdString());
    try {
      (void)AutoencoderKLConfig::from_json(config);
      QFAIL("the config was accepted");
    } catch (const koma::Error& error) {
      QCOMPARE(QString::fromStdString(error.place()), "vae." + key);
    }
  }
};

QTEST_GUILESS_MAIN(AutoencoderKLTest)
#include "autoencoder_kl_test.moc"
