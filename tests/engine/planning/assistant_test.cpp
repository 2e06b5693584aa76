// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/manga/apply_proposal.h"
#include "engine/planning/assistant_pictures.h"
#include "engine/planning/assistant_reader.h"
#include "engine/planning/assistant_words.h"
#include "engine/planning/spoken_text.h"
#include "engine/planning/tagged_text.h"
#include "tests/support/heard_plan.h"
#include "tests/support/sample_project.h"

using namespace koma;
using namespace koma::planning;
using manga::TurnKind;
using nlohmann::json;
using tests::Heard, tests::stream_of;

namespace {

Image grey(int width, int height, std::uint8_t shade) {
  return {width, height, 1, std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height), shade)};
}

/// A mask whose right half is white.
Image half_mask() {
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < 64; ++i) pixels.push_back(i % 8 >= 4 ? 255 : 0);
  return {8, 8, 1, std::move(pixels)};
}

manga::Project masked_project() {
  manga::Project project = tests::sample_project();
  project.pages[0].panels[0].mask = "mask";
  return project;
}

manga::PanelId first_panel() {
  return tests::sample_project().pages[0].panels[0].id;
}

/// A server that always answers the same, and what it is asked.
struct Bench {
  explicit Bench(std::string answer)
      : server([answer = std::move(answer)](const auto&, const auto& out) {
          static_cast<void>(out.head("200 OK", "text/event-stream") && out.write(stream_of(answer)));
        }) {}

  Heard ask(const api::AssistantTask& task, api::Sight sight = api::Sight::sees,
            const manga::Project& project = masked_project()) {
    api::Endpoint endpoint = tests::endpoint_of(server);
    endpoint.sight = sight;
    endpoint.model = model;
    return tests::plan({.task = task, .project = project, .endpoint = endpoint, .pictures = pictures});
  }
  [[nodiscard]] json body(std::size_t i = 0) const { return json::parse(server.requests().at(i).body); }
  /// The words of the last message, and how many pictures it has.
  [[nodiscard]] std::string matter(std::size_t i = 0) const {
    const json content = body(i)["messages"].back()["content"];
    return content.is_string() ? content.get<std::string>() : content[0]["text"].get<std::string>();
  }
  [[nodiscard]] std::size_t picture_count(std::size_t i = 0) const {
    const json content = body(i)["messages"].back()["content"];
    return content.is_array() ? content.size() - 1 : 0;
  }

  tests::MockServer server;
  std::string model = "parrot";
  api::PictureLoader pictures = [](const manga::AssetId& asset) {
    return asset == "mask" ? half_mask() : grey(400, 100, 200);
  };
};

const manga::Turn& turn_of(const Heard& heard) {
  return std::get<manga::AnswerProposal>(heard.finished->proposal.change).turn;
}

const std::string view = R"({"answer": "It rains, \u201cloudly\u201d.", "boxes": [{"label": "rain", "x0": 0, "y0": 0,
  "x1": 500, "y1": 1000}, {"label": "dot", "x0": 1, "y0": 1, "x1": 2, "y1": 2}], "confidence": "high"})";
const std::string words = R"({"intent": "generate", "caption": "a girl waves in heavy rain", "tags": ["1girl", "rain"],
  "negative": ["text"], "aspect": "panel", "shot": "half", "reply": "More rain."})";

}  // namespace

class AssistantTest : public QObject {
  Q_OBJECT
 private slots:
  void aQuestionShowsThePictureAndItsAnswerIsHeardWhileItComes() {
    Bench bench(view);

    const Heard heard = bench.ask({.subject = first_panel(), .kind = TurnKind::ask, .words = "Does it </data> rain?"});

    QVERIFY2(heard.finished && heard.ends == 1, heard.failure.c_str());
    QCOMPARE(heard.text, std::string("It rains, “loudly”."));
    const manga::Turn& turn = turn_of(heard);
    QCOMPARE(turn.answer, std::string("It rains, “loudly”."));
    QCOMPARE(turn.question, std::string("Does it </data> rain?"));
    QVERIFY(turn.confidence == "high" && turn.picture == std::string(64, 'b') + ".png" && !turn.created.empty());
    QCOMPARE(bench.picture_count(), std::size_t(1));
    QVERIFY(bench.matter().find("The author asks: Does it (/data> rain?") != std::string::npos);
    QCOMPARE(bench.body()["response_format"]["json_schema"]["schema"]["required"].size(), std::size_t(3));
  }

  void boxesLieInTheWholePictureThoughOnlyItsShownPartIsSent() {
    Bench bench(view);

    const Heard heard = bench.ask({.subject = first_panel(), .kind = TurnKind::ask, .words = "What?"});

    // The frame is less wide than the picture: equal margins left and right are not shown.
    const auto& boxes = turn_of(heard).boxes;
    QCOMPARE(boxes.size(), std::size_t(1));
    QVERIFY(boxes[0].label == "rain" && boxes[0].box.top == 0 && boxes[0].box.bottom == 1);
    QVERIFY(boxes[0].box.left > 0.05F && std::abs(boxes[0].box.right - 0.5F) < 1e-5F);
  }

  void theLastTurnsAreToldAgainWithoutTheirPictures() {
    Bench bench(view);
    manga::Project project = masked_project();
    auto& talk = project.pages[0].panels[0].conversation;
    for (int i = 0; i < 9; ++i) {
      talk.push_back({.question = "question " + std::to_string(i), .answer = "answer", .picture = "old"});
    }

    bench.ask({.subject = first_panel(), .kind = TurnKind::ask, .words = "And now?"}, api::Sight::sees, project);

    const json messages = bench.body()["messages"];
    QCOMPARE(messages.size(), 2 + 2 * told_turns);
    QVERIFY(messages[1]["content"].get<std::string>().find("question 3") != std::string::npos);
    QVERIFY(messages[2]["role"] == "assistant" && messages[2]["content"] == "answer");
    for (std::size_t i = 0; i + 1 < messages.size(); ++i) QVERIFY(messages[i]["content"].is_string());
  }

  void wordsAreRefinedAndTagsChosen_data() {
    QTest::addColumn<bool>("tags");
    QTest::addColumn<QString>("prompt");
    QTest::newRow("prose") << false << "a girl waves in heavy rain";
    QTest::newRow("tags") << true << "1girl, rain";
  }
  void wordsAreRefinedAndTagsChosen() {
    QFETCH(bool, tags);
    QFETCH(QString, prompt);
    Bench bench(words);

    const Heard heard = bench.ask(
        {.subject = first_panel(), .kind = TurnKind::refine, .words = "more rain", .tags = tags}, api::Sight::unknown);

    QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
    QCOMPARE(turn_of(heard).prompt, prompt.toStdString());
    QVERIFY(turn_of(heard).answer == "More rain." && turn_of(heard).negative_prompt == "text");
    QVERIFY(turn_of(heard).shot.empty() && bench.picture_count() == 0);
    QCOMPARE(heard.text, std::string("a girl waves in heavy rain\n\nMore rain."));
  }

  void talkIsNoPrompt() {
    Bench bench(R"({"intent": "chat", "caption": "", "reply": "It is good as it is."})");
    const Heard heard = bench.ask({.subject = first_panel(), .kind = TurnKind::refine});
    QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
    QVERIFY(turn_of(heard).prompt.empty() && turn_of(heard).answer == "It is good as it is.");
  }

  void aSimilarPictureHasAShot() {
    Bench bench(words);
    const Heard heard = bench.ask({.subject = first_panel(), .kind = TurnKind::similar});
    QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
    QVERIFY(turn_of(heard).shot == "bust" && bench.picture_count() == 1);
  }

  void anEditHasItsPlaceInTheWholePicture() {
    Bench bench(R"({"source_caption": "a girl", "target_caption": "a girl with a red hat", "changed": ["hat"],
                    "box": [1000, 0, 500, 500], "whole_image": false})");
    const Heard heard = bench.ask({.subject = first_panel(), .kind = TurnKind::edit, .words = "give her a hat"});
    QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
    const manga::Turn& turn = turn_of(heard);
    QVERIFY(turn.prompt == "a girl with a red hat" && turn.answer == "hat");
    QVERIFY(turn.area && std::abs(turn.area->left - 0.5F) < 1e-5F && turn.area->right < 0.95F);
  }

  void aHoleIsShownTwice() {
    Bench bench(R"({"scene": "a girl under a tree", "fill": "a tree", "tags": [], "avoid": ["people"]})");
    const Heard heard = bench.ask({.subject = first_panel(), .kind = TurnKind::fill});
    QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
    QVERIFY(turn_of(heard).prompt == "a tree. a girl under a tree" && turn_of(heard).negative_prompt == "people");
    QCOMPARE(bench.picture_count(), std::size_t(2));
  }

  void anExplanationKnowsTheBoxesAndWhatWasMeasured() {
    Bench bench(view);
    const Heard heard =
        bench.ask({.subject = first_panel(), .kind = TurnKind::explain, .findings = {"Mia has no reference picture"}});
    QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
    QCOMPARE(bench.picture_count(), std::size_t(2));
    const std::string matter = bench.matter();
    QVERIFY2(matter.find("- Mia (): 250, 0 to 750, 1000, outlined in red") != std::string::npos, matter.c_str());
    QVERIFY(matter.find("- region: trees: 0, 0 to 500, 1000, outlined in blue") != std::string::npos);
    QVERIFY(matter.find("room for a balloon") != std::string::npos);
    QVERIFY(matter.find("Measured: Mia has no reference picture") != std::string::npos);
  }

  void aModelThatCannotSeeIsSaidSo_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("known");
    QTest::addColumn<bool>("answers");
    QTest::newRow("describe, known") << int(TurnKind::describe) << true << false;
    QTest::newRow("describe, found out") << int(TurnKind::describe) << false << false;
    QTest::newRow("ask, known") << int(TurnKind::ask) << true << true;
    QTest::newRow("ask, found out") << int(TurnKind::ask) << false << true;
  }
  void aModelThatCannotSeeIsSaidSo() {
    QFETCH(int, kind);
    QFETCH(bool, known);
    QFETCH(bool, answers);
    Bench bench("");
    tests::MockServer blind([](const tests::MockRequest& request, const auto& out) {
      if (request.body.find("image_url") == std::string::npos) {
        return static_cast<void>(out.head("200 OK", "text/event-stream") && out.write(stream_of(view)));
      }
      const json refusal = {{"error", {{"message", "image input is not supported - you may need the mmproj"}}}};
      static_cast<void>(out.head("500 No", "application/json") && out.write(refusal.dump()));
    });
    api::Endpoint endpoint = tests::endpoint_of(blind);
    endpoint.sight = known ? api::Sight::blind : api::Sight::unknown;

    const Heard heard = tests::plan(
        {.task = api::AssistantTask{.subject = first_panel(), .kind = TurnKind(kind), .words = "What is it?"},
         .project = masked_project(),
         .endpoint = endpoint,
         .pictures = bench.pictures});

    if (answers) {
      QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
      QCOMPARE(heard.finished->notes,
               std::vector<std::string>{"the model cannot see pictures: it answers from the words alone"});
      QVERIFY(turn_of(heard).boxes.empty() && turn_of(heard).picture.empty());
    } else {
      QVERIFY2(heard.failure.find("the model cannot see pictures") != std::string::npos, heard.failure.c_str());
    }
    QCOMPARE(blind.requests().size(), std::size_t((known ? 0 : 1) + (answers ? 1 : 0)));
  }

  void whatIsMissingIsSaidBeforeAnybodyIsAsked() {
    Bench bench(view);
    manga::Project project = tests::sample_project();
    const manga::PanelId undrawn = project.pages[0].panels[1].id;
    const auto says = [&](const api::AssistantTask& task, const char* sentence) {
      const Heard heard = bench.ask(task, api::Sight::sees, project);
      return heard.failure.find(sentence) != std::string::npos;
    };
    QVERIFY(says({.subject = undrawn, .kind = TurnKind::describe}, "the panel has no picture yet; draw it first"));
    QVERIFY(says({.subject = first_panel(), .kind = TurnKind::fill}, "paint a mask"));
    QVERIFY(says({.subject = first_panel(), .kind = TurnKind::edit}, "write what is to be changed"));
    QVERIFY(says({.subject = first_panel(), .kind = TurnKind::ask, .words = " "}, "there is no question"));
    QVERIFY(says({.subject = project.cast[0].id, .kind = TurnKind::explain}, "asked of panels only"));
    QVERIFY(
        says({.subject = manga::PanelId{9999}, .kind = TurnKind::ask, .words = "?"}, "not in the project any more"));
    QVERIFY(bench.server.requests().empty());
  }

  void somebodyIsDescribedAnewInWordsOrFromThePicture() {
    Bench bench(words);
    const manga::CharacterId mia = tests::sample_project().cast[0].id;
    const Heard heard = bench.ask({.subject = mia, .kind = TurnKind::refine, .words = "older"});
    QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
    const manga::Project after = manga::applied(masked_project(), heard.finished->proposal);
    QCOMPARE(after.cast[0].conversation.back().prompt, std::string("a girl waves in heavy rain"));
    QVERIFY(!after.cast[0].conversation.back().negative_prompt && bench.picture_count() == 1);
  }

  void llmgaIsAskedInItsOwnWords() {
    Bench bench("A fine scene. <gen_image>a girl waves in the rain, long caption </gen_image></s>");
    bench.model = "LLMGA-vicuna-7b";
    const Heard heard = bench.ask({.subject = first_panel(), .kind = TurnKind::similar, .words = "at night"});
    QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
    QVERIFY(!bench.body().contains("response_format"));
    QCOMPARE(bench.matter(), std::string("Please regenerate this image. at night"));
    QCOMPARE(turn_of(heard).prompt, std::string("a girl waves in the rain, long caption"));
    QCOMPARE(heard.text, std::string("A fine scene. a girl waves in the rain, long caption </s>"));
    Bench talk("I like it.");
    talk.model = "llmga";
    const Heard chat = talk.ask({.subject = first_panel(), .kind = TurnKind::refine});
    QVERIFY(chat.finished && turn_of(chat).prompt.empty() && turn_of(chat).answer == "I like it.");
  }

  void aModelWithoutJsonIsAskedForPlainWords() {
    Bench bench("It is a quiet street in the evening.");
    const Heard heard = bench.ask({.subject = first_panel(), .kind = TurnKind::describe});
    QVERIFY2(heard.finished.has_value(), heard.failure.c_str());
    QCOMPARE(turn_of(heard).answer, std::string("It is a quiet street in the evening."));
    QCOMPARE(bench.server.requests().size(), std::size_t(3));
  }

  void taggedTextTakesWhatIsMissing_data() {
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("talk");
    QTest::addColumn<QStringList>("prompts");
    QTest::newRow("two") << "One: <gen_image> a b c </gen_image> two <gen_image>d e f</gen_image>"
                         << "One:  two" << QStringList{"a b c", "d e f"};
    QTest::newRow("no end") << "<gen_image>a b c<|im_end|>"
                            << "" << QStringList{"a b c"};
    QTest::newRow("no beginning") << "a b c</gen_image> bye"
                                  << "bye" << QStringList{"a b c"};
    QTest::newRow("too short") << "<gen_image>a b</gen_image> hm"
                               << "hm" << QStringList{};
    QTest::newRow("none") << "just talk"
                          << "just talk" << QStringList{};
  }
  void taggedTextTakesWhatIsMissing() {
    QFETCH(QString, answer);
    QFETCH(QString, talk);
    QFETCH(QStringList, prompts);
    const TaggedText found = read_tagged_text(answer.toStdString());
    QCOMPARE(QString::fromStdString(found.talk), talk);
    QStringList read;
    for (const std::string& prompt : found.prompts) read << QString::fromStdString(prompt);
    QCOMPARE(read, prompts);
  }

  void spokenTextIsTheSameHoweverItIsCut_data() {
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("heard");
    QTest::newRow("field") << "{\"x\": {\"answer\": \"no\"}, \"answer\": \"yes \\\"\\\\ \\u00e9\\ud83d\\ude00\\n!\"}"
                           << "yes \"\\ é😀\n!";
    QTest::newRow("fence") << "```json\n{\"answer\": \"a\", \"y\": \"answer\", \"z\": [\"b\"]}\n```"
                           << "a";
    QTest::newRow("plain") << "a < b <gen_image>c</gen_image> <b>"
                           << "a < b c <b>";
    QTest::newRow("thoughts") << "<think>{\"answer\": \"hm\"}</think>\n{\"answer\": \"well\"}"
                              << "well";
    QTest::newRow("turned") << "{\"answer\": \"a\\u202eb\"}"
                            << "a\\u202eb";
  }
  void spokenTextIsTheSameHoweverItIsCut() {
    QFETCH(QString, answer);
    QFETCH(QString, heard);
    const std::string bytes = answer.toStdString();
    for (const std::size_t step : {std::size_t(1), std::size_t(7), bytes.size()}) {
      SpokenText spoken({"answer"});
      std::string text;
      for (std::size_t i = 0; i < bytes.size(); i += step) text += spoken.feed(std::string_view(bytes).substr(i, step));
      QCOMPARE(QString::fromStdString(text), heard);
    }
  }

  void longPromptsAreCutBetweenWords() {
    QCOMPARE(cut_words("one two three", 3), std::string("one two three"));
    QCOMPARE(cut_words("one, two, three four", 3), std::string("one, two"));
    QCOMPARE(cut_words("one two three four", 3), std::string("one two three"));
  }

  void anAnswerOutOfShapeIsRefusedWithItsPath_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("why");
    QTest::newRow("no answer") << int(TurnKind::ask) << "{\"boxes\": []}"
                               << "$.answer: is missing";
    QTest::newRow("thin box") << int(TurnKind::edit)
                              << "{\"target_caption\": \"a\", \"box\": [0, 0, 1000, 1], \"whole_image\": false}"
                              << "$.box: is smaller than a hundredth of the picture";
    QTest::newRow("three sides") << int(TurnKind::edit) << "{\"target_caption\": \"a\", \"box\": [0, 0, 9]}"
                                 << "$.box: must be {x0, y0, x1, y1}";
    QTest::newRow("no fill") << int(TurnKind::fill) << "{\"scene\": \"a\"}"
                             << "$.fill: is missing";
    QTest::newRow("a box of words") << int(TurnKind::ask) << "{\"answer\": \"a\", \"boxes\": [{\"x0\": \"left\"}]}"
                                    << "$.boxes[0].y0: is missing";
  }
  void anAnswerOutOfShapeIsRefusedWithItsPath() {
    QFETCH(int, kind);
    QFETCH(QString, answer);
    QFETCH(QString, why);
    try {
      static_cast<void>(read_turn(json::parse(answer.toStdString()), {.kind = TurnKind(kind)}, {{}, 100, 100}));
      QFAIL("it was read");
    } catch (const Error& error) {
      QCOMPARE(QString::fromUtf8(error.what()), why);
    }
  }

  void outlinesAndHolesTouchWhatTheyAreFor() {
    const Image picture = grey(100, 100, 200);
    const Image boxed = outlined(picture, {{0.1F, 0.1F, 0.9F, 0.9F}});
    QVERIFY(boxed.row(10)[10 * 3] == 220 && boxed.row(10)[10 * 3 + 1] == 30 && boxed.row(50)[50 * 3] == 200);
    const Image hole = holed(picture, half_mask(), 128);
    QVERIFY(hole.row(50)[10 * 3] == 200 && hole.row(50)[90 * 3] == 128);
    const Image edge = mask_outlined(picture, half_mask());
    QVERIFY(edge.row(50)[50 * 3] == 220 && edge.row(50)[75 * 3] == 200 && edge.row(50)[25 * 3] == 200);
  }
};

QTEST_GUILESS_MAIN(AssistantTest)
#include "assistant_test.moc"
