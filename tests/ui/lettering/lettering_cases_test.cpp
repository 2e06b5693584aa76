// SPDX-License-Identifier: Apache-2.0
// The cases of tests/data/lettering/cases.json against the reference model; schema and units in its README.
#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "ui/lettering/line_breaker.h"
#include "ui/lettering/spacing.h"

using namespace koma::lettering;
using nlohmann::json;

namespace {

constexpr double tolerance = 0.0005;  // em, as the cases' README states

const json& allCases() {
  static const json cases = json::parse(std::ifstream(KOMA_TEST_DATA "/lettering/cases.json")).at("cases");
  return cases;
}

std::u32string toUcs4(const std::string& text) {
  return QString::fromStdString(text).toStdU32String();
}
QString toQt(const std::u32string& text) {
  return QString::fromStdU32String(text);
}

TextOptions optionsOf(const json& item) {
  const json& given = item.at("options");
  TextOptions options;
  if (item.at("mode") == "horizontal") options.mode = WritingMode::horizontal;
  const auto strictness = given.value("strictness", "strict");
  if (strictness == "normal") options.strictness = Strictness::normal;
  if (strictness == "loose") options.strictness = Strictness::loose;
  const auto latin = given.value("latin", "auto");
  if (latin == "sideways") options.latin = LatinMode::sideways;
  if (latin == "upright") options.latin = LatinMode::upright;
  options.tateChuYoko = given.value("tcy", "auto") == "auto";
  options.tateChuYokoDigits = given.value("tcy_digits_max", 2);
  options.autospace = given.value("autospace", true);
  options.hanging = given.value("hanging", false);
  options.oikomi = given.value("fit", "oidashi") == "oikomi";
  options.phraseBreaks = given.value("break", "char") == "phrase";
  options.balance = given.value("balance", false);
  options.noWidow = given.value("no_widow", false);
  options.halfAtLineHead = given.value("line_head_bracket", "flush") == "half";
  return options;
}

Measure measureOf(const json& item) {
  Measure measure;
  const json& given = item.at("measure_em");
  measure.lengths = given.is_array() ? given.get<std::vector<double>>() : std::vector<double>{given.get<double>()};
  std::size_t end = 0;
  for (const auto& phrase : item.value("phrases", std::vector<std::string>{}))
    measure.phraseEnds.insert(end += toUcs4(phrase).size());
  return measure;
}

std::u32string textOf(const std::vector<Cluster>& clusters, const Line& line) {
  std::u32string text;
  for (std::size_t i = line.first; i < line.last; ++i) text += clusters[i].text;
  return text;
}

QString withoutSpaces(std::u32string text) {
  std::erase_if(text, [](char32_t c) { return c == U' ' || c == U'\u3000'; });
  return toQt(text);
}

bool near(double a, double b) {
  return std::abs(a - b) <= tolerance;
}

}  // namespace

class LetteringCasesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void clusters_stand_as_unicode_and_the_options_say_data() { rows("orientation"); }
  void clusters_stand_as_unicode_and_the_options_say();
  void blanks_between_neighbours_follow_the_table_data() { rows("spacing"); }
  void blanks_between_neighbours_follow_the_table();
  void lines_may_end_only_where_the_strictness_allows_data() { rows("breaks"); }
  void lines_may_end_only_where_the_strictness_allows();
  void text_is_broken_into_the_expected_lines_data() { rows("lines"); }
  void text_is_broken_into_the_expected_lines();
  void kinds_of_a_later_issue_are_counted();

 private:
  static void rows(const char* kind);
  static const json& current() {
    QFETCH(int, index);
    return allCases().at(static_cast<std::size_t>(index));
  }
};

void LetteringCasesTest::rows(const char* kind) {
  QTest::addColumn<int>("index");
  for (std::size_t i = 0; i < allCases().size(); ++i)
    if (allCases()[i].at("kind") == kind)
      QTest::newRow(allCases()[i].at("id").get<std::string>().c_str()) << static_cast<int>(i);
}

void LetteringCasesTest::clusters_stand_as_unicode_and_the_options_say() {
  const json& item = current();
  const auto clusters = makeClusters(toUcs4(item.at("text")), optionsOf(item));
  const json& expected = item.at("expect").at("clusters");
  QCOMPARE(clusters.size(), expected.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    QCOMPARE(toQt(clusters[i].text), QString::fromStdString(expected[i][0]));
    QCOMPARE(QString(code(clusters[i].orientation)), QString::fromStdString(expected[i][1]));
  }
}

void LetteringCasesTest::blanks_between_neighbours_follow_the_table() {
  const json& item = current();
  const TextOptions options = optionsOf(item);
  const auto clusters = makeClusters(toUcs4(item.at("text")), options);
  const auto expected = item.at("expect").at("aki_em").get<std::vector<double>>();
  QCOMPARE(clusters.size(), expected.size() + 1);
  for (std::size_t i = 0; i < expected.size(); ++i)
    QVERIFY2(near(spaceAfter(clusters, i, options), expected[i]), qPrintable(QString::number(i)));
  QVERIFY(near(lineLength(clusters, 0, clusters.size(), options), item.at("expect").at("advance_em")));
}

void LetteringCasesTest::lines_may_end_only_where_the_strictness_allows() {
  const json& item = current();
  const TextOptions options = optionsOf(item);
  const auto clusters = makeClusters(toUcs4(item.at("text")), options);
  std::vector<std::size_t> found;
  for (std::size_t i = 1; i < clusters.size(); ++i)
    if (mayBreakBefore(clusters, i, options.strictness)) found.push_back(clusters[i].offset);
  QCOMPARE(found, item.at("expect").at("breaks").get<std::vector<std::size_t>>());
}

void LetteringCasesTest::text_is_broken_into_the_expected_lines() {
  const json& item = current();
  const TextOptions options = optionsOf(item);
  const std::u32string text = toUcs4(item.at("text"));
  const auto clusters = makeClusters(text, options);
  const auto lines = breakLines(clusters, measureOf(item), options);
  QCOMPARE(breakLines(clusters, measureOf(item), options), lines);

  QStringList found, expected;
  std::u32string joined;
  for (const Line& line : lines) {
    found << toQt(textOf(clusters, line));
    joined += textOf(clusters, line);
  }
  const json& expect = item.at("expect");
  for (const auto& line : expect.at("lines")) expected << QString::fromStdString(line);
  QCOMPARE(found, expected);
  QCOMPARE(withoutSpaces(joined), withoutSpaces(text));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    QVERIFY2(near(lines[i].advance, expect.at("advance_em").at(i)), qPrintable(QString::number(lines[i].advance)));
    if (expect.contains("hang")) QCOMPARE(lines[i].hangs, expect["hang"].at(i).get<bool>());
    if (expect.contains("shrink_em")) QVERIFY(near(lines[i].shrink, expect["shrink_em"].at(i)));
  }
}

void LetteringCasesTest::kinds_of_a_later_issue_are_counted() {
  // Ruby, emphasis dots, free chords and barred I belong to the issue on full lettering; they are named here so that
  // they cannot be forgotten, and a new kind cannot slip in unseen.
  const std::set<std::string> built = {"orientation", "spacing", "breaks", "lines"};
  const std::map<std::string, int> later = {{"barred_i", 3}, {"chords", 4}, {"emphasis", 3}, {"ruby", 24}};
  std::map<std::string, int> found;
  for (const auto& item : allCases())
    if (const auto kind = item.at("kind").get<std::string>(); built.count(kind) == 0) ++found[kind];
  for (const auto& [kind, count] : found)
    qInfo("not yet (issue on ruby and fitting): %s, %d cases", kind.c_str(), count);
  QCOMPARE(found, later);
}

QTEST_APPLESS_MAIN(LetteringCasesTest)
#include "lettering_cases_test.moc"
