// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/network/http_transport.h"

using namespace koma::network;

class HttpTransportTest : public QObject {
  Q_OBJECT
 private slots:
  void onlyAddressesOfTheWebHaveAHost_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host");
    QTest::newRow("https") << "https:/"
                              "/host.example/a/b.png?c=d"
                           << "host.example";
    QTest::newRow("port") << "http:/"
                             "/host.example:8080/a.png"
                          << "host.example:8080";
    QTest::newRow("number") << "http:/"
                               "/127.0.0.1/a.png"
                            << "127.0.0.1";
    QTest::newRow("file") << "file:/"
                             "//etc/passwd"
                          << "";
    QTest::newRow("ftp") << "ftp:/"
                            "/host.example/a.png"
                         << "";
    QTest::newRow("user") << "https:/"
                             "/user:secret@host.example/a.png"
                          << "";
    QTest::newRow("relative") << "a/b.png"
                              << "";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("space") << "https:/"
                              "/host example/a.png"
                           << "";
  }
  void onlyAddressesOfTheWebHaveAHost() {
    QFETCH(QString, url);
    QFETCH(QString, host);
    const auto address = parse_address(url.toStdString());
    QCOMPARE(QString::fromStdString(address ? to_text(*address) : ""), host);
  }

  void anotherKindOfAddressIsNotOpened() {
    const auto answer = make_curl_transport()->send({.url = "file:/"
                                                            "//etc/hostname"},
                                                    {});
    QVERIFY(answer.kind == HttpAnswer::Kind::refused);
    QVERIFY(answer.body.empty());
  }
};

QTEST_APPLESS_MAIN(HttpTransportTest)
#include "http_transport_test.moc"
