// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/plan_dialog.h"

#include <QtTest>
#include <QtWidgets>

#include "engine/manga/apply_proposal.h"
#include "tests/support/fake_plan_service.h"
#include "tests/support/sample_project.h"
#include "ui/dialogs/difference_table.h"
#include "ui/dialogs/difference_words.h"
#include "ui/dialogs/endpoint_form.h"
#include "ui/dialogs/endpoint_words.h"
#include "ui/dialogs/endpoints_dialog.h"
#include "ui/document/document.h"
#include "ui/style/theme.h"

using namespace koma;
using namespace koma::ui;

namespace {

api::Endpoint local() {
  return {.name = "Ollama", .url = "http://127.0.0.1:11434/v1", .model = "llama3"};
}

struct Bench {
  Theme theme{*qApp};
  Document document{tests::sample_project()};
  tests::FakePlanService plans;
  tests::FakeEndpointService endpoints;
  PlanPlace place{document, plans, endpoints, {}, theme};
  manga::PanelId panel = document.project().pages[0].panels[1].id;

  Bench() { endpoints.list = {local()}; }
  const manga::Panel& now() { return *manga::find_panel(document.project(), panel); }
};

}  // namespace

class PlanDialogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_answer_streams_becomes_a_difference_and_one_step();
  void what_is_discarded_changes_nothing();
  void escape_stops_a_plan_that_runs();
  void a_failure_is_said_with_what_to_do();
  void a_retry_forgets_what_was_written();
  void a_page_without_a_model_is_planned_by_rule_and_says_so();
  void what_needs_a_model_says_how_to_get_one();
  void the_words_and_the_language_go_with_the_task();
  void a_plan_that_no_longer_fits_is_refused();
  void an_answer_of_an_earlier_plan_is_not_heard();
  void changed_words_are_marked_data();
  void changed_words_are_marked();
  void local_models_are_found_and_added_once();
  void a_key_goes_to_the_keyring_and_out_of_sight();
  void a_test_tells_what_the_model_can();
  void a_server_elsewhere_carries_a_warning();
};

void PlanDialogTest::an_answer_streams_becomes_a_difference_and_one_step() {
  Bench bench;
  PlanDialog dialog(bench.place, api::RecaptionTask{bench.panel, {}}, "Page 1, panel 2");
  dialog.open();
  const auto before = bench.document.project();
  QTest::mouseClick(dialog.planButton(), Qt::LeftButton);
  QCOMPARE(bench.plans.requests.size(), 1u);
  QVERIFY(bench.plans.requests[0].endpoint == local());

  bench.plans.say(api::PlanText{"hm. ", true});
  bench.plans.say(api::PlanText{"{\"prompt\"", false});
  QTRY_COMPARE(dialog.answer()->toPlainText(), QString("hm. {\"prompt\""));
  QVERIFY(!dialog.acceptButton()->isEnabled());

  bench.plans.finish(manga::RecaptionProposal{bench.panel, "a girl waving in heavy rain", {}});
  QTRY_VERIFY(dialog.acceptButton()->isEnabled());
  QCOMPARE(dialog.differences()->rowCount(), 1);
  QVERIFY(dialog.cost()->text().contains("812 + 340"));
  QVERIFY(dialog.cost()->text().contains("llama at 127.0.0.1"));
  QCOMPARE(bench.document.project(), before);

  QTest::mouseClick(dialog.acceptButton(), Qt::LeftButton);
  QCOMPARE(bench.now().prompt, std::string("a girl waving in heavy rain"));
  QCOMPARE(bench.document.history().count(), 1);
  QVERIFY(!dialog.isVisible());
  bench.document.history().undo();
  QCOMPARE(bench.document.project().pages, before.pages);
}

void PlanDialogTest::what_is_discarded_changes_nothing() {
  Bench bench;
  PlanDialog dialog(bench.place, api::RecaptionTask{bench.panel, {}}, {});
  dialog.open();
  const auto before = bench.document.project();
  dialog.plan();
  bench.plans.finish(manga::RecaptionProposal{bench.panel, "another", {}});
  QTRY_VERIFY(dialog.acceptButton()->isEnabled());
  QTest::keyClick(&dialog, Qt::Key_Escape);
  QVERIFY(!dialog.isVisible());
  QCOMPARE(bench.document.project(), before);
}

void PlanDialogTest::escape_stops_a_plan_that_runs() {
  Bench bench;
  PlanDialog dialog(bench.place, api::RecaptionTask{bench.panel, {}}, {});
  dialog.open();
  dialog.plan();
  QTest::keyClick(&dialog, Qt::Key_Escape);
  QCOMPARE(bench.plans.cancelled.size(), 1u);
}

void PlanDialogTest::a_failure_is_said_with_what_to_do() {
  Bench bench;
  PlanDialog dialog(bench.place, api::RecaptionTask{bench.panel, {}}, {});
  dialog.open();
  dialog.plan();
  bench.plans.say(api::Failed{ErrorCode::not_found, "nobody answers at 127.0.0.1:11434"});
  QTRY_VERIFY(dialog.message()->text().contains("nobody answers at 127.0.0.1:11434"));
  QVERIFY(dialog.message()->text().contains('\n'));
  QVERIFY(dialog.planButton()->isVisible() && dialog.planButton()->isEnabled());
  QVERIFY(!dialog.acceptButton()->isEnabled());
}

void PlanDialogTest::a_retry_forgets_what_was_written() {
  Bench bench;
  PlanDialog dialog(bench.place, api::RecaptionTask{bench.panel, {}}, {});
  dialog.open();
  dialog.plan();
  bench.plans.say(api::PlanText{"nonsense", false});
  bench.plans.say(api::PlanRetry{"the answer lacks \"prompt\""});
  bench.plans.say(api::PlanText{"{}", false});
  QTRY_COMPARE(dialog.answer()->toPlainText(), QString("{}"));
  QVERIFY(dialog.message()->text().contains("lacks"));
}

void PlanDialogTest::a_page_without_a_model_is_planned_by_rule_and_says_so() {
  Bench bench;
  bench.endpoints.list.clear();
  const manga::PageId page = bench.document.project().pages[1].id;
  PlanDialog dialog(bench.place, api::PageTask{page, {}, 0}, {});
  dialog.open();
  QVERIFY(dialog.planner()->currentText().contains("rule"));
  QTest::keyClicks(dialog.wish(), "Mia waits.");
  QTest::mouseClick(dialog.planButton(), Qt::LeftButton);
  QVERIFY(!bench.plans.requests[0].endpoint);
  QCOMPARE(std::get<api::PageTask>(bench.plans.requests[0].task).text, std::string("Mia waits."));
  manga::PageProposal proposal{page, {{1, {manga::PlannedPanel{.prompt = "Mia waits"}}}}};
  bench.plans.finish(proposal, manga::rule_based);
  QTRY_VERIFY(dialog.acceptButton()->isEnabled());
  QVERIFY(dialog.cost()->text().contains("rule"));
  QTest::mouseClick(dialog.acceptButton(), Qt::LeftButton);
  QCOMPARE(bench.document.project().pages[1].panels.size(), 1u);
  QCOMPARE(bench.document.history().count(), 1);
  // New things get numbers that nothing had.
  QVERIFY(bench.document.project().next_id > bench.document.project().pages[1].panels[0].id.value);
}

void PlanDialogTest::what_needs_a_model_says_how_to_get_one() {
  Bench bench;
  bench.endpoints.list.clear();
  PlanDialog dialog(bench.place, api::PanelTask{bench.panel, {}}, {});
  dialog.open();
  QVERIFY(!dialog.planButton()->isEnabled());
  QSignalSpy wanted(&dialog, &PlanDialog::endpointsWanted);
  for (auto* button : dialog.findChildren<QPushButton*>()) {
    if (button->text().contains("odels")) QTest::mouseClick(button, Qt::LeftButton);
  }
  QCOMPARE(wanted.count(), 1);
  bench.endpoints.list = {local()};
  dialog.showPlanners();
  QVERIFY(dialog.planButton()->isEnabled());
}

void PlanDialogTest::the_words_and_the_language_go_with_the_task() {
  Bench bench;
  PlanDialog panel(bench.place, api::PanelTask{bench.panel, {}}, {});
  panel.open();
  QTest::keyClicks(panel.wish(), "a street");
  panel.plan();
  QCOMPARE(std::get<api::PanelTask>(bench.plans.requests[0].task).wish, std::string("a street"));
  PlanDialog words(bench.place, api::TranslationTask{"English", {}}, {});
  words.open();
  words.language()->setCurrentText("Deutsch");
  words.plan();
  QCOMPARE(std::get<api::TranslationTask>(bench.plans.requests[1].task).language, std::string("Deutsch"));
}

void PlanDialogTest::a_plan_that_no_longer_fits_is_refused() {
  Bench bench;
  PlanDialog dialog(bench.place, api::RecaptionTask{bench.panel, {}}, {});
  dialog.open();
  dialog.plan();
  bench.plans.finish(manga::RecaptionProposal{bench.panel, "another", {}});
  QTRY_VERIFY(dialog.acceptButton()->isEnabled());
  bench.document.edit("Remove", [&](Draft& draft) { draft.pageOf(bench.panel).panels.clear(); });
  const auto before = bench.document.project();
  QTest::mouseClick(dialog.acceptButton(), Qt::LeftButton);
  QVERIFY(dialog.isVisible());
  QVERIFY(!dialog.message()->text().isEmpty());
  QCOMPARE(bench.document.project(), before);
}

void PlanDialogTest::an_answer_of_an_earlier_plan_is_not_heard() {
  Bench bench;
  PlanDialog dialog(bench.place, api::RecaptionTask{bench.panel, {}}, {});
  PlanDialog other(bench.place, api::RecaptionTask{bench.panel, {}}, {});
  dialog.open();
  dialog.plan();
  other.plan();
  bench.plans.say(api::PlanText{"for the other", false});
  QTRY_COMPARE(other.answer()->toPlainText(), QString("for the other"));
  QVERIFY(dialog.answer()->toPlainText().isEmpty());
}

void PlanDialogTest::changed_words_are_marked_data() {
  QTest::addColumn<QString>("before");
  QTest::addColumn<QString>("after");
  QTest::addColumn<QString>("marked");
  QTest::newRow("a word") << "a girl waving"
                          << "a boy waving"
                          << "girl |boy ";
  QTest::newRow("added") << "a girl"
                         << "a girl in rain"
                         << "|in rain";
  QTest::newRow("removed") << "a girl in rain"
                           << "a girl"
                           << "in rain|";
  QTest::newRow("sign by sign") << QString::fromUtf8("もう三時だ") << QString::fromUtf8("もう四時だ")
                                << QString::fromUtf8("三|四");
  QTest::newRow("all") << ""
                       << "trees"
                       << "|trees";
  QTest::newRow("same") << "trees"
                        << "trees"
                        << "|";
}

void PlanDialogTest::changed_words_are_marked() {
  QFETCH(QString, before);
  QFETCH(QString, after);
  QFETCH(QString, marked);
  const WordChange change = wordChange(before, after);
  const auto of = [](const std::vector<WordRun>& runs, bool changedOnly) {
    QString text;
    for (const WordRun& run : runs) {
      if (run.changed || !changedOnly) text += run.text;
    }
    return text;
  };
  QCOMPARE(of(change.before, true) + '|' + of(change.after, true), marked);
  QCOMPARE(of(change.before, false), before);
  QCOMPARE(of(change.after, false), after);
}

void PlanDialogTest::local_models_are_found_and_added_once() {
  Bench bench;
  bench.endpoints.list.clear();
  bench.endpoints.found = {{local(), {"llama3", "qwen"}}};
  EndpointsDialog dialog(bench.endpoints, bench.theme);
  dialog.show();
  QSignalSpy changed(&dialog, &EndpointsDialog::changed);
  QTest::mouseClick(dialog.findButton(), Qt::LeftButton);
  QTRY_COMPARE(dialog.list()->count(), 1);
  QTRY_COMPARE(bench.endpoints.list.size(), 1u);
  QCOMPARE(dialog.form()->model()->count(), 2);
  QTRY_COMPARE(changed.count(), 1);
  QTest::mouseClick(dialog.findButton(), Qt::LeftButton);
  QTRY_VERIFY(dialog.findButton()->isEnabled());
  QCOMPARE(dialog.list()->count(), 1);
  QTest::mouseClick(dialog.removeButton(), Qt::LeftButton);
  QVERIFY(bench.endpoints.list.empty());
  QVERIFY(!dialog.form()->isEnabled());
}

void PlanDialogTest::a_key_goes_to_the_keyring_and_out_of_sight() {
  Bench bench;
  EndpointsDialog dialog(bench.endpoints, bench.theme);
  dialog.show();
  EndpointForm& form = *dialog.form();
  QCOMPARE(form.key()->echoMode(), QLineEdit::Password);
  QTest::keyClicks(form.key(), "sk-1234");
  QTest::mouseClick(form.keepKey(), Qt::LeftButton);
  QVERIFY(form.key()->text().isEmpty());
  QCOMPARE(bench.endpoints.keys.at("Ollama"), std::string("sk-1234"));
  QTRY_VERIFY(form.keyPlace()->text().contains("keyring."));
  bench.endpoints.keyPlace = api::KeyPlace::session;
  QTest::keyClicks(form.key(), "sk-5");
  QTest::mouseClick(form.keepKey(), Qt::LeftButton);
  QTRY_VERIFY(form.keyPlace()->text().contains("until the program ends"));
}

void PlanDialogTest::a_test_tells_what_the_model_can() {
  Bench bench;
  bench.endpoints.report = api::EndpointReport{{"llama3"}, "llama3", true, api::Sight::blind, 0.4};
  EndpointsDialog dialog(bench.endpoints, bench.theme);
  dialog.show();
  QTest::mouseClick(dialog.form()->test(), Qt::LeftButton);
  QTRY_VERIFY(dialog.form()->report()->text().contains("llama3 answered"));
  QVERIFY(dialog.form()->report()->text().contains("sees no pictures"));
  bench.endpoints.report = api::Failed{ErrorCode::not_found, "nobody answers; start the server"};
  QTest::mouseClick(dialog.form()->test(), Qt::LeftButton);
  QTRY_COMPARE(dialog.form()->report()->text(), QString("nobody answers; start the server"));
}

void PlanDialogTest::a_server_elsewhere_carries_a_warning() {
  Bench bench;
  EndpointsDialog dialog(bench.endpoints, bench.theme);
  dialog.show();
  EndpointForm& form = *dialog.form();
  QVERIFY(!form.leaves()->isVisible());
  form.url()->selectAll();
  QTest::keyClicks(form.url(), "https://api.example.com/v1");
  QVERIFY(form.leaves()->isVisible());
  QTest::keyClick(form.url(), Qt::Key_Tab);
  QTest::mouseClick(form.leaves(), Qt::LeftButton, {}, QPoint(8, form.leaves()->height() / 2));
  QVERIFY(bench.endpoints.list[0].may_leave_machine);
  QVERIFY(endpointText(bench.endpoints.list[0]).contains("api.example.com"));
  for (const char* url : {"http://127.0.0.1:8080/v1", "http://localhost/v1", "http://[::1]:9931/v1"}) {
    QVERIFY2(isOnThisMachine(url), url);
  }
  for (const char* url : {"http://192.168.1.2/v1", "https://127.0.0.1.example.com", "http://localhost.example.com"}) {
    QVERIFY2(!isOnThisMachine(url), url);
  }
}

QTEST_MAIN(PlanDialogTest)
#include "plan_dialog_test.moc"
