// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/network/picture_fetch.h"
#include "engine/base/error.h"
#include "tests/support/fake_web.h"

using namespace koma;
using namespace koma::app;
using Kind = network::HttpAnswer::Kind;

class PictureFetchTest : public QObject {
  Q_OBJECT

  static constexpr const char* url = "http_host_a";

  static QString complaint(FakeWeb& web, JumpingClock& time, int retries = 3) {
    RateLimit rate(1000, time.clock());
    try {
      static_cast<void>(fetchPicture(*web.transport(), url, {.retries = retries}, rate, {}));
    } catch (const Error& error) {
      return QString::fromUtf8(error.what());
    }
    return "no complaint";
  }

 private slots:
  void whatPassesIsTriedAgainLaterAndLater() {
    FakeWeb web;
    JumpingClock time;
    web.put(url, status(503));
    web.put(url, failing(Kind::failed, "the connection broke"));
    web.put(url, status(500));
    web.put(url, std::vector<std::uint8_t>{1, 2, 3});
    RateLimit rate(1000, time.clock());
    const auto bytes = fetchPicture(*web.transport(), url, {.retries = 3}, rate, {});
    QVERIFY(bytes == std::vector<std::uint8_t>({1, 2, 3}));
    QCOMPARE(time.slept(), (std::vector<double>{1, 2, 4}));
  }

  void aServerThatAsksForPatienceGetsIt() {
    FakeWeb web;
    JumpingClock time;
    web.put(url, status(429, 37));
    web.put(url, std::vector<std::uint8_t>{1});
    RateLimit rate(1000, time.clock());
    QVERIFY(fetchPicture(*web.transport(), url, {}, rate, {}).has_value());
    QVERIFY(time.seconds() >= 37);
  }

  void aServerThatAsksForTooMuchIsLeft() {
    FakeWeb web;
    JumpingClock time;
    web.put(url, status(429, 3600));
    QCOMPARE(complaint(web, time), QString("http_host_a: the server asks to wait 3600 seconds; go on later"));
    QCOMPARE(web.asked.size(), std::size_t(1));
  }

  void whatStaysAsItIsIsAskedForOnce_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("gone") << 404 << "the server answers 404";
    QTest::newRow("forbidden") << 403 << "the server answers 403";
    QTest::newRow("no content") << 204 << "the server answers 204";
    QTest::newRow("refused") << 0 << "too many redirects";
  }
  void whatStaysAsItIsIsAskedForOnce() {
    QFETCH(int, status);
    QFETCH(QString, sentence);
    FakeWeb web;
    JumpingClock time;
    web.put(url, status == 0 ? failing(Kind::refused, "too many redirects") : app::status(status));
    QCOMPARE(complaint(web, time), "http_host_a: " + sentence);
    QCOMPARE(web.asked.size(), std::size_t(1));
  }

  void patienceEnds() {
    FakeWeb web;
    JumpingClock time;
    web.put(url, status(503));
    QCOMPARE(complaint(web, time, 2), QString("http_host_a: the server answers 503 (after 3 tries)"));
    QCOMPARE(web.asked.size(), std::size_t(3));
    QCOMPARE(complaint(web, time, 0), QString("http_host_a: the server answers 503"));
  }

  void whoIsStoppedGetsNothing() {
    FakeWeb web;
    web.put(url, std::vector<std::uint8_t>{1});
    web.stopAtNext = std::stop_source();
    JumpingClock time;
    RateLimit rate(1000, time.clock());
    QVERIFY(!fetchPicture(*web.transport(), url, {}, rate, web.stopAtNext.get_token()));
    QVERIFY(!fetchPicture(*web.transport(), url, {}, rate, web.stopAtNext.get_token()));
    QCOMPARE(web.asked.size(), std::size_t(1));
  }
};

QTEST_APPLESS_MAIN(PictureFetchTest)
#include "picture_fetch_test.moc"
