// SPDX-License-Identifier: Apache-2.0
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

#include "ui/style/notice_bar.h"
#include "ui/style/notice_card.h"
#include "ui/style/theme.h"

using namespace koma::ui;

class NoticeBarTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    notices_ = std::make_unique<Notices>();
    bar_ = std::make_unique<NoticeBar>(*notices_, theme_);
    bar_->setWindowFlag(Qt::Window);
    bar_->resize(600, 200);
  }
  void nothing_is_shown_while_there_is_nothing_to_say();
  void the_newest_notice_stands_on_top();
  void a_notice_of_the_same_key_takes_the_place_of_the_old();
  void withdrawing_a_key_takes_its_notice_away();
  void the_remedy_is_carried_out_once_and_the_notice_goes();
  void a_second_remedy_has_a_button_of_its_own();
  void details_unfold_and_fold();
  void escape_dismisses_the_notice_with_the_focus();
  void a_flood_keeps_the_newest_four();

 private:
  void say(const QString& text, const QString& key = {}) { notices_->say({.text = text, .key = key}); }
  [[nodiscard]] QStringList texts() const {
    QStringList found;
    for (int i = 0; i < bar_->layout()->count(); ++i)
      found << bar_->layout()->itemAt(i)->widget()->findChild<QLabel*>()->text();
    return found;
  }
  Theme theme_{*qApp};
  std::unique_ptr<Notices> notices_;
  std::unique_ptr<NoticeBar> bar_;
};

void NoticeBarTest::nothing_is_shown_while_there_is_nothing_to_say() {
  QVERIFY(bar_->isHidden());
  say("The disk is full.");
  QVERIFY(!bar_->isHidden());
  bar_->dismissAll();
  QVERIFY(bar_->isHidden());
}

void NoticeBarTest::the_newest_notice_stands_on_top() {
  say("first");
  say("second");
  QCOMPARE(texts(), (QStringList{"second", "first"}));
}

void NoticeBarTest::a_notice_of_the_same_key_takes_the_place_of_the_old() {
  say("Saving failed.", "save");
  say("Another thing.");
  say("Saving failed again.", "save");
  QCOMPARE(texts(), (QStringList{"Saving failed again.", "Another thing."}));
}

void NoticeBarTest::withdrawing_a_key_takes_its_notice_away() {
  say("Saving failed.", "save");
  say("Another thing.");
  notices_->withdraw("save");
  notices_->withdraw("");  // says nothing about notices without a key
  QCOMPARE(texts(), QStringList{"Another thing."});
}

void NoticeBarTest::the_remedy_is_carried_out_once_and_the_notice_goes() {
  int mended = 0;
  notices_->say({.text = "The model is gone.", .remedy = "Choose another", .mend = [&] { ++mended; }});
  QTest::mouseClick(bar_->findChild<QPushButton*>(), Qt::LeftButton);
  QCOMPARE(mended, 1);
  QCOMPARE(bar_->count(), 0);
}

void NoticeBarTest::a_second_remedy_has_a_button_of_its_own() {
  QStringList done;
  notices_->say({.text = "The work is open elsewhere.",
                 .remedy = "Try again",
                 .mend = [&] { done << "again"; },
                 .otherRemedy = "Open a copy",
                 .mendOther = [&] { done << "copy"; }});
  const auto buttons = bar_->findChildren<QPushButton*>();
  QCOMPARE(buttons.size(), 2);
  QTest::mouseClick(buttons[0]->text() == "Open a copy" ? buttons[0] : buttons[1], Qt::LeftButton);
  QCOMPARE(done, QStringList{"copy"});
  QCOMPARE(bar_->count(), 0);
}

void NoticeBarTest::details_unfold_and_fold() {
  notices_->say({.text = "It failed.", .details = "bad_alloc"});
  bar_->show();
  auto* details = bar_->findChildren<QLabel*>().last();
  QCOMPARE(details->text(), "bad_alloc");
  QVERIFY(!details->isVisible());
  auto* fold = bar_->findChild<QToolButton*>();
  QTest::mouseClick(fold, Qt::LeftButton);
  QVERIFY(details->isVisible());
  QTest::keyClick(fold, Qt::Key_Space);
  QVERIFY(!details->isVisible());
}

void NoticeBarTest::escape_dismisses_the_notice_with_the_focus() {
  say("first");
  say("second");
  QTest::keyClick(bar_->layout()->itemAt(1)->widget(), Qt::Key_Escape);
  QCOMPARE(texts(), QStringList{"second"});
}

void NoticeBarTest::a_flood_keeps_the_newest_four() {
  for (int i = 0; i < 10; ++i) say(QString::number(i));
  QCOMPARE(texts(), (QStringList{"9", "8", "7", "6"}));
}

QTEST_MAIN(NoticeBarTest)
#include "notice_bar_test.moc"
