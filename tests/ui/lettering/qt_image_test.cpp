// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/qt_image.h"

#include <QtTest>

using namespace koma;

class QtImageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pixels_survive_the_way_to_qt_and_back_data();
  void pixels_survive_the_way_to_qt_and_back();
  void the_pixels_outlive_the_value_they_came_from();
  void alpha_is_seen_by_qt_and_dropped_on_the_way_back();
  void nothing_stays_nothing();
};

void QtImageTest::pixels_survive_the_way_to_qt_and_back_data() {
  QTest::addColumn<int>("channels");
  QTest::newRow("grey") << 1;
  QTest::newRow("RGB") << 3;
}

void QtImageTest::pixels_survive_the_way_to_qt_and_back() {
  QFETCH(int, channels);
  // A width that Qt would pad
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(5 * 3 * channels));
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(17 * i);
  const Image image(5, 3, channels, bytes);
  const QImage picture = lettering::toQImage(image);
  QCOMPARE(picture.pixelColor(4, 2).red(), static_cast<int>(bytes[static_cast<std::size_t>((2 * 5 + 4) * channels)]));
  QVERIFY(lettering::toImage(picture) == image);
  QVERIFY(lettering::toImage(picture.copy()) == image);
}

void QtImageTest::the_pixels_outlive_the_value_they_came_from() {
  QImage picture;
  {
    const Image image(2, 1, 1, {7, 9});
    picture = lettering::toQImage(image);
  }
  QCOMPARE(qGray(picture.pixel(1, 0)), 9);
}

void QtImageTest::alpha_is_seen_by_qt_and_dropped_on_the_way_back() {
  const QImage picture = lettering::toQImage(Image(1, 1, 4, {10, 20, 30, 255}));
  QCOMPARE(picture.pixelColor(0, 0), QColor(10, 20, 30));
  QCOMPARE(lettering::toImage(picture).channels(), 3);
}

void QtImageTest::nothing_stays_nothing() {
  QVERIFY(lettering::toQImage({}).isNull());
}

QTEST_APPLESS_MAIN(QtImageTest)
#include "qt_image_test.moc"
