// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/page_assembly.h"

using namespace koma;
using namespace koma::dataset;

class PageAssemblyTest : public QObject {
  Q_OBJECT

  static Image plain(int width, int height, int channels, int value) {
    return Image(width, height, channels,
                 std::vector<std::uint8_t>(std::size_t(width * height * channels), std::uint8_t(value)));
  }

 private slots:
  void greyStaysGreyAndColourColoursBoth() {
    QCOMPARE(assemble_page(plain(3, 2, 1, 9), plain(2, 4, 1, 8), {}).channels(), 1);
    const Image mixed = assemble_page(plain(3, 2, 1, 9), plain(2, 4, 4, 8), {});
    QCOMPARE(mixed.channels(), 3);
    QCOMPARE(mixed.width(), 5);
    QCOMPARE(mixed.height(), 4);
    QCOMPARE(int(mixed.row(1)[2 * 3 + 1]), 9);
    QCOMPARE(int(mixed.row(2)[2 * 3 + 1]), 0);
    QCOMPARE(int(mixed.row(3)[3 * 3]), 8);
  }

  void anotherWidthThanAnnotatedIsRefused() {
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(assemble_page(plain(3, 2, 1, 9), plain(2, 2, 1, 8), {"", "", 3, 4})),
                             Error);
    QCOMPARE(assemble_page(plain(3, 2, 1, 9), {}, {"", "", 3, 4}).width(), 3);
  }

  void theEndingDecides() {
    const Image page = plain(3, 2, 1, 9);
    QVERIFY(encode_page(page, "a/b.PNG") == encode_png(page));
    QVERIFY(encode_page(page, "a/b.jpeg") == encode_jpeg(page));
    for (const char* name : {"a/b", "a.png/b", "a/b.gif", "png"}) {
      QVERIFY(!knows_ending(name));
      QVERIFY_EXCEPTION_THROWN(static_cast<void>(encode_page(page, name)), Error);
    }
  }
};

QTEST_APPLESS_MAIN(PageAssemblyTest)
#include "page_assembly_test.moc"
