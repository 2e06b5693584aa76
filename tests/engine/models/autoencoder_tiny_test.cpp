// SPDX-License-Identifier: Apache-2.0
#include "engine/models/autoencoder_tiny.h"

#include <QTest>

#include "engine/base/error.h"
#include "tests/support/compare_tensors.h"

using koma::test::part_tolerance;
using koma::test::Record;
using koma::test::reference;
using namespace koma::models;
using koma::tensors::MapSource;
using koma::tensors::Weights;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

Tensors weights_of(const std::string& record) {
  Tensors tensors;
  const std::string prefix = "weights.";
  for (const auto& [name, tensor] : koma::tensors::read_safetensors(std::filesystem::path(KOMA_TEST_DATA) /
                                                                    "reference" / (record + ".safetensors"))) {
    if (name.starts_with(prefix)) tensors.emplace(name.substr(prefix.size()), tensor);
  }
  return tensors;
}

/// One direction as TAESD's own files name it: bare numbers, which in the decoder count the clamp too.
Tensors bare(const Tensors& tensors, const std::string& direction, int shift) {
  Tensors result;
  const std::string prefix = direction + ".layers.";
  for (const auto& [name, tensor] : tensors) {
    if (!name.starts_with(prefix)) continue;
    const std::string rest = name.substr(prefix.size());
    const auto dot = rest.find('.');
    result.emplace(std::to_string(std::stoi(rest.substr(0, dot)) + shift) + rest.substr(dot), tensor);
  }
  return result;
}

Weights in_memory(Tensors tensors) {
  return Weights(std::make_shared<MapSource>(std::move(tensors)));
}

}  // namespace

class AutoencoderTinyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void bothDirectionsAgreeWithDiffusers_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("factor");
    QTest::newRow("four stages, as TAESD") << "taesd_sd" << 8;
    QTest::newRow("two stages, three latents") << "taesd_small" << 2;
  }
  void bothDirectionsAgreeWithDiffusers() {
    QFETCH(QString, file);
    QFETCH(int, factor);
    const Record record = reference(file.toStdString());
    const Weights weights = record.weights();
    const AutoencoderTiny model(weights, AutoencoderTinyConfig::from_json(record.config()));
    weights.expect_all_used();
    QCOMPARE(model.config().factor(), factor);
    KOMA_COMPARE_TENSORS(model.encode(record.in("image")), record.out("latent"), part_tolerance);
    KOMA_COMPARE_TENSORS(model.decode(record.in("latent")), record.out("image"), part_tolerance);
  }

  void theConfigIsSeenInTheWeights_data() { bothDirectionsAgreeWithDiffusers_data(); }
  void theConfigIsSeenInTheWeights() {
    QFETCH(QString, file);
    const Record record = reference(file.toStdString());
    const auto told = AutoencoderTinyConfig::from_json(record.config());
    const auto seen = AutoencoderTinyConfig::detect(record.weights());
    QCOMPARE(seen.num_encoder_blocks, told.num_encoder_blocks);
    QCOMPARE(seen.num_decoder_blocks, told.num_decoder_blocks);
    QCOMPARE(seen.encoder_width, told.encoder_width);
    QCOMPARE(seen.decoder_width, told.decoder_width);
    QCOMPARE(seen.latent_channels, told.latent_channels);
  }

  void itsOwnFilesHoldOneDirectionEach() {
    // Given the decoder and the encoder as TAESD's author names them.
    const Record record = reference("taesd_sd");
    const Weights decoder = in_memory(bare(weights_of("taesd_sd"), "decoder", 1));
    const Weights encoder = in_memory(bare(weights_of("taesd_sd"), "encoder", 0));

    // When each is loaded alone.
    const AutoencoderTiny decodes(decoder, AutoencoderTinyConfig::detect(decoder));
    const AutoencoderTiny encodes(encoder, AutoencoderTinyConfig::detect(encoder));

    // Then it does its direction and says so about the other.
    decoder.expect_all_used();
    encoder.expect_all_used();
    KOMA_COMPARE_TENSORS(decodes.decode(record.in("latent")), record.out("image"), part_tolerance);
    KOMA_COMPARE_TENSORS(encodes.encode(record.in("image")), record.out("latent"), part_tolerance);
    QVERIFY(decodes.has_decoder() && !decodes.has_encoder() && encodes.has_encoder() && !encodes.has_decoder());
    QVERIFY_EXCEPTION_THROWN((void)decodes.encode(record.in("image")), koma::Error);
    QVERIFY_EXCEPTION_THROWN((void)encodes.decode(record.in("latent")), koma::Error);
  }

  void aScaleBelongsToTheDenoisersLatents() {
    const Record record = reference("taesd_sd");
    nlohmann::json config = record.config();
    config["scaling_factor"] = 0.5;
    const AutoencoderTiny model(record.weights(), AutoencoderTinyConfig::from_json(config));
    KOMA_COMPARE_TENSORS(model.decode(record.in("latent") * 0.5), record.out("image"), part_tolerance);
    KOMA_COMPARE_TENSORS(model.encode(record.in("image")), record.out("latent") * 0.5, part_tolerance);
  }

  void theLatentsAreLeftAlone() {
    const Record record = reference("taesd_sd");
    const AutoencoderTiny model(record.weights(), AutoencoderTinyConfig::from_json(record.config()));
    const at::Tensor before = record.in("latent").clone();
    (void)model.decode(record.in("latent"));
    QVERIFY(at::equal(record.in("latent"), before));
  }

  void whatIsNoTinyAutoencoderIsRefused() {
    const Weights other = in_memory({{"conv_in.weight", at::ones({4, 4, 3, 3})}});
    QVERIFY_EXCEPTION_THROWN((void)AutoencoderTinyConfig::detect(other), koma::Error);
    Tensors flat = bare(weights_of("taesd_sd"), "decoder", 1);
    flat["1.weight"] = at::ones({5, 4});
    QVERIFY_EXCEPTION_THROWN((void)AutoencoderTinyConfig::detect(in_memory(flat)), koma::Error);
    Tensors torn = bare(weights_of("taesd_sd"), "decoder", 1);
    torn.erase("6.weight");
    QVERIFY_EXCEPTION_THROWN((void)AutoencoderTinyConfig::detect(in_memory(torn)), koma::Error);
  }
};

QTEST_GUILESS_MAIN(AutoencoderTinyTest)
#include "autoencoder_tiny_test.moc"
