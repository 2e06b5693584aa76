// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/eval_report.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/eval/definitions.h"
#include "tests/engine/eval/scripted_generator.h"

using namespace koma;
using namespace koma::eval;
using koma::test::grey_picture;

namespace {

api::EvaluationRequest request() {
  api::EvaluationRequest request;
  request.panels = 100;
  request.dialog_mask = false;
  return request;
}

Judgement judgement(double right) {
  Judgement result;
  for (const std::string name : score_names) result.all[name] = {right, 100};
  // Both ratios are the same in every panel, so their intervals are points.
  for (auto& panels : result.by_panel) panels.assign(100, {right / 100, 1});
  result.by_shot[1] = {{"expression", {right, 50}}, {"hair style", {right, 50}}, {"identity", {right, 50}}};
  result.by_view[2] = {{"identity", {right, 50}}};
  result.balloons = {40, 5, 3};
  result.unseen_dialogs = 7;
  return result;
}

Findings findings() {
  Findings found{judgement(45), judgement(50), judgement(10), {}, {50, 31.24, 0.06}, {50, 0.31, 22.5, 0.987, 0.2}, {}};
  found.model.all["clear balloon"] = {87, 100};
  found.comparisons.push_back(compared(ablations[2], found.model, judgement(10), 1));
  return found;
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

class EvalReportTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_text_is_tables_sentences_and_definitions() {
    const std::string counted = " | 0.45 (0.36–0.55, n = 100) | 0.50 | 0.10 |\n";
    std::string expected = "| score | model (95 %) | ceiling | chance |\n|---|--:|--:|--:|\n";
    for (const char* name : {"expression", "hair style", "hair tone", "accessory", "outfit", "girl/boy", "eyes",
                             "identity", "facing", "view", "background", "night"}) {
      expected += std::string("| ") + name + counted;
    }
    expected +=
        "| box IoU | 0.45 (0.45–0.45) | 0.50 | 0.10 |\n"
        "| balloon F1 | 0.45 (0.45–0.45) | 0.50 | 0.10 |\n"
        "| clear balloon | 0.87 (0.79–0.92, n = 100) | 0.50 | 0.10 |\n"
        "\n"
        "100 panels of people outside the training set, seed 1000, character masks on, dialog mask off. The ceiling is "
        "what the judges find in true drawings, chance what they find in pictures of other conditions.\n"
        "\n"
        "Dialogue boxes: 40 found, 5 missed, 3 stray; 7 on white ground are not counted.\n"
        "\n"
        "| compared with | score | model | less told | difference (95 %) |\n"
        "|---|---|--:|--:|--:|\n"
        "| references-swapped | identity | 0.45 | 0.10 (0.06–0.17, n = 100) | +0.35 (+0.35 to +0.35) |\n"
        "| references-swapped | box IoU | 0.45 | 0.10 (0.10–0.10) | +0.35 (+0.35 to +0.35) |\n"
        "| references-swapped | balloon F1 | 0.45 | 0.10 (0.10–0.10) | +0.35 (+0.35 to +0.35) |\n"
        "\n"
        "*references-swapped*: every character gets the reference of another person outside the training set, with "
        "another hair style.\n"
        "\n"
        "| shot | expression (95 %) | ceiling | hair style (95 %) | ceiling | identity (95 %) | ceiling |\n"
        "|---|--:|--:|--:|--:|--:|--:|\n"
        "| close-up | – | – | – | – | – | – |\n"
        "| bust | 0.90 (0.79–0.96, n = 50) | 1.00 | 0.90 (0.79–0.96, n = 50) | 1.00 | 0.90 (0.79–0.96, n = 50) | 1.00 "
        "|\n"
        "| full | – | – | – | – | – | – |\n"
        "\n"
        "| view | expression (95 %) | ceiling | hair style (95 %) | ceiling | identity (95 %) | ceiling |\n"
        "|---|--:|--:|--:|--:|--:|--:|\n"
        "| front | – | – | – | – | – | – |\n"
        "| profile | – | – | – | – | – | – |\n"
        "| back | – | – | – | – | 0.90 (0.79–0.96, n = 50) | 1.00 |\n"
        "\n"
        "Another reference for a character, same seed: the picture changes by 31.2 grey levels inside its box and by "
        "0.1 outside (mean of 50 seeds).\n"
        "\n"
        "Inside a dialogue box neighbouring pixels differ by 0.3 grey levels and 99 % are white; at the same place "
        "after the box was moved away 22.5 and 20 % (mean of 50 seeds).\n"
        "\n"
        "### Definitions\n"
        "\n";
    const std::string text = report_text(request(), findings());
    QCOMPARE(QString::fromStdString(text.substr(0, expected.size())), QString::fromStdString(expected));
    for (const Definition& one : judged_definitions) {
      QVERIFY(text.find(std::string("- **") + one.name + "**: " + one.meaning + ".\n") != std::string::npos);
    }
  }

  void the_folder_s_readme_has_every_definition() {
    const std::string readme = contents(std::filesystem::path(KOMA_RESOURCES).parent_path() / "engine/eval/README.md");
    const auto check = [&](const auto& definitions) {
      for (const Definition& one : definitions) {
        QVERIFY2(readme.find(std::string("- **") + one.name + "**: " + one.meaning + ".\n") != std::string::npos,
                 one.name);
      }
    };
    check(judged_definitions);
    check(public_definitions);
    check(benchmark_definitions);
  }

  void the_text_is_silent_about_probes_that_did_not_run() {
    Findings found = findings();
    found.swap = {};
    found.moved = {};
    const std::string text = report_text(request(), found);
    QVERIFY(text.find("grey levels") == std::string::npos);
  }

  void the_json_has_every_number() {
    const auto json = nlohmann::json::parse(report_json(request(), findings()));
    QCOMPARE(json.at("schema").get<std::string>(), std::string("komawari.evaluation/2"));
    QCOMPARE(json.at("panels").get<int>(), 100);
    QCOMPARE(json.at("character_masks").get<bool>(), true);
    QCOMPARE(json.at("dialog_mask").get<bool>(), false);
    const auto& hair = json.at("scores").at("all").at("hair style");
    QCOMPARE(hair.at("value").get<double>(), 0.45);
    QCOMPARE(hair.at("total").get<int>(), 100);
    QVERIFY(hair.at("low").get<double>() < 0.45 && hair.at("high").get<double>() > 0.45);
    QCOMPARE(json.at("ceiling").at("bust").at("identity").at("value").get<double>(), 1.0);
    QCOMPARE(json.at("chance").at("all").at("eyes").at("value").get<double>(), 0.1);
    QVERIFY(json.at("scores").at("full").empty());
    // A ratio of areas is no count, but panels can be drawn anew.
    QVERIFY(!json.at("scores").at("all").at("box IoU").contains("total"));
    QCOMPARE(json.at("scores").at("all").at("box IoU").at("low").get<double>(), 0.45);
    QCOMPARE(json.at("scores").at("balloons").at("stray").get<int>(), 3);
    QCOMPARE(json.at("scores").at("back").at("identity").at("total").get<int>(), 50);
    const auto& swapped = json.at("comparisons").at("references-swapped");
    QVERIFY(std::abs(swapped.at("differences").at("identity").at("low").get<double>() - 0.35) < 1e-9);
    QCOMPARE(swapped.at("scores").at("all").at("identity").at("value").get<double>(), 0.1);
    QCOMPARE(json.at("definitions").size(), judged_definitions.size());
    QCOMPARE(json.at("reference_swap").at("inside").get<double>(), 31.24);
    QCOMPARE(json.at("moved_dialog").at("white_with").get<double>(), 0.987);
  }

  void the_sheet_has_rows_of_eight() {
    const SheetEntry entry{{grey_picture(192, 192, 0), grey_picture(192, 192, 0)},
                           {grey_picture(512, 256, 90)},
                           grey_picture(128, 256, 120)};
    const Image one = contact_sheet({entry}), nine = contact_sheet(std::vector<SheetEntry>(9, entry));
    QCOMPARE(one.width(), 264 + 2 * 8);
    QCOMPARE(one.height(), 82 + 2 * 264 + 5 * 8);
    QCOMPARE(nine.width(), 8 * (264 + 8) + 8);
    QCOMPARE(nine.height(), 2 * (82 + 2 * 264 + 4 * 8) + 8);
    QCOMPARE(int(one.row(8 + 40)[8 + 40]), 0);                      // the first reference
    QCOMPARE(int(one.row(8 + 82 + 8 + 60)[8 + 100]), 90);           // the picture below it
    QCOMPARE(int(one.row(8 + 82 + 264 + 16 + 100)[8 + 60]), 120);   // the drawing below that
    QCOMPARE(int(one.row(8 + 82 + 264 + 16 + 100)[8 + 200]), 255);  // beside a tall drawing
    SheetEntry compared = entry;
    compared.pictures.push_back(grey_picture(256, 256, 30));
    QCOMPARE(contact_sheet({compared, entry}).height(), 82 + 3 * 264 + 6 * 8);
    QCOMPARE(contact_sheet({{{}, {grey_picture(64, 64, 9)}, {}}}).height(), 264 + 3 * 8);
    QVERIFY_THROWS_EXCEPTION(Error, (void)contact_sheet({}));
  }

  void a_report_is_three_files_in_a_folder_that_need_not_be_there() {
    QTemporaryDir folder;
    api::EvaluationRequest wanted = request();
    wanted.out = std::filesystem::path(folder.path().toStdString()) / "a" / "b";
    Findings found = findings();
    found.sheet = {{{}, {grey_picture(64, 64, 0)}, grey_picture(64, 64, 0)}};
    write_report(wanted, found);
    QVERIFY(contents(wanted.out / "report.json") == report_json(wanted, found));
    QVERIFY(contents(wanted.out / "report.md") == report_text(wanted, found));
    QCOMPARE(read_picture(wanted.out / "sheet.png").width(), 280);
  }

  void a_folder_that_cannot_be_made_is_an_error() {
    QTemporaryDir folder;
    api::EvaluationRequest wanted = request();
    const auto file = std::filesystem::path(folder.path().toStdString()) / "file";
    std::ofstream(file) << "no folder";
    wanted.out = file / "report";
    QVERIFY_THROWS_EXCEPTION(Error, write_report(wanted, findings()));
  }
};

QTEST_APPLESS_MAIN(EvalReportTest)
#include "eval_report_test.moc"
