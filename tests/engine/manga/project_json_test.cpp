// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <random>

#include "engine/base/error.h"
#include "engine/manga/paper_presets.h"
#include "engine/manga/project_json.h"
#include "tests/support/sample_project.h"

using namespace koma;
using namespace koma::manga;

class ProjectJsonTest : public QObject {
  Q_OBJECT

  /// Settings that differ from number to number.
  static DrawingSettings drawingOf(unsigned number) {
    std::mt19937 random(number);
    const auto below = [&](int limit) { return int(random() % unsigned(limit)); };
    const auto word = [&](const char* text) { return below(2) == 0 ? std::string() : std::string(text); };
    DrawingSettings settings;
    settings.model = "model-" + std::to_string(below(5));
    if (below(2)) settings.size = 0.25 + below(7) / 4.0;
    if (below(2)) settings.steps = 1 + below(150);
    if (below(2)) settings.guidance_scale = below(40) / 2.0;
    if (below(2)) settings.seed = (std::uint64_t(random()) << 31) + random();
    settings.sampler = word("unipc");
    settings.sigmas = word("beta");
    settings.timestep_spacing = word("linspace");
    if (below(2)) settings.clip_skip = below(5);
    if (below(2)) settings.guidance_rescale = below(5) / 4.0;
    if (below(2)) settings.prompt_weighting = below(2) == 0;
    if (below(2)) settings.character_scale = below(9) / 4.0;
    if (below(2)) settings.agent = below(2) == 0;
    if (below(2)) settings.agent_scale = below(5) / 4.0;
    settings.subject_adapter = word("/models/ms_adapter.bin");
    settings.subject_encoder = word("/models/encoder");
    if (below(2)) settings.auto_layout = below(2) == 0;
    if (below(2)) settings.layout_threshold = below(5) / 4.0;
    if (below(2)) settings.layout_start = below(151);
    for (int i = below(4); i > 0; --i) {
      settings.loras.push_back({.model = "lora-" + std::to_string(i), .weight = below(33) / 4.0 - 4, .unknown = {}});
    }
    return settings;
  }

  static QString complaint(const nlohmann::json& document) {
    try {
      static_cast<void>(project_from_json(document));
      return "no complaint";
    } catch (const Error& error) {
      return QString::fromUtf8(error.what());
    }
  }

 private slots:
  void aProjectSurvivesARoundTrip() {
    const Project project = tests::sample_project();

    const Project read = project_from_text(project_to_json(project).dump(), "memory");

    QVERIFY(read == project);
  }

  void whatANewerVersionSaysInAConversationIsWrittenBack() {
    auto document = project_to_json(tests::sample_project());
    auto& turn = document["pages"][0]["panels"][0]["conversation"][0];
    turn["kind"] = "sing", turn["state"] = "applauded", turn["key"] = "C";
    document["cast"][0]["conversation"] = nlohmann::json::array({turn});

    const Project read = project_from_json(document);

    QVERIFY(read.pages[0].panels[0].conversation.at(0).kind == TurnKind::ask);
    QVERIFY(read.cast[0].conversation.at(0).state == TurnState::open);
    QVERIFY(project_to_json(read) == document);
  }

  void aConversationHasAnEnd() {
    Conversation talk;
    for (std::size_t i = 0; i < most_turns + 2; ++i) add_turn(talk, {.question = std::to_string(i)});
    QCOMPARE(talk.size(), most_turns);
    QCOMPARE(talk.front().question, std::string("2"));
  }

  void howThingsAreDrawnSurvivesARoundTrip() {
    Project project = tests::sample_project();
    project.drawing = drawingOf(7);
    Panel& panel = project.pages[1].panels[0];
    panel.settings = drawingOf(11);
    panel.division.base_prompt = "a park";
    panel.mask = std::string(64, 'c') + ".png";
    panel.repaint = {.strength = 0.35,
                     .context = 128,
                     .feather = 24,
                     .prefill = "edges",
                     .seam = "diffrir",
                     .restorer = "seams",
                     .seam_blend = 0.5,
                     .unknown = {}};
    panel.controls = {{.picture = std::string(64, 'd') + ".png",
                       .model = "canny-sdxl",
                       .preprocessor = "canny",
                       .scale = 0.75,
                       .start = 0.125,
                       .end = 0.5,
                       .unknown = {}}};

    const Project read = project_from_text(project_to_json(project).dump(), "memory");

    QVERIFY(read == project);
  }

  void anySettingsSurviveARoundTrip() {
    for (unsigned seed = 0; seed < 200; ++seed) {
      Project project = tests::sample_project();
      project.drawing = drawingOf(seed);
      project.pages[0].panels[1].settings = drawingOf(seed + 1000);
      QVERIFY2(project_from_text(project_to_json(project).dump(), "memory") == project,
               qPrintable(QString::number(seed)));
    }
  }

  void aWorkFromBeforeTheWorkHadSettingsOpensAsItWas() {
    nlohmann::json document = project_to_json(tests::sample_project());
    QVERIFY(!document.contains("drawing"));
    auto& panel = document["pages"][0]["panels"][0];
    panel["settings"] = {{"model", "mini"}, {"steps", 8}, {"seed", 42}};

    const Project read = project_from_json(document);

    QVERIFY(read.drawing == Project{}.drawing);
    QCOMPARE(drawing_of(read, read.pages[0].panels[0]).model, std::string("mini"));
    QCOMPARE(drawing_of(read, read.pages[0].panels[1]).model, std::string("mini"));
    QVERIFY(read.pages[0].panels[1].repaint == RepaintSettings{});
    QVERIFY(!drawing_of(read, read.pages[0].panels[0]).agent);
    QCOMPARE(QString::fromStdString(project_to_json(read).dump(1)), QString::fromStdString(document.dump(1)));
  }

  void aPanelTakesFromTheWorkWhatItLeavesOpen() {
    Project project = tests::sample_project();
    project.drawing.model = "big";
    project.drawing.steps = 20;
    project.drawing.sampler = "euler";
    project.drawing.agent = true;
    project.drawing.agent_scale = 0.25;
    project.drawing.loras = {{.model = "ink", .weight = 0.5, .unknown = {}},
                             {.model = "rain", .weight = 1, .unknown = {}}};
    Panel& panel = project.pages[0].panels[1];
    panel.settings.steps = 4;
    panel.settings.agent_scale = 0.75;
    panel.settings.character_scale = 1.5;
    panel.settings.loras = {{.model = "rain", .weight = 0, .unknown = {}},
                            {.model = "mia", .weight = -1, .unknown = {}}};

    const DrawingSettings settings = drawing_of(project, panel);

    QCOMPARE(settings.model, std::string("big"));
    QCOMPARE(*settings.steps, 4);
    QCOMPARE(settings.sampler, std::string("euler"));
    QCOMPARE(settings.agent, std::optional(true));
    QCOMPARE(settings.agent_scale, std::optional(0.75));
    QCOMPARE(settings.character_scale, std::optional(1.5));
    QCOMPARE(settings.loras.size(), 2u);
    QCOMPARE(settings.loras[0].model, std::string("ink"));
    QCOMPARE(settings.loras[1].model, std::string("mia"));
    QCOMPARE(settings.loras[1].weight, -1.0);
  }

  void unknownFieldsSurviveARoundTripAtEveryLevel() {
    nlohmann::json document = project_to_json(tests::sample_project());
    document["future"] = {{"a", 1}};
    document["cast"][0]["aura"] = "blue";
    document["pages"][0]["weather"] = 3;
    document["pages"][0]["panels"][0]["lens"] = "35mm";
    document["pages"][0]["panels"][0]["settings"]["mood"] = "calm";
    document["pages"][0]["panels"][0]["settings"]["loras"] = {{{"model", "ink"}, {"weight", 0.5}, {"block", 3}}};
    document["pages"][0]["panels"][0]["repaint"] = {{"strength", 0.5}, {"grain", 2}};
    document["drawing"] = {{"model", "big"}, {"mood", "loud"}};
    document["pages"][0]["panels"][0]["characters"][0]["shadow"] = true;
    document["pages"][0]["panels"][0]["regions"][0]["fog"] = 0.5;
    document["pages"][0]["panels"][0]["division"]["curved"] = true;
    document["pages"][0]["balloons"][0]["tails"][0]["wiggle"] = 0.5;
    document["pages"][0]["balloons"][0]["style"]["colour"] = "#ff0000";

    const nlohmann::json written = project_to_json(project_from_json(document));

    QCOMPARE(QString::fromStdString(written.dump(1)), QString::fromStdString(document.dump(1)));
  }

  void aMisplacedFieldIsReportedWithItsPath_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("expected");
    QTest::newRow("frame") << "/pages/1/panels/0/frame"
                           << "[[0,0],[1,1]]"
                           << "$.pages[1].panels[0].frame: must be a list of 3 to 1000 points";
    QTest::newRow("point") << "/pages/0/panels/0/frame/2"
                           << "[1]"
                           << "$.pages[0].panels[0].frame[2]: must be [x, y]";
    QTest::newRow("title") << "/title"
                           << "7"
                           << "$.title: must be a text";
    QTest::newRow("strength") << "/cast/0/strength"
                              << "9"
                              << "$.cast[0].strength: is 9, but must be 0 to 2";
    QTest::newRow("box")
        << "/pages/0/panels/0/characters/0/box"
        << "null"
        << "$.pages[0].panels[0].characters[0].box: is missing: [left, top, right, bottom] in 0 to 1 of the panel";
    QTest::newRow("newer") << "/schema"
                           << "99"
                           << "$.schema: is 99, written by a newer Komawari; update the program to open it";
    QTest::newRow("shape") << "/pages/0/balloons/0/shape"
                           << "\"cube\""
                           << "$.pages[0].balloons[0].shape:";
    QTest::newRow("weight") << "/pages/0/panels/0/settings/loras"
                            << R"([{"model": "ink", "weight": 9}])"
                            << "$.pages[0].panels[0].settings.loras[0].weight: is 9, but must be -4 to 4";
    QTest::newRow("repaint") << "/pages/0/panels/0/repaint"
                             << R"({"strength": 2})"
                             << "$.pages[0].panels[0].repaint.strength: is 2, but must be 0 to 1";
    QTest::newRow("work") << "/drawing"
                          << R"({"clip_skip": 5})"
                          << "$.drawing.clip_skip: is 5, but must be 0 to 4";
    QTest::newRow("twice") << "/pages/1/id"
                           << "1"
                           << "$: the id 1 names two things";
  }

  void aMisplacedFieldIsReportedWithItsPath() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, expected);
    nlohmann::json document = project_to_json(tests::sample_project());

    document[nlohmann::json::json_pointer(pointer.toStdString())] = nlohmann::json::parse(value.toStdString());

    const QString said = complaint(document);
    QVERIFY2(said.startsWith(expected), qPrintable(said));
  }

  void anOlderDocumentIsMigrated() {
    nlohmann::json document = project_to_json(tests::sample_project());
    document["schema"] = 0;
    document["paper_mm"] = {148, 210};
    document.erase("paper");

    const Project read = project_from_json(document);

    QCOMPARE(read.paper.trim.width, 148.0);
    QVERIFY(read.unknown.is_null());
  }

  void aPageKeepsItsOwnPaperAndTakesTheProjectsWhenItHasNone() {
    Project project = tests::sample_project();
    project.paper = paper_of("a4");
    nlohmann::json document = project_to_json(project);
    document["pages"][1].erase("paper");

    const Project read = project_from_json(document);

    QVERIFY(read.pages[0].paper == project.pages[0].paper);
    QVERIFY(read.pages[1].paper == project.paper);
  }

  void textThatIsNoJsonIsRefused() {
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(project_from_text("{\"title\": ", "broken.json")), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(project_from_text("[]", "list.json")), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(project_from_text("{}", "empty.json")), Error);
  }

  void everyPaperPresetHoldsItsInnerFrame() {
    for (const auto& preset : paper_presets()) {
      const Paper paper = paper_of(preset.id);
      QVERIFY(paper.inner_frame.left > 0 && paper.inner_frame.right() < paper.trim.width);
      QVERIFY(paper.inner_frame.top > 0 && paper.inner_frame.bottom() < paper.trim.height);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(paper_of("letter")), Error);
  }
};

QTEST_APPLESS_MAIN(ProjectJsonTest)
#include "project_json_test.moc"
