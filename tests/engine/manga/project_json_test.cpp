// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/base/error.h"
#include "engine/manga/paper_presets.h"
#include "engine/manga/project_json.h"
#include "tests/support/sample_project.h"

using namespace koma;
using namespace koma::manga;

class ProjectJsonTest : public QObject {
  Q_OBJECT

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

  void unknownFieldsSurviveARoundTripAtEveryLevel() {
    nlohmann::json document = project_to_json(tests::sample_project());
    document["future"] = {{"a", 1}};
    document["cast"][0]["aura"] = "blue";
    document["pages"][0]["weather"] = 3;
    document["pages"][0]["panels"][0]["lens"] = "35mm";
    document["pages"][0]["panels"][0]["characters"][0]["shadow"] = true;
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
