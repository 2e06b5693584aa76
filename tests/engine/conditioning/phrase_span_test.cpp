// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/phrase_span.h"

#include <QtTest>

#include "tests/support/msdiffusion_fixture.h"

using koma::conditioning::ClipTokenizer;
using koma::conditioning::in_one_text;
using koma::conditioning::in_windows;
using koma::conditioning::phrase_spans;
using koma::nn::TokenSpan;
using nlohmann::json;

namespace {

std::vector<TokenSpan> spans_of(const json& pairs) {
  std::vector<TokenSpan> spans;
  for (const auto& pair : pairs) spans.push_back({pair[0].get<std::int64_t>(), pair[1].get<std::int64_t>()});
  return spans;
}

}  // namespace

class PhraseSpanTest : public QObject {
  Q_OBJECT

  ClipTokenizer tokenizer_ = ClipTokenizer::open(koma::test::subject_folder / "checkpoint/sdxl/tokenizer",
                                                 koma::conditioning::ClipWordRule::plain);

 private Q_SLOTS:
  void every_recorded_span_is_found() {
    for (const json& given : koma::test::subject_facts()["spans"]) {
      const auto phrases = given["phrases"].get<std::vector<std::string>>();
      const auto prompt = given["prompt"].get<std::string>();
      QVERIFY2(phrase_spans(prompt, phrases, tokenizer_, false) == spans_of(given["intended"]), prompt.c_str());
      QVERIFY2(phrase_spans(prompt, phrases, tokenizer_, true) == spans_of(given["upstream"]), prompt.c_str());
    }
  }

  void no_phrase_is_nowhere() {
    QVERIFY(phrase_spans("a dog", {"", " "}, tokenizer_, false) == (std::vector<TokenSpan>{{}, {}}));
    QVERIFY(phrase_spans("", {"dog"}, tokenizer_, false) == (std::vector<TokenSpan>{{}}));
  }

  void an_ideographic_space_parts_words() {
    QVERIFY(phrase_spans("a\xe3\x80\x80"
                         "dog",
                         {"dog"}, tokenizer_, false) == (std::vector<TokenSpan>{{2, 3}}));
  }

  void in_a_long_prompt_a_span_lies_in_its_window() {
    // Marks 8 and 9; the text is 1 2 3 | 4 5, of which two windows hold four and what was cut off is lost.
    const std::vector<std::vector<std::int64_t>> windows = {{8, 1, 2, 3, 9, 9}, {8, 4, 9, 9, 9, 9}};
    const auto found = in_windows({{1, 2}, {3, 5}, {4, 5}, {5, 6}, {}}, windows, 9);
    QVERIFY(found == (std::vector<TokenSpan>{{1, 2}, {3, 4}, {7, 8}, {}, {}}));
  }

  void in_joined_windows_tokens_are_counted_through() {
    const std::vector<std::vector<std::int64_t>> windows = {{8, 1, 2, 3, 9}, {8, 4, 5, 7, 9}};
    const auto found = in_one_text({{1, 2}, {3, 5}, {6, 9}, {7, 8}, {}}, windows);
    QVERIFY(found == (std::vector<TokenSpan>{{1, 2}, {3, 5}, {6, 7}, {}, {}}));
  }
};

QTEST_GUILESS_MAIN(PhraseSpanTest)
#include "phrase_span_test.moc"
