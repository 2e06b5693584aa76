// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <set>

#include "app/studio.h"
#include "engine/manga/object_file.h"
#include "tests/support/poppler.h"
#include "tests/support/studio_hand.h"
#include "ui/canvas/tool_box.h"
#include "ui/characters/cast_dock.h"
#include "ui/characters/cast_model.h"
#include "ui/characters/cast_view.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/document/panel_commands.h"
#include "ui/generation/enlarge_dialog.h"
#include "ui/generation/takes_dock.h"
#include "ui/shell/actions.h"
#include "ui/shell/start_page.h"

using namespace koma;

/// From the start page to a printed book, at the real window, by mouse and by keyboard alone.
class StudioTest : public QObject {
  Q_OBJECT

 private:
  struct Session {
    QTemporaryDir folder;
    std::unique_ptr<app::Studio> studio;
    ui::MainWindow* window = nullptr;

    explicit Session(bool demo) {
      studio = std::make_unique<app::Studio>(
          *qApp,
          app::StudioOptions{
              .resources = KOMA_RESOURCES, .demo = demo, .demoStepSeconds = 0.05, .home = folder.path().toStdString()});
      window = &studio->window();
      window->resize(1440, 900);
      window->show();
      window->activateWindow();
      static_cast<void>(QTest::qWaitForWindowActive(window));
    }
    [[nodiscard]] const manga::Project& project() const { return window->document().project(); }
    [[nodiscard]] const std::vector<manga::Panel>& panels() const { return project().pages.front().panels; }
    /// A picture that no generator of ours has drawn.
    [[nodiscard]] QString picture(const QString& name, const QColor& hair) const {
      QImage image(200, 260, QImage::Format_RGB32);
      image.fill(Qt::white);
      QPainter painter(&image);
      painter.setBrush(hair);
      painter.drawEllipse(40, 20, 120, 120);
      painter.setBrush(QColor(240, 220, 200));
      painter.drawEllipse(60, 60, 80, 90);
      const QString path = folder.filePath(name);
      image.save(path);
      return path;
    }
  };

  static manga::Project withoutCounter(manga::Project project) {
    project.next_id = 0;
    return project;
  }
  /// A work's values with nothing of what is drawn for it, which no undo takes back.
  static manga::Project withoutTakes(manga::Project project) {
    for (manga::Page& page : project.pages) {
      for (manga::Panel& panel : page.panels) panel.takes.clear();
    }
    return withoutCounter(std::move(project));
  }

  void beginWork(Session& session, const QString& title);
  void undoAllRedoAll(Session& session, const manga::Project& start);
  void reopenAndExport(Session& session, const QString& title);

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setApplicationName("komawari");
    QStandardPaths::setTestModeEnabled(true);
  }
  void a_page_is_made_by_mouse_data();
  void a_page_is_made_by_mouse();
  void a_page_is_made_by_keyboard_alone();
};

void StudioTest::beginWork(Session& session, const QString& title) {
  auto* start = session.window->findChild<ui::StartPage*>();
  start->setFolder(session.folder.path());
  start->startNewWork();
  auto* field = start->findChild<QLineEdit*>();
  QVERIFY(field);
  field->selectAll();
  QTest::keyClicks(field, title);
  QTest::keyClick(field, Qt::Key_Return);
  QTRY_VERIFY(session.window->session().isOpen());
  QTRY_VERIFY(session.window->canvas().isVisible());
  QCOMPARE(session.project().pages.front().paper.trim, (manga::Size{182, 257}));
  QCoreApplication::processEvents();
}

void StudioTest::undoAllRedoAll(Session& session, const manga::Project& start) {
  const manga::Project end = session.project();
  QAction* undo = session.window->actions()["edit.undo"];
  QAction* redo = session.window->actions()["edit.redo"];
  while (undo->isEnabled()) undo->trigger();
  QCOMPARE(withoutTakes(session.project()), withoutTakes(start));
  while (redo->isEnabled()) redo->trigger();
  QCOMPARE(withoutCounter(session.project()), withoutCounter(end));
}

void StudioTest::reopenAndExport(Session& session, const QString& title) {
  const manga::Project end = session.project();
  const auto bundle = session.window->session().bundle();
  session.window->actions()["file.close"]->trigger();
  QTRY_VERIFY(!session.window->session().isOpen());
  session.window->openWork(bundle);
  QTRY_VERIFY(session.window->session().isOpen());
  QCOMPARE(withoutCounter(session.project()), withoutCounter(end));
  QVERIFY(session.window->session().missing().empty());
  QCOMPARE(session.window->session().title(), title);

  // Exported as a book of the right size, with text that can be selected.
  session.window->actions()["file.export"]->trigger();
  auto* dialog = session.window->findChild<ui::ExportDialog*>();
  QVERIFY(dialog);
  QSignalSpy exported(dialog, &ui::ExportDialog::exported);
  const QList<QPushButton*> buttons = dialog->findChildren<QPushButton*>();
  const auto write = std::ranges::find_if(
      buttons, [](const QPushButton* button) { return QString(button->text()).remove(u'&') == "Export"; });
  QVERIFY(write != buttons.end());
  QTRY_VERIFY((*write)->isEnabled());
  QTest::mouseClick(*write, Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, 180'000);
  dialog->close();
  if (!test::hasPoppler()) QSKIP("poppler-utils are not installed");
  const QString pdf = session.folder.filePath(title + ".pdf");
  const QString facts = test::outputOf("pdfinfo", {"-box", pdf});
  const QRegularExpressionMatch size = QRegularExpression("Page size: +([0-9.]+) x ([0-9.]+) pts").match(facts);
  constexpr double mm = 72 / 25.4, halfPoint = 0.5;
  QVERIFY2(size.hasMatch(), qPrintable(facts));
  QVERIFY2(std::abs(size.captured(1).toDouble() - 182 * mm) < halfPoint, qPrintable(facts));
  QVERIFY2(std::abs(size.captured(2).toDouble() - 257 * mm) < halfPoint, qPrintable(facts));
  QCOMPARE(test::textOfPdf(pdf), QString::fromUtf8("今日は"));
}

void StudioTest::a_page_is_made_by_mouse_data() {
  QTest::addColumn<bool>("demo");
  QTest::newRow("the demo draws") << true;
#ifdef KOMA_HAS_ENGINE
  QTest::newRow("mini draws") << false;
#endif
}

void StudioTest::a_page_is_made_by_mouse() {
  QFETCH(bool, demo);
  Session session(demo);
  ui::MainWindow& window = *session.window;
  test::StudioHand hand(window);

  // A new work on B5.
  beginWork(session, "By mouse");
  if (QTest::currentTestFailed()) return;
  const manga::Project start = session.project();

  // Three panels: one by drag, cut twice.
  hand.key(Qt::Key_1);
  hand.drag({20, 30}, {160, 220});
  QCOMPARE(session.panels().size(), std::size_t(1));
  hand.key(Qt::Key_F);
  hand.drag({10, 120}, {175, 120});
  QCOMPARE(session.panels().size(), std::size_t(2));
  hand.drag({90, 20}, {90, 110});
  QCOMPARE(session.panels().size(), std::size_t(3));

  // Somebody with two reference pictures.
  auto* cast = window.findChild<ui::CastDock*>();
  cast->window()->findChild<QDockWidget*>("dock.cast")->raise();
  QMimeData first;
  first.setUrls({QUrl::fromLocalFile(session.picture("hero.png", Qt::black))});
  test::StudioHand::drop(*cast, cast->rect().center(), first);
  QTRY_COMPARE(session.project().cast.size(), std::size_t(1));
  QMimeData second;
  second.setUrls({QUrl::fromLocalFile(session.picture("side.png", Qt::darkGray))});
  const QRect card = cast->view()->visualRect(cast->view()->model()->index(0, 0));
  test::StudioHand::drop(*cast->view()->viewport(), card.center(), second);
  QTRY_COMPARE(session.project().cast.front().references.size(), std::size_t(2));

  // The card is dragged onto the lower panel.
  const std::unique_ptr<QMimeData> dragged(cast->view()->model()->mimeData({cast->view()->model()->index(0, 0)}));
  test::StudioHand::drop(window.canvas(), hand.pixel(80, 180), *dragged);
  const auto lower = [&]() -> const manga::Panel& {
    return *std::ranges::find_if(session.panels(), [](const auto& panel) {
      return manga::contains(panel.frame, {80, 180});
    });
  };
  QCOMPARE(lower().characters.size(), std::size_t(1));

  // A dialogue in Japanese, written with an input method.
  hand.key(Qt::Key_3);
  hand.drag({120, 135}, {150, 175});
  QCOMPARE(session.project().pages.front().balloons.size(), std::size_t(1));
  hand.key(Qt::Key_T);
  hand.click(135, 155);
  hand.compose(QString::fromUtf8("こんにち"), QString::fromUtf8("今日は"));
  hand.key(Qt::Key_Escape);
  QCOMPARE(session.project().pages.front().balloons.front().text, std::string("今日は"));

  // Ctrl+Enter: the panel resolves inside its frame while the window answers.
  hand.key(Qt::Key_V);
  hand.click(30, 210);
  QCOMPARE(window.selection().panel(), lower().id);
  // Enough of them that a fast machine shows several, too: previews keep a distance of 150 ms.
  ui::setSettings(window.document(), lower().id, {.steps = 60});
  std::set<QByteArray> pictures;
  connect(&window.canvas(), &ui::PageView::previewPainted, this, [&](manga::PanelId panel) {
    if (panel != lower().id) return;
    const QRect frame(hand.pixel(40, 140), hand.pixel(110, 200));
    const QImage seen = window.canvas().grab(frame).toImage();
    pictures.insert(QByteArray(reinterpret_cast<const char*>(seen.constBits()), seen.sizeInBytes()));
  });
  QElapsedTimer clock;
  qint64 longest = 0;
  int answers = 0;
  QTimer heart;
  connect(&heart, &QTimer::timeout, this, [&] {
    if (clock.isValid()) longest = std::max(longest, clock.elapsed());
    clock.start();
    ++answers;
  });
  heart.start(2);
  hand.key(Qt::Key_Return, Qt::ControlModifier);
  QTRY_COMPARE_WITH_TIMEOUT(lower().takes.size(), std::size_t(1), 180'000);
  heart.stop();
  qInfo("%d previews painted, %d heartbeats, the longest pause %lld ms", int(pictures.size()), answers, longest);
  QVERIFY2(pictures.size() >= 3, qPrintable(QString::number(pictures.size())));
  QVERIFY(answers > 20);
  QTRY_COMPARE(lower().accepted, lower().takes.front().id);

  // Another take; the first is accepted again.
  hand.key(Qt::Key_Return, Qt::ControlModifier);
  QTRY_COMPARE_WITH_TIMEOUT(lower().takes.size(), std::size_t(2), 180'000);
  auto* takes = window.findChild<ui::TakesDock*>();
  QTRY_COMPARE(takes->list()->model()->rowCount(), 2);
  takes->list()->setFocus();
  takes->list()->setCurrentIndex(takes->list()->model()->index(1, 0));
  QTest::keyClick(takes->list(), Qt::Key_Return);
  QCOMPARE(lower().accepted, lower().takes.front().id);

  undoAllRedoAll(session, start);
  reopenAndExport(session, "By mouse");
}

void StudioTest::a_page_is_made_by_keyboard_alone() {
  Session session(true);
  ui::MainWindow& window = *session.window;
  test::StudioHand hand(window);
  beginWork(session, "By keyboard");
  if (QTest::currentTestFailed()) return;
  const manga::Project start = session.project();

  // Three panels: Enter makes one, the knife's Enter cuts it.
  hand.key(Qt::Key_1);
  hand.key(Qt::Key_Return);
  QCOMPARE(session.panels().size(), std::size_t(1));
  hand.key(Qt::Key_F);
  hand.key(Qt::Key_Return);
  QCOMPARE(session.panels().size(), std::size_t(2));
  hand.key(Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(session.panels().size(), std::size_t(3));

  // Somebody, pasted.
  QGuiApplication::clipboard()->setImage(QImage(session.picture("hero.png", Qt::black)));
  hand.key(Qt::Key_V, Qt::ControlModifier);
  QTRY_COMPARE(session.project().cast.size(), std::size_t(1));
  QTRY_COMPARE(session.project().cast.front().references.size(), std::size_t(1));
  QGuiApplication::clipboard()->setImage(QImage(session.picture("side.png", Qt::darkGray)));
  hand.key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
  QTRY_COMPARE(session.project().cast.front().references.size(), std::size_t(2));

  // A panel, a box, a balloon and its text.
  hand.key(Qt::Key_Escape);
  hand.key(Qt::Key_Tab, Qt::ControlModifier);
  QVERIFY(window.selection().panel());
  const manga::PanelId panel = window.selection().panel();
  const auto chosen = [&]() -> const manga::Panel& { return *manga::find_panel(session.project(), panel); };
  hand.key(Qt::Key_2);
  hand.key(Qt::Key_Return);
  QCOMPARE(chosen().characters.size(), std::size_t(1));
  hand.key(Qt::Key_3);
  hand.key(Qt::Key_Return);
  QCOMPARE(session.project().pages.front().balloons.size(), std::size_t(1));
  hand.key(Qt::Key_V);
  hand.key(Qt::Key_Return);
  hand.compose(QString::fromUtf8("こんにち"), QString::fromUtf8("今日は"));
  hand.key(Qt::Key_Escape);
  QCOMPARE(session.project().pages.front().balloons.front().text, std::string("今日は"));

  // Drawn.
  hand.key(Qt::Key_Return, Qt::ControlModifier);
  const auto taken = [&] {
    return std::ranges::count_if(session.panels(), [](const auto& one) { return one.accepted.value != 0; });
  };
  QTRY_COMPARE_WITH_TIMEOUT(taken(), 1, 180'000);

  // Another take; F6 leads to the takes, where the older one is accepted.
  const auto drawn = [&]() -> const manga::Panel& {
    return *std::ranges::find_if(session.panels(), [](const auto& one) { return !one.takes.empty(); });
  };
  hand.key(Qt::Key_Return, Qt::ControlModifier);
  QTRY_COMPARE_WITH_TIMEOUT(drawn().takes.size(), std::size_t(2), 180'000);
  QTRY_COMPARE(drawn().accepted, drawn().takes.back().id);
  auto* takes = window.findChild<ui::TakesDock*>();
  for (int part = 0; part < 8 && !takes->isAncestorOf(window.focusWidget()); ++part) {
    QTest::keyClick(window.focusWidget(), Qt::Key_F6);
  }
  for (int field = 0; field < 8 && window.focusWidget() != takes->list(); ++field) {
    QTest::keyClick(window.focusWidget(), Qt::Key_Tab);
  }
  QCOMPARE(window.focusWidget(), static_cast<QWidget*>(takes->list()));
  QTest::keyClick(takes->list(), Qt::Key_End);
  QTest::keyClick(takes->list(), Qt::Key_Return);
  QCOMPARE(drawn().accepted, drawn().takes.front().id);

  // Finer, for print.
  hand.key(Qt::Key_E, Qt::ControlModifier | Qt::AltModifier);
  auto* enlarge = window.findChild<ui::EnlargeDialog*>();
  QVERIFY(enlarge);
  QTRY_VERIFY(enlarge->enlargeButton()->isEnabled());
  QTest::keyClick(enlarge, Qt::Key_Return);
  QTRY_COMPARE_WITH_TIMEOUT(drawn().takes.size(), std::size_t(3), 180'000);
  QTRY_COMPARE(drawn().accepted, drawn().takes.back().id);
  const QImage fine(
      QString::fromStdString(manga::object_path(window.session().bundle(), drawn().takes.back().picture).string()));
  QCOMPARE(fine.width(), qRound(manga::bounds_of(drawn().frame).width * 600 / 25.4));

  undoAllRedoAll(session, start);
  reopenAndExport(session, "By keyboard");
}

QTEST_MAIN(StudioTest)
#include "studio_test.moc"
