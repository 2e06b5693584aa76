// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "engine/base/error.h"
#include "tests/support/expected_picture.h"
#include "ui/lettering/text_setter.h"

using namespace koma::lettering;

class TextSetterTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { fonts_ = std::make_unique<FontLibrary>(KOMA_RESOURCES "/fonts"); }
  void cleanupTestCase() { fonts_.reset(); }
  void columns_run_from_right_to_left_at_their_pitch();
  void text_is_centred_in_its_area_data();
  void text_is_centred_in_its_area();
  void vertical_punctuation_stands_in_the_upper_right_corner();
  void long_sounds_dashes_and_brackets_are_turned_data();
  void long_sounds_dashes_and_brackets_are_turned();
  void a_group_of_digits_is_one_cell_wide();
  void text_that_does_not_fit_shrinks_and_then_says_so();
  void ink_stays_inside_a_round_area();
  void every_character_is_placed_once_and_in_reading_order();
  void strange_text_does_no_harm_data();
  void strange_text_does_no_harm();
  void characters_without_a_glyph_are_named();
  void a_font_folder_without_fonts_is_an_error();
  void the_repair_moves_marks_as_a_vertical_form_would();
  void a_page_of_dialogue_looks_as_expected();

 private:
  TextBlock vertical(const QString& text, QRectF area = {0, 0, 60, 60}, bool round = false) const {
    return setText(text, {}, {}, {area, round}, *fonts_);
  }
  static QRectF ink(const PlacedGlyph& glyph) { return glyph.place.map(glyph.face->outline(glyph.id)).boundingRect(); }
  std::unique_ptr<FontLibrary> fonts_;
};

void TextSetterTest::columns_run_from_right_to_left_at_their_pitch() {
  const TextBlock block = vertical("あい\nうえ");
  QCOMPARE(block.lines, 2u);
  QCOMPARE(block.glyphs.size(), 4u);
  const double first = ink(block.glyphs[0]).center().x();
  const double second = ink(block.glyphs[2]).center().x();
  // Ink is not quite centred in its cell: a tenth of an em of tolerance.
  QVERIFY(std::abs(first - second - 1.5 * block.size) < 0.1 * block.size);
  QVERIFY(ink(block.glyphs[0]).center().y() < ink(block.glyphs[1]).center().y());
}

void TextSetterTest::text_is_centred_in_its_area_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<bool>("horizontal");
  QTest::newRow("vertical") << "国国国国\n国国国国" << false;
  QTest::newRow("English capitals") << "HELLO THERE" << true;
}

void TextSetterTest::text_is_centred_in_its_area() {
  QFETCH(QString, text);
  QFETCH(bool, horizontal);
  TextOptions options;
  if (horizontal) options.mode = WritingMode::horizontal;
  TextLook look;
  if (horizontal) look.voice = Voice::english;
  const TextBlock block = setText(text, options, look, {{10, 20, 50, 40}, true}, *fonts_);
  const QPointF middle = outlines(block).boundingRect().center();
  QVERIFY2(std::abs(middle.x() - 35) < 0.06 * block.size, qPrintable(QString::number(middle.x())));
  QVERIFY2(std::abs(middle.y() - 40) < 0.06 * block.size, qPrintable(QString::number(middle.y())));
}

void TextSetterTest::vertical_punctuation_stands_in_the_upper_right_corner() {
  const TextBlock block = vertical("国、国。");
  const double em = block.size;
  const double axis = block.bounds.center().x();
  for (const std::size_t i : {1u, 3u}) {
    const double top = block.bounds.top() + (i == 1 ? 1.0 : 3.0) * em;
    const QRectF mark = ink(block.glyphs[i]);
    QVERIFY(mark.left() > axis);
    QVERIFY(mark.top() >= top - 0.02 * em);
    QVERIFY(mark.bottom() < top + 0.5 * em);
  }
}

void TextSetterTest::long_sounds_dashes_and_brackets_are_turned_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"ー", "―", "—", "…", "〜", "～", "→"}) QTest::newRow(text) << text;
}

void TextSetterTest::long_sounds_dashes_and_brackets_are_turned() {
  QFETCH(QString, text);
  const TextBlock block = vertical("国" + text + "国");
  QCOMPARE(block.glyphs.size(), 3u);
  const QRectF mark = ink(block.glyphs[1]);
  QVERIFY(mark.height() > 1.5 * mark.width());
  QVERIFY(std::abs(mark.center().x() - block.bounds.center().x()) < 0.12 * block.size);
}

void TextSetterTest::a_group_of_digits_is_one_cell_wide() {
  const TextBlock block = vertical("12月25日");
  QCOMPARE(block.bounds.height(), 4 * block.size);
  const QRectF group = ink(block.glyphs[0]).united(ink(block.glyphs[1]));
  QVERIFY(group.width() <= block.size);
  QVERIFY(ink(block.glyphs[0]).right() <= ink(block.glyphs[1]).left() + 0.05 * block.size);
}

void TextSetterTest::text_that_does_not_fit_shrinks_and_then_says_so() {
  const QString text = QString::fromUtf8("ここは俺に任せて先に行け");
  const TextBlock wide = vertical(text, {0, 0, 60, 60}, true);
  QCOMPARE(wide.size, TextLook().size);
  QVERIFY(!wide.overflows);
  const TextBlock tight = vertical(text, {0, 0, 16, 24}, true);
  QVERIFY(tight.size < TextLook().size);
  QVERIFY(tight.size > TextLook().smallest);
  QVERIFY(!tight.overflows);
  const TextBlock none = vertical(text, {0, 0, 5, 5}, true);
  QCOMPARE(none.size, TextLook().smallest);
  QVERIFY(none.overflows);
}

void TextSetterTest::ink_stays_inside_a_round_area() {
  const QRectF area(0, 0, 26, 34);
  const TextBlock block = vertical("ひとりで行くなんて言うなよな。「みんな」で行こう！", area, true);
  QVERIFY(!block.overflows);
  for (const PlacedGlyph& glyph : block.glyphs) {
    const QRectF box = ink(glyph);
    for (const QPointF corner : {box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()}) {
      const QPointF p = corner - area.center();
      QVERIFY(std::hypot(p.x() / 13, p.y() / 17) < 1);
    }
  }
}

void TextSetterTest::every_character_is_placed_once_and_in_reading_order() {
  const QString text = QString::fromUtf8("「待ってくれよ。」と12月25日、スーパーでOK!?言った");
  std::u32string placed;
  for (const PlacedGlyph& glyph : vertical(text).glyphs) placed += glyph.source;
  QCOMPARE(QString::fromStdU32String(placed), text);
}

void TextSetterTest::strange_text_does_no_harm_data() {
  QTest::addColumn<QString>("text");
  QTest::newRow("empty") << "";
  QTest::newRow("blanks") << "  \u3000\n\n ";
  QTest::newRow("only marks") << "……!!!???";
  QTest::newRow("only closing") << "」」」。。。、、、";
  QTest::newRow("only opening") << "「「「「「「";
  QTest::newRow("emoji") << QString::fromUtf8("👨‍👩‍👧‍👦だ🇯🇵");
  QTest::newRow("combining marks") << QString::fromUtf8("か\u3099\u3099\u3099\u0301\u0301");
  QTest::newRow("lone surrogate") << QString(QChar(0xD800)) + "あ";
  QTest::newRow("control characters") << QString::fromUtf8("あ\x01\x7f\tい\r\nう");
  QTest::newRow("long word") << QString(300, 'A');
  QTest::newRow("long text") << QString::fromUtf8("逃げろ、").repeated(60);
  QTest::newRow("right to left") << QString::fromUtf8("שלום مرحبا");
}

void TextSetterTest::strange_text_does_no_harm() {
  QFETCH(QString, text);
  for (const WritingMode mode : {WritingMode::vertical, WritingMode::horizontal})
    for (const bool round : {false, true}) {
      TextOptions options;
      options.mode = mode;
      const TextBlock block = setText(text, options, {}, {{0, 0, 20, 30}, round}, *fonts_);
      QVERIFY(block.glyphs.empty() == text.trimmed().isEmpty());
      QVERIFY(std::isfinite(outlines(block).boundingRect().width()));
    }
}

void TextSetterTest::characters_without_a_glyph_are_named() {
  QVERIFY(vertical("漢字かなABC").missing.empty());
  QVERIFY(vertical("あ𠮷ا").missing == U"𠮷ا");
}

void TextSetterTest::a_font_folder_without_fonts_is_an_error() {
  QVERIFY_THROWS_EXCEPTION(koma::Error, FontLibrary("/nowhere"));
  QVERIFY_THROWS_EXCEPTION(koma::Error, Typeface(KOMA_RESOURCES "/fonts/README.md"));
}

void TextSetterTest::the_repair_moves_marks_as_a_vertical_form_would() {
  const Cluster stop{U"。", 0, LineClass::fullStop, Orientation::uprightTransformed, 0.5};
  const QRectF lowerLeft(0.1, 0.7, 0.2, 0.2);
  const QPointF moved = lowerLeft.center() + uprightRepair(stop, lowerLeft);
  QVERIFY(std::abs(moved.x() - 0.8) < 1e-9 && std::abs(moved.y() - 0.2) < 1e-9);
  const Cluster small{U"っ", 0, LineClass::smallKana, Orientation::uprightTransformed, 1};
  const QPointF shift = uprightRepair(small, {0.2, 0.3, 0.6, 0.6});
  QVERIFY(std::abs(shift.x() - 0.11) < 1e-9 && std::abs(shift.y() + 0.11) < 1e-9);
  const QPointF clamped = uprightRepair(small, {0.2, 0.05, 0.78, 0.6});
  QVERIFY(std::abs(clamped.x() - 0.02) < 1e-9 && std::abs(clamped.y() + 0.05) < 1e-9);
}

void TextSetterTest::a_page_of_dialogue_looks_as_expected() {
  QImage picture(420, 260, QImage::Format_Grayscale8);
  picture.fill(Qt::white);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(6, 6);
  paintText(painter, vertical("「待って――」と12月、スーパーで……", {0, 0, 35, 43}, true), TextInk::outlines, Qt::black);
  TextOptions options;
  options.mode = WritingMode::horizontal;
  TextLook look;
  look.voice = Voice::english;
  look.capitals = true;
  const TextBlock english = setText("I think I'll wait in the inn!", options, look, {{36, 0, 33, 43}, true}, *fonts_);
  paintText(painter, english, TextInk::outlines, Qt::black);
  painter.end();
  // Outlines and their rasterising are the same everywhere; 2 of 255 leaves room for another rounding of edges.
  QVERIFY(koma::test::differenceFromExpected(picture, "text_setter") < 2);
}

QTEST_MAIN(TextSetterTest)
#include "text_setter_test.moc"
