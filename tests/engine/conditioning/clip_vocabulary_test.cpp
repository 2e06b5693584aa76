// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/clip_vocabulary.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/conditioning/clip_tokenizer.h"
#include "tests/support/diffsensei_fixture.h"

using koma::Error;
using koma::ErrorCode;
using koma::conditioning::clip_words;
using koma::conditioning::ClipPadding;
using koma::conditioning::ClipTokenizer;
using koma::conditioning::ClipWordRule;
using Ids = std::vector<std::int64_t>;
namespace fs = std::filesystem;

namespace {

const fs::path reference = fs::path(KOMA_TEST_DATA) / "reference";
const fs::path whole = koma::test::fixture_folder / "checkpoint/image_generator/tokenizer";
/// Where a build that was given CLIP's vocabulary keeps it.
const fs::path built_in = fs::path(KOMA_TEST_OUTPUT).parent_path() / "share/clip_vocabulary.txt";

}  // namespace

class ClipVocabularyTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;

  [[nodiscard]] fs::path place(const std::string& name) const { return fs::path(folder_.path().toStdString()) / name; }
  [[nodiscard]] fs::path written(const std::string& name, const std::string& text) const {
    std::ofstream(place(name), std::ios::binary) << text;
    return place(name);
  }
  /// tokenizer.json in a folder of its own.
  [[nodiscard]] fs::path json_folder(const nlohmann::json& json) const {
    fs::create_directories(place("json"));
    (void)written("json/tokenizer.json", json.dump());
    return place("json");
  }
  [[nodiscard]] nlohmann::json small_json() const {
    nlohmann::json json;
    json["model"]["vocab"] = koma::test::read_json(reference / "clip_small_tokenizer/vocab.json");
    std::ifstream lines(reference / "clip_small_tokenizer/merges.txt");
    std::string left, right;
    std::getline(lines, left);
    while (lines >> left >> right) json["model"]["merges"].push_back({left, right});
    json["added_tokens"] = {{{"id", 0}, {"content", "!"}}};
    return json;
  }
  [[nodiscard]] ErrorCode code_of(const nlohmann::json& json) const {
    try {
      (void)ClipTokenizer::open(json_folder(json));
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  }
  void compare(const ClipTokenizer& tokenizer, const std::string& padding) {
    const auto record = koma::test::read_json(reference / "text_tokens.json");
    const auto strings = record.at("strings").get<std::vector<std::string>>();
    const auto ids = record.at(padding).get<std::vector<Ids>>();
    QVERIFY(strings.size() >= 70);
    for (std::size_t i = 0; i < strings.size(); ++i) {
      QVERIFY2(tokenizer.encode(strings[i], 77) == ids[i], strings[i].c_str());
    }
  }

 private Q_SLOTS:
  void aMergeListGivesTheIdsOfTransformersFive_data() {
    QTest::addColumn<QString>("padding");
    QTest::newRow("end mark") << "end_mark";
    QTest::newRow("exclamation") << "exclamation";
  }
  void aMergeListGivesTheIdsOfTransformersFive() {
    QFETCH(const QString, padding);
    const ClipPadding kind = padding == "end_mark" ? ClipPadding::end_mark : ClipPadding::exclamation;

    const auto tokenizer = ClipTokenizer::from_bpe(whole / "merges.txt", kind);

    QCOMPARE(tokenizer.vocabulary_size(), std::size_t(49408));
    QCOMPARE(tokenizer.start_id(), 49406);
    QCOMPARE(tokenizer.end_id(), 49407);
    compare(tokenizer, padding.toStdString());
  }

  void aFolderGivesTheIdsOfTransformersFive() { compare(ClipTokenizer::open(whole, ClipWordRule::plain), "end_mark"); }

  void theVocabularyOfTheBuildIsClips() {
    if (!fs::exists(built_in)) QSKIP("this build was given no KOMA_CLIP_VOCABULARY");
    compare(ClipTokenizer::from_bpe(built_in, ClipPadding::end_mark), "end_mark");
  }

  void aFolderOfTransformersFiveIsRead() {
    const auto tokenizer = ClipTokenizer::open(json_folder(small_json()));
    const auto expected = ClipTokenizer::open(reference / "clip_small_tokenizer");
    QCOMPARE(tokenizer.tokens("smiling girl, close up"), expected.tokens("smiling girl, close up"));
    QCOMPARE(tokenizer.tokens("girl!").back(), 0);
    auto json = small_json();
    json["model"]["merges"] = {"g i", "gi r"};
    QCOMPARE(ClipTokenizer::open(json_folder(json)).tokens("gir").size(), std::size_t(2));
  }

  void theWordRulesDifferAsTheirDocumentationSays() {
    using Words = std::vector<std::string>;
    const auto plain = [](const char* text) { return clip_words(text, ClipWordRule::plain); };
    QCOMPARE(plain("漫画を描く"), Words{"漫画を描く"});
    QCOMPARE(clip_words("漫画を描く"), (Words{"漫", "画", "を", "描", "く"}));
    QCOMPARE(plain("ΟΔΟΣ"), Words{"οδοσ"});
    QCOMPARE(clip_words("ΟΔΟΣ"), Words{"οδος"});
    QCOMPARE(plain("a\u200bb"), (Words{"a", "\u200b", "b"}));
    QCOMPARE(clip_words("a\u200bb"), Words{"ab"});
    QCOMPARE(plain("it'ſ"), (Words{"it", "'", "ſ"}));
    QCOMPARE(clip_words("it'ſ"), (Words{"it", "'ſ"}));
  }

  void otherMergeListsAreErrors() {
    const auto refused = [](const fs::path& file) {
      try {
        (void)ClipTokenizer::from_bpe(file, ClipPadding::end_mark);
      } catch (const Error& error) {
        return error.code();
      }
      return ErrorCode::internal;
    };
    QCOMPARE(refused(place("absent.txt")), ErrorCode::not_found);
    QCOMPARE(refused(written("short.txt", "#version: 0.2\ni n\nt h\n")), ErrorCode::invalid_file);
    QCOMPARE(refused(written("page.html", "<html>\n<body>not found</body>\n")), ErrorCode::invalid_file);
    QCOMPARE(refused(folder_.path().toStdString()), ErrorCode::not_found);
  }

  void brokenTokenizerJsonIsAnError() {
    for (const char* part : {"vocab", "merges"}) {
      auto json = small_json();
      json["model"].erase(part);
      QCOMPARE(code_of(json), ErrorCode::invalid_file);
      json["model"][part] = 3;
      QCOMPARE(code_of(json), ErrorCode::invalid_file);
    }
    auto json = small_json();
    json["model"]["merges"] = {{"a"}};
    QCOMPARE(code_of(json), ErrorCode::invalid_file);
    json = small_json();
    json["model"]["merges"] = {{"a b", "c"}};
    QCOMPARE(code_of(json), ErrorCode::invalid_file);
    json = small_json();
    json["added_tokens"] = {{{"content", "!"}}};
    QCOMPARE(code_of(json), ErrorCode::invalid_file);
    json["added_tokens"] = "!";
    QCOMPARE(code_of(json), ErrorCode::invalid_file);
    QCOMPARE(code_of({{"model", 1}}), ErrorCode::invalid_file);
    QCOMPARE(code_of(small_json()), ErrorCode::internal);  // stands for "no error" here
  }
};

QTEST_GUILESS_MAIN(ClipVocabularyTest)
#include "clip_vocabulary_test.moc"
