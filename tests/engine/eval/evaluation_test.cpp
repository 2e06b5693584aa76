// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/evaluation.h"

#include <ATen/Parallel.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/eval/generated.h"
#include "engine/pipelines/denoise_loop.h"
#include "engine/synthesis/vocabulary.h"
#include "tests/engine/eval/scripted_generator.h"

using namespace koma;
using namespace koma::eval;
using koma::test::grey_picture;
using koma::test::ScriptedGenerator;

namespace {

api::EvaluationRequest small_request(const QTemporaryDir& folder) {
  api::EvaluationRequest request;
  request.out = std::filesystem::path(folder.path().toStdString()) / "report";
  request.panels = 15;
  request.seeds = 1;
  request.sheet = 3;
  request.judge_steps = 6;
  request.seed = 3;
  return request;
}

/// Draws what the evaluation will compare with.
ScriptedGenerator::Draw perfect(const api::EvaluationRequest& request) {
  const auto examples = std::make_shared<std::vector<Example>>(draw_examples(request.seed * 7919, 15, true));
  return [examples, request](const api::GenerationRequest& wanted) {
    const std::uint64_t index = *wanted.seed - request.seed;
    return index < examples->size() ? (*examples)[index].picture : grey_picture(8, 8, 99);
  };
}

nlohmann::json report_of(const api::EvaluationRequest& request) {
  std::ifstream stream(request.out / "report.json");
  return nlohmann::json::parse(stream);
}

void quiet(const std::string&) {}

/// One generator whatever the masks are.
GeneratorFor always(api::Generator& generator) {
  return [&generator](const Masks&) -> api::Generator& { return generator; };
}

}  // namespace

class EvaluationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { at::set_num_threads(1); }

  void a_generator_that_draws_the_labels_reaches_the_ceiling() {
    QTemporaryDir folder;
    const auto request = small_request(folder);
    ScriptedGenerator generator(perfect(request));
    std::vector<std::string> lines;
    evaluate(always(generator), request, {}, [&](const std::string& line) { lines.push_back(line); }, {});
    QCOMPARE(generator.runs, 15 + 2 + 2);
    const auto report = report_of(request);
    QCOMPARE(report.at("panels").get<int>(), 15);
    for (const auto& [name, ceiling] : report.at("ceiling").at("all").items()) {
      const double value = report.at("scores").at("all").at(name).at("value").get<double>();
      // Twice the size and back is not quite the same picture.
      QVERIFY2(std::abs(value - ceiling.at("value").get<double>()) < 0.15, name.c_str());
    }
    QVERIFY(std::filesystem::exists(request.out / "report.md") && std::filesystem::exists(request.out / "sheet.png"));
    QVERIFY(lines.size() >= 5 && lines.front().starts_with("judges: ") && lines.back().starts_with("probes: "));
  }

  void comparisons_draw_the_same_panels_with_less_told() {
    QTemporaryDir folder;
    auto request = small_request(folder);
    request.seeds = 0;
    request.compare = {"masks-off", "attention-masks-off", "references-swapped"};
    std::vector<std::uint64_t> seeds;
    std::vector<Masks> masks;
    const auto draw = perfect(request);
    ScriptedGenerator generator([&](const api::GenerationRequest& wanted) {
      seeds.push_back(*wanted.seed);
      // Told of no dialogue box it draws everything grey.
      return wanted.dialog_boxes.empty() ? grey_picture(*wanted.width, *wanted.height, 150) : draw(wanted);
    });
    const auto generator_for = [&](const Masks& wanted) -> api::Generator& {
      masks.push_back(wanted);
      return generator;
    };
    evaluate(generator_for, request, {}, quiet, {});
    QCOMPARE(seeds.size(), std::size_t(4 * 15));
    for (std::size_t i = 15; i < seeds.size(); ++i) QCOMPARE(seeds[i], seeds[i - 15]);
    QVERIFY((masks == std::vector<Masks>{{}, {}, {false, false}, {}}));
    const auto comparisons = report_of(request).at("comparisons");
    QCOMPARE(comparisons.size(), std::size_t(3));
    QCOMPARE(comparisons.at("masks-off").at("scores").at("balloons").at("found").get<int>(), 0);
    QVERIFY(comparisons.at("masks-off").at("differences").at("balloon F1").at("value").get<double>() > 0.3);
    QCOMPARE(comparisons.at("references-swapped").at("differences").at("box IoU").at("value").get<double>(), 0.0);
  }

  void a_stop_leaves_no_report() {
    QTemporaryDir folder;
    const auto request = small_request(folder);
    std::stop_source stop;
    ScriptedGenerator generator([&](const api::GenerationRequest& wanted) {
      stop.request_stop();
      return grey_picture(*wanted.width, *wanted.height, 0);
    });
    QVERIFY_THROWS_EXCEPTION(pipelines::Stopped, evaluate(always(generator), request, {}, quiet, stop.get_token()));
    QCOMPARE(generator.runs, 1);
    QVERIFY(std::filesystem::is_empty(request.out));
  }

  void what_a_generator_says_when_it_fails_is_what_the_evaluation_says() {
    QTemporaryDir folder;
    ScriptedGenerator broken([](const api::GenerationRequest&) { return Image(); });
    try {
      evaluate(always(broken), small_request(folder), {}, quiet, {});
      QFAIL("no error");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::unsupported);
      QCOMPARE(error.what(), "there is no ink");
    }
  }

  void impossible_wishes_are_refused_before_any_work() {
    QTemporaryDir folder;
    ScriptedGenerator generator([](const api::GenerationRequest&) { return Image(); });
    for (const auto spoil : {+[](api::EvaluationRequest& request) { request.panels = 13; },
                             +[](api::EvaluationRequest& request) { request.out.clear(); },
                             +[](api::EvaluationRequest& request) { request.seeds = -1; },
                             +[](api::EvaluationRequest& request) { request.compare = {"everything"}; },
                             +[](api::EvaluationRequest& request) { request.judge_steps = 0; }}) {
      auto request = small_request(folder);
      spoil(request);
      QVERIFY_THROWS_EXCEPTION(Error, evaluate(always(generator), request, {}, quiet, {}));
    }
    QCOMPARE(generator.runs, 0);
  }

  void a_request_asks_for_what_the_example_shows() {
    const auto examples = draw_examples(21, 21, true);
    for (const Example& example : examples) {
      const auto& labels = example.labels;
      const auto references = references_of(example, 5);
      const auto request = request_for(example, references, "mini", 77);
      QCOMPARE(references.size(), labels.characters.size());
      QCOMPARE(*request.width, 2 * labels.width);
      QCOMPARE(*request.height, 2 * labels.height);
      QCOMPARE(*request.seed, std::uint64_t(77));
      QCOMPARE(request.prompt, labels.caption);
      QVERIFY(request.dialog_boxes == labels.dialogs);
      QCOMPARE(api::to_string(*request.shot), synthesis::shots[std::size_t(labels.shot)]);
      for (std::size_t i = 0; i < labels.characters.size(); ++i) {
        const auto& person = labels.characters[i];
        QVERIFY(request.characters[i].box == person.box);
        QVERIFY(request.characters[i].references[0].image == references[i]);
        QCOMPARE(request.characters[i].expression, synthesis::expressions[std::size_t(person.expression)]);
        QCOMPARE(request.characters[i].pose, std::string(synthesis::poses[std::size_t(person.pose)]) + ", " +
                                                 synthesis::views[std::size_t(person.view)]);
        QCOMPARE(api::to_string(*request.characters[i].facing), synthesis::facings[std::size_t(person.facing)]);
      }
    }
  }
};

QTEST_APPLESS_MAIN(EvaluationTest)
#include "evaluation_test.moc"
