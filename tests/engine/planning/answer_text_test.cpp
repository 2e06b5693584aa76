// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/base/error.h"
#include "engine/planning/endpoint_json.h"
#include "engine/planning/event_stream.h"
#include "engine/planning/json_answer.h"
#include "engine/planning/picture_part.h"
#include "engine/planning/safe_text.h"

using namespace koma;
using namespace koma::planning;

class AnswerTextTest : public QObject {
  Q_OBJECT
 private slots:
  void theObjectIsFoundInWhateverSurroundsIt_data() {
    QTest::addColumn<QString>("answer");
    QTest::newRow("bare") << "{\"a\": \"}{\"}";
    QTest::newRow("fenced") << "```json\n{\"a\": \"}{\"}\n```";
    QTest::newRow("thought") << "<think>{\"b\": 1} {</think>Here: {\"a\": \"}{\"} Done {}";
    QTest::newRow("open thought before") << "I think {this} is it: {\"a\": \"}{\"}<think>{\"a\": 2}";
  }
  void theObjectIsFoundInWhateverSurroundsIt() {
    QFETCH(QString, answer);
    QCOMPARE(read_json_answer(answer.toStdString())["a"].get<std::string>(), std::string("}{"));
  }

  void whatIsNoObjectIsRefused_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("nothing") << QByteArray("I cannot do that.");
    QTest::newRow("cut") << QByteArray("{\"a\": \"b");
    QTest::newRow("list") << QByteArray("[1, 2]");
    QTest::newRow("not a number") << QByteArray("{\"a\": NaN}");
    QTest::newRow("deep") << QByteArray(5000, '{') + "1" + QByteArray(5000, '}');
    QTest::newRow("bytes") << QByteArray("{\"a\": \"\xff\"}");
  }
  void whatIsNoObjectIsRefused() {
    QFETCH(QByteArray, answer);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(read_json_answer(answer.toStdString())), Error);
  }

  void eventsAreTheSameInWhateverPiecesTheyCome() {
    const std::string wire = ": hi\r\ndata: one\r\n\r\nevent: x\ndata: two\ndata:three\n\nid: 1\n\ndata\n\ndata: cut";
    for (std::size_t step = 1; step < wire.size(); ++step) {
      std::vector<std::string> heard;
      EventStream stream([&](const std::string& data) {
        heard.push_back(data);
        return true;
      });
      for (std::size_t at = 0; at < wire.size(); at += step) QVERIFY(stream.feed(wire.substr(at, step)));
      QCOMPARE(heard, (std::vector<std::string>{"one", "two\nthree", ""}));
      stream.finish();
      QCOMPARE(heard.back(), std::string("cut"));
    }
  }

  void oddSignsAreShownAndNotKept() {
    QCOMPARE(shown("a\u202Eb\x01\xff雨"), std::string("a\\u202eb\\u0001\uFFFD雨"));
    QCOMPARE(cleaned(" \u200Ba\u202Eb\x01\xff雨 \n", 100), std::string("ab雨"));
    QCOMPARE(cleaned("雨雨", 4), std::string("雨"));
    QVERIFY(is_utf8("雨🌧") && !is_utf8("\xc0\x80") && !is_utf8("\xed\xa0\x80") && !is_utf8("\xf4\x90\x80\x80"));
    QCOMPARE(whole_signs(std::string("a雨").substr(0, 3)), std::size_t(1));
    QCOMPARE(without_secret("key k1, k1!", "k1"), std::string("key •••, •••!"));
  }

  void picturesAreScaledByMeans() {
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 4; ++i) pixels.insert(pixels.end(), {0, 100, 200, 40});
    const Image small = scaled_down(Image(4, 4, 1, pixels), 2);
    QVERIFY(small.width() == 2 && small.height() == 2);
    QVERIFY(small.row(0)[0] == 50 && small.row(1)[1] == 120);
    QVERIFY(data_uri(small).starts_with("data:image/png;base64,iVBORw0KGgo"));
  }

  void aListOfEndpointsSurvivesItsFileWithoutKeys() {
    std::vector<api::Endpoint> endpoints(2);
    endpoints[0] = {.name = "Ollama", .url = "http://127.0.0.1:11434/v1", .model = "gemma3:4b"};
    endpoints[1] = {.name = "far", .url = "https://api.example.com/v1", .may_leave_machine = true};
    endpoints[1].patience.stall = std::chrono::seconds(7);
    endpoints[1].thinking = api::Thinking::off;

    const auto document = endpoints_to_json(endpoints);

    QVERIFY(endpoints_from_json(document) == endpoints);
    QVERIFY(document.dump().find("key") == std::string::npos);
    endpoints[1].name = "Ollama";
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(endpoints_from_json(endpoints_to_json(endpoints))), Error);
    endpoints[1] = {.name = "far", .url = "https://api.example.com/v1"};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(endpoints_from_json(endpoints_to_json(endpoints))), Error);
  }
};

QTEST_APPLESS_MAIN(AnswerTextTest)
#include "answer_text_test.moc"
