// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "app/service/endpoint_file.h"
#include "app/studio.h"
#include "engine/base/picture_file.h"
#include "engine/manga/object_file.h"
#include "tests/support/heard_plan.h"
#include "tests/support/llama_server.h"
#include "tests/support/studio_hand.h"
#include "ui/assistant/ask_bar.h"
#include "ui/assistant/assistant_dock.h"
#include "ui/assistant/conversation_view.h"
#include "ui/assistant/live_answer.h"
#include "ui/assistant/question_edit.h"
#include "ui/canvas/tool_box.h"
#include "ui/dialogs/difference_table.h"
#include "ui/dialogs/plan_dialog.h"
#include "ui/document/drawing_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/generation/repaint_form.h"
#include "ui/shell/actions.h"
#include "ui/shell/start_page.h"

using namespace koma;

namespace {

/// Panels that say nothing of what was drawn and said in them, which no undo takes back; nor does it the counter of
/// numbers.
manga::Project withoutTakes(manga::Project project) {
  for (manga::Page& page : project.pages) {
    for (manga::Panel& panel : page.panels) panel.takes.clear(), panel.conversation.clear();
  }
  project.next_id = 0;
  return project;
}

/// A model that sees: what it answers depends on the form that is asked for.
std::string seenAnswer(const std::string& form) {
  if (form == "view") {
    return R"({"answer": "It rains.", "confidence": "high",
               "boxes": [{"label": "rain", "x0": 100, "y0": 100, "x1": 600, "y1": 500}]})";
  }
  if (form == "edit") {
    return R"({"source_caption": "a girl", "target_caption": "a girl with a hat", "changed": ["hat"],
               "box": [250, 0, 750, 500], "whole_image": false})";
  }
  return R"({"intent": "generate", "caption": "a girl waits in heavy rain", "tags": [], "negative": ["sun"],
             "aspect": "panel", "shot": "bust", "reply": "More rain."})";
}

}  // namespace

/// Language models of this machine at the real window: a page from the sentence to the drawn panel; and talk about a
/// panel, from the question to what is drawn for the answer.
class StudioPlanTest : public QObject {
  Q_OBJECT

  QTemporaryDir home_;
  std::unique_ptr<tests::LlamaServer> server_;
  tests::MockServer seer_{[](const tests::MockRequest& request, const tests::MockWriter& out) {
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    const auto form = body.value(nlohmann::json::json_pointer("/response_format/json_schema/name"), std::string());
    static_cast<void>(out.head("200 OK", "text/event-stream") && out.write(tests::stream_of(seenAnswer(form))));
  }};
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

  [[nodiscard]] ui::AssistantDock& assistant() const { return *window().findChild<ui::AssistantDock*>(); }
  [[nodiscard]] const std::vector<ui::TurnCard*>& cards() const { return assistant().conversation()->cards(); }
  [[nodiscard]] const manga::Panel& panel() const {
    return *manga::find_panel(project(), window().selection().panel());
  }

  /// A new panel with a prompt, selected.
  void makePanel() {
    test::StudioHand hand(window());
    const manga::PageId page = window().selection().page();
    const auto made = ui::addPanel(window().document(), page, manga::polygon_of({30, 30, 90, 60}));
    ui::setPrompt(window().document(), made, "a girl waits");
    window().selection().select(made);
  }

  /// With the keyboard; waits until the panel has so many takes and shows the last.
  void draw(std::size_t takes) {
    test::StudioHand(window()).key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(panel().takes.size() == takes && panel().accepted == panel().takes.back().id, 120'000);
  }

  void choose(const char* model) {
    QComboBox& models = *assistant().model();
    QTRY_VERIFY(models.findText(model, Qt::MatchContains) >= 0);
    models.setCurrentIndex(models.findText(model, Qt::MatchContains));
  }

  /// Presses a quick action and waits for its card.
  void answered(manga::TurnKind kind, const char* words) {
    const std::size_t said = cards().size();
    assistant().bar()->question()->setPlainText(words);
    QTRY_VERIFY(assistant().bar()->quickAction(kind)->isEnabled());
    QTest::mouseClick(assistant().bar()->quickAction(kind), Qt::LeftButton);
    QTRY_VERIFY(cards().size() == said + 1 && cards().back()->acceptButton());
  }

  void undoAll(const manga::Project& start) {
    QAction* undo = window().actions()["edit.undo"];
    while (undo->isEnabled()) undo->trigger();
    QVERIFY(withoutTakes(project()) == withoutTakes(start));
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
    std::vector<api::Endpoint> endpoints = {{.name = "seer", .url = seer_.url(), .model = "mock"}};
    if (!server_->problem()) {
      endpoints.push_back({.name = "tiny", .url = server_->url()});
      endpoints.back().most_tokens = 1500;
      endpoints.back().temperature = 0.8;
    }
    const std::filesystem::path home = home_.path().toStdString();
    app::writeEndpoints(home / "endpoints.json", endpoints);
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
    if (server_->problem()) QSKIP(server_->problem());
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

    undoAll(start);
  }

  void an_assistant_answers_refines_draws_alike_masks_and_all_is_taken_back() {
    if (!window().session().isOpen()) beginWork();
    if (QTest::currentTestFailed()) return;
    const manga::Project start = project();
    makePanel();
    draw(1);
    if (QTest::currentTestFailed()) return;
    window().actions()["view.assistant"]->trigger();
    QTRY_VERIFY(assistant().bar()->question()->isVisible());
    choose("seer");

    // A question, by the keyboard; an answer changes nothing.
    QTest::keyClicks(assistant().bar()->question(), "What is the weather?");
    const int steps = window().document().history().count();
    QTest::keyClick(assistant().bar()->question(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(cards().size(), std::size_t(1));
    QCOMPARE(cards().back()->answer()->text(), QString("It rains."));
    QVERIFY2(panel().conversation.back().boxes.size() == 1 && !panel().conversation.back().picture.empty(), "it saw");
    QCOMPARE(window().document().history().count(), steps);

    // Better words, seen as a difference and taken as one step.
    answered(manga::TurnKind::refine, "more rain");
    QVERIFY(cards().back()->difference()->text().contains("underline"));
    QTest::mouseClick(cards().back()->acceptButton(), Qt::LeftButton);
    QCOMPARE(panel().prompt, std::string("a girl waits in heavy rain"));
    QCOMPARE(window().document().history().count(), steps + 1);

    // A picture like this one, drawn from it.
    answered(manga::TurnKind::similar, "");
    QTest::mouseClick(cards().back()->acceptButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(panel().takes.size(), std::size_t(2), 120'000);
    QVERIFY(panel().takes.back().recipe.find("init_picture") != std::string::npos);
    QTRY_VERIFY(!window().generation().running());

    // A change with its place: mask and words are ready, and drawn when the author says so.
    answered(manga::TurnKind::edit, "give her a hat");
    QTest::mouseClick(cards().back()->acceptButton(), Qt::LeftButton);
    QTRY_VERIFY(!panel().mask.empty());
    QVERIFY(panel().prompt == "a girl with a hat" && panel().takes.size() == 2);
    QCOMPARE(window().tools().activeId(), QString("mask"));
    const Image mask = to_grey(read_picture(manga::object_path(window().session().bundle(), panel().mask)));
    QVERIFY(mask.row(mask.height() / 4)[mask.width() / 2] == 255 &&
            mask.row(mask.height() * 3 / 4)[mask.width() / 2] == 0);
    draw(3);
    if (QTest::currentTestFailed()) return;
    QVERIFY(panel().takes.back().recipe.find("\"mask\"") != std::string::npos);

    undoAll(start);
  }

  void a_part_is_masked_by_brush_and_by_words_and_a_grown_panel_extended() {
    if (!window().session().isOpen()) beginWork();
    if (QTest::currentTestFailed()) return;
    const manga::Project start = project();
    test::StudioHand hand(window());
    makePanel();
    draw(1);
    if (QTest::currentTestFailed()) return;

    // A stroke of the brush, drawn anew.
    hand.key(Qt::Key_B);
    hand.drag({50, 50}, {70, 60});
    QTRY_VERIFY(!panel().mask.empty());
    const manga::AssetId brushed = panel().mask;
    draw(2);
    if (QTest::currentTestFailed()) return;
    QVERIFY(panel().takes.back().recipe.find("\"mask\"") != std::string::npos);

    // What the model finds takes the stroke's place, and one undo brings that back.
    QLineEdit& words = *window().findChild<ui::RepaintForm*>()->wordsField();
    window().findChild<QDockWidget*>("dock.panel")->raise();
    QTRY_VERIFY(words.isVisible());
    words.setFocus();
    QTest::keyClicks(&words, "the middle");
    QTest::keyClick(&words, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!panel().mask.empty() && panel().mask != brushed, 60'000);
    QCOMPARE(window().tools().activeId(), QString("mask"));
    QCOMPARE(panel().takes.size(), std::size_t(2));
    const manga::AssetId found = panel().mask;
    window().actions()["edit.undo"]->trigger();
    QCOMPARE(panel().mask, brushed);
    window().actions()["edit.redo"]->trigger();
    QCOMPARE(panel().mask, found);
    draw(3);
    if (QTest::currentTestFailed()) return;

    // The frame grows; its picture is made longer, and only the new part is drawn.
    ui::setMask(window().document(), panel().id, {});
    ui::setFrame(window().document(), panel().id, manga::polygon_of({30, 30, 140, 60}));
    window().actions()["draw.extend"]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(panel().takes.size() == 5 && panel().accepted == panel().takes.back().id, 60'000);
    QVERIFY(!panel().mask.empty());

    undoAll(start);
  }

  void a_model_that_cannot_see_says_so_and_still_answers_from_words() {
    if (server_->problem()) QSKIP(server_->problem());
    makePanel();
    draw(1);
    if (QTest::currentTestFailed()) return;
    window().actions()["view.assistant"]->trigger();
    choose("tiny");
    assistant().ask(manga::TurnKind::describe);
    const ui::LiveAnswer* live = assistant().conversation()->live();
    QTRY_VERIFY_WITH_TIMEOUT(live->text().contains("cannot see pictures"), 60'000);
    QVERIFY(panel().conversation.empty());

    // A model that says things at random may say something without a word in it.
    for (int i = 0; i < 5 && panel().conversation.empty(); ++i) {
      assistant().bar()->question()->setPlainText("What do the words say?");
      assistant().ask(manga::TurnKind::ask);
      QTRY_VERIFY_WITH_TIMEOUT(!assistant().bar()->stopButton()->isVisible(), 120'000);
    }
    QVERIFY2(!panel().conversation.empty(), qPrintable(live->text()));
    QVERIFY(panel().conversation.back().picture.empty());
  }
};

QTEST_MAIN(StudioPlanTest)
#include "studio_plan_test.moc"
