// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/text_conditioning.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/tensors/safetensors_writer.h"
#include "tests/support/compare_tensors.h"

using koma::checkpoints::Family;
using koma::conditioning::PromptPair;
using koma::conditioning::TextConditioner;
using koma::conditioning::TextEncoders;
using koma::conditioning::TextOptions;
using koma::conditioning::TokenizerPlaces;
using koma::models::ClipTextConfig;
using koma::models::ClipTextModel;
namespace fs = std::filesystem;

namespace {

constexpr double tolerance = 1e-4;  // × standard deviation: float32 on a CPU, another order of additions
/// A weighted window is divided by its own mean, which may be small against its values.
constexpr double weighted_tolerance = 1e-3;

/// The small tokenizer, padded with "!" as OpenCLIP's.
fs::path exclamation_folder(const fs::path& place) {
  const fs::path small = fs::path(KOMA_TEST_DATA) / "reference/clip_small_tokenizer";
  fs::copy(small, place, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  for (const char* name : {"tokenizer_config.json", "special_tokens_map.json"}) {
    auto json = koma::test::read_json(place / name);
    json["pad_token"] = "!";
    std::ofstream(place / name) << json;
  }
  return place;
}

/// What make_reference_text.py recorded of one checkpoint, with our encoders and tokenizers.
class Recorded {
 public:
  Recorded(const std::string& name, Family family) : record_(koma::test::reference("text_" + name)) {
    encoders_.family = family;
    const fs::path small = fs::path(KOMA_TEST_DATA) / "reference/clip_small_tokenizer";
    const fs::path exclamation = exclamation_folder(folder_.path().toStdString());
    places_.first = {family == Family::sd2 ? exclamation : small};
    first_ = model("first");
    encoders_.first = first_.get();
    if (!record_.config().contains("second")) return;
    places_.second = {exclamation};
    second_ = model("second");
    encoders_.second = second_.get();
  }

  void forget_first() {
    encoders_.first = nullptr;
    places_.first.reset();
  }
  [[nodiscard]] const at::Tensor& out(const std::string& name) const { return record_.out(name); }
  [[nodiscard]] std::string text(const std::string& name) const { return record_.config().at(name); }
  [[nodiscard]] const TokenizerPlaces& places() const { return places_; }
  TextEncoders encoders_;

 private:
  [[nodiscard]] std::unique_ptr<ClipTextModel> model(const std::string& part) const {
    const auto weights = record_.weights()[part];
    auto result = std::make_unique<ClipTextModel>(weights, ClipTextConfig::from_json(record_.config().at(part)));
    weights.expect_all_used();
    return result;
  }

  koma::test::Record record_;
  QTemporaryDir folder_;
  TokenizerPlaces places_;
  std::unique_ptr<ClipTextModel> first_, second_;
};

TextOptions with_skip(int skip) {
  TextOptions options;
  options.clip_skip = skip;
  return options;
}

TextOptions weighted() {
  TextOptions options;
  options.weighting = true;
  return options;
}

}  // namespace

class TextConditioningTest : public QObject {
  Q_OBJECT
  at::NoGradGuard no_gradients_;
  std::vector<std::string> notes_;

 private Q_SLOTS:
  void init() { notes_.clear(); }

  void oneEncoderAgreesWithDiffusers_data();
  void oneEncoderAgreesWithDiffusers();
  void allOfOpenClipsBlocksGiveThePenultimateState();
  void bothEncodersAgreeWithDiffusers_data();
  void bothEncodersAgreeWithDiffusers();
  void aMissingNegativePromptIsZerosOnlyWhereTheCheckpointSaysSo();
  void longAndWeightedPromptsOfBothEncodersAgree();
  void theShorterOfAPairIsFilledUpWithTheEmptyWindow();
  void withoutLongPromptsATextIsCutWithANote();
  void llmgasWindowsOfTwoEncodersAreJoined();
  void llmgasWindowsOfOneEncoderKeepTheirMarks();
  void aTextOfThousandsOfTokensIsCutWithANote();
  void taughtWordsOfBothEncodersAgreeWithDiffusers();
  void anEmbeddingForAnotherModelIsReadAsText();
  void aRepeatedPromptNeedsNoEncoder();
  void adaptersAndChangedEmbeddingsAreNotMistakenForEachOther();
  void withoutAVocabularyTheErrorNamesWhatToInstall();
};

void TextConditioningTest::oneEncoderAgreesWithDiffusers_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("family");
  QTest::newRow("sd1") << "sd1" << int(Family::sd1);
  QTest::newRow("sd2") << "sd2" << int(Family::sd2);
}

void TextConditioningTest::oneEncoderAgreesWithDiffusers() {
  QFETCH(const QString, name);
  QFETCH(const int, family);
  const Recorded reference(name.toStdString(), Family(family));
  TextConditioner conditioner(reference.places());
  const auto tokens = [&](const std::string& prompt, const TextOptions& options) {
    return conditioner.encode(reference.encoders_, prompt, options, notes_).tokens;
  };

  for (int skip = 0; skip < 3; ++skip) {
    TextOptions options = with_skip(skip);
    KOMA_COMPARE_TENSORS(tokens(reference.text("prompt"), options), reference.out("prompt" + std::to_string(skip)),
                         tolerance);
    // diffusers' clip_skip leaves the negative prompt alone.
    options.skips_negative = false;
    const auto pair = conditioner.encode(
        reference.encoders_, PromptPair{reference.text("prompt"), reference.text("negative")}, options, notes_);
    KOMA_COMPARE_TENSORS(pair.negative.tokens, reference.out("negative" + std::to_string(skip)), tolerance);
  }
  KOMA_COMPARE_TENSORS(tokens("", {}), reference.out("empty"), tolerance);
  KOMA_COMPARE_TENSORS(tokens(reference.text("long"), {}), reference.out("long"), tolerance);
  KOMA_COMPARE_TENSORS(tokens(reference.text("commas"), {}), reference.out("commas"), tolerance);
  KOMA_COMPARE_TENSORS(tokens(reference.text("weighted"), weighted()), reference.out("weighted"), weighted_tolerance);
  QVERIFY(notes_.empty());

  const QTemporaryDir folder;
  TextOptions options;
  for (const std::string word : {"<cat-toy>", "<one>"}) {
    const fs::path file = fs::path(folder.path().toStdString()) / (word.substr(1, 3) + ".safetensors");
    koma::tensors::write_safetensors(file, {{word, reference.out("vectors." + word)}});
    options.embeddings.emplace_back(word, file);
  }
  KOMA_COMPARE_TENSORS(tokens(reference.text("taught"), options), reference.out("taught"), tolerance);
  QVERIFY(notes_.empty());
}

void TextConditioningTest::allOfOpenClipsBlocksGiveThePenultimateState() {
  const Recorded reference("sd2_whole", Family::sd2);
  TextConditioner conditioner(reference.places());

  const auto embedding = conditioner.encode(reference.encoders_, reference.text("prompt"), {}, notes_);

  KOMA_COMPARE_TENSORS(embedding.tokens, reference.out("prompt0"), tolerance);
}

void TextConditioningTest::bothEncodersAgreeWithDiffusers_data() {
  QTest::addColumn<QString>("name");
  QTest::newRow("both") << "both";
  QTest::newRow("second") << "second";
}

void TextConditioningTest::bothEncodersAgreeWithDiffusers() {
  QFETCH(const QString, name);
  Recorded reference("sdxl", Family::sdxl);
  if (name == "second") reference.forget_first();
  TextConditioner conditioner(reference.places());

  for (int skip = 0; skip < 2; ++skip) {
    TextOptions options = with_skip(skip);
    options.skips_negative = false;
    const auto pair = conditioner.encode(
        reference.encoders_, PromptPair{reference.text("prompt"), reference.text("negative")}, options, notes_);
    const std::string prefix = name.toStdString() + ".", number = std::to_string(skip);
    KOMA_COMPARE_TENSORS(pair.positive.tokens, reference.out(prefix + "prompt" + number), tolerance);
    KOMA_COMPARE_TENSORS(pair.positive.pooled, reference.out(prefix + "pooled" + number), tolerance);
    KOMA_COMPARE_TENSORS(pair.negative.tokens, reference.out(prefix + "negative" + number), tolerance);
    KOMA_COMPARE_TENSORS(pair.negative.pooled, reference.out(prefix + "negative_pooled" + number), tolerance);
  }
}

void TextConditioningTest::aMissingNegativePromptIsZerosOnlyWhereTheCheckpointSaysSo() {
  Recorded reference("sdxl", Family::sdxl);
  TextConditioner conditioner(reference.places());
  const PromptPair prompts{reference.text("prompt"), std::nullopt};

  reference.encoders_.force_zeros_for_empty_prompt = true;
  const auto zeros = conditioner.encode(reference.encoders_, prompts, {}, notes_).negative;
  QVERIFY(at::equal(zeros.tokens, reference.out("both.missing")));
  QVERIFY(at::equal(zeros.pooled, reference.out("both.missing_pooled")));
  QCOMPARE(zeros.tokens.count_nonzero().item<int>(), 0);

  reference.encoders_.force_zeros_for_empty_prompt = false;
  reference.forget_first();
  TextConditioner second(reference.places());
  const auto empty = second.encode(reference.encoders_, prompts, {}, notes_).negative;
  KOMA_COMPARE_TENSORS(empty.tokens, reference.out("second.missing"), tolerance);
  KOMA_COMPARE_TENSORS(empty.pooled, reference.out("second.missing_pooled"), tolerance);
}

void TextConditioningTest::longAndWeightedPromptsOfBothEncodersAgree() {
  const Recorded reference("sdxl", Family::sdxl);
  TextConditioner conditioner(reference.places());

  const auto plain = conditioner.encode(reference.encoders_, reference.text("long"), {}, notes_);
  KOMA_COMPARE_TENSORS(plain.tokens, reference.out("long"), tolerance);
  KOMA_COMPARE_TENSORS(plain.pooled, reference.out("long_pooled"), tolerance);
  const auto heavy = conditioner.encode(reference.encoders_, reference.text("weighted"), weighted(), notes_);
  KOMA_COMPARE_TENSORS(heavy.tokens, reference.out("weighted"), weighted_tolerance);
  KOMA_COMPARE_TENSORS(heavy.pooled, reference.out("weighted_pooled"), tolerance);
}

void TextConditioningTest::theShorterOfAPairIsFilledUpWithTheEmptyWindow() {
  const Recorded reference("sd1", Family::sd1);
  TextConditioner conditioner(reference.places());

  const auto pair = conditioner.encode(reference.encoders_,
                                       PromptPair{reference.text("long"), reference.text("negative")}, {}, notes_);

  const std::int64_t length = pair.positive.tokens.size(1), window = reference.out("empty").size(1);
  QVERIFY(length > window);
  QCOMPARE(pair.negative.tokens.size(1), length);
  KOMA_COMPARE_TENSORS(pair.negative.tokens.slice(1, 0, window), reference.out("negative0"), tolerance);
  for (std::int64_t at = window; at < length; at += window) {
    KOMA_COMPARE_TENSORS(pair.negative.tokens.slice(1, at, at + window), reference.out("empty"), tolerance);
  }
}

void TextConditioningTest::withoutLongPromptsATextIsCutWithANote() {
  const Recorded reference("sd1", Family::sd1);
  TextConditioner conditioner(reference.places());
  TextOptions options;
  options.long_prompts = koma::api::LongPrompts::cut;

  const auto cut = conditioner.encode(reference.encoders_,
                                      "girl up boy school girl up boy school girl up boy school "
                                      "girl up boy school girl up boy school",
                                      options, notes_);

  QCOMPARE(cut.tokens.size(1), 20);
  QCOMPARE(notes_, std::vector<std::string>{"The prompt has 20 tokens; the model hears the first 18."});
}

/// Rows as specs/llmga.md 2.1 lays them: tokens in `room`s, padding before the end mark.
at::Tensor llmga_rows(const koma::conditioning::ClipTokenizer& tokenizer, const std::vector<std::int64_t>& ids,
                      std::size_t room) {
  std::vector<at::Tensor> rows;
  for (std::size_t at = 0; at == 0 || at < ids.size(); at += room) {
    std::vector<std::int64_t> row = {tokenizer.start_id()};
    for (std::size_t i = at; i < at + room; ++i) row.push_back(i < ids.size() ? ids[i] : tokenizer.padding_id());
    row.push_back(tokenizer.end_id());
    rows.push_back(at::tensor(row, at::kLong));
  }
  return at::stack(rows);
}

void TextConditioningTest::llmgasWindowsOfTwoEncodersAreJoined() {
  const Recorded reference("sdxl", Family::sdxl);
  TextConditioner conditioner(reference.places());
  TextOptions options;
  options.long_prompts = koma::api::LongPrompts::llmga;
  const std::string text = "girl up boy school girl up boy school girl up boy school girl up boy school girl up boy";
  const auto told = conditioner.encode(reference.encoders_, PromptPair{text, "girl"}, options, notes_);

  std::vector<at::Tensor> sides;
  at::Tensor pooled;
  for (const auto& [place, model] : {std::pair(reference.places().first, reference.encoders_.first),
                                     std::pair(reference.places().second, reference.encoders_.second)}) {
    const auto tokenizer =
        koma::conditioning::ClipTokenizer::open(place->folder, koma::conditioning::ClipWordRule::plain);
    const std::size_t room = std::size_t(model->config().max_position_embeddings) - 2;
    const auto out = model->forward(llmga_rows(tokenizer, tokenizer.tokens(text), room), 1);
    QCOMPARE(out.hidden.size(0), 2);
    sides.push_back(at::cat({out.hidden[0].slice(0, 0, -1), out.hidden[1].slice(0, 1)}).unsqueeze(0));
    pooled = out.pooled.slice(0, 1);  // of the last window
  }
  QCOMPARE(told.positive.tokens.size(1), 2 * 18 + 2);
  KOMA_COMPARE_TENSORS(told.positive.tokens, at::cat(sides, -1), tolerance);
  KOMA_COMPARE_TENSORS(told.positive.pooled, pooled, tolerance);

  // The shorter text ends with the empty text's window, and keeps its own pooled.
  QCOMPARE(told.negative.tokens.size(1), 2 * 18 + 2);
  const auto alone = conditioner.encode(reference.encoders_, "girl", options, notes_);
  const auto empty = conditioner.encode(reference.encoders_, "", options, notes_);
  KOMA_COMPARE_TENSORS(told.negative.tokens.slice(1, 0, 19), alone.tokens.slice(1, 0, 19), tolerance);
  KOMA_COMPARE_TENSORS(told.negative.tokens.slice(1, 19), empty.tokens.slice(1, 1), tolerance);
  KOMA_COMPARE_TENSORS(told.negative.pooled, alone.pooled, tolerance);
}

void TextConditioningTest::llmgasWindowsOfOneEncoderKeepTheirMarks() {
  const Recorded reference("sd1", Family::sd1);
  TextConditioner conditioner(reference.places());
  TextOptions options;
  options.long_prompts = koma::api::LongPrompts::llmga;
  std::string text;
  for (int i = 0; i < 100; ++i) text += "girl ";

  const auto told = conditioner.encode(reference.encoders_, text, options, notes_);

  QCOMPARE(told.tokens.size(1), 4 * 20);
  QCOMPARE(notes_, std::vector<std::string>{"The prompt has 100 tokens; the model hears the first 72."});
  const at::Tensor windows = told.tokens.view({4, 20, -1});
  KOMA_COMPARE_TENSORS(windows[3], windows[0], tolerance);  // the same words again
}

void TextConditioningTest::aTextOfThousandsOfTokensIsCutWithANote() {
  const Recorded reference("sd1", Family::sd1);
  TextConditioner conditioner(reference.places());
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "girl ";

  const auto cut = conditioner.encode(reference.encoders_, text, {}, notes_);

  QCOMPARE(cut.tokens.size(1), 32 * 20);
  QCOMPARE(notes_, std::vector<std::string>{"The prompt has 2000 tokens; the model hears the first 576."});
}

void TextConditioningTest::taughtWordsOfBothEncodersAgreeWithDiffusers() {
  const Recorded reference("sdxl", Family::sdxl);
  TextConditioner conditioner(reference.places());
  const QTemporaryDir folder;
  const fs::path file = fs::path(folder.path().toStdString()) / "cat.safetensors";
  koma::tensors::write_safetensors(
      file, {{"clip_l", reference.out("vectors.clip_l")}, {"clip_g", reference.out("vectors.clip_g")}});
  TextOptions options;
  options.embeddings = {{"<cat-toy>", file}};

  const auto embedding = conditioner.encode(reference.encoders_, reference.text("taught"), options, notes_);

  KOMA_COMPARE_TENSORS(embedding.tokens, reference.out("taught"), tolerance);
  // Recorded with the end mark's own id: the old "largest id" would be the taught word's.
  QCOMPARE(reference.encoders_.second->config().eos_token_id, 2);
  KOMA_COMPARE_TENSORS(embedding.pooled, reference.out("taught_pooled"), tolerance);
  QVERIFY(notes_.empty());
}

void TextConditioningTest::anEmbeddingForAnotherModelIsReadAsText() {
  const Recorded reference("sd1", Family::sd1);
  TextConditioner conditioner(reference.places());
  const QTemporaryDir folder;
  const fs::path file = fs::path(folder.path().toStdString()) / "girl.safetensors";
  koma::tensors::write_safetensors(file, {{"emb_params", at::ones({2, 17})}});
  TextOptions options;
  options.embeddings = {{"girl", file}};

  const auto embedding = conditioner.encode(reference.encoders_, reference.text("prompt"), options, notes_);

  KOMA_COMPARE_TENSORS(embedding.tokens, reference.out("prompt0"), tolerance);
  QCOMPARE(notes_.size(), std::size_t(1));
  QVERIFY2(notes_.front().find("(width 17, this one has 16)") != std::string::npos, notes_.front().c_str());
}

void TextConditioningTest::aRepeatedPromptNeedsNoEncoder() {
  const Recorded reference("sd1", Family::sd1);
  TextConditioner conditioner(reference.places());
  const PromptPair prompts{reference.text("long"), std::nullopt};
  TextEncoders away = reference.encoders_;
  away.first = nullptr;

  QVERIFY(!conditioner.remembers(away, prompts, {}));
  QVERIFY_THROWS_EXCEPTION(koma::Error, (void)conditioner.encode(away, prompts, {}, notes_));
  const auto first = conditioner.encode(reference.encoders_, prompts, {}, notes_);

  QVERIFY(conditioner.remembers(away, prompts, {}));
  const auto again = conditioner.encode(away, prompts, {}, notes_);
  QVERIFY(at::equal(again.positive.tokens, first.positive.tokens));
  QVERIFY(at::equal(again.negative.tokens, first.negative.tokens));
  QVERIFY(!conditioner.remembers(away, prompts, with_skip(1)));
  QVERIFY(!conditioner.remembers(away, {"girl", std::nullopt}, {}));
}

void TextConditioningTest::adaptersAndChangedEmbeddingsAreNotMistakenForEachOther() {
  const Recorded reference("sd1", Family::sd1);
  TextConditioner conditioner(reference.places());
  const PromptPair prompts{"girl up", std::nullopt, false};
  const QTemporaryDir folder;
  const fs::path file = fs::path(folder.path().toStdString()) / "girl.safetensors";
  TextOptions options;
  (void)conditioner.encode(reference.encoders_, prompts, options, notes_);
  options.adapters = "ink.safetensors × 0.8";
  QVERIFY(!conditioner.remembers(reference.encoders_, prompts, options));

  options.embeddings = {{"girl", file}};
  koma::tensors::write_safetensors(file, {{"emb_params", at::ones({2, 16})}});
  const auto two = conditioner.encode(reference.encoders_, prompts, options, notes_).positive.tokens;
  koma::tensors::write_safetensors(file, {{"emb_params", at::zeros({3, 16})}});
  const auto three = conditioner.encode(reference.encoders_, prompts, options, notes_).positive.tokens;

  QVERIFY(!at::allclose(two, three));
}

void TextConditioningTest::withoutAVocabularyTheErrorNamesWhatToInstall() {
  TokenizerPlaces places;
  places.first = TokenizerPlaces::Place{};
  try {
    const TextConditioner conditioner(places);
    QFAIL("a tokenizer out of nothing");
  } catch (const koma::Error& error) {
    QCOMPARE(error.code(), koma::ErrorCode::unsupported);
    QVERIFY2(error.sentence().find("open_clip_torch") != std::string::npos, error.what());
  }
}

QTEST_GUILESS_MAIN(TextConditioningTest)
#include "text_conditioning_test.moc"
