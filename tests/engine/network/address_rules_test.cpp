// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/network/http_transport.h"
#include "tests/support/mock_server.h"

using namespace koma::network;
using namespace std::chrono_literals;

class AddressRulesTest : public QObject {
  Q_OBJECT
 private slots:
  void numbersAreWhatTheyAre_data() {
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* host, AddressKind kind) { QTest::newRow(host) << host << int(kind); };
    for (const char* host : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) row(host, AddressKind::loopback);
    for (const char* host : {"169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255", "fe80::1", "ff02::1", "::",
                             "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "100.100.100.200"}) {
      row(host, AddressKind::forbidden);
    }
    for (const char* host : {"8.8.8.8", "192.168.0.10", "10.0.0.1", "2606:4700::1111"}) row(host, AddressKind::usual);
  }
  void numbersAreWhatTheyAre() {
    QFETCH(QString, host);
    QFETCH(int, kind);
    QCOMPARE(int(kind_of_number(host.toStdString()).value()), kind);
  }

  void anAddressCannotHideInAnotherSpelling_data() {
    QTest::addColumn<QString>("url");
    for (const char* url :
         {"http://169.254.169.254/", "http://0xa9fea9fe/", "http://2852039166/", "http://0251.0376.0251.0376/",
          "http://[::ffff:a9fe:a9fe]/", "http://169.254.169.254./", "http://169.254.169.254%2F@8.8.8.8/"}) {
      QTest::newRow(url) << url;
    }
  }
  void anAddressCannotHideInAnotherSpelling() {
    QFETCH(QString, url);
    HttpRequest request{.url = url.toStdString(), .rule = {.elsewhere = true, .plain_elsewhere = true}};
    request.patience = {500ms, 500ms, 500ms, 500ms};
    const HttpAnswer answer = make_curl_transport()->send(request, {});
    QVERIFY2(answer.kind == HttpAnswer::Kind::refused, answer.problem.c_str());
  }

  void aRedirectIsFollowedOnlyForWhatIsPublic_data() {
    QTest::addColumn<bool>("posted");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("requests");
    QTest::newRow("public") << false << "/v1/there" << 2;
    QTest::newRow("posted") << true << "/v1/there" << 1;
    QTest::newRow("to the metadata") << false << "http://169.254.169.254/latest" << 1;
  }
  void aRedirectIsFollowedOnlyForWhatIsPublic() {
    QFETCH(bool, posted);
    QFETCH(QString, to);
    QFETCH(int, requests);
    koma::tests::MockServer server([&](const koma::tests::MockRequest& request, const auto& out) {
      const bool there = request.path() == "/v1/there";
      static_cast<void>(
          out.head(there ? "200 OK" : "307 Go", "text/plain", there ? "" : "Location: " + to.toStdString() + "\r\n"));
    });
    HttpRequest request{.url = server.url() + "/here"};
    if (posted) request.body = "secret", request.bearer = "key";

    const HttpAnswer answer = make_curl_transport()->send(request, {});

    QCOMPARE(int(server.requests().size()), requests);
    if (posted) QCOMPARE(answer.status, 307);
    if (to.startsWith("http")) QVERIFY(answer.kind == HttpAnswer::Kind::refused);
  }

  void thisMachineNeedsNoLeave() {
    QVERIFY(objection(*parse_address("http://localhost:8080/v1"), {.elsewhere = false}).empty());
    QVERIFY(!objection(*parse_address("https://example.com/v1"), {.elsewhere = false}).empty());
    QVERIFY(!objection(*parse_address("http://example.com/v1"), {}).empty());
    QVERIFY(objection(*parse_address("https://example.com/v1"), {}).empty());
  }
};

QTEST_APPLESS_MAIN(AddressRulesTest)
#include "address_rules_test.moc"
