// SPDX-License-Identifier: Apache-2.0
// The encoders behind the public scores against what tests/reference/make_reference_metrics.py recorded.
#include "engine/eval/encoders.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTest>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/checkpoints/json_file.h"
#include "engine/eval/frechet.h"
#include "engine/tensors/safetensors.h"
#include "tests/support/tensor_record.h"

using namespace koma;
using namespace koma::eval;
using koma::test::relative_error;

namespace {

constexpr double tolerance = 1e-4;  // × standard deviation: float32 on a CPU

const std::filesystem::path toys = std::filesystem::path(KOMA_TEST_DATA) / "metrics";

Image picture_of(const at::Tensor& pixels) {
  const auto* start = pixels.const_data_ptr<std::uint8_t>();
  return Image(int(pixels.size(1)), int(pixels.size(0)), 3, std::vector<std::uint8_t>(start, start + pixels.numel()));
}

nlohmann::json config(const char* folder) {
  return checkpoints::json_of_file(toys / folder / "config.json");
}

nn::Weights weights(const char* folder) {
  return nn::Weights(tensors::open_weights(toys / folder), folder);
}

}  // namespace

class EncodersTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    at::set_num_threads(1);
    recorded_ = tensors::read_safetensors(toys / "metrics.safetensors");
  }

  void inception_sees_pictures_as_the_fid_does() {
    const FidEncoder encoder(toys / "inception.safetensors");
    for (const char* index : {"0", "1"}) {
      const at::Tensor features = encoder.features(picture_of(in(std::string("picture") + index)));
      const double error = relative_error(features, out(std::string("inception") + index)[0]);
      QVERIFY2(error < tolerance, qPrintable(QString::number(error)));
    }
  }

  void inception_takes_no_other_size_and_no_other_network() {
    const models::InceptionV3 network(nn::Weights(tensors::open_weights(toys / "inception.safetensors")));
    QCOMPARE(network.width(), std::int64_t(128));
    QVERIFY_THROWS_EXCEPTION(Error, (void)network.forward(at::zeros({1, 3, 224, 224})));
    QVERIFY_THROWS_EXCEPTION(Error, FidEncoder(toys / "clip/model.safetensors"));
    QVERIFY_THROWS_EXCEPTION(Error, FidEncoder(toys / "nothing.pth"));
  }

  void clip_embeds_pictures_and_texts_as_transformers() {
    auto vision_config = models::ClipVisionConfig::from_json(config("clip").at("vision_config"));
    auto text_config = models::ClipTextConfig::from_json(config("clip").at("text_config"));
    vision_config.projection_dim = text_config.projection_dim = 20;
    const auto vision = std::make_shared<const models::ClipVisionModel>(weights("clip"), vision_config);
    const at::Tensor pictures = models::ClipPictureEmbedding(vision).forward(in("clip_pixels"));
    QVERIFY(relative_error(pictures, out("clip_image")) < tolerance);
    const auto tokenizer = conditioning::ClipTokenizer::open(toys / "clip");
    const models::ClipTextModel text(weights("clip"), text_config);
    const char* texts[] = {"a girl, smiling, in the park", "two boys", "night"};
    for (std::int64_t i = 0; i < 3; ++i) {
      const at::Tensor ids = at::tensor(tokenizer.encode(texts[i], 77), at::kLong);
      QVERIFY(at::equal(ids, in("clip_ids")[i]));
      QVERIFY(relative_error(text.forward(ids.unsqueeze(0)).pooled, out("clip_text").slice(0, i, i + 1)) < tolerance);
    }
  }

  void a_clip_score_is_a_hundred_cosines_and_never_negative() {
    const ClipScorer scorer(toys / "clip");
    bool positive = false;
    for (const char* text : {"a girl", "two boys", "night", "in the park", "smiling"}) {
      for (const char* index : {"picture0", "picture1"}) {
        const double score = scorer.score(picture_of(in(index)), text);
        QVERIFY(score >= 0 && score <= 100);
        positive = positive || score > 0;
      }
    }
    QVERIFY(positive);
  }

  void both_dinos_make_the_tokens_of_transformers() {
    const models::DinoVit first(weights("dino"), models::DinoVitConfig::from_json(config("dino")));
    QVERIFY(relative_error(first.forward(in("dino_pixels")), out("dino")) < tolerance);
    QVERIFY(relative_error(first.forward(in("dino_larger")), out("dino_larger")) < tolerance);
    const models::DinoVit second(weights("dinov2"), models::DinoVitConfig::from_json(config("dinov2")));
    const double error = relative_error(second.forward(in("dinov2_pixels")), out("dinov2"));
    QVERIFY2(error < tolerance, qPrintable(QString::number(error)));
    QVERIFY_THROWS_EXCEPTION(Error, (void)first.forward(at::zeros({1, 3, 30, 32})));
    auto gated = config("dinov2");
    gated["use_swiglu_ffn"] = true;
    QVERIFY_THROWS_EXCEPTION(Error, (void)models::DinoVitConfig::from_json(gated));
    gated["model_type"] = "clip";
    QVERIFY_THROWS_EXCEPTION(Error, (void)models::DinoVitConfig::from_json(gated));
  }

  void embeddings_have_length_one() {
    for (const char* folder : {"dino", "dinov2"}) {
      const at::Tensor token = DinoEncoder(toys / folder).embedding(picture_of(in("picture0")));
      QVERIFY(std::abs(token.norm().item<double>() - 1) < 1e-5);
    }
  }

  void frechet_distances_are_scipys() {
    std::ifstream stream(toys / "frechet.json");
    const auto expected = nlohmann::json::parse(stream);
    for (const auto& [name, value] : expected.items()) {
      const double distance =
          frechet_distance(moments_of(in("frechet_" + name + "_a")), moments_of(in("frechet_" + name + "_b")));
      // SciPy's ridge for singular covariances costs it some digits.
      QVERIFY2(std::abs(distance / value.get<double>() - 1) < (name == "few" ? 1e-4 : 1e-9),
               qPrintable(QString("%1 %2").arg(distance).arg(value.get<double>())));
    }
    const Moments one = moments_of(in("frechet_plain_a"));
    QVERIFY(std::abs(frechet_distance(one, one)) < 1e-8);
    QVERIFY_THROWS_EXCEPTION(Error, (void)moments_of(at::zeros({1, 4})));
    QVERIFY_THROWS_EXCEPTION(Error, (void)frechet_distance(one, moments_of(at::rand({3, 4}))));
  }

 private:
  [[nodiscard]] const at::Tensor& in(const std::string& name) const { return recorded_.at("in." + name); }
  [[nodiscard]] const at::Tensor& out(const std::string& name) const { return recorded_.at("out." + name); }

  std::map<std::string, at::Tensor> recorded_;
};

QTEST_APPLESS_MAIN(EncodersTest)
#include "encoders_test.moc"
