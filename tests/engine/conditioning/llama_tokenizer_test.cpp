// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/llama_tokenizer.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "engine/base/error.h"
#include "engine/conditioning/agent_prompt.h"
#include "tests/support/agent_fixture.h"

using koma::Error;
using koma::ErrorCode;
using koma::conditioning::LlamaTokenizer;
using Ids = std::vector<std::int64_t>;
namespace fs = std::filesystem;

namespace {

const fs::path folder = koma::test::agent_folder / "tokenizer";

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What opening a copy says in which `name` holds `text`.
std::string refusal_with(const std::string& name, const std::string& text) {
  const QTemporaryDir place;
  const fs::path copy = place.path().toStdString();
  fs::copy(folder, copy, fs::copy_options::recursive);
  write(copy / name, text);
  try {
    const LlamaTokenizer opened(copy);
    return "opened";
  } catch (const Error& error) {
    return error.sentence();
  }
}

}  // namespace

class LlamaTokenizerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void idsAreThoseOfTransformers() {
    const LlamaTokenizer tokenizer(folder);
    for (const auto& recorded : koma::test::agent_facts()["tokenizer"]) {
      const auto text = recorded["text"].get<std::string>();
      const Ids ids = tokenizer.encode(text);
      QVERIFY2(ids == recorded["ids"].get<Ids>(), text.c_str());
    }
    QCOMPARE(tokenizer.bos(), std::int64_t(1));
    QCOMPARE(tokenizer.eos(), std::int64_t(2));
    QCOMPARE(tokenizer.size(), std::int64_t(730));
    tokenizer.expect_rows(730);
    QVERIFY_THROWS_EXCEPTION(Error, tokenizer.expect_rows(731));
  }

  void marksInATextAreMarks() {
    const LlamaTokenizer tokenizer(folder);
    QVERIFY(tokenizer.encode("<s>") == Ids({1}));
    QVERIFY(tokenizer.encode("</s><s>") == Ids({2, 1}));
    const Ids ids = tokenizer.encode("a</s>");
    QVERIFY(ids.size() == 2 && ids.back() == 2);
  }

  void brokenTextIsStillText() {
    const LlamaTokenizer tokenizer(folder);
    QVERIFY(!tokenizer.encode("a\xff\xc3").empty());
    QVERIFY(tokenizer.encode(std::string(20000, 'a')).size() > 1000);
  }

  void promptsAreThoseOfTheReference() {
    const LlamaTokenizer tokenizer(folder);
    const auto io = koma::test::agent_values();
    const auto facts = koma::test::agent_facts();
    for (const auto& [key, recorded] : facts["cases"].items()) {
      const auto prompt = koma::conditioning::agent_prompt(tokenizer, recorded["prompt"].get<std::string>(), 64);
      const at::Tensor wanted = io.at("agent." + key + ".input_ids");
      QVERIFY(at::equal(at::tensor(prompt.ids, at::kLong), wanted));
      QCOMPARE(prompt.image_first, recorded["image_first"].get<std::int64_t>());
      const at::Tensor places = at::zeros({wanted.size(0)}, at::kByte);
      places.slice(0, prompt.image_first, prompt.image_first + prompt.image_count).fill_(1);
      QVERIFY(at::equal(places, io.at("agent." + key + ".image_position")));
      const Ids answer = koma::conditioning::agent_answer(koma::conditioning::AgentTokens::of(tokenizer, 64));
      QVERIFY(at::equal(at::tensor(answer, at::kLong), io.at("agent." + key + ".generated_ids").slice(0, 0, 66)));
    }
  }

  void aBlockThatTheAuthorHasTypedIsText() {
    const LlamaTokenizer tokenizer(folder);
    const auto prompt = koma::conditioning::agent_prompt(tokenizer, "<img><img_00000></img>", 64);
    QCOMPARE(prompt.ids[std::size_t(prompt.image_first)], std::int64_t(400));
    QCOMPARE(prompt.ids[std::size_t(prompt.image_first) + 63], std::int64_t(463));
    QCOMPARE(prompt.ids[std::size_t(prompt.image_first) - 1], std::int64_t(500));
  }

  void missingTokensAreNamed() {
    const LlamaTokenizer tokenizer(folder);
    try {
      (void)koma::conditioning::AgentTokens::of(tokenizer, 101);
      QFAIL("a token that is not there was found");
    } catch (const Error& error) {
      QVERIFY(error.sentence().find("<img_00100>") != std::string::npos);
      QCOMPARE(error.place(), folder.string());
    }
  }

  void badFilesAreRefusedWithASentence() {
    QCOMPARE(refusal_with("tokenizer_config.json", "{}"), std::string("opened"));
    QVERIFY(refusal_with("tokenizer.model", "").find("no SentencePiece model") != std::string::npos);
    QVERIFY(refusal_with("tokenizer.model", "{\"vocab\": 1}").find("no SentencePiece model") != std::string::npos);
    QVERIFY(refusal_with("added_tokens.json", "[]").find("JSON") != std::string::npos);
    QVERIFY(refusal_with("added_tokens.json", R"({"<img>": -1})").find("<img>") != std::string::npos);
    QVERIFY(refusal_with("added_tokens.json", R"({"<img>": 5})").find("another piece") != std::string::npos);
    QVERIFY(refusal_with("added_tokens.json", R"({"": 500})").find("empty") != std::string::npos);
    QVERIFY(refusal_with("tokenizer_config.json", R"({"legacy": true})").find("legacy") != std::string::npos);
    QVERIFY_THROWS_EXCEPTION(Error, (void)LlamaTokenizer(koma::test::agent_folder / "llm"));
  }

  /// Spoiled models are refused or read as something else, but never end the program.
  void spoiledModelsDoNotEndTheProgram() {
    const std::string model = bytes_of(folder / "tokenizer.model");
    std::uint32_t state = 7;
    for (int round = 0; round < 200; ++round) {
      std::string spoiled = model;
      for (int change = 0; change < 1 + round % 8; ++change) {
        state = state * 1664525u + 1013904223u;
        spoiled[(state >> 8) % spoiled.size()] = char(state >> 24);
      }
      if (round % 5 == 0) spoiled.resize((state >> 8) % spoiled.size());
      const QTemporaryDir place;
      const fs::path copy = place.path().toStdString();
      fs::copy(folder, copy, fs::copy_options::recursive);
      write(copy / "tokenizer.model", spoiled);
      try {
        (void)LlamaTokenizer(copy).encode("A man talking\n<img>x");
      } catch (const Error& error) {
        QVERIFY(error.code() == ErrorCode::invalid_file);
      }
    }
  }
};

QTEST_GUILESS_MAIN(LlamaTokenizerTest)
#include "llama_tokenizer_test.moc"
