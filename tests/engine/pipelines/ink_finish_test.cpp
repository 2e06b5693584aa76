// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/ink_finish.h"

#include <QtTest>
#include <cmath>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"

using koma::Image;
using namespace koma::pipelines;

namespace {

Image recorded(const char* name) {
  return koma::read_picture(std::string(KOMA_TEST_DATA "/ink/") + name + ".png");
}

}  // namespace

class InkFinishTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_agrees_with_the_reference_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("scale");
    QTest::addColumn<double>("cell");
    QTest::newRow("flat") << "flat_1x" << 1 << 0.0;
    QTest::newRow("flat, enlarged") << "flat_3x" << 3 << 0.0;
    QTest::newRow("dots") << "dots_3x" << 3 << 6.0;
  }
  void it_agrees_with_the_reference() {
    QFETCH(QString, name);
    QFETCH(int, scale);
    QFETCH(double, cell);
    const Image drawing = recorded("drawing"), expected = recorded(name.toUtf8());
    const Image actual = ink_finish(drawing, {drawing.width() * scale, drawing.height() * scale, cell});
    QCOMPARE(actual.width(), expected.width());
    QCOMPARE(actual.height(), expected.height());
    // A value on an edge may round the other way: nearly all equal, none far off.
    int far = 0, different = 0;
    for (std::size_t i = 0; i < actual.pixels().size(); ++i) {
      const int apart = std::abs(int(actual.pixels()[i]) - int(expected.pixels()[i]));
      different += apart > 1;
      far = std::max(far, apart);
    }
    QVERIFY2(different * 200 <= int(actual.pixels().size()), qPrintable(QString("%1 values differ").arg(different)));
    QVERIFY2(far <= 16, qPrintable(QString("a value is off by %1").arg(far)));
  }

  void any_size_can_be_asked_for() {
    const Image drawing = recorded("drawing");
    for (const auto& [width, height] : {std::pair{31, 29}, {48, 40}, {101, 77}}) {
      const Image inked = ink_finish(drawing, {width, height, 0});
      QCOMPARE(inked.width(), width);
      QCOMPARE(inked.height(), height);
    }
  }

  void paper_is_white_and_lines_are_black() {
    const Image drawing = recorded("drawing");
    const Image inked = ink_finish(drawing, {});
    QCOMPARE(int(inked.row(20)[45]), 255);
    QCOMPARE(int(inked.row(8)[30]), 0);
  }

  void colours_are_refused() { QVERIFY_THROWS_EXCEPTION(koma::Error, (void)ink_finish(Image(1, 1, 3, {1, 2, 3}), {})); }
};

QTEST_GUILESS_MAIN(InkFinishTest)
#include "ink_finish_test.moc"
