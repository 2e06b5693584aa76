// SPDX-License-Identifier: Apache-2.0
#include <QAbstractButton>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

#include "engine/manga/paper_presets.h"
#include "ui/document/background.h"
#include "ui/shell/paper_picker.h"
#include "ui/shell/start_page.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

class PromptBackground : public Background {
 public:
  void post(std::function<void()> work) override { work(); }
};

}  // namespace

class StartPageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    page_ = std::make_unique<StartPage>(background_, theme_);
    page_->setFolder(folder_->path());
    page_->resize(1280, 720);
    page_->show();
    create_ = buttonOf("Create work");
    QTRY_VERIFY(create_->isEnabled());
  }
  void a_new_work_is_as_the_author_says();
  void the_whole_form_works_by_keyboard();
  void a_title_that_is_taken_is_refused_where_it_is_written();
  void a_title_makes_a_name_that_file_systems_bear_data();
  void a_title_makes_a_name_that_file_systems_bear();
  void a_recent_work_opens_with_one_click_and_with_enter();
  void a_work_that_is_gone_can_only_be_taken_off_the_list();
  void a_dropped_work_is_opened_and_other_files_are_not();
  void while_it_is_busy_nothing_can_be_asked_for();

 private:
  [[nodiscard]] QPushButton* buttonOf(const QString& text) const {
    for (auto* button : page_->findChildren<QPushButton*>())
      if (QString(button->text()).remove('&') == text) return button;
    return nullptr;
  }
  [[nodiscard]] QLineEdit* title() const { return page_->findChildren<QLineEdit*>().first(); }
  void drop(const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(page_.get(), &enter);
    if (!enter.isAccepted()) return;
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(page_.get(), &event);
  }

  Theme theme_{*qApp};
  PromptBackground background_;
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<StartPage> page_;
  QPushButton* create_ = nullptr;
};

void StartPageTest::a_new_work_is_as_the_author_says() {
  QSignalSpy created(page_.get(), &StartPage::createRequested);
  const auto cards = page_->findChildren<PaperCard*>();
  QCOMPARE(cards.size(), qsizetype(manga::paper_presets().size()));
  QTest::mouseClick(cards[1], Qt::LeftButton);
  title()->setText("  灯台守  ");
  QTest::mouseClick(buttonOf("Left to right"), Qt::LeftButton);
  page_->findChild<QSpinBox*>()->setValue(24);
  QTRY_VERIFY(create_->isEnabled());
  QTest::mouseClick(create_, Qt::LeftButton);
  QTRY_COMPARE(created.size(), 1);
  const auto work = created[0][0].value<NewWork>();
  QCOMPARE(work.title, "灯台守");
  QCOMPARE(work.bundle, folder_->filePath("灯台守.koma"));
  QCOMPARE(work.paper, manga::paper_of(manga::paper_presets()[1].id));
  QCOMPARE(work.direction, manga::ReadingDirection::left_to_right);
  QCOMPARE(work.pages, 24);
}

void StartPageTest::the_whole_form_works_by_keyboard() {
  QSignalSpy created(page_.get(), &StartPage::createRequested);
  page_->activateWindow();
  page_->startNewWork();
  auto* first = page_->findChildren<PaperCard*>().first();
  QTRY_VERIFY(first->hasFocus());
  QTest::keyClick(first, Qt::Key_Right);
  QVERIFY(page_->findChildren<PaperCard*>()[1]->isChecked());
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  QCOMPARE(QApplication::focusWidget(), title());
  title()->selectAll();
  QTest::keyClicks(title(), "By hand");
  QTest::keyClick(title(), Qt::Key_Return);  // at once, whether the place is checked or not
  QTRY_COMPARE(created.size(), 1);
  QCOMPARE(created[0][0].value<NewWork>().title, "By hand");
}

void StartPageTest::a_title_that_is_taken_is_refused_where_it_is_written() {
  QVERIFY(QDir(folder_->path()).mkdir("Taken.koma"));
  QSignalSpy created(page_.get(), &StartPage::createRequested);
  title()->setText("Taken");
  QTest::keyClick(title(), Qt::Key_Return);
  QTest::qWait(0);
  QTRY_VERIFY(!create_->isEnabled());
  QCOMPARE(created.size(), 0);
  title()->setText("   ");
  QVERIFY(!create_->isEnabled());
  title()->setText("Free");
  QTRY_VERIFY(create_->isEnabled());
}

void StartPageTest::a_title_makes_a_name_that_file_systems_bear_data() {
  QTest::addColumn<QString>("title");
  QTest::addColumn<QString>("name");
  QTest::newRow("plain") << "My story"
                         << "My story.koma";
  QTest::newRow("kana") << "はじめて"
                        << "はじめて.koma";
  QTest::newRow("slashes") << "a/b\\c: d?"
                           << "a_b_c_ d_.koma";
  QTest::newRow("hidden") << "..secret"
                          << "secret.koma";
  QTest::newRow("nothing") << " \t"
                           << "";
  QTest::newRow("only dots") << "..."
                             << "";
}

void StartPageTest::a_title_makes_a_name_that_file_systems_bear() {
  QFETCH(QString, title);
  QTEST(bundleName(title), "name");
  QVERIFY(bundleName(QString(400, u'話')).toUtf8().size() < 255);
}

void StartPageTest::a_recent_work_opens_with_one_click_and_with_enter() {
  QSignalSpy opened(page_.get(), &StartPage::openRequested);
  page_->setRecent({{"/a.koma", "A", {}, {}, false}, {"/b.koma", "B", {}, {}, false}});
  auto* list = page_->findChild<QListView*>();
  QVERIFY(list->isVisible());
  const QRect second = list->visualRect(list->model()->index(1, 0));
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, second.center());
  QCOMPARE(opened.takeFirst()[0].toString(), "/b.koma");
  QTest::keyClick(list, Qt::Key_Up);
  QTest::keyClick(list, Qt::Key_Return);
  QCOMPARE(opened.takeFirst()[0].toString(), "/a.koma");
}

void StartPageTest::a_work_that_is_gone_can_only_be_taken_off_the_list() {
  QSignalSpy opened(page_.get(), &StartPage::openRequested), removed(page_.get(), &StartPage::removeRequested);
  page_->setRecent({{"/gone.koma", "Gone", {}, {}, true}});
  auto* list = page_->findChild<QListView*>();
  QTest::keyClick(list, Qt::Key_Return);
  QCOMPARE(opened.size(), 0);
  if (QWidget* menu = QApplication::activePopupWidget()) menu->close();
  QTest::keyClick(list, Qt::Key_Delete);
  QCOMPARE(removed.takeFirst()[0].toString(), "/gone.koma");
}

void StartPageTest::a_dropped_work_is_opened_and_other_files_are_not() {
  QSignalSpy opened(page_.get(), &StartPage::openRequested);
  drop("/tmp/picture.png");
  QCOMPARE(opened.size(), 0);
  drop("/tmp/Story.koma");
  QCOMPARE(opened.takeFirst()[0].toString(), "/tmp/Story.koma");
}

void StartPageTest::while_it_is_busy_nothing_can_be_asked_for() {
  QSignalSpy sample(page_.get(), &StartPage::sampleRequested);
  QPushButton* button = buttonOf("Open the sample work");
  page_->setBusy(true);
  QTest::mouseClick(button, Qt::LeftButton);
  QVERIFY(!create_->isEnabled());
  QCOMPARE(sample.size(), 0);
  page_->setBusy(false);
  QTest::mouseClick(button, Qt::LeftButton);
  QCOMPARE(sample.size(), 1);
}

QTEST_MAIN(StartPageTest)
#include "start_page_test.moc"
