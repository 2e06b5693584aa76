// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/prompt_syntax.h"

#include <QtTest>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"

using koma::conditioning::literal_prompt;
using koma::conditioning::parse_prompt;
using koma::conditioning::PromptPiece;

namespace {

nlohmann::json recorded() {
  std::ifstream file(std::filesystem::path(KOMA_TEST_DATA) / "reference/text_notation.json");
  return nlohmann::json::parse(file);
}

/// The whole prompt without brackets and weights.
std::string text_of(const std::vector<PromptPiece>& pieces) {
  std::string text;
  for (const PromptPiece& piece : pieces) text += piece.text;
  return text;
}

}  // namespace

class PromptSyntaxTest : public QObject {
  Q_OBJECT
  std::vector<std::string> notes_;

 private Q_SLOTS:
  void init() { notes_.clear(); }

  void notationIsReadAsASecondWritingOfTheRulesReadsIt_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QByteArray>("pieces");
    for (const auto& row : recorded()) {
      const auto prompt = QString::fromStdString(row["prompt"].get<std::string>());
      QTest::addRow("%s", qPrintable(prompt)) << prompt << QByteArray::fromStdString(row["pieces"].dump());
    }
  }
  void notationIsReadAsASecondWritingOfTheRulesReadsIt() {
    QFETCH(const QString, prompt);
    QFETCH(const QByteArray, pieces);
    const auto expected = nlohmann::json::parse(pieces.toStdString());

    const auto actual = parse_prompt(prompt.toStdString(), notes_);

    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
      QCOMPARE(actual[i].text, expected[i]["text"].get<std::string>());
      QCOMPARE(actual[i].starts_window, expected[i]["starts_window"].get<bool>());
      QVERIFY(std::abs(actual[i].weight - expected[i]["weight"].get<double>()) < 1e-12);
    }
    QVERIFY(notes_.empty());
  }

  void adaptersAreTakenOutWithANote() {
    const auto pieces = parse_prompt("girl <lora:ink-style:0.8>, boy <lora:unclosed", notes_);

    QCOMPARE(text_of(pieces), std::string("girl , boy <lora:unclosed"));
    QCOMPARE(notes_.size(), std::size_t(1));
    QVERIFY(notes_.front().starts_with("<lora:ink-style:0.8> was taken out"));
  }

  void promptsThatSwitchStayTextWithANote_data() {
    QTest::addColumn<QString>("prompt");
    for (const char* prompt : {"a [cat:dog:0.4] b", "[cat|dog]", "[cat: 12]", "[cat::0.5]", "[(a:1.2)|b]"}) {
      QTest::newRow(prompt) << prompt;
    }
  }
  void promptsThatSwitchStayTextWithANote() {
    QFETCH(const QString, prompt);
    const auto pieces = parse_prompt(prompt.toStdString(), notes_);

    const std::string text = text_of(pieces);
    QCOMPARE(std::count(text.begin(), text.end(), '['), std::ptrdiff_t(1));
    QCOMPARE(std::count(text.begin(), text.end(), ']'), std::ptrdiff_t(1));
    QCOMPARE(pieces.front().weight, 1.0);
    QCOMPARE(notes_.size(), std::size_t(1));
  }

  void andIsAWordWithANote() {
    QCOMPARE(text_of(parse_prompt("cat AND dog", notes_)), std::string("cat AND dog"));
    QCOMPARE(notes_.size(), std::size_t(1));
    QCOMPARE(text_of(parse_prompt("cat and BRAND", notes_)), std::string("cat and BRAND"));
    QCOMPARE(notes_.size(), std::size_t(1));
  }

  void withoutWeightsTheTextIsTakenAsItIs() {
    for (const std::string text : {"(girl), [boy]", "12:30 \\(", ""}) {
      QCOMPARE(literal_prompt(text, notes_), (std::vector<PromptPiece>{{text, 1, false}}));
      QVERIFY(notes_.empty());
    }
    for (const std::string text : {"(girl:1.2)", "a BREAK b", "<lora:x:1>"}) {
      QCOMPARE(literal_prompt(text, notes_), (std::vector<PromptPiece>{{text, 1, false}}));
    }
    QCOMPARE(notes_.size(), std::size_t(3));
  }

  void weightsAndBracketsBeyondReasonAreErrors_data() {
    QTest::addColumn<QString>("prompt");
    QTest::newRow("number") << "(a:1000)";
    QTest::newRow("negative number") << "(a:-101)";
    QTest::newRow("tiny number") << "(a:0.001)";
    QTest::newRow("endless number") << "(a:" + QString(400, '9') + ")";
    QTest::newRow("many round brackets") << QString(60, '(') + "a";
    QTest::newRow("many square brackets") << QString(60, '[') + "a";
    QTest::newRow("a million brackets") << QString(1000000, '(');
  }
  void weightsAndBracketsBeyondReasonAreErrors() {
    QFETCH(const QString, prompt);
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)parse_prompt(prompt.toStdString(), notes_));
  }

  void aLongPromptTakesNoMinutes() {
    std::string text;
    while (text.size() < (1 << 20)) text += "(a:1.2)[b]:)BREAK ";
    QElapsedTimer timer;
    timer.start();
    (void)parse_prompt(text, notes_);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
  }
};

QTEST_APPLESS_MAIN(PromptSyntaxTest)
#include "prompt_syntax_test.moc"
