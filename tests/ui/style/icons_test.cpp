// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>
#include <QtTest>

#include "ui/style/icons.h"
#include "ui/style/palettes.h"

using namespace koma::ui;

namespace {

/// The picture's most opaque pixel: the ink itself, without its soft edge.
QColor inkOf(const QPixmap& pixmap) {
  const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
  QRgb ink = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (qAlpha(image.pixel(x, y)) > qAlpha(ink)) ink = image.pixel(x, y);
  return QColor::fromRgb(ink);
}

/// Premultiplying costs a step of each part.
bool alike(const QColor& a, const QColor& b) {
  return std::abs(a.red() - b.red()) < 3 && std::abs(a.green() - b.green()) < 3 && std::abs(a.blue() - b.blue()) < 3;
}

}  // namespace

class IconsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_icon_is_of_the_family_data();
  void every_icon_is_of_the_family();
  void an_icon_has_the_colour_of_its_state();
  void an_icon_follows_the_theme();
  void an_icon_has_as_many_pixels_as_the_screen();
};

void IconsTest::every_icon_is_of_the_family_data() {
  QTest::addColumn<QString>("path");
  for (const QFileInfo& file : QDir(KOMA_RESOURCES "/icons").entryInfoList({"*.svg"}))
    QTest::newRow(qPrintable(file.completeBaseName())) << file.absoluteFilePath();
}

void IconsTest::every_icon_is_of_the_family() {
  QFETCH(QString, path);
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  QByteArray svg = file.readAll();
  if (path.endsWith("/komawari.svg")) return;  // the program's sign has colours of its own
  QVERIFY(svg.contains("viewBox=\"0 0 20 20\""));
  QVERIFY(!svg.contains('#'));  // no colour but the theme's
  QSvgRenderer renderer(svg.replace("currentColor", "#000000"));
  QVERIFY(renderer.isValid());
  // Ink that leaves the grid would be cut.
  QImage wide(240, 240, QImage::Format_ARGB32);
  wide.fill(Qt::transparent);
  QPainter painter(&wide);
  painter.translate(20, 20);
  renderer.render(&painter, QRectF(0, 0, 200, 200));
  painter.end();
  int ink = 0;
  for (int y = 0; y < wide.height(); ++y) {
    for (int x = 0; x < wide.width(); ++x) {
      if (qAlpha(wide.pixel(x, y)) == 0) continue;
      ++ink;
      QVERIFY2(x >= 25 && x < 215 && y >= 25 && y < 215, "closer than half a unit to the edge");
    }
  }
  QVERIFY(ink > 500);
}

void IconsTest::an_icon_has_the_colour_of_its_state() {
  Theme theme(*qApp);
  theme.choose(ThemeChoice::light);
  const Colours colours = lightColours();
  const QIcon add = icon("add", theme);
  const QSize size(40, 40);
  QVERIFY(alike(inkOf(add.pixmap(size)), colours.text));
  QVERIFY(alike(inkOf(add.pixmap(size, QIcon::Disabled)), colours.disabledText));
  QVERIFY(alike(inkOf(add.pixmap(size, QIcon::Normal, QIcon::On)), colours.accent));
  QVERIFY(alike(inkOf(icon("add", theme, IconGround::accent).pixmap(size)), colours.onAccent));
}

void IconsTest::an_icon_follows_the_theme() {
  Theme theme(*qApp);
  theme.choose(ThemeChoice::light);
  const QIcon add = icon("add", theme);
  QVERIFY(alike(inkOf(add.pixmap(40, 40)), lightColours().text));
  theme.choose(ThemeChoice::dark);
  QVERIFY(alike(inkOf(add.pixmap(40, 40)), darkColours().text));
}

void IconsTest::an_icon_has_as_many_pixels_as_the_screen() {
  Theme theme(*qApp);
  const QPixmap twice = icon("add", theme).pixmap(QSize(20, 20), 2.0);
  QCOMPARE(twice.size(), QSize(40, 40));
  QCOMPARE(twice.devicePixelRatio(), 2.0);
}

QTEST_MAIN(IconsTest)
#include "icons_test.moc"
