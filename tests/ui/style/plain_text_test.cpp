// SPDX-License-Identifier: Apache-2.0
#include "ui/style/plain_text.h"

#include <QtTest>

using namespace koma::ui;

class PlainTextTest : public QObject {
  Q_OBJECT

 private slots:
  void the_mark_of_the_key_and_the_dots_are_left_out_data();
  void the_mark_of_the_key_and_the_dots_are_left_out();
};

void PlainTextTest::the_mark_of_the_key_and_the_dots_are_left_out_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("plain");
  QTest::newRow("inside a word") << "Sna&p"
                                 << "Snap";
  QTest::newRow("appended") << "锁定/解锁(&L)"
                            << "锁定/解锁";
  QTest::newRow("before dots") << "打开(&O)…"
                               << "打开";
  QTest::newRow("brackets of another kind") << "Graphics card (CUDA)"
                                            << "Graphics card (CUDA)";
}

void PlainTextTest::the_mark_of_the_key_and_the_dots_are_left_out() {
  QFETCH(QString, text);
  QFETCH(QString, plain);
  QCOMPARE(plainText(text), plain);
}

QTEST_GUILESS_MAIN(PlainTextTest)
#include "plain_text_test.moc"
