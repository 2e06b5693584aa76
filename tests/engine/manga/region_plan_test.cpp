// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/region_plan.h"

#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/manga/region_answer.h"

using namespace koma::manga;
using nlohmann::json;

namespace {

constexpr double fraction_tolerance = 1e-6;

json cases() {
  std::ifstream stream(std::string(KOMA_TEST_DATA) + "/rpg/parse_cases.json");
  return json::parse(stream);
}

std::string text_of(const json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

RegionWords words_of(const json& item) {
  return {text_of(item["split_ratio"]), parts_between_breaks(text_of(item["prompt"])), text_of(item["base_prompt"]),
          text_of(item["base_ratio"])};
}

bool close(double a, const json& b) {
  return std::abs(a - b.get<double>()) <= fraction_tolerance;
}

/// The fault and the character it names, as "bad_ratio 3"; empty when there is none.
std::string fault_of(const RegionWords& words) {
  try {
    (void)plan_regions(words);
    return {};
  } catch (const RegionError& error) {
    return std::string(to_string(error.fault())) + " " + std::to_string(error.character());
  }
}

}  // namespace

class RegionPlanTest : public QObject {
  Q_OBJECT

  json cases_ = cases();

 private Q_SLOTS:
  void every_grid_gives_its_regions_or_its_error_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(cases_["grids"].size()); ++i) {
      QTest::addRow("%d: %s", i, text_of(cases_["grids"][std::size_t(i)]["split_ratio"]).c_str()) << i;
    }
  }
  void every_grid_gives_its_regions_or_its_error() {
    QFETCH(int, index);
    const json& item = cases_["grids"][std::size_t(index)];
    const json& wanted = item["intended"];
    if (wanted.contains("error")) {
      const std::string fault = fault_of(words_of(item));
      QCOMPARE(QString::fromStdString(fault.substr(0, fault.find(' '))), QString::fromStdString(wanted["error"]));
      return;
    }
    const std::vector<PlannedRegion> regions = plan_regions(words_of(item));
    QCOMPARE(regions.size(), wanted["regions"].size());
    for (std::size_t i = 0; i < regions.size(); ++i) {
      const json& region = wanted["regions"][i];
      const RegionSpan& span = regions[i].span;
      QCOMPARE(regions[i].prompt, region["prompt"].get<std::string>());
      QVERIFY(close(span.top, region["y0"]) && close(span.bottom, region["y1"]));
      QVERIFY(close(span.left, region["x0"]) && close(span.right, region["x1"]));
      QVERIFY(close(regions[i].base, region["base"]));
    }
    QCOMPARE(regions.back().span.bottom, 1.0);
    QCOMPARE(regions.back().span.right, 1.0);
  }

  void every_answer_gives_its_split_or_its_error_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(cases_["answers"].size()); ++i) {
      QTest::newRow(text_of(cases_["answers"][std::size_t(i)]["id"]).c_str()) << i;
    }
  }
  void every_answer_gives_its_split_or_its_error() {
    QFETCH(int, index);
    const json& item = cases_["answers"][std::size_t(index)];
    const json& wanted = item["intended"];
    try {
      const RegionAnswer answer = read_region_answer(text_of(item["text"]));
      QVERIFY2(!wanted.contains("error"), "no error was found");
      QCOMPARE(answer.split, wanted["ratio"].get<std::string>());
      QCOMPARE(answer.prompts, wanted["prompts"].get<std::vector<std::string>>());
    } catch (const RegionError& error) {
      QCOMPARE(std::string(to_string(error.fault())), wanted.value("error", std::string("none")));
    }
  }

  void an_error_points_at_the_character_data() {
    QTest::addColumn<QString>("split");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char* split, const char* base, const char* fault) {
      QTest::addRow("%s / %s", split, base) << split << base << fault;
    };
    row("1,x", "", "bad_ratio 3");
    row("1, -2", "", "bad_ratio 4");
    row("1,,2", "", "bad_ratio 3");
    row("1,2,", "", "bad_ratio 5");
    row("", "", "bad_ratio 1");
    row("1;", "", "bad_ratio 3");
    row("0,1", "", "bad_ratio 1");
    row("1,inf", "", "bad_ratio 3");
    row("1,nan", "", "bad_ratio 3");
    row("1,1e999", "", "bad_ratio 3");
    row("1 2", "", "bad_ratio 1");
    row("1，2", "", "bad_ratio 1");
    row("1,1;1", "0.2;", "bad_base 5");
    row("1,1", "0.2,x", "bad_base 5");
    row("1,1", "0.2,1.5", "bad_base 5");
    row("1,1,1;1,1", "0.2,0.3;0.4,0.5", "bad_base 9");
  }
  void an_error_points_at_the_character() {
    QFETCH(QString, split);
    QFETCH(QString, base);
    QFETCH(QString, fault);
    RegionWords words{split.toStdString(), {"a", "b"}, base.isEmpty() ? "" : "all", base.toStdString()};
    if (split.contains(';')) words.prompts.resize(split.startsWith("1,1,1") ? 3 : 2, "c");
    QCOMPARE(QString::fromStdString(fault_of(words)), fault);
  }

  void the_sentence_says_what_stands_where_and_what_to_do() {
    try {
      (void)parse_split("1,二;3");
      QFAIL("the ratio was taken");
    } catch (const RegionError& error) {
      QCOMPARE(
          QString::fromStdString(error.sentence()),
          QString("\"1,二;3\" has \"二\" at character 3 where a number greater than 0 must stand; write widths, such "
                  "as 1,2, or rows of a height and widths, such as 1;2,1,1"));
    }
  }

  void breaks_are_words_in_capitals() {
    QCOMPARE(parts_between_breaks("a BREAK b\nBREAK\n c"), (std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(parts_between_breaks("BREAKFAST at a break"), (std::vector<std::string>{"BREAKFAST at a break"}));
    QCOMPARE(parts_between_breaks("a,BREAK,b"), (std::vector<std::string>{"a,", ",b"}));
    QCOMPARE(parts_between_breaks(""), (std::vector<std::string>{""}));
  }

  void the_published_sums_may_miss_the_end() {
    const auto spans = rounded_spans_of(parse_split("1,1,1,1,1,1"));
    QVERIFY(spans.back().right < 1 && spans.back().right > 0.999);
  }

  void answers_in_other_dresses() {
    const auto prompts = [](const char* text) { return read_region_answer(text).prompts; };
    const std::vector<std::string> two = {"a cat", "a dog"};
    QCOMPARE(prompts("Regional Prompts:\n\n1. a cat\n2) a dog\nFinal split ratio: 1,1"), two);
    QCOMPARE(prompts("- **Final Split Ratio**: `1,1`\n- **Regional Prompt**: \"a cat BREAK a dog\""), two);
    QCOMPARE(prompts("Final split ratio:\n**1,1**\nRegional Prompt:\nRegion 0: a cat\nRegion 1: a dog"), two);
    QCOMPARE(read_region_answer("Final split ratio: 1,1 (2 columns)\nRegional Prompt: a BREAK b").split,
             std::string("1,1"));
    QCOMPARE(read_region_answer("Final split ratio: １；２，１，１\nRegional Prompt: a BREAK b BREAK c").split,
             std::string("1;2,1,1"));
  }
};

QTEST_GUILESS_MAIN(RegionPlanTest)
#include "region_plan_test.moc"
