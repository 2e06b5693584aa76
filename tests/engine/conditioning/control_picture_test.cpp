// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/control_picture.h"

#include <QTest>
#include <cmath>
#include <filesystem>
#include <functional>
#include <random>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"

using koma::Image;
using koma::api::Preprocessor;
using koma::conditioning::control_picture;

namespace {

/// A grey picture from a function of the pixel.
Image drawn(int width, int height, const std::function<int(int, int)>& grey) {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixels.push_back(std::uint8_t(grey(x, y)));
  }
  return Image(width, height, 1, std::move(pixels));
}

/// White paper of side 256 with a ring of ink, 5 pixels wide, around a filled square.
Image ring_and_square() {
  return drawn(256, 256, [](int x, int y) {
    const double radius = std::hypot(x - 128, y - 128);
    const bool square = std::abs(x - 128) < 40 && std::abs(y - 128) < 40;
    return std::abs(radius - 100) <= 2.5 || square ? 10 : 255;
  });
}

Image processed(const Image& picture, Preprocessor preprocessor, int width = 256, int height = 256) {
  std::vector<std::string> notes;
  return control_picture(picture, preprocessor, width, height, notes);
}

int at(const Image& picture, int x, int y) {
  return picture.row(y)[picture.channels() * x];
}

/// Pixels brighter than the middle, in a row from x = 0.
int white_in_row(const Image& picture, int y, int until) {
  int count = 0;
  for (int x = 0; x < until; ++x) count += at(picture, x, y) > 127 ? 1 : 0;
  return count;
}

double share_of_white(const Image& picture) {
  int count = 0;
  for (int y = 0; y < picture.height(); ++y) count += white_in_row(picture, y, picture.width());
  return double(count) / (picture.width() * picture.height());
}

bool black_and_white(const Image& picture) {
  const auto pixels = picture.pixels();
  return std::all_of(pixels.begin(), pixels.end(), [](std::uint8_t value) { return value == 0 || value == 255; });
}

void keep(const Image& picture, const char* name) {
  std::filesystem::create_directories(KOMA_TEST_OUTPUT "/control_picture");
  koma::write_png(std::string(KOMA_TEST_OUTPUT "/control_picture/") + name + "_actual.png", picture);
}

}  // namespace

class ControlPictureTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void cannyFindsThinEdges() {
    const Image edges = processed(ring_and_square(), Preprocessor::canny);
    keep(edges, "canny");
    QCOMPARE(edges.channels(), 3);
    QVERIFY(black_and_white(edges));
    // Left of the middle a row crosses both sides of the ring's line and one side of the square.
    QCOMPARE(white_in_row(edges, 128, 128), 3);
    QCOMPARE(at(edges, 128, 128), 0);
  }

  void lineArtIsWhiteOnBlackAndALineStaysOne() {
    const Image lines = processed(ring_and_square(), Preprocessor::lineart);
    keep(lines, "lineart");
    QVERIFY(at(lines, 28, 128) > 200);  // the line's middle
    QVERIFY(at(lines, 15, 128) < 30);   // paper outside
    QVERIFY(at(lines, 60, 128) < 30);   // paper inside
    QVERIFY(at(lines, 90, 128) > 200);  // just inside the black square
    QVERIFY(at(lines, 128, 128) < 30);  // the square's middle: an area is no line
    const int width = white_in_row(lines, 128, 60);
    QVERIFY2(width >= 4 && width <= 8, qPrintable(QString::number(width)));
  }

  void aScribbleIsThickAndSimple() {
    // Given the drawing with specks of dust on it.
    const Image drawing = ring_and_square();
    const Image dusty = drawn(
        256, 256, [&](int x, int y) { return x % 50 < 2 && y % 50 < 2 && x > 0 && y > 0 ? 0 : at(drawing, x, y); });

    // When it becomes a scribble.
    const Image strokes = processed(dusty, Preprocessor::scribble);
    keep(strokes, "scribble");

    // Then strokes are thicker than the ink and the dust is gone.
    QVERIFY(black_and_white(strokes));
    QVERIFY(white_in_row(strokes, 128, 60) >= 6);
    for (const int x : {50, 200}) QCOMPARE(at(strokes, x, 1), 0);
    QCOMPARE(at(strokes, 1, 200), 0);
  }

  void softPicturesShowTheirShapesToo() {
    // Given a grey figure on slightly lighter grey, with grain.
    std::mt19937 random(1);
    std::normal_distribution<double> grain(0, 3);
    const Image soft = drawn(256, 256, [&](int x, int y) {
      return int(std::lround((std::hypot(x - 128, y - 128) < 80 ? 110 : 145) + grain(random)));
    });

    // When it is processed, then the figure's outline shows and its inside does not.
    for (const auto preprocessor : {Preprocessor::canny, Preprocessor::lineart, Preprocessor::scribble}) {
      const Image lines = processed(soft, preprocessor);
      QVERIFY(white_in_row(lines, 128, 70) >= 1);
      QVERIFY(white_in_row(lines, 128, 40) == 0);
      QVERIFY(share_of_white(lines) < 0.08);
    }
  }

  void paperAloneGivesNoLines() {
    std::mt19937 random(2);
    std::normal_distribution<double> grain(0, 2);
    for (const int ground : {30, 128, 240}) {
      const Image paper = drawn(128, 128, [&](int, int) { return int(std::lround(ground + grain(random))); });
      for (const auto preprocessor : {Preprocessor::canny, Preprocessor::lineart, Preprocessor::scribble}) {
        QVERIFY2(share_of_white(processed(paper, preprocessor, 128, 128)) < 0.002, qPrintable(QString::number(ground)));
      }
    }
  }

  void strokesGrowWithTheDrawing() {
    const int small = white_in_row(processed(ring_and_square(), Preprocessor::scribble, 512, 512), 256, 120);
    const int large = white_in_row(processed(ring_and_square(), Preprocessor::scribble, 1024, 1024), 512, 240);
    QVERIFY2(large > 1.6 * small && large < 2.4 * small, qPrintable(QString("%1, %2").arg(small).arg(large)));
  }

  void finishedPicturesAreTakenAsTheyAre() {
    const Image picture(2, 1, 3, {1, 2, 3, 250, 251, 252});
    for (const auto preprocessor : {Preprocessor::none, Preprocessor::depth, Preprocessor::openpose}) {
      QCOMPARE(processed(picture, preprocessor, 2, 1), picture);
    }
    QCOMPARE(processed(Image(1, 1, 1, {7}), Preprocessor::depth, 1, 1), Image(1, 1, 3, {7, 7, 7}));
  }

  void whatIsTransparentIsPaperForLinesAndNothingForPoses() {
    // Given black ink on nothing.
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 64 * 64; ++i) {
      const bool ink = std::abs(i % 64 - 32) < 3;
      pixels.insert(pixels.end(), {0, 0, 0, std::uint8_t(ink ? 255 : 0)});
    }
    const Image ink(64, 64, 4, pixels);
    QVERIFY(at(processed(ink, Preprocessor::lineart, 64, 64), 32, 32) > 200);
    QVERIFY(at(processed(ink, Preprocessor::lineart, 64, 64), 5, 32) < 30);
    const Image half(1, 1, 4, {200, 100, 0, 128});
    QCOMPARE(processed(half, Preprocessor::openpose, 1, 1), Image(1, 1, 3, {100, 50, 0}));
  }

  void itCoversTheDrawingAndSaysWhatWasCut() {
    // Given a wide picture whose middle third is white.
    const Image wide = drawn(300, 100, [](int x, int) { return x >= 100 && x < 200 ? 255 : 0; });
    std::vector<std::string> notes;

    // When the drawing is square, then the middle is kept, undistorted, and the loss is said.
    const Image square = control_picture(wide, Preprocessor::none, 200, 200, notes);
    QCOMPARE(square.width(), 200);
    QVERIFY(at(square, 5, 100) > 250 && at(square, 195, 100) > 250);
    QCOMPARE(notes.size(), std::size_t(1));
    QVERIFY2(QString::fromStdString(notes[0]).contains("67 % of it was cut off at its left and right"),
             notes[0].c_str());

    // A sliver is not worth a word.
    notes.clear();
    (void)control_picture(wide, Preprocessor::none, 280, 100, notes);
    QVERIFY(notes.empty());
  }

  void anEmptyPictureIsRefused() {
    QVERIFY_EXCEPTION_THROWN((void)processed(Image(), Preprocessor::canny), koma::Error);
    QVERIFY_EXCEPTION_THROWN((void)processed(ring_and_square(), Preprocessor::canny, 0, 5), koma::Error);
  }
};

QTEST_APPLESS_MAIN(ControlPictureTest)
#include "control_picture_test.moc"
