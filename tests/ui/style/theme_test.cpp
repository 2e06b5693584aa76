// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QtTest>

#include "ui/style/palettes.h"
#include "ui/style/theme.h"

using namespace koma::ui;

class ThemeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void text_can_be_read_on_every_surface_data() { moods(); }
  void text_can_be_read_on_every_surface();
  void lines_of_controls_can_be_seen_data() { moods(); }
  void lines_of_controls_can_be_seen();
  void lines_on_the_page_can_be_seen_on_white();
  void choosing_dark_changes_the_palette_and_says_so();
  void following_the_system_gives_light_when_its_window_is_light();
  void the_style_sheet_has_no_name_left_in_it();
  void type_sizes_rise_from_caption_to_display();
  void japanese_readers_get_japanese_shapes_first();

 private:
  static void moods() {
    QTest::addColumn<Colours>("colours");
    QTest::newRow("light") << lightColours();
    QTest::newRow("dark") << darkColours();
  }
};

Q_DECLARE_METATYPE(koma::ui::Colours)

void ThemeTest::text_can_be_read_on_every_surface() {
  QFETCH(Colours, colours);
  const QColor surfaces[] = {colours.window, colours.panel, colours.raised, colours.field};
  const QColor inks[] = {colours.text, colours.quietText, colours.accent, colours.good, colours.warning, colours.bad};
  for (const QColor& surface : surfaces) {
    for (const QColor& ink : inks) {
      const QByteArray pair = (ink.name() + " on " + surface.name()).toLatin1();
      QVERIFY2(contrast(ink, surface) >= 4.5, pair.constData());
    }
  }
  QVERIFY(contrast(colours.onAccent, colours.accent) >= 4.5);
  QVERIFY(contrast(colours.text, colours.accentQuiet) >= 4.5);
  QVERIFY(contrast(colours.quietText, colours.accentQuiet) >= 4.5);
}

void ThemeTest::lines_of_controls_can_be_seen() {
  QFETCH(Colours, colours);
  for (const QColor& surface : {colours.window, colours.panel, colours.raised, colours.field}) {
    QVERIFY(contrast(colours.strongLine, surface) >= 3);
    QVERIFY(contrast(colours.accent, surface) >= 3);  // the ring of the focus
  }
}

void ThemeTest::lines_on_the_page_can_be_seen_on_white() {
  const Colours colours = lightColours();
  for (const QColor& line : {colours.trimLine, colours.bleedLine, colours.innerLine, colours.safeLine,
                             colours.userGuide, colours.snapLine, colours.selection, colours.handle})
    QVERIFY2(contrast(line, Qt::white) >= 3, qPrintable(line.name()));
}

void ThemeTest::choosing_dark_changes_the_palette_and_says_so() {
  Theme theme(*qApp);
  theme.choose(ThemeChoice::light);
  QSignalSpy changed(&theme, &Theme::changed);
  theme.choose(ThemeChoice::dark);
  QCOMPARE(changed.size(), 1);
  QVERIFY(theme.dark());
  QCOMPARE(qApp->palette().color(QPalette::Base), darkColours().field);
  theme.choose(ThemeChoice::dark);
  QCOMPARE(changed.size(), 1);
}

void ThemeTest::following_the_system_gives_light_when_its_window_is_light() {
  Theme theme(*qApp);
  theme.choose(ThemeChoice::dark);
  theme.choose(ThemeChoice::system);  // the offscreen platform's own palette is light
  QVERIFY(!theme.dark());
}

void ThemeTest::the_style_sheet_has_no_name_left_in_it() {
  const Theme theme(*qApp);
  QVERIFY(qApp->styleSheet().size() > 1000);
  QVERIFY(!qApp->styleSheet().section("*/", 1).contains('$'));
}

void ThemeTest::type_sizes_rise_from_caption_to_display() {
  const Theme theme(*qApp);
  const auto points = [&](TextRole role) { return theme.font(role).pointSizeF(); };
  QVERIFY(points(TextRole::caption) < points(TextRole::body));
  QCOMPARE(points(TextRole::body), points(TextRole::strong));
  QVERIFY(theme.font(TextRole::strong).weight() > theme.font(TextRole::body).weight());
  QVERIFY(points(TextRole::body) < points(TextRole::title));
  QVERIFY(points(TextRole::title) < points(TextRole::display));
  QCOMPARE(points(TextRole::body), 13 * 72.0 / 96);
}

void ThemeTest::japanese_readers_get_japanese_shapes_first() {
  const QLocale before;
  const Theme theme(*qApp);
  const auto placeOf = [&](const char* family) { return theme.font(TextRole::body).families().indexOf(family); };
  QLocale::setDefault(QLocale(QLocale::Japanese));
  QVERIFY(placeOf("Noto Sans CJK JP") < placeOf("Noto Sans CJK SC"));
  QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::China));
  QVERIFY(placeOf("Noto Sans CJK SC") < placeOf("Noto Sans CJK JP"));
  QLocale::setDefault(before);
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
