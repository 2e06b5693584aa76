// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "tests/support/expected_picture.h"
#include "tests/support/sample_page.h"
#include "ui/lettering/page_painter.h"

using namespace koma;
using lettering::PagePainter;
using lettering::TextInk;
using lettering::TextWarning;

class PagePainterTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { fonts_ = std::make_unique<lettering::FontLibrary>(KOMA_RESOURCES "/fonts"); }
  void cleanupTestCase() { fonts_.reset(); }
  void a_whole_page_looks_as_expected();
  void a_picture_is_cut_to_its_frame_and_not_distorted();
  void a_panel_without_picture_is_white_with_a_border();
  void a_border_has_its_width_in_millimetres();
  void a_border_style_of_none_draws_nothing();
  void higher_panels_lie_above_and_balloons_above_all();
  void the_tail_reaches_its_tip();
  void text_that_runs_over_or_has_no_glyph_is_reported();
  void english_is_set_in_capitals_of_the_comic_font();
  void odd_values_do_no_harm();

 private:
  QImage painted(const manga::Page& page, double pixelsPerMm, lettering::PictureSource pictures = {}) const {
    const QSizeF trim = lettering::trimSize(page) * pixelsPerMm;
    QImage picture(trim.toSize(), QImage::Format_Grayscale8);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.scale(pixelsPerMm, pixelsPerMm);
    PagePainter(*fonts_, std::move(pictures)).paint(painter, page, TextInk::outlines);
    return picture;
  }
  static manga::Page emptyPage() {
    manga::Page page;
    page.paper.trim = {60, 60};
    return page;
  }
  static manga::Panel panelAt(const manga::Rect& rect, const char* picture = "a.png") {
    manga::Panel panel;
    panel.frame = manga::polygon_of(rect);
    panel.takes.push_back({{1}, picture});
    panel.accepted = {1};
    return panel;
  }
  static int grey(const QImage& picture, double xMm, double yMm, double scale) {
    return qGray(picture.pixel(static_cast<int>(xMm * scale), static_cast<int>(yMm * scale)));
  }
  std::unique_ptr<lettering::FontLibrary> fonts_;
};

void PagePainterTest::a_whole_page_looks_as_expected() {
  const QImage page = painted(test::samplePage(), 72 / 25.4, test::sampleDrawing);
  // Bundled fonts and Qt's own raster: 3 of 255 leaves room for another rounding of edges, not for a moved letter.
  QVERIFY(test::differenceFromExpected(page, "page_painter") < 3);
}

void PagePainterTest::a_picture_is_cut_to_its_frame_and_not_distorted() {
  // Given a square picture, left half black, in a frame twice as wide as high
  manga::Page page = emptyPage();
  page.panels = {panelAt({10, 20, 40, 20})};
  QImage half(100, 100, QImage::Format_Grayscale8);
  half.fill(Qt::white);
  for (int y = 0; y < 100; ++y)
    for (int x = 0; x < 50; ++x) half.setPixel(x, y, qRgb(0, 0, 0));

  const QImage picture = painted(page, 10, [&](const manga::AssetId&) { return half; });

  // Then it covers the frame, its middle in the frame's middle, and nothing lies outside
  QCOMPARE(grey(picture, 12, 30, 10), 0);
  QCOMPARE(grey(picture, 29, 30, 10), 0);
  QCOMPARE(grey(picture, 31, 30, 10), 255);
  QCOMPARE(grey(picture, 9, 30, 10), 255);
  QCOMPARE(grey(picture, 12, 19, 10), 255);
}

void PagePainterTest::a_panel_without_picture_is_white_with_a_border() {
  manga::Page page = emptyPage();
  page.panels = {panelAt({10, 10, 40, 40}, "missing.png")};
  const QImage picture = painted(page, 10, [](const manga::AssetId&) { return QImage(); });
  QCOMPARE(grey(picture, 30, 30, 10), 255);
  QCOMPARE(grey(picture, 30, 10, 10), 0);
}

void PagePainterTest::a_border_has_its_width_in_millimetres() {
  manga::Page page = emptyPage();
  page.panels = {panelAt({10, 10, 40, 40}, "")};
  page.panels[0].border_width = 0.8;
  const QImage picture = painted(page, 20);
  double dark = 0;
  for (int x = 100; x < 300; ++x) dark += 1 - qGray(picture.pixel(x, 600)) / 255.0;
  QVERIFY2(std::abs(dark / 20 - 0.8) < 0.02, qPrintable(QString::number(dark / 20)));
}

void PagePainterTest::a_border_style_of_none_draws_nothing() {
  manga::Page page = emptyPage();
  page.panels = {panelAt({10, 10, 40, 40}, "")};
  page.panels[0].border = manga::BorderStyle::none;
  QCOMPARE(test::rmsDifference(painted(page, 5), painted(emptyPage(), 5)), 0.0);
}

void PagePainterTest::higher_panels_lie_above_and_balloons_above_all() {
  manga::Page page = emptyPage();
  page.panels = {panelAt({10, 10, 40, 40}, "black.png"), panelAt({20, 20, 40, 40}, "")};
  page.panels[0].z_order = 1;
  const auto black = [](const manga::AssetId& name) {
    QImage picture(10, 10, QImage::Format_Grayscale8);
    picture.fill(Qt::black);
    return name == "black.png" ? picture : QImage();
  };
  QCOMPARE(grey(painted(page, 10, black), 30, 30, 10), 0);
  page.panels[0].z_order = -1;
  QCOMPARE(grey(painted(page, 10, black), 30, 30, 10), 255);
  page.panels[0].z_order = 1;
  manga::Balloon balloon;
  balloon.bounds = {25, 25, 10, 10};
  page.balloons = {balloon};
  QCOMPARE(grey(painted(page, 10, black), 30, 30, 10), 255);
}

void PagePainterTest::the_tail_reaches_its_tip() {
  manga::Page page = emptyPage();
  manga::Balloon balloon;
  balloon.bounds = {5, 5, 20, 20};
  balloon.tails = {{{40, 15}}};
  page.balloons = {balloon};
  const QImage picture = painted(page, 20);
  QVERIFY(grey(picture, 39.8, 15, 20) < 60);
  QCOMPARE(grey(picture, 41, 15, 20), 255);
}

void PagePainterTest::text_that_runs_over_or_has_no_glyph_is_reported() {
  manga::Page page = emptyPage();
  manga::Balloon good, long_, odd;
  good.id = {1}, good.bounds = {5, 5, 20, 30}, good.text = "はい";
  long_.id = {2}, long_.bounds = {30, 5, 8, 8}, long_.text = "ここは俺に任せて先に行け";
  odd.id = {3}, odd.bounds = {30, 20, 20, 30}, odd.text = "𠮷";
  page.balloons = {good, long_, odd};
  page.panels = {panelAt({0, 0, 60, 60})};
  const auto unread = [](const manga::AssetId&) -> QImage { throw std::logic_error("a picture was read"); };
  const std::vector<TextWarning> warnings = PagePainter(*fonts_, unread).warnings(page);
  QCOMPARE(warnings.size(), 2u);
  QVERIFY(warnings[0].balloon == long_.id && warnings[0].overflows);
  QVERIFY(warnings[1].balloon == odd.id && warnings[1].missing == U"𠮷");
}

void PagePainterTest::english_is_set_in_capitals_of_the_comic_font() {
  manga::Page page = emptyPage();
  manga::Balloon small;
  small.bounds = {5, 5, 50, 30};
  small.style.direction = manga::TextDirection::horizontal;
  small.text = "wait";
  manga::Balloon capitals = small;
  capitals.text = "WAIT";
  page.balloons = {small};
  const QImage a = painted(page, 8);
  page.balloons = {capitals};
  QCOMPARE(test::rmsDifference(a, painted(page, 8)), 0.0);
}

void PagePainterTest::odd_values_do_no_harm() {
  manga::Page page = emptyPage();
  manga::Panel flat = panelAt({10, 10, 0, 20}), none;
  none.frame = {{1, 1}, {2, 2}};
  page.panels = {flat, none, panelAt({-1e6, -1e6, 2e6, 2e6})};
  manga::Balloon empty, thin;
  empty.text = "あ";
  thin.bounds = {10, 10, 30, 1e-9};
  thin.text = "あ";
  thin.style.size = 0;
  thin.style.line_pitch = -1;
  thin.line_width = -2;
  thin.opacity = 7;
  page.balloons = {empty, thin};
  (void)painted(page, 5, test::sampleDrawing);
}

QTEST_MAIN(PagePainterTest)
#include "page_painter_test.moc"
