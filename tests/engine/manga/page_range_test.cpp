// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "engine/base/error.h"
#include "engine/manga/page_range.h"

using namespace koma;

class PageRangeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_list_gives_each_page_once_in_order();
  void no_text_means_all_pages();
  void what_is_no_list_is_refused_data();
  void what_is_no_list_is_refused();
  void a_page_that_is_not_there_is_another_error();
};

void PageRangeTest::a_list_gives_each_page_once_in_order() {
  QCOMPARE(manga::pages_of("4,1-2,2", 4), (std::vector<std::size_t>{0, 1, 3}));
}

void PageRangeTest::no_text_means_all_pages() {
  QCOMPARE(manga::pages_of("", 3), (std::vector<std::size_t>{0, 1, 2}));
  QVERIFY(manga::pages_of("", 0).empty());
}

void PageRangeTest::what_is_no_list_is_refused_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"x", "0", "3-2", "1-", "-1", "1,,2", "99999999999999999999"}) QTest::newRow(text) << text;
}

void PageRangeTest::what_is_no_list_is_refused() {
  QFETCH(QString, text);
  try {
    (void)manga::pages_of(text.toStdString(), 4);
    QFAIL("nothing was thrown");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::invalid_argument);
  }
}

void PageRangeTest::a_page_that_is_not_there_is_another_error() {
  try {
    (void)manga::pages_of("2-4000000000", 4);
    QFAIL("nothing was thrown");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::not_found);
  }
}

QTEST_APPLESS_MAIN(PageRangeTest)
#include "page_range_test.moc"
