// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "app/service/endpoint_file.h"
#include "app/studio.h"
#include "tests/support/llama_server.h"
#include "tests/support/studio_hand.h"
#include "ui/dialogs/difference_table.h"
#include "ui/dialogs/plan_dialog.h"
#include "ui/shell/actions.h"
#include "ui/shell/start_page.h"

using namespace koma;

namespace {

/// Panels that say nothing of what was drawn in them, which no undo takes back; nor does it the counter of numbers.
manga::Project withoutTakes(manga::Project project) {
  for (manga::Page& page : project.pages) {
    for (manga::Panel& panel : page.panels) panel.takes.clear();
  }
  project.next_id = 0;
  return project;
}

}  // namespace

/// A page planned by a language model of this machine, from the sentence to the drawn panel, at the real window.
class StudioPlanTest : public QObject {
  Q_OBJECT

  QTemporaryDir home_;
  std::unique_ptr<tests::LlamaServer> server_;
  std::unique_ptr<app::Studio> studio_;

  [[nodiscard]] ui::MainWindow& window() const { return studio_->window(); }
  [[nodiscard]] const manga::Project& project() const { return window().document().project(); }
  [[nodiscard]] const std::vector<manga::Panel>& panels() const { return project().pages.front().panels; }

  void beginWork() {
    auto* start = window().findChild<ui::StartPage*>();
    start->setFolder(home_.path());
    start->startNewWork();
    auto* field = start->findChild<QLineEdit*>();
    field->selectAll();
    QTest::keyClicks(field, "Planned");
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(window().session().isOpen());
    QTRY_VERIFY(window().canvas().isVisible());
  }

  /// Asks until there is a plan: a model that says things at random may say something without a word in it.
  void planWith(ui::PlanDialog& dialog) {
    constexpr int tries = 5, patience = 120'000;
    for (int i = 0; i < tries && !dialog.acceptButton()->isEnabled(); ++i) {
      QTRY_VERIFY(dialog.planButton()->isEnabled());
      QTest::mouseClick(dialog.planButton(), Qt::LeftButton);
      QTRY_VERIFY_WITH_TIMEOUT(
          dialog.acceptButton()->isEnabled() || (dialog.planButton()->isVisible() && dialog.planButton()->isEnabled()),
          patience);
    }
    QVERIFY2(dialog.acceptButton()->isEnabled(), qPrintable(dialog.message()->text()));
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setApplicationName("komawari");
    QStandardPaths::setTestModeEnabled(true);
    server_ = std::make_unique<tests::LlamaServer>();
    if (server_->problem()) QSKIP(server_->problem());
    api::Endpoint endpoint{.name = "tiny", .url = server_->url()};
    endpoint.most_tokens = 1500;
    endpoint.temperature = 0.8;
    const std::filesystem::path home = home_.path().toStdString();
    app::writeEndpoints(home / "endpoints.json", {endpoint});
    studio_ = std::make_unique<app::Studio>(
        *qApp, app::StudioOptions{.resources = KOMA_RESOURCES, .demo = true, .demoStepSeconds = 0.02, .home = home});
    window().resize(1440, 900);
    window().show();
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
  }
  void cleanupTestCase() {
    studio_.reset();
    server_.reset();
  }

  void a_page_is_planned_shown_taken_drawn_and_taken_back() {
    beginWork();
    if (QTest::currentTestFailed()) return;
    const manga::Project start = project();

    // A sentence; nothing changes while the model answers, nor when its plan is shown.
    window().actions()["plan.page"]->trigger();
    auto* dialog = window().findChild<ui::PlanDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    QTRY_VERIFY(dialog->planner()->findText("tiny", Qt::MatchContains) >= 0);
    dialog->planner()->setCurrentIndex(dialog->planner()->findText("tiny", Qt::MatchContains));
    QTest::keyClicks(dialog->wish(), "Mia waits for the rain to stop.");
    planWith(*dialog);
    if (QTest::currentTestFailed()) return;
    QVERIFY(dialog->differences()->rowCount() > 0);
    QVERIFY2(dialog->cost()->text().contains("127.0.0.1"), qPrintable(dialog->cost()->text()));
    QVERIFY(project() == start);

    // Taken, as one step.
    const int steps = window().document().history().count();
    QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    QVERIFY(!panels().empty());
    QCOMPARE(window().document().history().count(), steps + 1);

    // Drawn.
    window().activateWindow();  // a window manager does so when the dialog goes
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    test::StudioHand hand(window());
    hand.key(Qt::Key_Escape);
    hand.key(Qt::Key_Tab, Qt::ControlModifier);
    QTRY_VERIFY(window().selection().panel());
    const manga::PanelId panel = window().selection().panel();
    hand.key(Qt::Key_Return, Qt::ControlModifier);
    const auto drawn = [&] {
      const manga::Panel* found = manga::find_panel(project(), panel);
      return found && found->accepted.value != 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(drawn(), 120'000);

    // Taken back.
    QAction* undo = window().actions()["edit.undo"];
    while (undo->isEnabled()) undo->trigger();
    QVERIFY(withoutTakes(project()) == withoutTakes(start));
  }
};

QTEST_MAIN(StudioPlanTest)
#include "studio_plan_test.moc"
