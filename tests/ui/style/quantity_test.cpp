// SPDX-License-Identifier: Apache-2.0
#include "ui/style/quantity.h"

#include <QtTest>

using namespace koma;

class QuantityTest : public QObject {
  Q_OBJECT

 private slots:
  void numbers_units_and_sums_are_read_data();
  void numbers_units_and_sums_are_read();
  void what_is_no_quantity_gives_none_data();
  void what_is_no_quantity_gives_none();
};

void QuantityTest::numbers_units_and_sums_are_read_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("unit");
  QTest::addColumn<double>("value");
  QTest::newRow("bare") << "7.3"
                        << "mm" << 7.3;
  QTest::newRow("own unit") << "7.3mm"
                            << "mm" << 7.3;
  QTest::newRow("comma") << " 7,3 mm "
                         << "mm" << 7.3;
  QTest::newRow("cm") << "1.5 cm"
                      << "mm" << 15.0;
  QTest::newRow("Q") << "20Q"
                     << "mm" << 5.0;
  QTest::newRow("pt") << "72pt"
                      << "mm" << 25.4;
  QTest::newRow("into pt") << "1 in"
                           << "pt" << 72.0;
  QTest::newRow("percent") << "50%"
                           << "%" << 50.0;
  QTest::newRow("sum") << "3 + 2.5 cm - 1"
                       << "mm" << 27.0;
  QTest::newRow("product first") << "1+2*3"
                                 << "steps" << 7.0;
  QTest::newRow("half") << "182/2"
                        << "mm" << 91.0;
  QTest::newRow("times") << "2×3"
                         << "mm" << 6.0;
  QTest::newRow("unit that looks like times") << "2.5 ×"
                                              << "×" << 2.5;
  QTest::newRow("negative") << "-4"
                            << "mm" << -4.0;
}

void QuantityTest::numbers_units_and_sums_are_read() {
  QFETCH(QString, text);
  QFETCH(QString, unit);
  QFETCH(double, value);
  const auto read = ui::quantityOf(text, unit);
  QVERIFY(read);
  QVERIFY(std::abs(*read - value) < 1e-9);
}

void QuantityTest::what_is_no_quantity_gives_none_data() {
  QTest::addColumn<QString>("text");
  QTest::newRow("empty") << "";
  QTest::newRow("words") << "many";
  QTest::newRow("another kind of unit") << "5 kg";
  QTest::newRow("percent of a length") << "5%";
  QTest::newRow("open sum") << "3 +";
  QTest::newRow("two numbers") << "3 4";
  QTest::newRow("divided by nothing") << "1/0";
}

void QuantityTest::what_is_no_quantity_gives_none() {
  QFETCH(QString, text);
  QVERIFY(!ui::quantityOf(text, "mm"));
}

QTEST_MAIN(QuantityTest)
#include "quantity_test.moc"
