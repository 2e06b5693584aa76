// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/clip_tokenizer.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/conditioning/clip_words.h"
#include "tests/support/diffsensei_fixture.h"

using koma::Error;
using koma::ErrorCode;
using koma::conditioning::clip_words;
using koma::conditioning::ClipTokenizer;
using Ids = std::vector<std::int64_t>;

namespace {

const std::filesystem::path reference = std::filesystem::path(KOMA_TEST_DATA) / "reference";
const std::filesystem::path fixture = koma::test::fixture_folder / "checkpoint/image_generator";

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

/// Opens a copy of the small tokenizer in which `name` holds `text`.
ErrorCode code_with(const std::string& name, const std::string& text) {
  const QTemporaryDir folder;
  const std::filesystem::path path = folder.path().toStdString();
  std::filesystem::copy(reference / "clip_small_tokenizer", path,
                        std::filesystem::copy_options::overwrite_existing | std::filesystem::copy_options::recursive);
  if (text == "absent") {
    std::filesystem::remove(path / name);
  } else {
    write(path / name, text);
  }
  try {
    (void)ClipTokenizer::open(path);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace

class ClipTokenizerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void idsAreThoseOfTransformers_data();
  void idsAreThoseOfTransformers();
  void idsAreThoseOfTheFixture();
  void anUnseenWordFallsToItsBytes();
  void aTextIsCutToTheLengthThatIsAskedFor();
  void wordsAreSplitAsClipDoes();
  void brokenTextGivesNoTokensOfItsOwn();
  void aLongWordTakesNoMinutes();
  void missingAndHostileFilesAreErrors();
};

void ClipTokenizerTest::idsAreThoseOfTransformers_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("folder");
  QTest::newRow("first encoder") << "tokenizer" << QString::fromStdString((fixture / "tokenizer").string());
  QTest::newRow("second encoder") << "tokenizer_2" << QString::fromStdString((fixture / "tokenizer_2").string());
  QTest::newRow("small vocabulary") << "small" << QString::fromStdString((reference / "clip_small_tokenizer").string());
}

void ClipTokenizerTest::idsAreThoseOfTransformers() {
  QFETCH(const QString, name);
  QFETCH(const QString, folder);
  const auto tokenizer = ClipTokenizer::open(folder.toStdString());
  const auto record = koma::test::read_json(reference / "clip_tokens.json");
  const auto strings = record.at("strings").get<std::vector<std::string>>();
  const auto padded = record.at(name.toStdString()).get<std::vector<Ids>>();
  const auto bare = record.at(name.toStdString() + "_bare").get<std::vector<Ids>>();
  QVERIFY(strings.size() >= 60);

  for (std::size_t i = 0; i < strings.size(); ++i) {
    QVERIFY2(tokenizer.tokens(strings[i]) == bare[i], strings[i].c_str());
    QVERIFY2(tokenizer.encode(strings[i], tokenizer.model_length()) == padded[i], strings[i].c_str());
  }
}

void ClipTokenizerTest::idsAreThoseOfTheFixture() {
  const auto prompts = koma::test::read_json(koma::test::fixture_folder / "io.json").at("prompts");
  const auto io = koma::tensors::read_safetensors(koma::test::fixture_folder / "io.safetensors");
  for (const std::string number : {"1", "2"}) {
    const auto tokenizer = ClipTokenizer::open(fixture / (number == "1" ? "tokenizer" : "tokenizer_2"));
    const auto& expected = io.at("text.ids" + number);
    for (std::int64_t i = 0; i < expected.size(0); ++i) {
      const Ids ids = tokenizer.encode(prompts.at(static_cast<std::size_t>(i)).get<std::string>(), 77);
      QVERIFY(at::equal(at::tensor(ids), expected[i]));
    }
  }
}

void ClipTokenizerTest::anUnseenWordFallsToItsBytes() {
  const auto tokenizer = ClipTokenizer::open(reference / "clip_small_tokenizer");
  QCOMPARE(tokenizer.tokens("smiling girl").size(), std::size_t(2));
  QCOMPARE(tokenizer.tokens("xyz").size(), std::size_t(3));
  QCOMPARE(tokenizer.tokens("漫").size(), std::size_t(3));
}

void ClipTokenizerTest::aTextIsCutToTheLengthThatIsAskedFor() {
  const auto tokenizer = ClipTokenizer::open(reference / "clip_small_tokenizer");
  const Ids ids = tokenizer.encode("girl girl girl boy", 4);
  const Ids girl = tokenizer.tokens("girl");
  QCOMPARE(ids, (Ids{tokenizer.start_id(), girl[0], girl[0], tokenizer.end_id()}));
  QCOMPARE(tokenizer.encode("", 4),
           (Ids{tokenizer.start_id(), tokenizer.end_id(), tokenizer.padding_id(), tokenizer.padding_id()}));
  QCOMPARE(tokenizer.model_length(), std::size_t(48));
  QVERIFY_THROWS_EXCEPTION(Error, (void)tokenizer.encode("", 1));
}

void ClipTokenizerTest::wordsAreSplitAsClipDoes() {
  QCOMPARE(clip_words("It's  2ND!?\t日本"), (std::vector<std::string>{"it", "'s", "2", "nd", "!?", "日", "本"}));
  QCOMPARE(clip_words("cafe\u0301"), (std::vector<std::string>{"café"}));
  QCOMPARE(clip_words(" \n "), std::vector<std::string>());
}

void ClipTokenizerTest::brokenTextGivesNoTokensOfItsOwn() {
  const auto tokenizer = ClipTokenizer::open(reference / "clip_small_tokenizer");
  const std::string broken = std::string("gi\xff") + "rl \xc3" + std::string(1, '\0') + "boy\xe6\x97";
  QCOMPARE(tokenizer.tokens(broken), tokenizer.tokens("girl boy"));
}

void ClipTokenizerTest::aLongWordTakesNoMinutes() {
  const auto tokenizer = ClipTokenizer::open(fixture / "tokenizer");
  std::string word;
  for (std::uint32_t i = 0, state = 1; i < 100'000; ++i) {
    state = state * 1664525u + 1013904223u;
    word += static_cast<char>('a' + (state >> 24) % 26);
  }
  // With a quadratic search this would outlive the test's time limit.
  QVERIFY(tokenizer.tokens(word).size() > 25'000);
  QVERIFY_THROWS_EXCEPTION(Error, (void)tokenizer.tokens(std::string(ClipTokenizer::max_text + 1, 'a')));
}

void ClipTokenizerTest::missingAndHostileFilesAreErrors() {
  QCOMPARE(code_with("vocab.json", "absent"), ErrorCode::not_found);
  QCOMPARE(code_with("merges.txt", "absent"), ErrorCode::not_found);
  QCOMPARE(code_with("vocab.json", "[]"), ErrorCode::invalid_file);
  QCOMPARE(code_with("vocab.json", "{\"a\": "), ErrorCode::invalid_file);
  QCOMPARE(code_with("vocab.json", "{\"<|startoftext|>\": -1, \"<|endoftext|>\": 1}"), ErrorCode::invalid_file);
  QCOMPARE(code_with("vocab.json", "{\"<|startoftext|>\": 0.5, \"<|endoftext|>\": 1}"), ErrorCode::invalid_file);
  QCOMPARE(code_with("vocab.json", "{\"<|startoftext|>\": 1e99, \"<|endoftext|>\": 1}"), ErrorCode::invalid_file);
  QCOMPARE(code_with("vocab.json", "{\"a\": 1}"), ErrorCode::invalid_file);
  QCOMPARE(code_with("merges.txt", "#version: 0.2\na b c\n"), ErrorCode::invalid_file);
  QCOMPARE(code_with("merges.txt", "#version: 0.2\na\n"), ErrorCode::invalid_file);
  for (const char* nothing : {"", "#version: 0.2\n", "#version: 0.2\n\n\n"})
    QCOMPARE(code_with("merges.txt", nothing), ErrorCode::invalid_file);
  QCOMPARE(code_with("tokenizer_config.json", "nonsense"), ErrorCode::invalid_file);
  QCOMPARE(code_with("tokenizer_config.json", "{\"added_tokens_decoder\": 3}"), ErrorCode::invalid_file);
  QCOMPARE(code_with("tokenizer_config.json", "{\"added_tokens_decoder\": {\"x\": {\"content\": \"!\"}}}"),
           ErrorCode::invalid_file);
  QCOMPARE(code_with("special_tokens_map.json", "{\"pad_token\": \"<no such mark>\"}"), ErrorCode::invalid_file);
  // Both settings files may be missing: internal stands for "no error" here.
  QCOMPARE(code_with("tokenizer_config.json", "absent"), ErrorCode::internal);
  QCOMPARE(code_with("special_tokens_map.json", "absent"), ErrorCode::internal);
}

QTEST_GUILESS_MAIN(ClipTokenizerTest)
#include "clip_tokenizer_test.moc"
