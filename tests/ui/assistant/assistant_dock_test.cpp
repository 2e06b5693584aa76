// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/assistant_dock.h"

#include <QtTest>
#include <QtWidgets>

#include "tests/support/fake_plan_service.h"
#include "tests/support/immediate_background.h"
#include "tests/support/sample_project.h"
#include "ui/assistant/ask_bar.h"
#include "ui/assistant/assistant_terms.h"
#include "ui/assistant/conversation_view.h"
#include "ui/assistant/live_answer.h"
#include "ui/assistant/question_edit.h"
#include "ui/assistant/subject_header.h"
#include "ui/document/document.h"
#include "ui/document/picture_library.h"
#include "ui/style/empty_state.h"
#include "ui/style/quiet_label.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;
using manga::TurnKind;

namespace {

struct Bench {
  Theme theme{*qApp};
  Document document{tests::sample_project()};
  Selection selection{document};
  tests::ImmediateBackground background;
  PictureLibrary pictures{background};
  tests::FakePlanService plans;
  tests::FakeEndpointService endpoints;
  manga::PanelId drawn = document.project().pages[0].panels[0].id, undrawn = document.project().pages[0].panels[1].id;
  manga::CharacterId mia = document.project().cast[0].id;
  std::unique_ptr<AssistantDock> dock;

  explicit Bench(std::vector<api::Endpoint> list = {{.name = "llava", .url = "http://127.0.0.1:8080/v1"}}) {
    endpoints.list = std::move(list);
    QImage picture(200, 100, QImage::Format_RGB888);
    picture.fill(Qt::gray);
    pictures.put(document.project().pages[0].panels[0].takes[0].picture, picture);
    AssistantPlace place{document, selection, pictures, &plans, &endpoints, theme};
    place.findings = [](const manga::Panel&) { return std::vector<std::string>{"Mia has no reference picture"}; };
    place.nameOf = [](manga::PanelId id) { return QStringLiteral("Panel %1").arg(id.value); };
    dock = std::make_unique<AssistantDock>(std::move(place));
    dock->resize(330, 700);
    dock->show();
    dock->setOpen(true);
    selection.setPage(document.project().pages[0].id);
  }
  [[nodiscard]] const manga::Panel& at(manga::PanelId id) const { return *manga::find_panel(document.project(), id); }
  [[nodiscard]] const api::AssistantTask& task() const {
    return std::get<api::AssistantTask>(plans.requests.back().task);
  }
  void press(TurnKind kind) const { QTest::mouseClick(dock->bar()->quickAction(kind), Qt::LeftButton); }
  void write(const QString& words) const { dock->bar()->question()->setPlainText(words); }
  [[nodiscard]] TurnCard* last() const { return dock->conversation()->cards().back(); }
  /// The last plan ends with this answer.
  void answer(manga::Turn turn) {
    turn.kind = task().kind;
    turn.question = task().words;
    const auto subject = task().subject;
    const std::size_t said = dock->conversation()->cards().size();
    plans.finish(manga::AnswerProposal{subject, std::move(turn)});
    QTRY_VERIFY(dock->conversation()->cards().size() == said + 1);
  }
};

}  // namespace

class AssistantDockTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothing_selected_and_nobody_to_ask_say_what_to_do();
  void an_answer_streams_stays_and_is_asked_with_ctrl_enter();
  void a_refined_prompt_is_shown_as_a_difference_and_taken_as_one_step();
  void what_is_dismissed_changes_no_words();
  void an_edit_and_a_similar_picture_are_handed_on();
  void what_cannot_be_asked_says_why();
  void a_failure_gives_the_words_back_and_asks_again();
  void stopping_keeps_nothing();
  void an_answer_finds_its_panel_wherever_the_author_is();
  void up_brings_earlier_questions_back();
  void somebody_is_talked_about_with_their_pictures();
  void servers_elsewhere_and_blind_models_are_marked();
  void a_conversation_is_deleted_and_undone();
  void differences_are_shown_word_by_word_data();
  void differences_are_shown_word_by_word();
};

void AssistantDockTest::nothing_selected_and_nobody_to_ask_say_what_to_do() {
  Bench bench;
  QVERIFY(bench.dock->emptyState()->isVisible());
  bench.selection.select(bench.drawn);
  QVERIFY(!bench.dock->emptyState()->isVisible());
  QVERIFY(bench.dock->subjectHeader()->name()->text().startsWith("Panel "));

  Bench alone(std::vector<api::Endpoint>{});
  alone.selection.select(alone.undrawn);
  QVERIFY(alone.dock->emptyState()->isVisible());
  QSignalSpy wanted(alone.dock.get(), &AssistantDock::endpointsWanted);
  auto* button = alone.dock->emptyState()->findChild<QPushButton*>();
  QVERIFY(button && button->isVisible());
  QTest::mouseClick(button, Qt::LeftButton);
  QCOMPARE(wanted.count(), 1);
  alone.endpoints.list = {{.name = "new", .url = "http://127.0.0.1:1/v1"}};
  alone.dock->showModels();
  QVERIFY(!alone.dock->emptyState()->isVisible());
}

void AssistantDockTest::an_answer_streams_stays_and_is_asked_with_ctrl_enter() {
  Bench bench;
  bench.selection.select(bench.drawn);
  QVERIFY(!bench.dock->bar()->sendButton()->isEnabled());
  QTest::keyClicks(bench.dock->bar()->question(), "Is it raining?");
  QTest::keyClick(bench.dock->bar()->question(), Qt::Key_Return, Qt::ControlModifier);
  QVERIFY(bench.plans.requests.size() == 1 && bench.task().kind == TurnKind::ask);
  QCOMPARE(bench.task().words, std::string("Is it raining?"));
  QVERIFY(bench.dock->bar()->question()->document()->isEmpty() && bench.dock->bar()->stopButton()->isVisible());

  bench.plans.say(api::PlanText{"let me see", true});
  bench.plans.say(api::PlanText{"It ", false});
  bench.plans.say(api::PlanText{"rains.", false});
  QTRY_COMPARE(bench.dock->conversation()->live()->text(), QString("It rains."));
  const int steps = bench.document.history().count();
  bench.answer({.answer = "It rains.", .boxes = {{"rain", {0.2F, 0.2F, 0.6F, 0.6F}}}, .confidence = "low"});

  QVERIFY(bench.last()->answer()->text() == "It rains." && !bench.last()->acceptButton());
  QVERIFY(!bench.dock->conversation()->live()->isVisible() && !bench.dock->bar()->stopButton()->isVisible());
  QCOMPARE(bench.at(bench.drawn).conversation.back().origin, std::string("llama at 127.0.0.1"));
  QCOMPARE(bench.document.history().count(), steps);
}

void AssistantDockTest::a_refined_prompt_is_shown_as_a_difference_and_taken_as_one_step() {
  Bench bench;
  bench.selection.select(bench.undrawn);
  bench.write("more rain");
  bench.press(TurnKind::refine);
  QVERIFY(bench.task().kind == TurnKind::refine && bench.task().words == "more rain");
  bench.answer({.answer = "More rain.", .prompt = "a girl waving in rain", .negative_prompt = "sun"});

  const QString shown = bench.last()->difference()->text();
  QVERIFY2(shown.contains("underline") && shown.contains("in rain"), qPrintable(shown));
  const manga::Project before = bench.document.project();
  QTest::mouseClick(bench.last()->acceptButton(), Qt::LeftButton);
  QVERIFY(bench.at(bench.undrawn).prompt == "a girl waving in rain" &&
          bench.at(bench.undrawn).negative_prompt == "sun");
  QCOMPARE(bench.document.history().count(), 1);
  QVERIFY(!bench.last()->acceptButton());
  bench.document.history().undo();
  QCOMPARE(bench.document.project(), before);
  QVERIFY(bench.last()->acceptButton());
}

void AssistantDockTest::what_is_dismissed_changes_no_words() {
  Bench bench;
  bench.selection.select(bench.undrawn);
  bench.press(TurnKind::refine);
  bench.answer({.prompt = "another prompt"});
  QTest::mouseClick(bench.last()->dismissButton(), Qt::LeftButton);
  QCOMPARE(bench.at(bench.undrawn).prompt, std::string("a girl waving"));
  QVERIFY(bench.at(bench.undrawn).conversation.back().state == manga::TurnState::dismissed);
  QVERIFY(!bench.last()->acceptButton());
}

void AssistantDockTest::an_edit_and_a_similar_picture_are_handed_on() {
  Bench bench;
  bench.selection.select(bench.drawn);
  QSignalSpy edits(bench.dock.get(), &AssistantDock::editWanted);
  QSignalSpy similar(bench.dock.get(), &AssistantDock::similarWanted);
  bench.press(TurnKind::edit);
  QVERIFY2(bench.plans.requests.empty(), "without words there is nothing to edit");
  bench.write("a hat");
  bench.press(TurnKind::edit);
  bench.answer({.prompt = "a girl with a hat", .area = UnitBox{0.2F, 0, 0.6F, 0.4F}});
  QTest::mouseClick(bench.last()->acceptButton(), Qt::LeftButton);
  QCOMPARE(edits.count(), 1);
  bench.press(TurnKind::similar);
  bench.answer({.prompt = "a girl by a tree"});
  QTest::mouseClick(bench.last()->acceptButton(), Qt::LeftButton);
  QCOMPARE(similar.count(), 1);
  // Whoever carries them out says whether they are accepted.
  QVERIFY(bench.at(bench.drawn).conversation.back().state == manga::TurnState::open);
}

void AssistantDockTest::what_cannot_be_asked_says_why() {
  Bench bench;
  bench.selection.select(bench.undrawn);
  for (const TurnKind kind : {TurnKind::describe, TurnKind::similar, TurnKind::edit, TurnKind::explain}) {
    QVERIFY(!bench.dock->bar()->quickAction(kind)->isEnabled());
    QVERIFY(bench.dock->bar()->quickAction(kind)->toolTip().contains("no picture yet"));
  }
  QVERIFY(bench.dock->bar()->quickAction(TurnKind::refine)->isEnabled());
  bench.selection.select(bench.drawn);
  QVERIFY(bench.dock->bar()->quickAction(TurnKind::describe)->isEnabled());
  QVERIFY(bench.dock->bar()->quickAction(TurnKind::fill)->toolTip().contains("masked"));
  bench.press(TurnKind::explain);
  QCOMPARE(bench.task().findings, std::vector<std::string>{"Mia has no reference picture"});
}

void AssistantDockTest::a_failure_gives_the_words_back_and_asks_again() {
  Bench bench;
  bench.selection.select(bench.drawn);
  bench.write("What is it?");
  bench.dock->ask(TurnKind::ask);
  bench.plans.say(api::Failed{ErrorCode::unsupported, "llava: the model cannot see pictures; choose one that can"});
  LiveAnswer* live = bench.dock->conversation()->live();
  QTRY_VERIFY(live->text().contains("cannot see pictures"));
  QVERIFY(live->isVisible() && live->againButton()->isVisible());
  QCOMPARE(bench.dock->bar()->question()->toPlainText(), QString("What is it?"));
  QTest::mouseClick(live->againButton(), Qt::LeftButton);
  QCOMPARE(bench.plans.requests.size(), std::size_t(2));
  QCOMPARE(bench.task().words, std::string("What is it?"));
}

void AssistantDockTest::stopping_keeps_nothing() {
  Bench bench;
  bench.selection.select(bench.drawn);
  const manga::Project before = bench.document.project();
  bench.press(TurnKind::describe);
  bench.plans.say(api::PlanText{"It", false});
  QTest::mouseClick(bench.dock->bar()->stopButton(), Qt::LeftButton);
  QTRY_VERIFY(bench.dock->bar()->sendButton()->isVisible());
  QVERIFY(bench.plans.cancelled.size() == 1 && !bench.dock->conversation()->live()->isVisible());
  QCOMPARE(bench.document.project(), before);
}

void AssistantDockTest::an_answer_finds_its_panel_wherever_the_author_is() {
  Bench bench;
  bench.selection.select(bench.drawn);
  const std::size_t said = bench.at(bench.drawn).conversation.size();
  bench.press(TurnKind::describe);
  bench.selection.select(bench.undrawn);
  QVERIFY(!bench.dock->conversation()->live()->isVisible());
  QVERIFY(bench.dock->warning()->text().contains("still answering"));
  bench.plans.finish(manga::AnswerProposal{bench.drawn, {.kind = TurnKind::describe, .answer = "A girl."}});
  QTRY_COMPARE(bench.at(bench.drawn).conversation.size(), said + 1);
  QVERIFY(bench.at(bench.undrawn).conversation.empty() && bench.dock->conversation()->cards().empty());
  bench.selection.select(bench.drawn);
  QCOMPARE(bench.last()->answer()->text(), QString("A girl."));
}

void AssistantDockTest::up_brings_earlier_questions_back() {
  Bench bench;
  bench.selection.select(bench.undrawn);
  for (const char* words : {"one?", "two?"}) {
    bench.write(words);
    bench.dock->ask(TurnKind::ask);
    bench.answer({.answer = "yes"});
  }
  QuestionEdit* field = bench.dock->bar()->question();
  const auto key = [&](Qt::Key pressed) {
    QTest::keyClick(field, pressed);
    return field->toPlainText();
  };
  QCOMPARE(key(Qt::Key_Up), QString("two?"));
  QCOMPARE(key(Qt::Key_Up), QString("one?"));
  QCOMPARE(key(Qt::Key_Up), QString("one?"));
  QCOMPARE(key(Qt::Key_Down), QString("two?"));
  QCOMPARE(key(Qt::Key_Down), QString());
  bench.write("mine");
  QCOMPARE(key(Qt::Key_Up), QString("mine"));
}

void AssistantDockTest::somebody_is_talked_about_with_their_pictures() {
  Bench bench;
  bench.document.edit("Another picture", [&](Draft& draft) {
    draft.character(bench.mia).references.push_back({.picture = "second.png"});
  });
  bench.selection.select(bench.drawn);
  bench.selection.setCharacter(bench.mia);
  QCOMPARE(bench.dock->subjectHeader()->name()->text(), QString("Mia"));
  QVERIFY(!bench.dock->bar()->quickAction(TurnKind::similar)->isVisible());
  QTest::mouseClick(bench.dock->subjectHeader()->nextReference(), Qt::LeftButton);
  bench.press(TurnKind::describe);
  QVERIFY(bench.task().picture == "second.png" && std::get<manga::CharacterId>(bench.task().subject) == bench.mia);
  bench.answer({.answer = "A girl."});
  bench.press(TurnKind::refine);
  bench.answer({.prompt = "a girl of twelve"});
  QTest::mouseClick(bench.last()->acceptButton(), Qt::LeftButton);
  QCOMPARE(manga::find_character(bench.document.project(), bench.mia)->description, std::string("a girl of twelve"));
}

void AssistantDockTest::servers_elsewhere_and_blind_models_are_marked() {
  Bench bench({{.name = "far", .url = "https://api.example.com/v1", .sight = api::Sight::sees},
               {.name = "near", .url = "http://127.0.0.1:1/v1", .sight = api::Sight::blind}});
  bench.selection.select(bench.drawn);
  QVERIFY(bench.dock->warning()->isVisible() && bench.dock->warning()->text().contains("server elsewhere"));
  bench.dock->model()->setCurrentIndex(1);
  QVERIFY(bench.dock->warning()->text().contains("cannot see pictures"));
  QVERIFY(!bench.dock->bar()->quickAction(TurnKind::describe)->isEnabled());
  QVERIFY(bench.dock->bar()->quickAction(TurnKind::refine)->isEnabled());
  bench.write("Is the prompt good?");
  QVERIFY(bench.dock->bar()->sendButton()->isEnabled());
}

void AssistantDockTest::a_conversation_is_deleted_and_undone() {
  Bench bench;
  bench.selection.select(bench.drawn);
  const std::size_t said = bench.dock->conversation()->cards().size();
  QVERIFY(said > 0);
  QTest::mouseClick(bench.dock->bar()->clearButton(), Qt::LeftButton);
  QVERIFY(bench.dock->conversation()->cards().empty() && !bench.dock->bar()->clearButton()->isEnabled());
  bench.document.history().undo();
  QCOMPARE(bench.dock->conversation()->cards().size(), said);
}

void AssistantDockTest::differences_are_shown_word_by_word_data() {
  QTest::addColumn<QString>("before");
  QTest::addColumn<QString>("after");
  QTest::addColumn<QString>("html");
  const auto gone = [](const char* text) {
    return QStringLiteral("<span style=\"color:r;text-decoration:line-through\">%1</span>").arg(text);
  };
  const auto come = [](const char* text) {
    return QStringLiteral("<span style=\"color:g;text-decoration:underline\">%1</span>").arg(text);
  };
  QTest::newRow("same") << "a b"
                        << "a b"
                        << "a b";
  QTest::newRow("one word") << "a red hat"
                            << "a blue hat"
                            << "a " + gone("red ") + come("blue ") + "hat";
  QTest::newRow("within what stays") << "a b c d"
                                     << "a x b c"
                                     << "a " + come("x ") + "b c " + gone("d");
  QTest::newRow("at the end") << "a b"
                              << "a b c d"
                              << "a b " + come("c d");
  QTest::newRow("signs") << ""
                         << "<b>" << come("&lt;b&gt;");
}

void AssistantDockTest::differences_are_shown_word_by_word() {
  QFETCH(QString, before);
  QFETCH(QString, after);
  QFETCH(QString, html);
  QCOMPARE(inlineDifference(before, after, {"r", "g"}), html);
}

QTEST_MAIN(AssistantDockTest)
#include "assistant_dock_test.moc"
